import { LecternError } from '../../core/errors.ts';
import { COPIED_MARKUP, COPIED_TEXT } from './clipping/document.ts';

/** Bytes from a file's start that `sniffFormat` wants to see. */
export const HEAD_BYTES = 65_536;

/** What is worth opening. Of a zip its directory tells what it is, of an OLE file its own. */
export type SniffedFormat =
  | 'zip'
  | 'pdf'
  | 'ole'
  | 'rtf'
  | 'fb2'
  | 'flat-odt'
  | 'markdown'
  | 'text'
  | 'html'
  | 'mhtml'
  | 'mobi'
  | 'subtitles'
  | 'copied';

const MARKDOWN_NAME = /\.(md|markdown|mdown|mkdn?|mdtext)$/i;

interface Signature {
  readonly what: string;
  /** Offset and bytes, as Latin-1. */
  readonly at: readonly (readonly [offset: number, bytes: string])[];
  /** What to do; left out: the list of what is read. */
  readonly advice?: string;
}

const signature = (what: string, ...at: Signature['at']): Signature => ({ what, at });
const advised = (advice: string, ...signatures: readonly Signature[]): readonly Signature[] =>
  signatures.map((one) => ({ ...one, advice }));

/** What people may try to open, by the bytes that tell it: a name can lie, and often has no ending. */
const SIGNATURES: readonly Signature[] = [
  ...advised(
    'Convert it to EPUB, with Calibre for example, and open that.',
    signature('a PalmDoc book', [60, 'TEXtREAd']),
    signature('a Microsoft Reader book', [0, 'ITOLITLS']),
    signature('a Windows help file (CHM)', [0, 'ITSF']),
    signature('a Kindle book of the newest form (KFX)', [0, 'CONT\x02\0']),
    signature('a Kindle book locked by its shop (KFX with DRM)', [0, '\xeaDRMION\xee']),
  ),
  ...advised(
    'A scan is a picture of text: have its words recognised (OCR), save it as a PDF with text, and open that.',
    signature('a DjVu scan', [0, 'AT&TFORM']),
    signature('a TIFF image', [0, 'II*\0']),
    signature('a TIFF image', [0, 'MM\0*']),
  ),
  ...advised(
    'A picture has no text to read: have its words recognised (OCR), and open what comes of it.',
    signature('a PNG image', [0, '\x89PNG']),
    signature('a JPEG image', [0, '\xff\xd8\xff']),
    signature('a GIF image', [0, 'GIF8']),
    signature('a WebP image', [0, 'RIFF'], [8, 'WEBP']),
    signature('an AVIF image', [4, 'ftypavif']),
    signature('a HEIC image', [4, 'ftyphei']),
    signature('a JPEG XL image', [0, '\0\0\0\x0cJXL ']),
    signature('a JPEG 2000 image', [0, '\0\0\0\x0cjP']),
    signature('a Photoshop image', [0, '8BPS']),
  ),
  ...advised(
    'It is for listening already: open it in a player. Its subtitles Lectern can read.',
    signature('a WAV recording', [0, 'RIFF'], [8, 'WAVE']),
    signature('an AVI film', [0, 'RIFF'], [8, 'AVI ']),
    signature('an MP3 recording', [0, 'ID3']),
    signature('an MP3 recording', [0, '\xff\xfb']),
    signature('an MP3 recording', [0, '\xff\xf3']),
    signature('an AAC recording', [0, '\xff\xf1']),
    signature('an Ogg recording', [0, 'OggS']),
    signature('a FLAC recording', [0, 'fLaC']),
    signature('an MP4 recording or film', [4, 'ftyp']),
    signature('a Matroska film', [0, '\x1a\x45\xdf\xa3']),
  ),
  ...advised(
    'Unpack it, and open the document inside.',
    signature('a compressed archive (gzip)', [0, '\x1f\x8b']),
    signature('a compressed archive (bzip2)', [0, 'BZh']),
    signature('a compressed archive (xz)', [0, '\xfd7zXZ\0']),
    signature('a compressed archive (Zstandard)', [0, '\x28\xb5\x2f\xfd']),
    signature('a compressed archive (7-Zip)', [0, '7z\xbc\xaf\x27\x1c']),
    signature('a compressed archive (RAR)', [0, 'Rar!\x1a\x07']),
    signature('an archive (tar)', [257, 'ustar']),
  ),
  signature('a program', [0, '\x7fELF']),
  signature('a program', [0, 'MZ\x90\0']),
  signature('a database (SQLite)', [0, 'SQLite format 3\0']),
  signature('a font', [0, 'wOFF']),
  signature('a font', [0, 'wOF2']),
  signature('a font', [0, 'OTTO']),
];

/** A comic book in an archive of a kind that is not looked into. */
const COMIC_NAME = /\.cb[rt7]$/i;
export const COMIC_ADVICE = 'A picture has no text to read aloud.';

/**
 * Decides by the first bytes, and by the name only between plain text and Markdown.
 * @throws LecternError `unsupported-format`, naming what the file looks like.
 */
export function sniffFormat(head: Uint8Array, name: string): SniffedFormat {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  // Our own copies of what was copied: whatever stands in it is meant as text.
  if (name.endsWith(COPIED_TEXT)) return 'text';
  if (name.endsWith(COPIED_MARKUP)) return 'copied';
  if (start.startsWith('BOOKMOBI', 60)) return 'mobi';
  if (start.slice(0, 1024).includes('%PDF-')) return 'pdf';
  const known = SIGNATURES.find(({ at }) => at.every(([offset, bytes]) => start.startsWith(bytes, offset)));
  if (known && COMIC_NAME.test(name)) throw unsupported('a comic book of pictures', COMIC_ADVICE);
  if (known) throw unsupported(known.what, known.advice);
  // A zip may have anything before it: some shops put a note there.
  if (start.startsWith('PK\x03\x04') || (start.includes('PK\x03\x04') && start.includes('\0'))) return 'zip';
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole';
  if (/^(?:\xef\xbb\xbf)?\s{0,100}\{\\rtf/.test(start)) return 'rtf';
  if (start.startsWith('PK\x05\x06')) throw unsupported('an empty zip archive');
  // Every second byte is zero in UTF-16; a byte order mark may come first.
  const text = start.replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '');
  if (isMhtml(text)) return 'mhtml';
  if (isSubtitles(text)) return 'subtitles';
  const isMarkdown = MARKDOWN_NAME.test(name);
  if (isWebPage(text, isMarkdown)) return 'html';
  if (FICTION_BOOK.test(text)) return 'fb2';
  if (FLAT_ODT.test(text)) return 'flat-odt';
  if (/^<\?xml\b/i.test(text)) throw unsupported('an XML file');
  return isMarkdown ? 'markdown' : 'text';
}

const COMMENTS = '(?:<\\?xml[^>]*>\\s*|<!--[^]{0,4000}?-->\\s*|<\\?xml-stylesheet[^>]*>\\s*)*';
const WEB_PAGE = new RegExp(`^${COMMENTS}(?:<!doctype\\s+html|<html[\\s>])`, 'i');
/** What pages begin with that leave out the rest (WHATWG's MIME Sniffing, 7.1). */
const PAGE_START = new RegExp(
  `^${COMMENTS}<(?:head|body|title|meta|script|style|link|iframe|h1|div|font|table|center|article|main|section|p|a|b|br)[\\s>/]`,
  'i',
);

/** Markdown may begin with a tag, too: in it only a whole page counts. */
const isWebPage = (text: string, isMarkdown: boolean): boolean =>
  WEB_PAGE.test(text) || (!isMarkdown && PAGE_START.test(text));

/** A page that a browser saved as one file: a mail of several parts. */
const isMhtml = (text: string): boolean =>
  /^(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type): /i.test(text) &&
  /^content-type: *multipart\/related/im.test(text.slice(0, 4096));

const CUE_TIME = String.raw`(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}`;
const FIRST_CUE = new RegExp(`^(?:\\d+[ \\t]*\\r?\\n)?[ \\t]*${CUE_TIME}[ \\t]*-->[ \\t]*${CUE_TIME}`);
const LYRICS = /^(?:\[[a-z#]{1,8}:[^\]\n]*\][ \t]*\r?\n)*\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\][^\n]*\n\[\d/i;

/** WebVTT, SubRip and LRC. */
const isSubtitles = (text: string): boolean =>
  /^WEBVTT(?:\s|$)/.test(text) || FIRST_CUE.test(text) || LYRICS.test(text);

const FICTION_BOOK = /^<\?xml\b[^]{0,2000}?<FictionBook\b/;
/** The root of a flat OpenDocument file says what it holds. */
const FLAT_ODT =
  /^<\?xml\b[^]{0,2000}?<office:document\s[^>]*mimetype=["']application\/vnd\.oasis\.opendocument\.text/;

/** For the sentences of refusals. */
export const WHAT_IS_READ =
  'Lectern reads PDF, EPUB, Word, OpenDocument, RTF, FB2 and Kindle books without DRM, web pages, Markdown, subtitles and plain text.';

/**
 * @param what With its article: "a PNG image".
 * @param advice What to do instead.
 */
export const unsupported = (what: string, advice: string = WHAT_IS_READ): LecternError =>
  new LecternError('unsupported-format', `This is ${what}, which Lectern cannot read. ${advice}`);
