/**
 * A text as eSpeak NG is to be given it, and the way back from its word events to the text's words.
 *
 * Pitfalls, all met: the engine reads markup wherever it sees some, and names every emoji and asterisk; it reports words
 * by code points of its input, counted from 1; its English and German merge words ("in the") into one event unless each
 * begins with a zero-width space.
 */
import { leadsOn, sayEnglish } from './english.ts';
import { applyRules, type PronunciationRule } from './pronunciation.ts';
import { tokenize, type Token } from './tokens.ts';

export interface Utterance {
  /** Input of the engine. Empty where the text has nothing to say. */
  readonly spoken: string;
  readonly tokens: readonly Token[];
  /** For each token the code point of `spoken` at which it begins. */
  readonly starts: readonly number[];
}

const ZERO_WIDTH_SPACE = '\u200b';
const NO_BREAK_SPACE = '\u00a0';
const MERGING = /^(?:en|de)\b/u;

/** Invisible: controls, private use, unassigned, marks of order and direction. Joiners stay, Indic needs them. */
const INVISIBLE =
  /[\p{Cc}\p{Co}\p{Cn}\ufffd\ufeff\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/gu;
const EMOJI =
  /(?![\d#*©®™])(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})|[\ufe0f\u20e3\u{e0020}-\u{e007f}]/gu;
/** Ornament and markup: asterisks, underscores, bullets, arrows, boxes, accents that stand alone. */
const ORNAMENT = /(?![°©®™§])[\p{So}\p{Sk}*_~|\\•·‣◦†‡¶→←↑↓⇒⇐]/gu;
const WORDLIKE = /[\p{L}\p{N}]/u;
/** Languages that write "3." for "third": the full stop within a sentence is no pause. */
const DOTTED_ORDINALS = /^(?:de|da|nb|nn|no|is|fi|et|lv|cs|sk|sl|hr|bs|sr|pl|hu|tr|eu)\b/iu;

export function utter(text: string, language: string, rules: readonly PronunciationRule[]): Utterance {
  const tokens = tokenize(text.toWellFormed(), language);
  if (!tokens.some(({ speakable }) => speakable)) return { spoken: '', tokens, starts: [] };
  const english = /^en\b/iu.test(language);
  const separator = MERGING.test(language.toLowerCase()) ? ` ${ZERO_WIDTH_SPACE}` : ' ';
  const said = applyRules(tokens, rules);
  const starts: number[] = [];
  let spoken = '';
  let length = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]?.text ?? '';
    const next = tokens[index + 1];
    let form = clean(said[index] ?? token.text);
    if (english && said[index] === null) form = sayEnglish(form, before, next?.text ?? '');
    if (index > 0 && next && DOTTED_ORDINALS.test(language)) form = form.replace(/^(\d{1,3})\.$/u, '$1');
    form = token.speakable ? safe(dashes(form, token, next, english)) : silent(token.text);
    const between =
      index === 0 || token.joined ? '' : english && leadsOn(before, token.text) ? NO_BREAK_SPACE : separator;
    // The zero-width space counts as the token's own: a leading "$" is reported there.
    starts.push(length + Math.min(1, between.length));
    spoken += between + form;
    length += codePoints(between) + codePoints(form);
  }
  return { spoken, tokens, starts };
}

function clean(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/^https?:\/\//iu, '')
    .replace(/^www\.(?=\w)/iu, '')
    .replace(EMOJI, '')
    .replace(ORNAMENT, (_, at: number, whole: string) =>
      WORDLIKE.test(whole.charAt(at - 1)) && WORDLIKE.test(whole.charAt(at + 1)) ? ' ' : '',
    );
}

/** Lone punctuation: the engine would name it ("dot"), a reader makes a pause or nothing. */
function silent(text: string): string {
  return /[—–…-]|\.\.|^\.$/u.test(text) ? ',' : '';
}

/** A dash after a word is a pause; between numbers it is a "to" in English and nothing elsewhere. */
function dashes(form: string, token: Token, next: Token | undefined, english: boolean): string {
  const range = /\d[—–]$/u.test(token.text) && next?.joined && /^\d/u.test(next.text);
  return form.replace(/[—–]+$/u, range ? (english ? ' to ' : ' ') : ', ');
}

/** Nothing that the engine takes for markup: tags, entities, phoneme brackets. */
function safe(text: string): string {
  return text
    .replace(/[<>]/gu, ' ')
    .replace(/&(?=#?\w+;)/gu, ' and ')
    .replaceAll('[[', '((')
    .replaceAll(']]', '))');
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
