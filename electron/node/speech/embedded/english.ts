/** What eSpeak NG's English says wrongly, put into words that it says rightly. */
import { romanValue } from '../../../core/text/roman.ts';

const COINS: Readonly<Record<string, readonly [one: string, many: string, coin: string, coins: string]>> = {
  $: ['dollar', 'dollars', 'cent', 'cents'],
  '€': ['euro', 'euros', 'cent', 'cents'],
  '£': ['pound', 'pounds', 'penny', 'pence'],
};
const AMOUNT = /([$€£])(\d+(?:,\d{3})*)(?:\.(\d+))?/gu;
const MAGNITUDE = /^(?:hundred|thousand|million|billion|trillion)\b/iu;

/** Abbreviations that stand before what they belong to: their full stop ends nothing and must not make a pause. */
const TITLE = /^["'“‘(]*(?:Dr|Mr|Mrs|Ms|Messrs|Prof|St|Rev|Gen|Col|Sgt|Capt|Lt|Hon|Mt|Ft|Sen|Gov)\.$/u;
const INITIAL = /^(\P{L}*\p{Lu})\.$/u;
const ACRONYM = /^(\P{L}*\p{L}(?:\.\p{L})+)\.$/u;

/** Before a number only: elsewhere "no." and "fig." are words at a sentence's end. */
const NUMBERED: Readonly<Record<string, string>> = {
  no: 'number',
  nos: 'numbers',
  fig: 'figure',
  figs: 'figures',
  vol: 'volume',
  ch: 'chapter',
  p: 'page',
  pp: 'pages',
};
/** Said in full: their full stops are not the end of anything. */
const IN_FULL: Readonly<Record<string, string>> = {
  'e.g.': 'for example',
  'i.e.': 'that is',
  'vs.': 'versus',
  vs: 'versus',
  'cf.': 'compare',
  'approx.': 'approximately',
};
const UNITS: Readonly<Record<string, string>> = {
  km: 'kilometres',
  cm: 'centimetres',
  mm: 'millimetres',
  kg: 'kilograms',
  mg: 'milligrams',
  ml: 'millilitres',
  mph: 'miles per hour',
  Hz: 'hertz',
  kHz: 'kilohertz',
};
const BEGINS_CAPITAL = /^\P{L}*\p{Lu}/u;
const ROMAN = /^([IVXLC]{2,})(?=\P{L}*$)/u;
/** Of two letters only what is hardly anything else: not CV, XL or CC. */
const ROMAN_ALONE = /^(?:II|IV|VI|IX|XI|XV|XX|.{3,})$/;
const CAPITALS = /^\P{L}*\p{Lu}{2,}\P{L}*$/u;

/** True where the pause that eSpeak makes at this token's full stop is wrong. */
export function leadsOn(token: string, next: string): boolean {
  return TITLE.test(token) || numbered(token, next) !== null;
}

/**
 * @param before, next The tokens around it as written, or empty: amounts, units and numbers depend on them.
 */
export function sayEnglish(token: string, before: string, next: string): string {
  const number = numbered(token, next);
  if (number !== null) return number;
  let spoken = token
    .replace(AMOUNT, (_, sign: string, whole: string, part: string | undefined) =>
      amount(sign, whole, part, MAGNITUDE.test(next)),
    )
    .replace(/\b(\d{1,2}):0([1-9])\b/gu, '$1 oh $2')
    .replace(/^([^\p{L}]*)(\p{L}[\p{L}.]*)/u, (whole, head: string, word: string) => {
      const full = IN_FULL[word.toLowerCase()];
      return full === undefined ? whole : head + full;
    })
    .replace(INITIAL, BEGINS_CAPITAL.test(next) ? '$1' : '$&') // with its full stop it is "J dot"
    .replace(ACRONYM, next === '' ? '$&' : '$1') // with it, a pause after every "U.S."
    .replace(ROMAN, (numeral) => {
      const value = ROMAN_ALONE.test(numeral) ? romanValue(numeral) : null;
      return value === null ? numeral : String(value);
    });
  if (MAGNITUDE.test(token)) {
    const sign = /([$€£])\d[\d,.]*$/u.exec(before)?.[1];
    const name = sign && COINS[sign]?.[1];
    if (name) spoken = spoken.replace(/^\p{L}+/u, (word) => `${word} ${name}`);
  }
  if (/\d$/u.test(before)) {
    spoken = spoken.replace(/^\p{L}+(?=\P{L}*$)/u, (unit) => UNITS[unit] ?? unit);
  }
  // "IT WAS THE BEST": among capitals it is the word, alone the abbreviation.
  if (/^\P{L}*IT\P{L}*$/u.test(token) && (CAPITALS.test(before) || CAPITALS.test(next)))
    return spoken.toLowerCase();
  return spoken;
}

/** "No." and its like, where a number follows. */
function numbered(token: string, next: string): string | null {
  const word = /^\(?(\p{L}+)\.$/u.exec(token)?.[1];
  return (word && /^\d/u.test(next) && NUMBERED[word.toLowerCase()]) || null;
}

/** "$3.50" → "3 dollars 50 cents"; "$3.5" (million) → "3.5", for the dollars follow the million. */
function amount(sign: string, whole: string, part: string | undefined, magnitude: boolean): string {
  const names = COINS[sign];
  if (!names) return whole;
  const figure = part === undefined ? whole : `${whole}.${part}`;
  if (magnitude) return figure;
  if (part !== undefined && part.length !== 2) return `${figure} ${names[1]}`;
  const coins = Number(part ?? 0);
  const notes = `${whole} ${whole === '1' ? names[0] : names[1]}`;
  if (coins === 0) return notes;
  const change = `${coins} ${coins === 1 ? names[2] : names[3]}`;
  return whole === '0' ? change : `${notes} ${change}`;
}
