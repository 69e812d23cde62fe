/** Times of day. */
import { counted, digitByDigit } from '../numbers.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { Parts, Rule, RuleMaker } from '../rule.ts';

export const timeRules: RuleMaker = (lexicon) =>
  lexicon.language === 'en' ? englishTimes(lexicon) : twentyFourHours(lexicon);

/** Of the Bible and the Quran, as they are cited. */
const BOOKS =
  /(?<!\p{L})(?:Gen(?:esis)?|Exod?(?:us)?|Lev(?:iticus)?|Num(?:bers)?|Deut(?:eronomy)?|Josh(?:ua)?|Judg(?:es)?|Ruth|Sam(?:uel)?|Kings|Kgs|Chr(?:on(?:icles)?)?|Ezra|Neh(?:emiah)?|Esth(?:er)?|Job|Psalms?|Pss?|Prov(?:erbs)?|Eccl(?:esiastes)?|Isa(?:iah)?|Jer(?:emiah)?|Lam(?:entations)?|Ezek(?:iel)?|Dan(?:iel)?|Hos(?:ea)?|Joel|Amos|Jonah|Mic(?:ah)?|Nah(?:um)?|Hab(?:akkuk)?|Zeph(?:aniah)?|Hag(?:gai)?|Zech(?:ariah)?|Mal(?:achi)?|Matt(?:hew)?|Mark|Mk|Luke|Lk|John|Jn|Acts|Rom(?:ans)?|Cor(?:inthians)?|Gal(?:atians)?|Eph(?:esians)?|Phil(?:ippians)?|Col(?:ossians)?|Thess(?:alonians)?|Tim(?:othy)?|Tit(?:us)?|Heb(?:rews)?|Jas|James|Pet(?:er)?|Jude|Rev(?:elation)?|Qur[’]?an|Surah?)\.?\s$/u;

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
      name: 'hours as soldiers count them',
      pattern: /(?<![\p{L}\p{N}.,:$£€-])([01]\d|2[0-3])([0-5]\d)\s?(?:h|hrs|hours)(?!\p{L})/gu,
      say: ({ groups: [, hour = '', minute = ''] }) => {
        const nought = hour.startsWith('0') ? 'zero ' : '';
        return `${nought}${hourly(Number(hour))} ${minute === '00' ? 'hundred' : hourly(Number(minute))} hours`;
      },
    },
    {
      name: 'hours and minutes that pass',
      pattern:
        /(?<![\p{L}\p{N}.,:])(\d{1,2})h\s?([0-5]?\d)m(?:in)?(?:\s?([0-5]?\d)s(?:ec)?)?(?![\p{L}\p{N}])/gu,
      say: ({ groups: [, hour = '', minute = '', second = ''] }) =>
        [
          [hour, 'one hour', 'hours'],
          [minute, 'one minute', 'minutes'],
          [second, 'one second', 'seconds'],
        ]
          .filter(([figure = '']) => figure !== '')
          .map(([figure = '', one = '', many = '']) => counted(String(Number(figure)), [one, many], lexicon))
          .join(' '),
    },
    {
      name: 'chapter and verse',
      pattern: /(?<![\p{L}\p{N}.:])(\d{1,3}):(\d{1,3})(?!\d|:)/gu,
      say: ({ groups: [, chapter = '', verse = ''], before }) =>
        BOOKS.test(before) ? `${lexicon.cardinal(chapter)} ${lexicon.cardinal(verse)}` : null,
    },
    {
      name: 'minutes, seconds and their parts',
      pattern: /(?<![\p{L}\p{N}.:])(\d{1,2}):([0-5]\d)\.(\d{1,3})(?![\p{N}:]|\.\d)/gu,
      say: ({ groups: [, minute = '', second = '', part = ''] }) =>
        `${hourly(Number(minute))} ${second.startsWith('0') ? 'oh ' : ''}${hourly(Number(second))} ${lexicon.decimalWord} ${digitByDigit(part, lexicon)}`,
    },
    {
      name: 'a year behind a colon',
      pattern: /:(?<=\d:)(?=(?:19|20)\d{2}(?!\d))/gu,
      say: () => ', ',
    },
    {
      name: 'times with a colon',
      pattern:
        /(?<![\p{L}\p{N}.:])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\p{N}:]|\.\d)(?: (?=o['’]clock)|\s?h(?:rs|ours)?(?!\p{L}))?/gu,
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
    {
      name: 'results',
      pattern: /(?<![\p{L}\p{N}.:,])(\d{1,3}):(\d{1,3})(?![\p{N}:]|[.,]\d)/gu,
      say: ({ groups: [, one = '', other = ''] }) =>
        `${lexicon.cardinal(one)} ${lexicon.language === 'de' ? 'zu' : lexicon.to} ${lexicon.cardinal(other)}`,
    },
    ...(lexicon.language === 'de'
      ? [
          rule(
            'times with a full stop',
            '(?<![\\p{L}\\p{N}.:,])(\\d{1,2})(?:\\.([0-5]\\d))? Uhr(?!\\p{L})(?! \\d)',
          ),
        ]
      : []),
    ...(lexicon.language === 'it'
      ? [rule('times with a full stop', '(?<=(?<!\\p{L})or[ea] )(\\d{1,2})\\.([0-5]\\d)(?!\\d|[.,]\\d)')]
      : []),
  ];
}
