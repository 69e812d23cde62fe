/** Times of day. */
import type { Lexicon } from '../languages/lexicon.ts';
import type { Parts, Rule, RuleMaker } from '../rule.ts';

export const timeRules: RuleMaker = (lexicon) =>
  lexicon.language === 'en' ? englishTimes(lexicon) : twentyFourHours(lexicon);

const endsSentence = (after: string) => /^(?:\s*$|\s+["“‘'(]?\p{Lu})/u.test(after);

function englishTimes(lexicon: Lexicon): readonly Rule[] {
  const hourly = (hour: number) => lexicon.cardinal(String(hour));
  return [
    {
      name: 'a.m. and p.m.',
      pattern:
        /(?<![\p{N}.:$£€])(\d{1,2})(?:[:.]([0-5]\d))?(?::[0-5]\d)?(\s?)([AaPp])(\.?)\s?[Mm](?![\p{L}\p{N}])(\.?)/gu,
      say: ({ all, groups, after }) => {
        const [, hour = '', minute = '', space = '', letter = '', stop = '', last = ''] = groups;
        if (Number(hour) < 1 || Number(hour) > 23) return null;
        const clock = all.slice(0, all.indexOf(space + letter, hour.length));
        const said =
          minute === '' || minute === '00'
            ? hourly(Number(hour))
            : lexicon.time(Number(hour), Number(minute));
        const half = `${letter.toLowerCase()}.m.`;
        const parts: Parts = [
          [clock, said],
          [space, ' '],
          // The full stop of "5pm." is the sentence's, that of "5 p.m." may be.
          [
            all.slice(clock.length + space.length),
            last !== '' && stop === '' && !endsSentence(after) ? `${half},` : half,
          ],
        ];
        return parts;
      },
    },
    {
      name: 'times with a colon',
      pattern: /(?<![\p{L}\p{N}.:])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\p{N}:]|\.\d)(?: (?=o['’]clock))?/gu,
      say: ({ groups }) => {
        const [, hour = '', minute = '', second = ''] = groups;
        if (Number(hour) > 24) return `${hourly(Number(hour))} ${hourly(Number(minute))}`;
        const time = lexicon.time(Number(hour), Number(minute));
        return second === '' ? time : `${time} and ${hourly(Number(second))} seconds`;
      },
    },
    {
      name: 'ratios',
      pattern: /(?<![\p{L}\p{N}.:])(\d{1,3}):(\d{1,3})(?![\p{N}:]|\.\d)/gu,
      say: ({ groups: [, one = '', other = ''] }) => `${lexicon.cardinal(one)} to ${lexicon.cardinal(other)}`,
    },
  ];
}

/** The word for the hour that may follow: it is said with the time. */
const HOUR_WORDS: Readonly<Record<string, string>> = {
  de: 'Uhr',
  fr: 'heures?|h',
  es: 'h(?:oras?)?\\.?',
  it: '',
  pt: 'h(?:oras?)?',
};

function twentyFourHours(lexicon: Lexicon): readonly Rule[] {
  const word = HOUR_WORDS[lexicon.language] ?? '';
  const follows = word === '' ? '' : `(?:\\s?(?:${word})(?!\\p{L}))?`;
  const separator = lexicon.language === 'fr' || lexicon.language === 'pt' ? '(?:\\s?h\\s?|:)' : ':';
  const rule = (name: string, pattern: string): Rule => ({
    name,
    pattern: new RegExp(pattern, 'gu'),
    say: ({ groups: [, hour = '', minute = ''] }) =>
      Number(hour) > 24 ? null : lexicon.time(Number(hour), Number(minute || '0')),
  });
  return [
    rule(
      'times',
      `(?<![\\p{L}\\p{N}.:,])(\\d{1,2})${separator}([0-5]\\d)(?::[0-5]\\d)?(?![\\p{N}:]|\\.\\d)${follows}`,
    ),
    ...(lexicon.language === 'de'
      ? [
          rule(
            'times with a full stop',
            '(?<![\\p{L}\\p{N}.:,])(\\d{1,2})(?:\\.([0-5]\\d))? Uhr(?!\\p{L})(?! \\d)',
          ),
        ]
      : []),
    ...(lexicon.language === 'it'
      ? [rule('times with a full stop', '(?<=(?<!\\p{L})or[ea] )(\\d{1,2})\\.([0-5]\\d)(?![\\p{N}.,])')]
      : []),
  ];
}
