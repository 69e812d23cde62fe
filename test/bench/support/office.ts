/**
 * Word processors' files: how many of the words that pandoc finds the readers give, and how many that it does not,
 * beside mammoth (DOCX) and the plain text of all that the file holds (ODT, RTF, FB2); then how fast a book opens.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import mammoth from 'mammoth';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { markupText } from '../../../electron/node/documents/markup/text.ts';
import { corpusFiles, corpusFolder } from '../../support/corpus.ts';
import { entryOf } from '../../support/zip.ts';
import { megabytes, milliseconds, type Row } from '../table.ts';
import type { BookFigures } from './book.ts';
import { runAlone } from './child.ts';
import type { MammothFigures } from './mammoth.ts';
import { nativeText } from './pandoc-native.ts';
import { precisionOf, recallOf, sumOf, wordScore, type WordScore } from './words.ts';

type Reader = (path: string) => Promise<string>;

/** Notes, tables, code and alternative texts, too: whether a word is spoken is another question. */
const lectern: Reader = async (path) => {
  const document = await openDocument(path, basename(path)).catch(() => null);
  if (!document) return '';
  const texts: string[] = [];
  for (const index of document.summary.sections.keys()) {
    texts.push(...(await document.section(index)).blocks.map(({ text }) => text));
  }
  await document.close();
  return texts.join('\n');
};

const withMammoth: Reader = async (path) => markupText((await mammoth.convertToHtml({ path })).value);

const allText: Readonly<Record<string, Reader>> = {
  odt: (path) => Promise.resolve(markupText(entryOf(readFileSync(path), 'content.xml'))),
  rtf: (path) =>
    Promise.resolve(
      readFileSync(path, 'latin1')
        .replace(/\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|\\[^a-z]/gi, '')
        .replace(/[{}]/g, ''),
    ),
  fb2: (path) =>
    Promise.resolve(markupText(readFileSync(path, 'utf8').replace(/<binary[^]*?<\/binary>/g, ''))),
};

/** The right text of a file, as it is with its changes accepted and without comments; null where none is known. */
function truthOf(path: string): string | null {
  const base = path
    .replace(/\.\w+$/, '')
    .replace('/golden/', '/')
    .replace('/odt-pandoc/odt/', '/odt-pandoc/native/');
  const file = ['_no_comments', '_accept', ''].map((ending) => `${base}${ending}.native`).find(existsSync);
  return file === undefined ? null : nativeText(readFileSync(file, 'utf8'));
}

async function scoreOf(files: readonly string[], reader: Reader): Promise<WordScore> {
  const scores: WordScore[] = [];
  for (const path of files) {
    const truth = truthOf(path);
    if (truth !== null) scores.push(wordScore(truth, await reader(path).catch(() => '')));
  }
  return sumOf(scores);
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const shown = (score: WordScore): string => `${percent(recallOf(score))}, ${percent(precisionOf(score))}`;

async function wordRows(): Promise<readonly Row[]> {
  const kinds = [
    ['docx', 'docx-pandoc', 'mammoth', withMammoth],
    ['odt', 'odt-pandoc', 'all text in the file', allText['odt']],
    ['rtf', 'rtf-pandoc', 'all text in the file', allText['rtf']],
    ['fb2', 'fb2-pandoc/reader', 'all text in the file', allText['fb2']],
  ] as const;
  const rows: Row[] = [];
  for (const [ending, part, other, reader] of kinds) {
    const files = corpusFiles(part, `.${ending}`);
    const [own, others] = [await scoreOf(files, lectern), await scoreOf(files, reader ?? lectern)];
    rows.push({
      what: `${ending.toUpperCase()}: recall and precision of ${own.expected} words`,
      measured: shown(own),
      against: `${other}: ${shown(others)}`,
      reached: recallOf(own) >= recallOf(others) && precisionOf(own) >= precisionOf(others),
    });
  }
  return rows;
}

async function bookRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const path of corpusFiles('perf/big-office', '.docx', '.odt', '.rtf')) {
    const name = basename(path);
    const book = (await runAlone(join(import.meta.dirname, 'book.ts'), ['lectern', path])) as BookFigures;
    const beside = path.endsWith('.docx')
      ? ((await runAlone(join(import.meta.dirname, 'mammoth.ts'), [path])) as MammothFigures)
      : null;
    const first = book.first ?? Infinity;
    rows.push(
      {
        what: `${name}, ${(book.characters / 1e6).toFixed(1)} M characters: first section`,
        measured: milliseconds(first),
        against: `≤ 1 s${beside ? `; mammoth takes ${milliseconds(beside.whole)}` : ''}`,
        reached: first <= 1000,
      },
      {
        what: `${name}: peak memory of the whole process, sentences too`,
        measured: megabytes(book.peak),
        against: beside ? `mammoth, without sentences: ${megabytes(beside.peak)}` : 'the same text as DOCX',
        reached: null,
      },
    );
  }
  return rows;
}

export async function rows(): Promise<readonly Row[]> {
  if (corpusFolder() === null) {
    console.log('no corpus here: the rows of word processors are left out');
    return [];
  }
  return [...(await wordRows()), ...(await bookRows())];
}
