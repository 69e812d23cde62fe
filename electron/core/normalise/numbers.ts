/** Figures as a language writes them, and as it says them. */
import { isFeminine } from './gender.ts';
import type { Lexicon } from './languages/lexicon.ts';

/** Spaces that hold a number together; French and others write an ordinary one too. */
const NARROW = '\\u00a0\\u202f\\u2009';
/** Digits beyond which a number is read figure by figure: an account's, a card's. */
const MOST_DIGITS = 15;

/** A pattern for a number with its groups and decimals. */
export function numberPattern({ decimalSign, groupSigns }: Lexicon): string {
  const group = `[${groupSigns}${NARROW}]`;
  const decimals = `(?:[${decimalSign}]\\d{1,20})?`;
  // English alone leaves out the nought: ".5".
  const noughtless = decimalSign === '.' ? '|(?<![\\p{L}\\p{N}.,)])\\.\\d{1,20}(?![.,]?\\d)' : '';
  // An ordinary space holds together what ends with noughts, or has three groups: "10 000", "1 250 000".
  const spaced = `\\d{1,3}(?:(?: \\d{3}){0,6} 000|(?: \\d{3}){2,6})(?!\\d| \\d)`;
  return `(?:\\d{1,3}(?:${group}\\d{3}){1,8}(?!\\d)${decimals}|${spaced}${decimals}|\\d{1,40}${decimals}${noughtless})`;
}

/** Its digits, without groups: "1.250,5" → { whole: "1250", part: "5" }. */
export function figures(raw: string, { decimalSign }: Lexicon): { whole: string; part: string } {
  const [whole = '', part = ''] = raw.split(decimalSign);
  return { whole: whole.replace(/\D/gu, '') || '0', part };
}

export function digitByDigit(digits: string, lexicon: Lexicon): string {
  return [...digits].map((digit) => lexicon.cardinal(digit)).join(' ');
}

/** "1,250.5" → "one thousand two hundred fifty point five". */
export function spellNumber(raw: string, lexicon: Lexicon): string {
  const { whole, part } = figures(raw, lexicon);
  const spelled =
    whole.length > MOST_DIGITS || /^0\d/u.test(whole)
      ? digitByDigit(whole, lexicon)
      : lexicon.cardinal(whole);
  return part === '' ? spelled : `${spelled} ${lexicon.decimalWord} ${decimals(part, lexicon)}`;
}

/** English and German read figure by figure; the Romance languages read up to two as one number. */
function decimals(part: string, lexicon: Lexicon): string {
  return lexicon.decimalsAsNumber && part.length <= 2 && !part.startsWith('0')
    ? lexicon.cardinal(part)
    : digitByDigit(part, lexicon);
}

/** Whether a number of that noun takes its singular: 1, and in French and Portuguese whatever is below two. */
export function isSingular(raw: string, lexicon: Lexicon): boolean {
  const { whole, part } = figures(raw, lexicon);
  if (lexicon.belowTwoSingular) return Number(whole) < 2 && (whole !== '0' || part !== '');
  return whole === '1' && part === '';
}

/** "1 km" → "one kilometre": the noun's forms bring "one" in their own gender. */
export function counted(raw: string, noun: readonly [one: string, many: string], lexicon: Lexicon): string {
  const { whole, part } = figures(raw, lexicon);
  if (whole === '1' && part === '') return noun[0];
  const name = isSingular(raw, lexicon) ? noun[0].replace(/^\S+ /u, '') : noun[1];
  return `${beforeNoun(raw, lexicon)} ${name}`;
}

/** An English amount with a noun after it and its article before: "a 5 kg bag", "a $3 million house". */
export const isAdjective = (before: string, after: string, { language }: Lexicon): boolean =>
  language === 'en' &&
  /(?<!\p{L})an?\s$/iu.test(before) &&
  /^\s(?!(?:a|an|and|at|by|each|for|from|in|is|of|on|or|per|the|to|was|were|with|but|as|than)\b)\p{Ll}/u.test(
    after,
  );

/** A whole number before a noun, whose gender it may have: "trescientas casas", "vingt et une pages". */
export function beforeWord(raw: string, noun: string, lexicon: Lexicon): string {
  const words = spellNumber(raw, lexicon);
  const agreed = lexicon.feminine && isFeminine(noun, lexicon.language) ? lexicon.feminine(words) : null;
  return agreed ?? lexicon.shortened?.(words) ?? words;
}

/** A number as it stands before a noun: "veintiún kilómetros". */
export function beforeNoun(raw: string, lexicon: Lexicon): string {
  const words = spellNumber(raw, lexicon);
  return lexicon.shortened?.(words) ?? words;
}
