/** Numbers with a unit, per cent, and lengths in feet and inches. */
import { beforeNoun, counted, isSingular, numberPattern, spellNumber } from '../numbers.ts';
import { anyOf, type Parts, type RuleMaker } from '../rule.ts';

const endsSentence = (after: string) => /^(?:\s*$|\s+["“‘'(]?\p{Lu})/u.test(after);
/** Names of units are given with their numeral, "one kilometre"; this is the noun alone. */
const alone = (noun: string) => noun.replace(/^\S+ /u, '').replace(/^un’/u, '');

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
        `(?<![\\p{L}\\p{N}.,/])(${number})([\\s\\u00a0\\u202f]|-)?(${units})(?![\\p{L}\\p{N}²³/])`,
        'gu',
      ),
      say: ({ groups: [, raw = '', gap = '', sign = ''], after, all }) => {
        const noun = lexicon.units[sign];
        if (!noun) return null;
        // "5 s" and "3 m" yes, "a 5 h" hardly: a lone capital after a space is as often a name ("Route 5 L").
        if (/^[A-Z]$/u.test(sign) && gap === '' && sign === 'L') return null;
        const stop = sign.endsWith('.') && endsSentence(after) ? '.' : '';
        const singular = gap === '-' || isSingular(raw, lexicon);
        if (raw === '1' && gap !== '-') return `${noun[0]}${stop}`;
        const parts: Parts = [
          [raw, beforeNoun(raw, lexicon)],
          [all.slice(raw.length, all.length - sign.length), ' '],
          [sign, `${singular ? alone(noun[0]) : noun[1]}${stop}`],
        ];
        return parts;
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
