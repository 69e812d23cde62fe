/** From the callback of the reading key to the first sample at the loudspeaker, with the embedded voice. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { milliseconds, percentile, type Row } from '../table.ts';
import { copyText, pressKey, startDouble, type DoubleProgram } from './double.ts';
import { forgetSound, soundUntil } from './hear.ts';
import { timeOf } from './probe.ts';
import { firstSound } from './sound.ts';

const STARTS = 8;
const TRIES = 24;
const READ = 'CmdOrCtrl+Shift+Space';
const STOP = 'CmdOrCtrl+Shift+F8';
/** Seconds of sound in which the voice must be heard, or the bench fails; and how often is looked for it. */
const PATIENCE = 20;
const LOOK = 0.3;

/** Milliseconds between two presses for different texts. */
const BETWEEN = 2500;

/** Sentences as people copy them, none like another. */
const THINGS = ['the lamp', 'a letter', 'his coat', 'the ship', 'an orchard', 'the bell', 'her violin'];
const sentence = (n: number): string =>
  `In the year ${1500 + n}, ${THINGS[n % 7]} was left on the stairs, and nobody spoke of it again.`;

export async function hotkeyToSound(): Promise<readonly Row[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const program = await startDouble();
    try {
      cold.push(await oneTry(program, sentence(start)));
      if (start === STARTS - 1)
        for (let tried = 0; tried < TRIES; tried++) {
          await silence(program);
          warm.push(await oneTry(program, sentence(100 + tried)));
        }
    } finally {
      await program.close();
    }
  }
  const what = 'hotkey’s callback → first sound at the loudspeaker, embedded voice';
  const [p50, p95] = [percentile(warm, 0.5), percentile(warm, 0.95)];
  return [
    {
      what: `${what}, warm: p50 of ${TRIES}`,
      measured: milliseconds(p50),
      against: '≤ 250 ms',
      reached: p50 <= 250,
    },
    { what: `${what}, warm: p95`, measured: milliseconds(p95), against: '≤ 450 ms', reached: p95 <= 450 },
    {
      what: `${what}, the first after the start: p50 of ${STARTS}`,
      measured: milliseconds(percentile(cold, 0.5)),
      ...{ against: 'only told', reached: null },
    },
    {
      what: `${what}, the first after the start: p95`,
      measured: milliseconds(percentile(cold, 0.95)),
      ...{ against: 'only told', reached: null },
    },
  ];
}

/** @returns milliseconds from the callback to the first sound. */
async function oneTry(program: DoubleProgram, text: string): Promise<number> {
  const { page } = program;
  await copyText(program, text);
  await forgetSound(page);
  const frame = await frameNow(page);
  const pressed = await pressKey(program, READ);
  for (let seconds = LOOK; seconds < PATIENCE; seconds += LOOK) {
    const made = await soundUntil(page, seconds, frame);
    const first = firstSound(made, frame);
    if (first === null) continue;
    const { moments, origin } = await page.evaluate(() => ({
      moments: window.benchProbe.moments,
      origin: performance.timeOrigin,
    }));
    return origin + timeOf(moments, first, made.sampleRate) - pressed;
  }
  throw new Error('What was copied was not heard.');
}

const frameNow = (page: Page) => page.evaluate(() => window.testRecorder?.frame() ?? 0);

/** Stops the voice, and waits as long as a person needs to copy something else. */
async function silence(program: DoubleProgram): Promise<void> {
  await pressKey(program, STOP);
  await soundUntil(program.page, 0.2, await frameNow(program.page));
  await delay(BETWEEN);
}
