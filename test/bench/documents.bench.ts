// Opening books of a million words, as the window meets them: through the reader and its worker.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentenceRanges } from '../../electron/core/text/sentences.ts';
import { createDocumentReader } from '../../electron/node/documents/reader.ts';
import { epubOf } from '../support/epub.ts';
import { milliseconds, percentile, type Bench, type Row } from './table.ts';

const worker = new URL('../../electron/node/documents/worker.ts', import.meta.url);
const CHAPTERS = 250;
const PARAGRAPHS = 50;
/** 80 words. */
const PARAGRAPH =
  '<p>It was the best of times, it was the worst of times, said <i>Mr. Lorry</i>; it was the age of wisdom, it was the age of foolishness. It was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness. It was the spring of hope, it was the winter of despair: we had everything before us, we had nothing before us, and there was little more to say.</p>';
const RUNS = 3;

const chapter = (index: number): string =>
  `<h2 id="c${index}">Chapter ${index + 1}</h2>${PARAGRAPH.repeat(PARAGRAPHS)}`;
const indices = Array.from({ length: CHAPTERS }, (_, index) => index);

const books = {
  'a million words in 250 files': epubOf({
    pages: Object.fromEntries(indices.map((index) => [`c${index}.xhtml`, chapter(index)])),
    toc: indices.map((index) => `<li><a href="c${index}.xhtml">${index}</a></li>`).join(''),
  }),
  'a million words in one file': epubOf({
    pages: { 'all.xhtml': indices.map(chapter).join('') },
    toc: indices.map((index) => `<li><a href="all.xhtml#c${index}">${index}</a></li>`).join(''),
  }),
};

async function measure(path: string): Promise<{ first: number; whole: number }> {
  const from = performance.now();
  const document = await createDocumentReader({ worker }).open(path, 'book.epub');
  await document.section(0);
  const first = performance.now() - from;
  for (let index = 0; index < document.summary.sections.length; index++) {
    for (const { text, language } of (await document.section(index)).blocks)
      sentenceRanges(text, language ?? 'en');
  }
  const whole = performance.now() - from;
  await document.close();
  return { first, whole };
}

async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const rows: Row[] = [];
  try {
    for (const [what, bytes] of Object.entries(books)) {
      const path = join(folder, `${rows.length}.epub`);
      writeFileSync(path, bytes);
      const runs: { first: number; whole: number }[] = [];
      for (let index = 0; index < RUNS; index++) runs.push(await measure(path));
      const first = percentile(
        runs.map((one) => one.first),
        0.5,
      );
      const whole = percentile(
        runs.map((one) => one.whole),
        0.5,
      );
      rows.push(
        {
          what: `${what}: first section`,
          measured: milliseconds(first),
          against: '≤ 1 s',
          reached: first <= 1000,
        },
        {
          what: `${what}: all text and sentences`,
          measured: milliseconds(whole),
          against: '≤ 5 s',
          reached: whole <= 5000,
        },
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

export const bench: Bench = { name: 'documents', run };
