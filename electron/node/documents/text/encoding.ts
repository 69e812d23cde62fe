import iconv from 'iconv-lite';
import { detect } from 'jschardet';
import { LecternError } from '../../../core/errors.ts';
import { WHAT_IS_READ } from '../sniff.ts';

const BYTE_ORDER_MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0, 0], 'utf-32le'], // before UTF-16, whose mark it begins with
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Where the detector's names are not those of the Encoding Standard, whose decoders are supersets of the old ones. */
const STANDARD_NAMES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  'utf-16-le': 'utf-16le',
  'utf-16-be': 'utf-16be',
  'utf-32-le': 'utf-32le',
  'utf-32-be': 'utf-32be',
  'tis-620': 'windows-874',
  maccyrillic: 'x-mac-cyrillic',
};

/** Bytes that the detector looks at; it needs far fewer. */
const SAMPLE = 100_000;
/** Of controls among all characters: above it this is no text. Files of old printers hold some form feeds. */
const MOST_CONTROLS = 0.01;

/**
 * The text of a file in any common encoding: byte order mark, else strict UTF-8, else what the detector says of the
 * part that is not ASCII.
 * @throws LecternError `unsupported-format` where the bytes are no text.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (looksBinary(text)) {
    throw new LecternError(
      'unsupported-format',
      `This file holds data, not text that could be read. ${WHAT_IS_READ}`,
    );
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  for (const [mark, encoding] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte))
      return decodeAs(bytes.subarray(mark.length), encoding);
  }
  const firstHigh = bytes.findIndex((byte) => byte >= 0x80 || byte === 0 || byte === 0x1b);
  if (firstHigh < 0) return decodeAs(bytes, 'utf-8');
  if (bytes[firstHigh] !== 0 && bytes[firstHigh] !== 0x1b) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      // Not UTF-8.
    }
  }
  // An even start keeps the halves of UTF-16 and UTF-32 together.
  const start = Math.max(0, firstHigh - 2000) & ~3;
  const sample = bytes.subarray(start, start + SAMPLE);
  const { encoding } = detect(sample);
  const isWestern = encoding === null || mixesScripts(decodeAs(sample, encoding));
  return decodeAs(bytes, isWestern ? 'windows-1252' : encoding);
}

const OTHER_SCRIPTS =
  '[\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Thai}\\p{Script=Han}\\p{Script=Hangul}]';
const OTHER_LETTERS = new RegExp(OTHER_SCRIPTS, 'gu');
const MIXED_LETTERS = new RegExp(`(?<=[a-z])${OTHER_SCRIPTS}|${OTHER_SCRIPTS}(?=[a-z])`, 'giu');

/**
 * "cafй йtait": letters of another script that stand mostly inside Latin words are accented ones, of a Western text
 * that was too short for the detector.
 */
function mixesScripts(text: string): boolean {
  const letters = text.match(OTHER_LETTERS)?.length ?? 0;
  const mixed = text.match(MIXED_LETTERS)?.length ?? 0;
  return mixed > letters / 2;
}

/** @throws LecternError `unsupported-format` for an encoding that nothing here decodes. */
function decodeAs(bytes: Uint8Array, encoding: string): string {
  const name = STANDARD_NAMES[encoding.toLowerCase()] ?? encoding;
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    if (iconv.encodingExists(name)) return iconv.decode(bytes, name);
  }
  throw new LecternError(
    'unsupported-format',
    `This text is written in an encoding (${encoding}) that Lectern cannot read. Save it as UTF-8 and open it again.`,
  );
}

function looksBinary(text: string): boolean {
  const sample = text.slice(0, 20_000);
  // White space and NEL are not counted.
  const controls = sample.match(/(?![\s\u0085])\p{Cc}|\ufffd/gu)?.length ?? 0;
  return controls > sample.length * MOST_CONTROLS + 2;
}
