import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import { fakeSpeech } from '../fakes/voice.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/find-chromium.ts';
import { PAUSES, SENTENCES } from './harness/text.ts';
import { servePlayerHarness, type PlayerHarness } from './support/player-harness.ts';
import { frameNow, installRecorder, recording } from './support/recorder.ts';

let harness: PlayerHarness;
let browser: Browser;
let directory: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({}, info) => {
  test.skip(info.project.name !== 'web', 'a page of its own, in a browser');
  directory = await mkdtemp(join(tmpdir(), 'lectern-player-'));
  harness = await servePlayerHarness(directory);
  const { executablePath, env } = await findChromium();
  // With the rule that people have: no sound without a gesture.
  const args = CHROMIUM_FLAGS.filter((flag) => !flag.startsWith('--autoplay-policy'));
  browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
});

test.afterAll(async () => {
  await browser?.close();
  harness?.close();
  if (directory) await rm(directory, { recursive: true, force: true });
});

async function open({ recorded }: { recorded: boolean }): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => expect(error).toBeNull());
  if (recorded) await installRecorder(page);
  await page.goto(harness.url);
  return page;
}

const state = (page: Page) => page.locator('#state');
const noise = 1 / 65_536;
/** The frame, in a recording, at which this text begins, or -1. */
function find(samples: Float32Array, text: string, from = 0): number {
  const pcm = fakeSpeech(text);
  for (let at = from; at + pcm.length <= samples.length; at++) {
    let same = 0;
    // The first 3 ms may be mixed with what was cut off.
    while (same < 500 && Math.abs((samples[at + 100 + same] ?? 0) - (pcm[100 + same] ?? 0) / 32_768) < noise)
      same++;
    if (same === 500) return at;
  }
  return -1;
}

test('30 sentences are heard sample for sample, without a gap or an overlap', async () => {
  const page = await open({ recorded: true });
  await page.click('#play');
  await expect(state(page)).toContainText('finished', { timeout: 45_000 });
  const { samples, missing, sampleRate } = await recording(page);
  expect({ missing, sampleRate }).toEqual({ missing: 0, sampleRate: SAMPLE_RATE });
  const phases = (await state(page).textContent()) ?? '';
  const underruns = phases.split('playing waiting').length - 1;
  console.log(`underruns: ${underruns} (${phases})`);

  const first = samples.findIndex((sample) => sample !== 0);
  let at = first;
  let differing = 0;
  for (const [index, sentence] of SENTENCES.entries()) {
    const pcm = fakeSpeech(sentence);
    for (let i = 0; i < pcm.length; i++)
      if (Math.abs((samples[at + i] ?? NaN) - (pcm[i] ?? 0) / 32_768) > noise) differing++;
    const pause = (index % 3 === 2 ? PAUSES.pauseParagraph : PAUSES.pauseSentence) * SAMPLE_RATE;
    for (let i = 0; i < pause; i++) if (samples[at + pcm.length + i] !== 0) differing++;
    at += pcm.length + pause;
  }
  expect(differing).toBe(0);
  expect(samples.slice(at).every((sample) => sample === 0)).toBe(true);
  await page.close();
});

test('a step is heard within a moment, and a pause is silent within a moment', async () => {
  const page = await open({ recorded: true });
  await page.click('#play');
  await expect(state(page)).toContainText('playing');
  const steps: number[] = [];
  for (let i = 1; i <= 4; i++) {
    const asked = await page.evaluate(() => {
      const frame = window.testRecorder?.frame() ?? 0;
      document.querySelector<HTMLElement>('#next')?.click();
      return frame;
    });
    steps.push(asked);
    await expect.poll(() => frameNow(page)).toBeGreaterThan(asked + 0.1 * SAMPLE_RATE);
  }
  const paused = await page.evaluate(() => {
    document.querySelector<HTMLElement>('#pause')?.click();
    return window.testRecorder?.frame() ?? 0;
  });
  await expect.poll(() => frameNow(page)).toBeGreaterThan(paused + 0.5 * SAMPLE_RATE);
  const { from, samples } = await recording(page);
  const begins = steps.map((asked) => {
    const starts = SENTENCES.map((text) =>
      find(samples.slice(0, asked - from + 2 * SAMPLE_RATE), text, asked - from),
    );
    return Math.min(...starts.filter((start) => start >= 0)) + from;
  });
  const delays = begins.map((start, i) => ((start - (steps[i] ?? 0)) / SAMPLE_RATE) * 1000);
  const last = samples.findLastIndex((sample) => sample !== 0) + from;
  console.log(`step to sound: ${delays.map((delay) => delay.toFixed(1)).join(', ')} ms of the audio clock`);
  console.log(
    `pause to silence: ${(((last - paused) / SAMPLE_RATE) * 1000).toFixed(1)} ms of the audio clock`,
  );
  expect(begins.every(Number.isFinite)).toBe(true);
  expect(samples.slice(paused - from + SAMPLE_RATE / 4).every((sample) => sample === 0)).toBe(true);
  await page.close();
});

test('it works under the content security policy, and the system can show and steer it', async () => {
  const page = await open({ recorded: false });
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) refused.push(message.text());
  });
  await page.click('#play');
  await expect(state(page)).toContainText('playing');
  const shown = () =>
    page.evaluate(() => [navigator.mediaSession.metadata?.title, navigator.mediaSession.playbackState]);
  await expect.poll(shown).toEqual(['A Book', 'playing']);
  await page.click('#pause');
  await expect.poll(shown).toEqual(['A Book', 'paused']);
  expect(refused).toEqual([]);
  await page.close();
});
