import type { Attributes } from './sax.ts';

/** Counts the items of one list and makes their markers. */
export interface ListCounter {
  /** "•", "3.", "c.", "iv." */
  marker(item: Attributes): string;
}

export function listCounter(name: string, list: Attributes): ListCounter {
  if (name !== 'ol') return { marker: () => '•' };
  const step = 'reversed' in list ? -1 : 1;
  let next = integer(list['start']) ?? 1;
  return {
    marker(item) {
      const value = integer(item['value']) ?? next;
      next = value + step;
      return `${numeral(value, item['type'] ?? list['type'] ?? '1')}.`;
    },
  };
}

const integer = (text: string | undefined): number | null =>
  text !== undefined && /^-?\d{1,6}$/.test(text.trim()) ? Number(text) : null;

/** A number as HTML's list types `1`, `a`, `A`, `i`, `I` write it. */
function numeral(value: number, type: string): string {
  switch (type) {
    case 'a':
      return letters(value);
    case 'A':
      return letters(value).toUpperCase();
    case 'i':
      return roman(value);
    case 'I':
      return roman(value).toUpperCase();
    default:
      return String(value);
  }
}

/** 1 → a, 26 → z, 27 → aa. */
function letters(value: number): string {
  if (value < 1) return String(value);
  const rest = Math.floor((value - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((value - 1) % 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** In small letters; beyond 1–3999 as digits. */
export function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let left = value;
  let text = '';
  for (const [amount, letter] of ROMAN) {
    text += letter.repeat(Math.floor(left / amount));
    left %= amount;
  }
  return text;
}
