/** Large documents in the window: what a move of the mark costs, and whether opening one holds the window up. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import { milliseconds, type Row } from '../table.ts';
import { openFile, openWindow, type Program } from './window.ts';

const SENTENCES = 10_000;
const IN_PARAGRAPH = 5;
const PART_EVERY = 200;
/** Moves of the word's mark over which its cost is measured. */
const MOVES = 60;
/** What the browser's long-task observer does not report, in milliseconds. */
const NOT_REPORTED = 50;

const sentence = (n: number): string => `This is the sentence with the number ${n + 1} of a long document.`;

function longDocument(): string {
  const paragraphs = Array.from({ length: SENTENCES / IN_PARAGRAPH }, (_, index) => {
    const sentences = Array.from({ length: IN_PARAGRAPH }, (_, at) => sentence(index * IN_PARAGRAPH + at));
    const heading = index % PART_EVERY === 0 ? `## Part ${index / PART_EVERY + 1}\n\n` : '';
    return heading + sentences.join(' ');
  });
  return `# A long document\n\n${paragraphs.join('\n\n')}`;
}

/** Reads in the middle of 10,000 sentences, and divides all script that ran meanwhile by the moves of the mark. */
export async function movingTheMark(browser: Browser, program: Program): Promise<readonly Row[]> {
  const page = await openWindow(browser, program, false);
  await openFile(page, 'long.md', longDocument(), sentence(0));
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Part 6', exact: true }).click();
  await page.locator('[data-place]', { hasText: 'Part 6' }).first().waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await moves(page, 5);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await scriptSpent(session);
  const from = await page.evaluate(() => window.benchProbe.moves);
  await moves(page, from + MOVES);
  const spent = (await scriptSpent(session)) - before;
  const moved = (await page.evaluate(() => window.benchProbe.moves)) - from;
  await page.close();
  const each = spent / moved;
  return [
    {
      what: `move of the mark in a document of ${SENTENCES} sentences: all script of the window while it reads`,
      measured: `${milliseconds(each)} a move`,
      against: '≤ 4 ms',
      reached: each <= 4,
    },
  ];
}

const moves = (page: Page, count: number) =>
  page.waitForFunction((wanted) => window.benchProbe.moves >= wanted, count, { polling: 500 });

/** Milliseconds of script since the session began to count. */
async function scriptSpent(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN) * 1000;
}

/** Brings in the big books of the corpus and opens them, as a person does by dropping them on the window. */
export async function openingBigBooks(browser: Browser, program: Program): Promise<readonly Row[]> {
  if (corpusFolder() === null) {
    console.log('no corpus here: opening big books in the window is left out');
    return [];
  }
  const books = corpusFiles('perf/big-books', '.epub').filter((path) => statSync(path).size > 2_000_000);
  const rows: Row[] = [];
  for (const path of books) rows.push(...(await openingBook(browser, program, path)));
  return rows;
}

async function openingBook(browser: Browser, program: Program, path: string): Promise<readonly Row[]> {
  const name = basename(path);
  const page = await openWindow(browser, program, false);
  if (await page.locator('[data-place]').count()) await page.keyboard.press('l');
  await page.getByRole('button', { name: 'Open file' }).waitFor();
  await page.evaluate(() => void window.benchProbe.longTasks.splice(0));
  const from = performance.now();
  await page.locator('input[type=file]').setInputFiles(path);
  await page.locator('main[aria-label="Text"] [data-place]').first().waitFor();
  const shown = performance.now() - from;
  await page.keyboard.press('Space');
  await moves(page, 5);
  const tasks = await page.evaluate(() => window.benchProbe.longTasks);
  await page.close();
  const longest = Math.max(0, ...tasks);
  return [
    {
      what: `${name} brought in: first page shown`,
      measured: milliseconds(shown),
      against: '≤ 1 s',
      reached: shown <= 1000,
    },
    {
      what: `${name}: the longest that the window was held up until it was read aloud`,
      measured: longest === 0 ? `< ${NOT_REPORTED} ms` : milliseconds(longest),
      against: '≤ 50 ms',
      reached: longest <= NOT_REPORTED,
    },
  ];
}
