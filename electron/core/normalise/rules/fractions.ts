/** Fractions: one sign, or two numbers and a stroke, with the measure that they are of. */
import type { Lexicon } from '../languages/lexicon.ts';
import { anyOf, type Parts, type RuleMaker } from '../rule.ts';

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
/** English says "half a cup", "three quarters of a mile" where "½ cup", "3/4 mile" are written. */
const MEASURES =
  /^\s(?=(?:cup|teaspoon|tablespoon|mile|hour|minute|pound|ounce|inch|foot|pint|quart|gallon|dozen|liter|litre|acre|page|glass|bottle|stick|slice|century|million|share|point|bar|turn)(?!\p{L}))/u;

export const fractionRules: RuleMaker = (lexicon) => {
  const unit = `(?:([ \\u00a0]?)(${anyOf(Object.keys(lexicon.units))})(?![\\p{L}\\p{N}²³/]))?`;
  return [
    {
      // "2023/24", "1999/2000": a season, a winter.
      name: 'years that belong together',
      pattern: /(?<![\p{Ll}\p{N}.,/-])((?:1[1-9]|20)\d{2})\/(\d{4}|\d{2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: ({ groups: [, first = '', last = ''] }) => {
        const next = Number(first) + 1;
        if (Number(last) !== (last.length === 4 ? next : next % 100)) return null;
        const short = last.startsWith('0') ? lexicon.year(next) : lexicon.cardinal(last);
        return `${lexicon.year(Number(first))} ${last.length === 4 ? lexicon.year(next) : short}`;
      },
    },
    {
      name: 'signs for fractions',
      pattern: new RegExp(`(\\d{1,4})?([ \\u00a0]?)([${Object.keys(SIGNS).join('')}])${unit}`, 'gu'),
      say: ({ groups: [, whole = '', gap = '', sign = '', space = '', of = ''], after }) => {
        const [over, under] = SIGNS[sign] ?? [1, 2];
        if (whole === '') return [[gap, gap], ...part([over, under], sign, [space, of], after, lexicon)];
        return mixed(whole, [over, under], gap + sign, [space, of], lexicon);
      },
    },
    {
      name: 'fractions with a stroke',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,/\\p{Sc}-])(?:(\\d{1,3})([ \\u00a0]))?(\\d{1,3})[/⁄](\\d{1,3})(?![\\p{L}\\p{N}/]|[.,]\\d|-\\d)${unit}`,
        'gu',
      ),
      say: ({ all, groups, after }) => {
        const [, whole = '', gap = '', over = '', under = '', space = '', of = ''] = groups;
        const written = all.slice(whole.length + gap.length, all.length - space.length - of.length);
        const value = [Number(over), Number(under)] as const;
        if (value[0] < value[1] && value[1] in lexicon.denominators && !NO_FRACTIONS.has(written)) {
          if (whole === '') return part(value, written, [space, of], after, lexicon);
          return mixed(whole, value, gap + written, [space, of], lexicon);
        }
        if (whole !== '' || of !== '') return null;
        // "50/50" is fifty fifty.
        const stroke = NO_FRACTIONS.has(written) || over === under ? '' : `${lexicon.symbols['/'] ?? ''} `;
        return `${lexicon.cardinal(over)} ${stroke}${lexicon.cardinal(under)}`;
      },
    },
  ];
};

type Ratio = readonly [over: number, under: number];

/** A fraction alone, perhaps of a unit or a measure. */
function part(
  ratio: Ratio,
  written: string,
  [space, of]: readonly [string, string],
  after: string,
  lexicon: Lexicon,
): Parts {
  const noun = lexicon.units[of];
  const half = ratio[0] === 1 && ratio[1] === 2;
  const measure = MEASURES.exec(after);
  if (lexicon.language !== 'en' || (!noun && !measure))
    return [
      [written, fraction(ratio, lexicon)],
      [space + of, noun ? ` ${noun[1]}` : space + of],
    ];
  const single = noun?.[0].replace(/^\S+ /u, '') ?? '';
  const article = /^[aeiou]|^hour/u.test(single === '' ? after.slice(1) : single) ? 'an' : 'a';
  const said = half ? `half ${article}` : `${fraction(ratio, lexicon)} of ${article}`;
  return [
    [written, said],
    [space + of, noun ? ` ${single}` : space + of],
  ];
}

/** "two and a half", "2 1/4 kg" */
function mixed(
  whole: string,
  ratio: Ratio,
  written: string,
  [space, of]: readonly [string, string],
  lexicon: Lexicon,
): Parts {
  const noun = lexicon.units[of];
  const unit = [space + of, noun ? ` ${noun[1]}` : space + of] as const;
  const count = lexicon.cardinal(whole);
  if (ratio[0] === 1 && ratio[1] === 2) {
    const said = lexicon.andHalf(count);
    // German makes one word of it: "zweieinhalb".
    if (!said.startsWith(`${count} `)) return [[whole + written, said], unit];
    return [[whole, count], [written, said.slice(count.length)], unit];
  }
  const one = lexicon.language === 'en' && ratio[0] === 1;
  const name = lexicon.denominators[ratio[1]]?.[0] ?? '';
  const rest = one ? `${/^[aeiou]/u.test(name) ? 'an' : 'a'} ${name}` : fraction(ratio, lexicon);
  return [[whole, count], [written, ` ${lexicon.and} ${rest}`], unit];
}

function fraction([over, under]: Ratio, lexicon: Lexicon): string {
  const [one, many] = lexicon.denominators[under] ?? ['', ''];
  return over === 1 ? `${lexicon.one} ${one}` : `${lexicon.cardinal(String(over))} ${many}`;
}
