/** Fractions: one sign, or two numbers and a stroke. */
import type { Lexicon } from '../languages/lexicon.ts';
import type { Parts, RuleMaker } from '../rule.ts';

const SIGNS: Readonly<Record<string, readonly [over: number, under: number]>> = {
  ...{
    '½': [1, 2],
    '⅓': [1, 3],
    '⅔': [2, 3],
    '¼': [1, 4],
    '¾': [3, 4],
    '⅕': [1, 5],
    '⅖': [2, 5],
    '⅗': [3, 5],
  },
  ...{
    '⅘': [4, 5],
    '⅙': [1, 6],
    '⅚': [5, 6],
    '⅐': [1, 7],
    '⅛': [1, 8],
    '⅜': [3, 8],
    '⅝': [5, 8],
    '⅞': [7, 8],
  },
  ...{ '⅑': [1, 9], '⅒': [1, 10] },
};
/** Not parts of anything, whatever their shape. */
const NO_FRACTIONS: ReadonlySet<string> = new Set(['24/7', '9/11', '7/7']);

export const fractionRules: RuleMaker = (lexicon) => [
  {
    name: 'signs for fractions',
    pattern: /(\d{1,4})?([ \u00a0]?)([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])/gu,
    say: ({ groups: [, whole = '', gap = '', sign = ''] }) => {
      const [over, under] = SIGNS[sign] ?? [1, 2];
      if (whole === '')
        return [
          [gap, gap],
          [sign, fraction(over, under, lexicon)],
        ];
      return [
        [whole, lexicon.cardinal(whole)],
        [gap + sign, ` ${lexicon.and} ${partOf(over, under, lexicon)}`],
      ];
    },
  },
  {
    name: 'fractions with a stroke',
    pattern:
      /(?<![\p{L}\p{N}.,/\p{Sc}-])(?:(\d{1,3})([ \u00a0]))?(\d{1,3})[/⁄](\d{1,3})(?![\p{L}\p{N}/]|[.,]\d|-\d)/gu,
    say: ({ all, groups }) => {
      const [, whole = '', gap = '', over = '', under = ''] = groups;
      const written = all.slice(whole.length + gap.length);
      if (NO_FRACTIONS.has(written)) return `${lexicon.cardinal(over)} ${lexicon.cardinal(under)}`;
      if (Number(over) >= Number(under) || !(Number(under) in lexicon.denominators)) {
        if (whole !== '') return null;
        return `${lexicon.cardinal(over)} ${lexicon.symbols['/'] ?? ''} ${lexicon.cardinal(under)}`;
      }
      if (whole === '') return fraction(Number(over), Number(under), lexicon);
      const parts: Parts = [
        [whole, lexicon.cardinal(whole)],
        [gap, ' '],
        [written, `${lexicon.and} ${partOf(Number(over), Number(under), lexicon)}`],
      ];
      return parts;
    },
  },
];

function fraction(over: number, under: number, lexicon: Lexicon): string {
  const [one, many] = lexicon.denominators[under] ?? ['', ''];
  return over === 1 ? `${lexicon.one} ${one}` : `${lexicon.cardinal(String(over))} ${many}`;
}

/** After a whole number: "two and a half". */
function partOf(over: number, under: number, lexicon: Lexicon): string {
  if (over === 1 && lexicon.language === 'en') return `a ${lexicon.denominators[under]?.[0] ?? ''}`;
  return fraction(over, under, lexicon);
}
