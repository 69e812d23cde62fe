/** From what was copied to what a press of the key does about it. Pure: the same press answers the same. */
import { loneAddress } from '../web-address.ts';
import type { Copied, CopiedFrom } from './copied.ts';

/** A text that is read as a document of its own. */
export interface Clip {
  readonly form: 'text' | 'html';
  readonly body: string;
  /** One line, for the history. */
  readonly title: string;
}

export type Decision =
  | { readonly do: 'read'; readonly clip: Clip; readonly sentence: string | null }
  | { readonly do: 'open'; readonly files: readonly string[] }
  /** A web address alone: its article may be wanted. */
  | { readonly do: 'offer'; readonly address: string }
  | { readonly do: 'refuse'; readonly sentence: string };

/** UTF-16 units, as of pasted text. */
export const MOST_COPIED = 8_000_000;
/** UTF-16 units from which a person is told how much it is: two hours of listening. */
const LONG = 100_000;
/** UTF-16 units that are looked at to tell text from data. */
const LOOKED_AT = 4096;
/** The part of them that may be no character of any text. */
const MOST_FOREIGN = 0.05;
/** Characters of a title. */
const TITLE_LENGTH = 60;

const NOUNS: Readonly<Record<CopiedFrom, string>> = {
  clipboard: 'The clipboard',
  selection: 'The selection',
};

export function decide(copied: Copied): Decision {
  const { source, text, html, files, types } = copied;
  const noun = NOUNS[source];
  if (copied.secret)
    return refuse(`${noun} holds a secret of a password manager. Lectern neither speaks nor keeps it.`);
  if (files.length > 0) return { do: 'open', files };
  if (text.trim() === '' && !hasWords(html)) return refuse(nothingToRead(source, types));
  if (isData(text)) return refuse(`${noun} holds data, not text. Copy the text itself, then press again.`);
  if (Math.max(text.length, html.length) > MOST_COPIED && text.length > MOST_COPIED)
    return refuse(`${noun} holds more text than can be read at once. Save it as a file and open that.`);
  if (text.trim() !== '' && !/[\p{L}\p{N}]/u.test(text))
    return refuse(`${noun} holds signs but no words. Copy some words, then press again.`);
  const address = loneAddress(text);
  if (address !== null) return { do: 'offer', address };
  const clip = clipOf(text, html);
  return { do: 'read', clip, sentence: text.length > LONG ? longText(text) : null };
}

const refuse = (sentence: string): Decision => ({ do: 'refuse', sentence });

function nothingToRead(source: CopiedFrom, types: readonly string[]): string {
  const noun = NOUNS[source];
  const act = source === 'clipboard' ? 'Copy some text' : 'Select some text';
  if (types.some((type) => type.startsWith('image/')))
    return `${noun} holds a picture. Lectern reads text, not what is drawn. ${act}, then press again.`;
  const onlyText = types.every((type) => /^text\/(plain|html)\b/.test(type));
  if (onlyText) return `${noun} is empty. ${act}, then press again.`;
  return `${noun} holds data, not text. ${act}, then press again.`;
}

/** A program that puts its own format onto the clipboard as text gives signs that no text has. */
function isData(text: string): boolean {
  const looked = text.slice(0, LOOKED_AT);
  if (looked.includes('\0')) return true;
  const foreign = looked.replace(/\s/g, '').match(/[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return foreign > looked.length * MOST_FOREIGN;
}

/** What gives a text more structure than its lines: elements that are read as blocks of different kinds. */
const STRUCTURE = /<(?:h[1-6]|p|li|blockquote|dl)[\s>]/i;

/**
 * The markup is taken where it says more than the lines do. Editors of code and terminals copy HTML too, all of it
 * colours: there the plain text has the lines as they were.
 */
function clipOf(text: string, html: string): Clip {
  const title = titleOf(text);
  const structured = html.length <= MOST_COPIED && STRUCTURE.test(html);
  return structured || text.trim() === ''
    ? { form: 'html', body: html, title }
    : { form: 'text', body: text, title };
}

const hasWords = (html: string) => /[\p{L}\p{N}]/u.test(html.replace(/<[^>]*>/g, ' '));

/** The first line with anything in it, cut between words where it is long. */
function titleOf(text: string): string {
  const first = text.trim().split(/\r\n|\r|\n/, 1)[0] ?? '';
  const characters = [...first.replace(/\s+/g, ' ').trim()];
  if (characters.length === 0) return 'Copied text';
  if (characters.length <= TITLE_LENGTH) return characters.join('');
  const cut = characters.slice(0, TITLE_LENGTH - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '') || cut}…`;
}

function longText(text: string): string {
  const words = Math.round(text.length / 6 / 1000) * 1000; // English: five letters and a space
  return `A long text, about ${words.toLocaleString('en')} words.`;
}
