import { roman } from '../markup/lists.ts';

/** How word processors write a number: Word's `numFmt`, and what other formats call the same. */
export type NumeralStyle =
  | 'decimal'
  | 'decimalZero'
  | 'lowerRoman'
  | 'upperRoman'
  | 'lowerLetter'
  | 'upperLetter'
  | 'ordinal'
  | 'none';

/** 1 → a, 26 → z, 27 → aa, 28 → bb: word processors repeat the letter, where HTML counts on with two. */
const letters = (value: number): string =>
  value < 1 || value > 780
    ? String(value)
    : String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));

export function numeral(value: number, style: NumeralStyle): string {
  switch (style) {
    case 'lowerRoman':
      return roman(value);
    case 'upperRoman':
      return roman(value).toUpperCase();
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'ordinal':
      return `${value}${ordinalEnding(value)}`;
    case 'none':
      return '';
    case 'decimal':
      return String(value);
  }
}

function ordinalEnding(value: number): string {
  const tens = Math.floor((value % 100) / 10);
  return tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
}

const STYLES: ReadonlySet<string> = new Set<NumeralStyle>([
  'decimalZero',
  'lowerRoman',
  'upperRoman',
  'lowerLetter',
  'upperLetter',
  'ordinal',
  'none',
]);

/** Numbers in scripts and words that are not written here are at least right as digits. */
export const numeralStyle = (name: string | undefined): NumeralStyle =>
  name !== undefined && STYLES.has(name) ? (name as NumeralStyle) : 'decimal';

/** The bullet to show: those of symbol fonts lie in the private use area, where nobody else has a glyph. */
export function bullet(character: string | undefined): string {
  const first = character?.trim() ?? '';
  if (first === 'o') return '◦';
  if (first === '·') return '•';
  return first === '' || /[\p{Co}\p{Cc}]/u.test(first) || [...first].length > 3 ? '•' : first;
}
