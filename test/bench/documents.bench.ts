// Opening books of a million words, as the window meets them: through the reader and its worker, each in a process of
// its own. The floor is what no reader could leave out, in the same run (support/book.ts).
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { corpusFolder, corpusFiles } from '../support/corpus.ts';
import { epubOf } from '../support/epub.ts';
import type { BookFigures } from './support/book.ts';
import { rows as articles } from './support/articles.ts';
import { runAlone } from './support/child.ts';
import { rows as languages } from './support/languages.ts';
import { rows as office } from './support/office.ts';
import { rows as pdfs } from './support/pdf.ts';
import { rows as sentences } from './support/sentences.ts';
import { megabytes, milliseconds, type Bench, type Row } from './table.ts';

const MODULE = join(import.meta.dirname, 'support/book.ts');
/** Bytes: in the corpus, books above it have a million words and more. */
const BIG = 2_000_000;
const CHAPTERS = 250;
const PARAGRAPHS = 50;
/** 80 words. */
const PARAGRAPH =
  '<p>It was the best of times, it was the worst of times, said <i>Mr. Lorry</i>; it was the age of wisdom, it was the age of foolishness. It was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness. It was the spring of hope, it was the winter of despair: we had everything before us, we had nothing before us, and there was little more to say.</p>';

async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  try {
    const rows: Row[] = [];
    for (const path of realBooks() ?? madeBooks(folder)) {
      const book = (await runAlone(MODULE, ['lectern', path])) as BookFigures;
      const floor = (await runAlone(MODULE, ['floor', path])) as BookFigures;
      rows.push(...rowsOf(basename(path), book, floor));
    }
    for (const more of [office, pdfs, articles, sentences, languages]) rows.push(...(await more()));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(name: string, book: BookFigures, floor: BookFigures): readonly Row[] {
  const first = book.first ?? Infinity;
  const size = `${(book.characters / 1e6).toFixed(1)} M characters`;
  return [
    {
      what: `${name}, ${size}: contents and first section`,
      measured: milliseconds(first),
      against: '≤ 1 s',
      reached: first <= 1000,
    },
    {
      what: `${name}: all sections, and ${book.chunks} speech chunks in them`,
      measured: milliseconds(book.whole),
      against: `≤ 5 s; unpacking, scanning and Intl.Segmenter alone take ${milliseconds(floor.whole)}`,
      reached: book.whole <= 5000,
    },
    {
      what: `${name}: of that, sentences and chunks`,
      measured: milliseconds(book.cutting),
      against: `Intl.Segmenter alone takes ${milliseconds(floor.cutting)}`,
      reached: null,
    },
    {
      what: `${name}: peak memory of the whole process`,
      measured: megabytes(book.peak),
      against: `the floor's ${megabytes(floor.peak)}`,
      reached: null,
    },
  ];
}

function realBooks(): readonly string[] | null {
  if (corpusFolder() === null) return null;
  return corpusFiles('perf/big-books', '.epub').filter((path) => statSync(path).size > BIG);
}

/** Where there is no corpus: a million words in 250 files, and in one. */
function madeBooks(folder: string): readonly string[] {
  console.log('no corpus here: two books are made up, of one paragraph each');
  const indices = Array.from({ length: CHAPTERS }, (_, index) => index);
  const chapter = (index: number) =>
    `<h2 id="c${index}">Chapter ${index + 1}</h2>${PARAGRAPH.repeat(PARAGRAPHS)}`;
  const made = {
    '250-files.epub': epubOf({
      pages: Object.fromEntries(indices.map((index) => [`c${index}.xhtml`, chapter(index)])),
      toc: indices.map((index) => `<li><a href="c${index}.xhtml">${index}</a></li>`).join(''),
    }),
    'one-file.epub': epubOf({
      pages: { 'all.xhtml': indices.map(chapter).join('') },
      toc: indices.map((index) => `<li><a href="all.xhtml#c${index}">${index}</a></li>`).join(''),
    }),
  };
  return Object.entries(made).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  });
}

export const bench: Bench = { name: 'documents', run };
