/** Does something in the window and listens for what follows. */
import type { Page } from '@playwright/test';
import { recording, type Recording } from '../../e2e/support/recorder.ts';
import { timeOf, type Input } from './probe.ts';

/** Seconds of sound in which what was asked for must be heard, or the bench fails. */
const PATIENCE = 10;
/** Seconds of sound after which is looked for it; looking costs the page some time. */
const FIRST_LOOK = 0.3;

export interface Heard {
  /** Milliseconds of the page's clock: when the key or click came, and when the sound left the loudspeaker. */
  readonly asked: number;
  readonly heard: number;
  /** `heard` less the latency of the sound device: when the browser was given the sample. */
  readonly given: number;
}

/** @param find The frame of the sound that is waited for; null: not there yet. */
export async function hear(
  page: Page,
  act: () => Promise<void>,
  find: (recording: Recording, asked: Input) => number | null,
): Promise<Heard> {
  await forgetSound(page);
  await act();
  const asked = await page.evaluate(() => window.benchProbe.inputs.at(-1));
  if (!asked) throw new Error('No key and no click came.');
  for (let seconds = FIRST_LOOK; seconds < PATIENCE; seconds += FIRST_LOOK) {
    const made = await soundUntil(page, seconds, asked.frame);
    const frame = find(made, asked);
    if (frame === null) continue;
    const { moments, deviceLatency } = await page.evaluate(() => window.benchProbe);
    const heard = timeOf(moments, frame, made.sampleRate);
    return { asked: asked.at, heard, given: heard - deviceLatency };
  }
  throw new Error('What was asked for was not heard.');
}

/** All recorded sound, once so many seconds of it were made after this frame. */
export async function soundUntil(page: Page, seconds: number, after: number): Promise<Recording> {
  const wanted = { after, seconds };
  await page.waitForFunction(({ after, seconds }) => {
    const recorder = window.testRecorder;
    return recorder !== undefined && recorder.frame() >= after + seconds * recorder.sampleRate;
  }, wanted);
  return recording(page);
}

export const forgetSound = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.benchProbe.moments.length = 0;
    window.testRecorder?.pieces.splice(0);
  });

/** Steps on by paragraphs, until this text is the marked sentence. */
export async function stepTo(page: Page, paragraphs: number, sentence: string): Promise<void> {
  for (let step = 0; step < paragraphs; step++) await page.keyboard.press('Control+Shift+BracketRight');
  await page.waitForFunction((wanted) => {
    const [range] = CSS.highlights.get('lectern-sentence') ?? [];
    return range?.startContainer.parentElement?.textContent?.includes(wanted) === true;
  }, sentence);
}

/** Stops the reading, until it is silent. */
export async function silence(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  const frame = await page.evaluate(() => window.testRecorder?.frame() ?? 0);
  await soundUntil(page, 0.2, frame);
}
