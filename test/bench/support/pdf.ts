// PDFs against the texts that they were typeset from, beside what pdf.js and pdftotext give by themselves; and the
// largest PDF of the corpus through the reader and its worker, in a process of its own.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openPdf } from '../../../electron/node/documents/pdf/document.ts';
import { loadPdf } from '../../../electron/node/documents/pdf/library.ts';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import { megabytes, milliseconds, type Row } from '../table.ts';
import type { BookFigures } from './book.ts';
import { runAlone } from './child.ts';
import { scoreParagraphs, scoreWords, type WordScore } from './word-score.ts';

const BOOK = join(import.meta.dirname, 'book.ts');
const RECALL = 0.995;
const PRECISION = 0.993;
const PARAGRAPHS = 0.95;

/** A block of the printed text: heading, paragraph or footnote. */
interface Printed {
  readonly k: 'h' | 'p' | 'fn';
  readonly t: string;
}

interface Score extends WordScore {
  readonly paragraphs: number;
}

export async function rows(): Promise<readonly Row[]> {
  if (corpusFolder() === null) {
    console.log('no corpus here: PDFs are not scored');
    return [];
  }
  return [...(await readingRows()), ...(await speedRows())];
}

async function readingRows(): Promise<readonly Row[]> {
  const scores: Score[] = [];
  const rows: Row[] = [];
  for (const path of corpusFiles('pdf-typeset-gt', '.pdf')) {
    const printed = JSON.parse(
      readFileSync(path.replace(/\.pdf$/, '.gt.json'), 'utf8'),
    ) as readonly Printed[];
    const all = printed.map(({ t }) => t);
    const body = printed.filter(({ k }) => k !== 'fn').map(({ t }) => t);
    const score = scoreOf(await spokenOf(path), body);
    scores.push(score);
    const plain = scoreOf(await plainOf(path), all);
    const tool = pdftotext(path);
    const theirs = tool === null ? 'pdftotext is not installed' : `pdftotext ${percents(scoreOf(tool, all))}`;
    rows.push({
      what: `${basename(path)}: words recalled, precise; paragraph ends (F1)`,
      measured: percents(score),
      against: `pdf.js alone ${percents(plain)}; ${theirs}`,
      reached: null,
    });
  }
  const mean = (pick: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + pick(score), 0) / scores.length;
  const [recall, precision, paragraphs] = [
    mean((s) => s.recall),
    mean((s) => s.precision),
    mean((s) => s.paragraphs),
  ];
  const row = (what: string, value: number, least: number): Row => ({
    what: `typeset PDFs, mean: ${what}`,
    measured: percent(value),
    against: `≥ ${percent(least)}`,
    reached: value >= least,
  });
  return [
    ...rows,
    row('words recalled', recall, RECALL),
    row('words precise', precision, PRECISION),
    row('paragraph ends (F1)', paragraphs, PARAGRAPHS),
  ];
}

async function speedRows(): Promise<readonly Row[]> {
  const path = [...corpusFiles('perf/big-books', '.pdf')].sort(
    (a, b) => statSync(b).size - statSync(a).size,
  )[0];
  if (path === undefined) return [];
  const book = (await runAlone(BOOK, ['lectern', path])) as BookFigures;
  const first = book.first ?? Infinity;
  return [
    {
      what: `${basename(path)}, ${(book.characters / 1e6).toFixed(1)} M characters: first section`,
      measured: milliseconds(first),
      against: '≤ 1 s',
      reached: first <= 1000,
    },
    {
      what: `${basename(path)}: all sections, and ${book.chunks} speech chunks in them`,
      measured: milliseconds(book.whole),
      against: `of that, sentences and chunks ${milliseconds(book.cutting)}`,
      reached: null,
    },
    {
      what: `${basename(path)}: peak memory of the whole process`,
      measured: megabytes(book.peak),
      against: 'all of it in one worker',
      reached: null,
    },
  ];
}

const scoreOf = (read: readonly string[], printed: readonly string[]): Score => ({
  ...scoreWords(read.join('\n'), printed.join('\n')),
  paragraphs: scoreParagraphs(read, printed),
});

async function spokenOf(path: string): Promise<readonly string[]> {
  const document = await openPdf(new Uint8Array(readFileSync(path)), basename(path));
  const spoken: string[] = [];
  for (let index = 0; index < document.summary.sections.length; index++) {
    const { blocks } = await document.section(index);
    spoken.push(...blocks.filter((block) => block.spoken).map(({ text }) => text));
  }
  await document.close();
  return spoken;
}

/** What pdf.js gives when its lines are taken as they come; paragraphs are its lines. */
async function plainOf(path: string): Promise<readonly string[]> {
  const task = await loadPdf(new Uint8Array(readFileSync(path)));
  const pdf = await task.promise;
  let text = '';
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    for (const item of items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
    text += '\n';
  }
  await task.destroy();
  return text.split('\n');
}

/** Its paragraphs are apart by empty lines. @returns null where it is not installed. */
function pdftotext(path: string): readonly string[] | null {
  try {
    return execFileSync('pdftotext', ['-q', path, '-'], { encoding: 'utf8' }).split(/\n\s*\n/);
  } catch {
    return null;
  }
}

const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
const percents = ({ recall, precision, paragraphs }: Score): string =>
  [recall, precision, paragraphs].map((value) => (100 * value).toFixed(2)).join(', ');
