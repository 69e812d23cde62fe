import { LecternError } from '../../core/errors.ts';

/** Bytes from a file's start that `sniffFormat` wants to see. */
export const HEAD_BYTES = 65_536;

/** What is worth opening. Of a zip its directory tells what it is, of an OLE file its own. */
export type SniffedFormat = 'zip' | 'pdf' | 'ole' | 'rtf' | 'fb2' | 'flat-odt' | 'markdown' | 'text';

const MARKDOWN_NAME = /\.(md|markdown|mdown|mkdn?|mdtext)$/i;

interface Signature {
  readonly what: string;
  /** Offset and bytes, as Latin-1. */
  readonly at: readonly (readonly [offset: number, bytes: string])[];
}

const signature = (what: string, ...at: Signature['at']): Signature => ({ what, at });

/** What people may try to open, by the bytes that tell it: a name can lie, and often has no ending. */
const SIGNATURES: readonly Signature[] = [
  signature('a Kindle book (MOBI or AZW3)', [60, 'BOOKMOBI']),
  signature('a PalmDoc book', [60, 'TEXtREAd']),
  signature('a Microsoft Reader book', [0, 'ITOLITLS']),
  signature('a Windows help file (CHM)', [0, 'ITSF']),
  signature('a DjVu scan', [0, 'AT&TFORM']),
  signature('a PNG image', [0, '\x89PNG']),
  signature('a JPEG image', [0, '\xff\xd8\xff']),
  signature('a GIF image', [0, 'GIF8']),
  signature('a TIFF image', [0, 'II*\0']),
  signature('a TIFF image', [0, 'MM\0*']),
  signature('a WebP image', [0, 'RIFF'], [8, 'WEBP']),
  signature('a WAV recording', [0, 'RIFF'], [8, 'WAVE']),
  signature('an AVI film', [0, 'RIFF'], [8, 'AVI ']),
  signature('an MP3 recording', [0, 'ID3']),
  signature('an MP3 recording', [0, '\xff\xfb']),
  signature('an MP3 recording', [0, '\xff\xf3']),
  signature('an Ogg recording', [0, 'OggS']),
  signature('a FLAC recording', [0, 'fLaC']),
  signature('an MP4 recording or film', [4, 'ftyp']),
  signature('a Matroska film', [0, '\x1a\x45\xdf\xa3']),
  signature('a compressed archive (gzip)', [0, '\x1f\x8b']),
  signature('a compressed archive (bzip2)', [0, 'BZh']),
  signature('a compressed archive (xz)', [0, '\xfd7zXZ\0']),
  signature('a compressed archive (Zstandard)', [0, '\x28\xb5\x2f\xfd']),
  signature('a compressed archive (7-Zip)', [0, '7z\xbc\xaf\x27\x1c']),
  signature('a compressed archive (RAR)', [0, 'Rar!\x1a\x07']),
  signature('an archive (tar)', [257, 'ustar']),
  signature('a program', [0, '\x7fELF']),
  signature('a program', [0, 'MZ\x90\0']),
  signature('a database (SQLite)', [0, 'SQLite format 3\0']),
  signature('a font', [0, 'wOFF']),
  signature('a font', [0, 'wOF2']),
  signature('a font', [0, 'OTTO']),
];

/**
 * Decides by the first bytes, and by the name only between plain text and Markdown.
 * @throws LecternError `unsupported-format`, naming what the file looks like.
 */
export function sniffFormat(head: Uint8Array, name: string): SniffedFormat {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (start.slice(0, 1024).includes('%PDF-')) return 'pdf';
  const known = SIGNATURES.find(({ at }) => at.every(([offset, bytes]) => start.startsWith(bytes, offset)));
  if (known) throw unsupported(known.what);
  // A zip may have anything before it: some shops put a note there.
  if (start.startsWith('PK\x03\x04') || (start.includes('PK\x03\x04') && start.includes('\0'))) return 'zip';
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole';
  if (/^(?:\xef\xbb\xbf)?\s{0,100}\{\\rtf/.test(start)) return 'rtf';
  if (start.startsWith('PK\x05\x06')) throw unsupported('an empty zip archive');
  const markup = markupOf(start);
  if (markup === 'fb2' || markup === 'flat-odt') return markup;
  if (markup) throw unsupported(markup);
  return MARKDOWN_NAME.test(name) ? 'markdown' : 'text';
}

/** The root of a flat OpenDocument file says what it holds. */
const FLAT_ODT =
  /^<\?xml\b[^]{0,2000}?<office:document\s[^>]*mimetype=["']application\/vnd\.oasis\.opendocument\.text/;

/** Reading tags aloud helps nobody. @returns a format that is read, what else it is, or null. */
function markupOf(start: string): string | null {
  // Every second byte is zero in UTF-16; a byte order mark may come first.
  const text = start.replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  if (/^<\?xml\b[^]{0,2000}?<FictionBook\b/.test(text)) return 'fb2';
  if (FLAT_ODT.test(text)) return 'flat-odt';
  if (/^(?:<\?xml[^>]*>\s*|<!--[^]{0,2000}?-->\s*)*(?:<!doctype html|<html[\s>])/i.test(text))
    return 'a web page (HTML)';
  if (/^<\?xml\b/i.test(text)) return 'an XML file';
  return null;
}

/** @param what With its article: "a PDF". */
export const unsupported = (what: string): LecternError =>
  new LecternError(
    'unsupported-format',
    `This is ${what}, which Lectern cannot read yet. It reads EPUB, Markdown and plain text.`,
  );
