/**
 * What a raised text (`<sup>`, or its like in other formats) without a link is. "r" and a raised 2 is r², "10" and a
 * raised 6 is not 106: exponents are written with the characters that Unicode has for them, which voices read aloud
 * right. A raised number after a word or a sentence is the mark of a note whose link was lost. All else is left:
 * "1st", "Mlle", "¹⁴C" are heard right as plain letters.
 */
export interface Raised {
  /** The text in raised characters, or null: it is the mark of a note. */
  readonly exponent: string | null;
}

const DIGITS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((raised, digit) => [String(digit), raised])),
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
  '–': '⁻',
  n: 'ⁿ',
  i: 'ⁱ',
};

const NOTE_MARK = /^(?:\d{1,3}|[*†‡§¶]{1,3})$/u;
const POWER = /^(?:[+\-−–]?\d{1,3}[+\-−–]?|[+\-−–])$/u;
/** A letter of its own, a digit or a bracket: what has an exponent. */
const BASE = /(?:[\p{L}\p{N})\]}|])$/u;
const VARIABLE = /(?:^|[^\p{L}])(?:\p{L}|\p{N}+|\))$/u;
const AFTER_SENTENCE = /[.,;:!?…"”’»«“]$/u;
const YEAR = /(?:^|[^\d.,])(?:1[4-9]\d\d|20[0-3]\d)$/u;
const WORD = /\p{L}{3,}$/u;
/** Words of three letters and more that do have exponents. Those of two are never taken for the end of a sentence. */
const UNIT =
  /(?:^|[^\p{L}])(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|log|exp|det|dim|mol|rad|min|inch|foot|feet|yards?|miles?|(?:[kcmµn]|kilo|centi|milli)?met(?:er|re)s?|hours?|seconds?|yrs?|hrs?|kcal|bar|atm|ppm|sqm)$/iu;

/** @param before What stands before it, as far as it matters. @param text What is raised. @returns null: leave it. */
export function judgeRaised(before: string, text: string): Raised | null {
  if (NOTE_MARK.test(text)) {
    const word = WORD.test(before) && !UNIT.test(before);
    if (word || AFTER_SENTENCE.test(before) || YEAR.test(before)) return { exponent: null };
  }
  const isPower = POWER.test(text) ? BASE.test(before) : /^[ni]$/.test(text) && VARIABLE.test(before);
  return isPower ? { exponent: [...text].map((character) => DIGITS[character] ?? character).join('') } : null;
}
