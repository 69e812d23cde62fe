/** Numbers with a unit, per cent, and lengths in feet and inches. */
import { beforeNoun, counted, isAdjective, isSingular, numberPattern, spellNumber } from '../numbers.ts';
import { anyOf, type Parts, type RuleMaker } from '../rule.ts';

const endsSentence = (after: string) => /^(?:\s*$|\s+["“‘'(]?\p{Lu})/u.test(after);
/** Names of units are given with their numeral, "one kilometre"; this is the noun alone. */
const alone = (noun: string) => noun.replace(/^\S+ /u, '').replace(/^un’/u, '');

/** An opening quotation mark before it waits for its other half. */
const isQuoted = (before: string) =>
  (before.match(/(?<!\d)"/gu) ?? []).length % 2 === 1 || before.lastIndexOf('“') > before.lastIndexOf('”');

/** "1° piano": the degree sign stands for the raised o of an ordinal. */
const isRaisedO = (language: string, after: string) =>
  language === 'it' &&
  /^\s\p{Ll}/u.test(after) &&
  !/^\s(?:a|di|e|o|nord|sud|est|ovest|all?[ao’])(?!\p{L})/u.test(after);

export const unitRules: RuleMaker = (lexicon) => {
  const number = numberPattern(lexicon);
  const units = anyOf(Object.keys(lexicon.units));
  const sizes = Object.keys(lexicon.magnitudes).filter(
    (size) =>
      !(size in lexicon.units) &&
      /^(?:k|mn|bn|tn|Tsd\.|Mio\.?|Mrd\.?|Bio\.|Md|Mds|mln|mld|mi|bi|mill\.)$/u.test(size),
  );
  return [
    {
      name: 'feet and inches',
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})['’′]\s?(\d{1,2}(?:\.\d)?)(?:["”″]|'')(?!\p{L})/gu,
      say: ({ groups: [, feet = '', inches = ''] }) =>
        lexicon.language === 'en'
          ? `${counted(feet, ['one foot', 'feet'], lexicon)} ${counted(inches, ['one inch', 'inches'], lexicon)}`
          : null,
    },
    {
      // "a 27" monitor", but not the end of a quotation ("in "1984"").
      name: 'inches',
      pattern: /(?<![\p{L}\p{N}.,/])(\d{1,3}(?:\.\d{1,2})?)["”″](?![\p{L}\p{N}])/gu,
      say: ({ groups: [, figure = ''], before, after }) => {
        if (lexicon.language !== 'en' || isQuoted(before)) return null;
        const noun = isAdjective(before, after, lexicon) || /^\s\p{Ll}{3,}\s*[.,;:!?]/u.test(after);
        return noun
          ? `${spellNumber(figure, lexicon)} inch`
          : counted(figure, ['one inch', 'inches'], lexicon);
      },
    },
    {
      name: 'feet, one by another',
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,4})['’′](?=\s?[x×]\s?\d)|(?<=['’′]\s?[x×]\s?)(\d{1,4})['’′]/gu,
      say: ({ groups: [, first = '', last = ''] }) =>
        lexicon.language === 'en' ? counted(first || last, ['one foot', 'feet'], lexicon) : null,
    },
    {
      // "100%ig"
      name: 'per cent as a German adjective',
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,/])(${number})[\\s-]?%-?(ig\\p{Ll}{0,2})(?!\\p{L})`, 'gu'),
      say: ({ groups: [, raw = '', ending = ''] }) =>
        lexicon.language === 'de' ? `${spellNumber(raw, lexicon)}prozent${ending}` : null,
    },
    {
      name: 'per cent',
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,/])(${number})(\\s?)([%‰])`, 'gu'),
      say: ({ groups: [, raw = '', space = '', sign = ''] }) => [
        [raw, spellNumber(raw, lexicon)],
        [space, ' '],
        [sign, sign === '%' ? lexicon.percent : lexicon.permille],
      ],
    },
    {
      name: 'units',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,/^]|(?<!\\d)\\p{L}-)(${number})([\\s\\u00a0\\u202f]|-)?(${units})(?![\\p{L}\\p{N}²³/])`,
        'gu',
      ),
      say: ({ groups: [, raw = '', gap = '', sign = ''], before, after, all }) => {
        const noun = lexicon.units[sign];
        if (!noun || (sign === '°' && isRaisedO(lexicon.language, after))) return null;
        // "5 s" and "3 m" yes, "a 5 h" hardly: a lone capital after a space is as often a name ("Route 5 L").
        if (/^[A-Z]$/u.test(sign) && gap === '' && sign === 'L') return null;
        const stop = sign.endsWith('.') && endsSentence(after) ? '.' : '';
        const joined = gap === '-' || isAdjective(before, after, lexicon);
        const singular = joined || isSingular(raw, lexicon);
        if (raw === '1' && !joined) return `${noun[0]}${stop}`;
        const parts: Parts = [
          [raw, beforeNoun(raw, lexicon)],
          [all.slice(raw.length, all.length - sign.length), ' '],
          [sign, `${singular ? alone(noun[0]) : noun[1]}${stop}`],
        ];
        return parts;
      },
    },
    {
      name: 'units for each of another',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,/^])(${number})(\\s?)(${units})/(${units})(?![\\p{L}\\p{N}²³/])`,
        'gu',
      ),
      say: ({ groups: [, raw = '', gap = '', sign = '', other = ''] }) => {
        const [noun, each] = [lexicon.units[sign], lexicon.units[other]];
        if (!noun || !each || `${sign}/${other}` in lexicon.units) return null;
        const per = lexicon.language === 'it' ? 'per' : lexicon.per;
        const name = isSingular(raw, lexicon) ? alone(noun[0]) : noun[1];
        return [
          [raw, beforeNoun(raw, lexicon)],
          [gap, ' '],
          [`${sign}/${other}`, `${name} ${per} ${alone(each[0])}`],
        ];
      },
    },
    {
      // "3×10⁸ m/s", and "in km/h": what is left of units that cannot be words.
      name: 'units without a number of their own',
      pattern: new RegExp(
        `\\s(?<=(?:\\^-?\\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹])\\s)(?:${units})(?![\\p{L}\\p{N}²³/])|(?<![\\p{L}\\p{N}/.])(?:km/h|m/s)(?![\\p{L}\\p{N}²³/])`,
        'gu',
      ),
      say: ({ all }) => {
        const name = lexicon.units[all.trim()]?.[1];
        return name ? all.replace(/\S+/u, name) : null;
      },
    },
    {
      name: 'prices a unit',
      pattern: new RegExp(
        `(?<=\\p{Sc}\\s?\\d[\\d.,]{0,12}|\\d\\s?\\p{Sc})\\/(${units})(?![\\p{L}\\p{N}])`,
        'gu',
      ),
      say: ({ groups: [, sign = ''] }) => ` ${lexicon.per} ${alone(lexicon.units[sign]?.[0] ?? sign)}`,
    },
    ...(sizes.length === 0
      ? []
      : [
          {
            name: 'thousands, millions and billions of anything',
            pattern: new RegExp(
              `(?<![\\p{L}\\p{N}.,/])(${number})(\\s?)(${anyOf(sizes)})(?![\\p{L}\\p{N}])`,
              'gu',
            ),
            say: ({ groups: [, raw = '', gap = '', size = ''] }: { groups: readonly string[] }): Parts => {
              const [one, many] = lexicon.magnitudes[size] ?? [size, size];
              return [
                [raw, raw === '1' && one !== many ? (one.split(' ')[0] ?? '') : spellNumber(raw, lexicon)],
                [gap, ' '],
                [size, raw === '1' ? alone(one) : many],
              ];
            },
          },
        ]),
  ];
};
