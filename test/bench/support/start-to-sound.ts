/** From the program's start to a window that can be used, and from Space to sound with the embedded voice. */
import type { Browser, Page } from '@playwright/test';
import { milliseconds, percentile, type Row } from '../table.ts';
import { hear, silence, stepTo } from './hear.ts';
import { firstSound } from './sound.ts';
import { openFile, openWindow, startProgram, type Program } from './window.ts';

const STARTS = 5;
const TRIES = 20;
/** Paragraphs between two tries: more than are fetched ahead, so that none was heard before. */
const APART = 10;

/** Sentences as a book has them, none like another. */
const THINGS = ['the lamp', 'a letter', 'his coat', 'the ship', 'an orchard', 'the bell', 'her violin'];
const DEEDS = ['was left on the stairs', 'came too late for supper', 'had been promised to a friend'];
const sentence = (n: number): string =>
  `In the year ${1500 + n}, ${THINGS[n % 7]} ${DEEDS[n % 3]}, and nobody in the house spoke of it again.`;
const BOOK = Array.from({ length: (TRIES + 2) * APART }, (_, n) => sentence(n)).join('\n\n');

export async function startAndSound(browser: Browser): Promise<readonly Row[]> {
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const from = performance.now();
    const program = await startProgram(null);
    const page = await openWindow(browser, program, false);
    await page.getByRole('button', { name: 'Open file' }).click({ trial: true });
    starts.push(performance.now() - from);
    await page.close();
    await program.close();
  }
  const usable = percentile(starts, 0.5);
  const program = await startProgram(null);
  try {
    return [
      {
        what: `window usable after the start of the program, p50 of ${STARTS}, the browser running`,
        measured: milliseconds(usable),
        against: '≤ 1.5 s',
        reached: usable <= 1500,
      },
      ...(await spaceToSound(browser, program)),
    ];
  } finally {
    await program.close();
  }
}

async function spaceToSound(browser: Browser, program: Program): Promise<readonly Row[]> {
  const page = await openWindow(browser, program, true);
  await openFile(page, 'book.md', BOOK, sentence(0));
  await oneTry(page); // the first one starts the voice and the sound
  const waits: number[] = [];
  for (let tried = 0; tried < TRIES; tried++) {
    await stepTo(page, APART, sentence((tried + 1) * APART));
    waits.push(await oneTry(page));
  }
  await page.close();
  const [p50, p95] = [percentile(waits, 0.5), percentile(waits, 0.95)];
  const what = 'Space → first sound at the loudspeaker, embedded voice, warm';
  return [
    {
      what: `${what}: p50 of ${TRIES} sentences`,
      measured: milliseconds(p50),
      against: '≤ 250 ms',
      reached: p50 <= 250,
    },
    { what: `${what}: p95`, measured: milliseconds(p95), against: '≤ 450 ms', reached: p95 <= 450 },
  ];
}

/** @returns milliseconds from Space to the first sound. */
async function oneTry(page: Page): Promise<number> {
  const space = () => page.keyboard.press('Space');
  const { asked, heard } = await hear(page, space, (made, input) => firstSound(made, input.frame));
  await silence(page);
  return heard - asked;
}
