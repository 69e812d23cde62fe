import { open, type FileHandle } from 'node:fs/promises';
import type { OpenDocument, OpenOptions } from '../../core/document/reader.ts';
import { LecternError, unreachable } from '../../core/errors.ts';
import { openCopiedMarkup } from './clipping/document.ts';
import { openDocx } from './docx/document.ts';
import { openEpub } from './epub/book.ts';
import { openFb2, openZippedFb2 } from './fb2/document.ts';
import { decodeHtml } from './html/decode.ts';
import { readMhtml } from './html/mhtml.ts';
import { decodeMarkup } from './markup/sax.ts';
import { openFlatOdt, openOdt } from './odt/document.ts';
import { oleRefusal } from './ole.ts';
import { openPdf } from './pdf/document.ts';
import { openRtf } from './rtf/document.ts';
import { HEAD_BYTES, sniffFormat } from './sniff.ts';
import { openSubtitles } from './subtitles/document.ts';
import { openPlainText } from './text/document.ts';
import { decodeText } from './text/encoding.ts';
import { zippedFormat } from './zip/kind.ts';
import { openZip } from './zip/zip.ts';

/** Bytes. The longest novels have six million; above this a text is a log or a database. */
const LARGEST_TEXT = 40_000_000;
/** Bytes. A PDF is held whole in memory; above this it is a book of scans. */
const LARGEST_PDF = 500_000_000;
/** Bytes of what else is read whole and holds pictures besides its text. */
const LARGEST_WHOLE = 120_000_000;

/**
 * Opens a document in this thread (see `createDocumentReader` for the one that protects the program). What needs large
 * libraries is loaded when a document of its format comes: together they would hold up every other by a tenth of a second.
 * @param name The name that the person knows the file by.
 * @throws LecternError of a document kind.
 */
export async function openDocument(
  path: string,
  name: string,
  options: OpenOptions = {},
): Promise<OpenDocument> {
  const file = await openFile(path);
  let keep = false;
  try {
    const { size } = await file.stat();
    if (size === 0)
      throw new LecternError(
        'empty-document',
        'This file is empty. Save or copy it again, if it should not be.',
      );
    const head = await readStart(file, Math.min(size, HEAD_BYTES));
    const format = sniffFormat(head, name);
    switch (format) {
      case 'zip': {
        const document = await openZipped(file, size, name);
        keep = true;
        return document;
      }
      case 'pdf': {
        if (size > LARGEST_PDF) throw tooLarge('PDF', size, LARGEST_PDF);
        return await openPdf(await readStart(file, size), name, options);
      }
      case 'ole':
        throw await oleRefusal(file, size);
      case 'rtf':
      case 'fb2':
      case 'flat-odt':
      case 'copied':
      case 'text':
      case 'markdown': {
        if (size > LARGEST_TEXT) throw tooLarge('text', size, LARGEST_TEXT);
        const bytes = await readStart(file, size);
        if (format === 'rtf') return openRtf(bytes, name);
        if (format === 'fb2') return openFb2(decodeMarkup(bytes), name);
        if (format === 'flat-odt') return openFlatOdt(decodeMarkup(bytes), name);
        const text = decodeText(bytes);
        if (format === 'copied') return openCopiedMarkup(text, name);
        if (format === 'text') return openPlainText(text, name);
        const { openMarkdown } = await import('./markdown/document.ts');
        return openMarkdown(text, name);
      }
      case 'html':
      case 'mhtml':
      case 'subtitles':
      case 'mobi': {
        if (size > LARGEST_WHOLE) throw tooLarge('file', size, LARGEST_WHOLE);
        return await openWhole(format, await readStart(file, size), name);
      }
      default:
        return unreachable(format);
    }
  } finally {
    if (!keep) await file.close();
  }
}

async function openZipped(file: FileHandle, size: number, name: string): Promise<OpenDocument> {
  const zip = await openZip(file, size);
  const format = await zippedFormat(zip);
  switch (format) {
    case 'epub':
      return openEpub(file, zip, name);
    case 'docx':
      return openDocx(file, zip, name);
    case 'odt':
      return openOdt(file, zip, name);
    case 'fb2':
      return openZippedFb2(file, zip, name);
    default:
      return unreachable(format);
  }
}

async function openWhole(
  format: 'html' | 'mhtml' | 'subtitles' | 'mobi',
  bytes: Uint8Array,
  name: string,
): Promise<OpenDocument> {
  switch (format) {
    case 'html':
    case 'mhtml': {
      const { openHtml } = await import('./html/document.ts');
      if (format === 'html') return openHtml(decodeHtml(bytes), name);
      const { source, address } = readMhtml(bytes);
      return openHtml(source, name, address);
    }
    case 'subtitles':
      return openSubtitles(decodeText(bytes), name);
    case 'mobi': {
      const { openKindleBook } = await import('./mobi/document.ts');
      return openKindleBook(bytes, name);
    }
    default:
      return unreachable(format);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw missing
      ? new LecternError('document-missing', 'The file is no longer there.', { cause })
      : new LecternError('file-unreadable', 'The file could not be opened. Check that you may read it.', {
          cause,
        });
  }
  throw new LecternError('file-unreadable', 'This is a folder, not a file. Open the document inside it.');
}

async function readStart(file: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

const tooLarge = (what: string, size: number, largest: number) =>
  new LecternError(
    'document-too-large',
    `This ${what} has ${Math.round(size / 1e6)} MB; Lectern reads ${what}s of up to ${largest / 1e6} MB. Split it into smaller files.`,
  );
