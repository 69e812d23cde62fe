/**
 * Reads one EPUB and prints the milliseconds and the memory that it took, as a process of its own:
 *
 *     node book.ts lectern FILE   through the application's reader, down to speech chunks
 *     node book.ts floor FILE     unpacks and scans the same pages, and cuts their text with Intl.Segmenter: no less
 *                                 could be done
 */
import { existsSync, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { Parser } from 'htmlparser2';
import { sectionsOf } from '../../../electron/core/document/whole.ts';
import { speechChunks } from '../../../electron/core/text/chunks.ts';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';

export interface BookFigures {
  /** Milliseconds until the first section was there; null for the floor. */
  readonly first: number | null;
  /** Milliseconds for the whole book. */
  readonly whole: number;
  /** Of `whole`: finding sentences and chunks. */
  readonly cutting: number;
  /** UTF-16 units of text. */
  readonly characters: number;
  /** Speech chunks; 0 for the floor. */
  readonly chunks: number;
  /** Bytes that the process ever held at a time. */
  readonly peak: number;
}

const [, , how, path] = process.argv;
if (path === undefined) throw new Error('Name a file.');
const figures = how === 'floor' ? floor(path) : await lectern(path);
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ ...figures, peak } satisfies BookFigures));

async function lectern(file: string): Promise<Omit<BookFigures, 'peak'>> {
  // As it is shipped, where it was built: else Node strips every module of its types first.
  const built = new URL('../../../out/main/document-worker.js', import.meta.url);
  const source = new URL('../../../electron/node/documents/worker.ts', import.meta.url);
  const worker = existsSync(built) ? built : source;
  const from = performance.now();
  const document = await createDocumentReader({ worker }).open(file, 'book.epub');
  await document.section(0);
  const first = performance.now() - from;
  const { language } = document.summary.metadata;
  let [cutting, characters, chunks] = [0, 0, 0];
  for await (const { blocks } of sectionsOf(document)) {
    const start = performance.now();
    for (const block of blocks.filter(({ spoken }) => spoken)) {
      chunks += speechChunks(block.text, block.language ?? language).length;
      characters += block.text.length;
    }
    cutting += performance.now() - start;
  }
  const whole = performance.now() - from;
  await document.close();
  return { first, whole, cutting, characters, chunks };
}

function floor(file: string): Omit<BookFigures, 'peak'> {
  const from = performance.now();
  const archive = readFileSync(file);
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  let [cutting, characters] = [0, 0];
  for (const page of pagesOf(archive)) {
    const texts: string[] = [];
    const parser = new Parser(
      {
        ontext: (text) => texts.push(text),
        onclosetag: (name) => void (['p', 'h1', 'h2', 'h3', 'li', 'div'].includes(name) && texts.push('\n')),
      },
      { xmlMode: true },
    );
    parser.end(page);
    const paragraphs = texts.join('').split('\n');
    const start = performance.now();
    for (const paragraph of paragraphs) {
      for (const { segment } of segmenter.segment(paragraph)) characters += segment.length;
    }
    cutting += performance.now() - start;
  }
  const whole = performance.now() - from;
  return { first: null, whole, cutting, characters, chunks: 0 };
}

/** The pages of a zip, by its local headers (APPNOTE 4.3.7): enough for archives that state their sizes there. */
function* pagesOf(archive: Buffer): Generator<string> {
  const HEADER = 0x04034b50;
  for (let at = 0; archive.readUInt32LE(at) === HEADER;) {
    const [method, packed] = [archive.readUInt16LE(at + 8), archive.readUInt32LE(at + 18)];
    const [named, extra] = [archive.readUInt16LE(at + 26), archive.readUInt16LE(at + 28)];
    const name = archive.toString('latin1', at + 30, at + 30 + named);
    const start = at + 30 + named + extra;
    const bytes = archive.subarray(start, start + packed);
    if (/\.x?html?$/i.test(name)) yield (method === 0 ? bytes : inflateRawSync(bytes)).toString();
    at = start + packed;
  }
}
