/**
 * What Lectern itself adds to the service's time: from the server's first audio on the wire to the first sample at the
 * loudspeaker, through the client, the store's speaker, the stream, the player and the browser's sound.
 *
 * The fake service notes its own clock after it has sent the first delta of a sentence; the page tells which frame left
 * the loudspeaker when, and the recording at which frame the sentence's known samples begin. The two clocks are compared
 * by the quickest of many questions to the page.
 */
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import type { VoiceServer } from '../../fakes/voice-server.ts';
import { milliseconds, percentile, type Row } from '../table.ts';
import { floorOf } from './floor.ts';
import { hear, silence, stepTo } from './hear.ts';
import { frameOf, samplesOf } from './sound.ts';
import { openFile, openWindow, type Program } from './window.ts';

const TRIES = 24;
/** Paragraphs between two tries: more than are fetched ahead, so that none was heard before. */
const APART = 18;
/** Milliseconds between two deltas of 200 ms of sound. */
const DELTA_EVERY = 50;

const sentence = (n: number): string => `Here is the sentence with the number ${1000 + n}.`;
const BOOK = Array.from({ length: (TRIES + 2) * APART }, (_, n) => sentence(n)).join('\n\n');

export async function ownOverhead(
  browser: Browser,
  program: Program,
  server: VoiceServer,
): Promise<readonly Row[]> {
  const sent = new Map<string, number>();
  server.chunkFaults = ({ text }) => ({
    eachDeltaAfter() {
      if (!sent.has(text)) sent.set(text, performance.now());
      return setTimeout(DELTA_EVERY);
    },
  });
  const page = await openWindow(browser, program, true);
  await openFile(page, 'overhead.md', BOOK, sentence(0));
  const waits: { readonly heard: number; readonly given: number }[] = [];
  for (let tried = 0; tried <= TRIES; tried++) {
    const text = sentence(tried * APART);
    const { heard, given } = await hear(
      page,
      () => page.keyboard.press('Space'),
      (made, asked) => frameOf(made, samplesOf(text), asked.frame),
    );
    const delta = (sent.get(text) ?? NaN) + (await clockOf(page));
    // The first try makes the connection, and the sound.
    if (tried > 0) waits.push({ heard: heard - delta, given: given - delta });
    await silence(page);
    await stepTo(page, APART, sentence((tried + 1) * APART));
  }
  const latency = await page.evaluate(() => window.benchProbe.deviceLatency);
  await page.close();
  server.chunkFaults = () => ({});
  const floor = await floorOf(browser, TRIES);
  const what = 'service sends its first audio → first sample';
  const p50 = percentile(
    waits.map(({ given }) => given),
    0.5,
  );
  const p95 = percentile(
    waits.map(({ given }) => given),
    0.95,
  );
  const heard = waits.map((wait) => wait.heard);
  const both = (of: readonly number[]) =>
    `${milliseconds(percentile(of, 0.5))} / ${milliseconds(percentile(of, 0.95))}`;
  return [
    {
      what: `${what} played, less the sound device's ${milliseconds(latency)}: p50 of ${TRIES}`,
      measured: milliseconds(p50),
      against: '',
      reached: null,
    },
    {
      what: `${what} played, less the sound device's: p95`,
      measured: milliseconds(p95),
      against: '≤ 30 ms',
      reached: p95 <= 30,
    },
    {
      what: `${what} at the loudspeaker: p50 / p95`,
      measured: both(heard),
      against: `bare socket, fetch and worklet ${both(floor)}`,
      reached: null,
    },
  ];
}

/** What the page's clock is ahead of this process' one, in milliseconds. */
export async function clockOf(page: Page): Promise<number> {
  let best = { trip: Infinity, ahead: 0 };
  for (let question = 0; question < 20; question++) {
    const asked = performance.now();
    const there = await page.evaluate(() => performance.now());
    const trip = performance.now() - asked;
    if (trip < best.trip) best = { trip, ahead: there - (asked + trip / 2) };
  }
  return best.ahead;
}
