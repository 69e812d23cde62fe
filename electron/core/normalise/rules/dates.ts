/** Dates, years of two kinds, and decades. */
import { withEnding } from '../languages/german-endings.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import { anyOf, escaped, type Context, type Found, type Parts, type Rule, type RuleMaker } from '../rule.ts';

const NO_DIGIT_BEFORE = '(?<![\\p{L}\\p{N}.,/-])';
/** What may stand between day, month and year: "12 de marzo de 2024", "12th of March, 2024". */
const LINK = '(?:\\s(?:de|del|of|di|do|d’)\\s|\\s|\\u00a0)';

export const dateRules: RuleMaker = (lexicon) => [
  ...isoDates(lexicon),
  ...figureDates(lexicon),
  ...writtenDates(lexicon),
  ...(lexicon.language === 'en' ? [...monthThenDay(lexicon), ...decades(lexicon)] : []),
];

const isDay = (day: number) => day >= 1 && day <= 31;
const isMonth = (month: number) => month >= 1 && month <= 12;

/** Two figures are of this century up to 2049, and of the last from 1950. */
const fullYear = (year: string) =>
  year.length >= 3 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);

function spoken(day: number, month: number, year: string | null, context: Context, before: string): string {
  const { lexicon, monthFirst } = context;
  const name = lexicon.months[month - 1] ?? '';
  const after = year === null ? '' : lexicon.year(fullYear(year));
  if (lexicon.language === 'en') {
    const date = monthFirst
      ? `${name} ${lexicon.ordinal(String(day))}`
      : withoutSecondThe(lexicon.dayOf(day, name), before);
    return after === '' ? date : `${date}, ${after}`;
  }
  const date =
    lexicon.language === 'de'
      ? `${withEnding(lexicon.ordinal(String(day)), before, 'r')} ${name}`
      : lexicon.dayOf(day, name);
  return after === '' ? date : `${date} ${lexicon.beforeYear}${after}`;
}

const withoutSecondThe = (date: string, before: string) =>
  /(?<!\p{L})the\s$/iu.test(before) ? date.replace(/^the /u, '') : date;

function isoDates(lexicon: Lexicon): readonly Rule[] {
  return [
    {
      name: 'ISO dates',
      pattern:
        /(?<![\p{L}\p{N}-])(\d{3,4})-(\d{2})-(\d{2})(?:([T ])(\d{2}):([0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\p{L}\p{N}-])/gu,
      say: ({ groups, before }, context) => {
        const [, year = '', month = '', day = '', , hour = '', minute = ''] = groups;
        if (!isDay(Number(day)) || !isMonth(Number(month)) || Number(hour) > 23) return null;
        const date = spoken(Number(day), Number(month), year, context, before);
        return hour === '' ? date : `${date}, ${lexicon.time(Number(hour), Number(minute))}`;
      },
    },
  ];
}

/** What stands before a day in the Romance languages: "le 14/07". */
const ASKS_DAY: Readonly<Record<string, string>> = {
  fr: 'le|du|au|dès le',
  es: 'el|del|al',
  it: 'il|dal|al|del',
  pt: 'dia|em|no dia',
};

function figureDates(lexicon: Lexicon): readonly Rule[] {
  // A year of two figures after strokes, and in German after full stops: "12.3.24" elsewhere is a version.
  const short = lexicon.language === 'de' ? '[./]' : '/';
  const asked = ASKS_DAY[lexicon.language];
  const asksDay = asked ? new RegExp(`(?<!\\p{L})(?:${asked})\\s$`, 'iu') : null;
  return [
    {
      name: 'dates in figures, the year first',
      pattern: /(?<![\p{L}\p{N}.,/-])((?:19|20)\d{2})([/.])(\d{2})\2(\d{2})(?![\p{L}\p{N}]|[./-]\d)/gu,
      say: ({ groups: [, year = '', , month = '', day = ''], before }, context) =>
        isDay(Number(day)) && isMonth(Number(month))
          ? spoken(Number(day), Number(month), year, context, before)
          : null,
    },
    ...(asksDay
      ? [
          {
            name: 'day and month after an article',
            pattern: /(?<![\p{L}\p{N}.,/])(\d{1,2})\/(\d{1,2})(?![\p{N}/]|[.,]\d)/gu,
            say: ({ groups: [, day = '', month = ''], before }: Found, context: Context) =>
              asksDay.test(before) && isDay(Number(day)) && isMonth(Number(month))
                ? spoken(Number(day), Number(month), null, context, before)
                : null,
          },
        ]
      : []),
    {
      name: 'dates in figures',
      pattern: new RegExp(
        `${NO_DIGIT_BEFORE}(\\d{1,2})(?:([./-])\\s?(\\d{1,2})\\2\\s?(\\d{4})|(${short})(\\d{1,2})\\5(\\d{2}))(?![\\p{L}\\p{N}]|[./-]\\d)`,
        'gu',
      ),
      say: ({ groups, before }, context) => {
        const [, one = '', , two = '', long = '', , other = '', short = ''] = groups;
        const first = Number(one);
        const second = Number(two || other);
        const year = long || short;
        const monthFirst = context.monthFirst && first <= 12;
        const [day, month] = monthFirst || second > 12 ? [second, first] : [first, second];
        return isDay(day) && isMonth(month) ? spoken(day, month, year, context, before) : null;
      },
    },
    ...(lexicon.language === 'de'
      ? [
          {
            name: 'day and month in figures',
            pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)/gu,
            say: ({ groups: [, day = '', month = ''], before, after }: Found, context: Context) =>
              // At a sentence's end "3.5." may be a number; after "am" it is a day.
              isDay(Number(day)) &&
              isMonth(Number(month)) &&
              (/(?:am|vom|zum|bis|ab|der|den|dem)\s$/u.test(before) || /^\s\p{Ll}/u.test(after))
                ? spoken(Number(day), Number(month), null, context, before)
                : null,
          },
        ]
      : []),
  ];
}

/** Names of months with their short forms, of which English takes only those with a capital. */
function monthPattern({ months, monthsShort }: Lexicon): string {
  const short = Object.keys(monthsShort).map((name) => `${escaped(name)}\\b\\.?`);
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  return `(?:${anyOf([...months, ...months.map(capital)])}|${short.join('|')})`;
}

function monthOf(written: string, { months, monthsShort }: Lexicon): { number: number; full: string } {
  const bare = written.replace(/\.$/u, '');
  const known = monthsShort[bare];
  const number = known ?? months.findIndex((name) => name.toLowerCase() === bare.toLowerCase()) + 1;
  return { number, full: known ? (months[known - 1] ?? bare) : bare };
}

function writtenDates(lexicon: Lexicon): readonly Rule[] {
  const month = monthPattern(lexicon);
  return [
    ...(lexicon.language === 'en' || lexicon.language === 'de' ? [daysOfMonth(month, lexicon)] : []),
    {
      name: 'day, month, year',
      pattern: new RegExp(
        `${NO_DIGIT_BEFORE}(\\d{1,2})(\\.|st|nd|rd|th|er|º|°|ª)?(${LINK})(${month})(?!\\p{L})(?:(,?${LINK})(\\d{4})(?!\\p{N}))?`,
        'gu',
      ),
      say: ({ groups, before, all }) => {
        const [, figure = '', mark = '', link = '', written = '', gap = '', year = ''] = groups;
        const day = Number(figure);
        if (!isDay(day)) return null;
        const { full } = monthOf(written, lexicon);
        const rest = all.slice(
          figure.length + mark.length + link.length + written.length + gap.length + year.length,
        );
        const parts: Parts = [
          [figure + mark, dayBefore(day, link, before, lexicon)],
          [link, link],
          [written, full],
          [gap, gap],
          [year, year === '' ? '' : lexicon.year(Number(year))],
          [rest, rest],
        ];
        return parts;
      },
    },
  ];
}

/** "5–6 October", "3.–5. Mai" */
function daysOfMonth(month: string, lexicon: Lexicon): Rule {
  const stop = lexicon.language === 'de' ? '\\.' : '';
  return {
    name: 'days of a month',
    pattern: new RegExp(
      `${NO_DIGIT_BEFORE}(\\d{1,2})${stop}(\\s?[–-]\\s?)(\\d{1,2})${stop}(\\s)(${month})(?!\\p{L})(?:(,?\\s)(\\d{4})(?!\\p{N}))?`,
      'gu',
    ),
    say: ({ groups: [, first = '', , last = '', , written = '', , year = ''], before }) => {
      if (!isDay(Number(first)) || !isDay(Number(last))) return null;
      const { full } = monthOf(written, lexicon);
      const [from, to] = [lexicon.ordinal(first), lexicon.ordinal(last)];
      const when = year === '' ? full : `${full} ${lexicon.year(Number(year))}`;
      if (lexicon.language === 'de')
        return `${withEnding(from, before, 'r')} ${lexicon.to} ${withEnding(to, before, 'r')} ${when}`;
      const the = /(?<!\p{L})the\s$/iu.test(before) ? '' : 'the ';
      return `${the}${from} ${lexicon.to} the ${to} of ${when}`;
    },
  };
}

/** The day before its month; what links the two is there, or is said with the day. */
function dayBefore(day: number, link: string, before: string, lexicon: Lexicon): string {
  if (lexicon.language === 'en') {
    const ordinal = lexicon.ordinal(String(day));
    const the = /(?<!\p{L})the\s$/iu.test(before) ? '' : 'the ';
    return `${the}${ordinal}${/of/u.test(link) ? '' : ' of'}`;
  }
  if (lexicon.language === 'de') return withEnding(lexicon.ordinal(String(day)), before, 'r');
  return lexicon.dayOf(day, '').replace(/(?: de)?\s*$/u, '');
}

/** "March 12, 2024", "Sept. 11", "March 10–12". */
function monthThenDay(lexicon: Lexicon): readonly Rule[] {
  return [
    {
      name: 'month, day, year',
      pattern: new RegExp(
        `(?<!\\p{L})(${monthPattern(lexicon)})(\\s)(\\d{1,2})(?:st|nd|rd|th)?(?:(\\s?[–-]\\s?)(\\d{1,2}))?(?:(,?\\s)(\\d{4}))?(?![\\p{L}\\p{N}]|[:.,/]\\d|%)`,
        'gu',
      ),
      say: ({ groups, all }) => {
        const [, written = '', space = '', day = '', dash = '', last = '', gap = '', year = ''] = groups;
        if (!isDay(Number(day)) || (last !== '' && !isDay(Number(last)))) return null;
        const { full } = monthOf(written, lexicon);
        const tail = dash.length + last.length + gap.length + year.length;
        const figure = all.slice(written.length + space.length, all.length - tail);
        const parts: Parts = [
          [written, full],
          [space, space],
          [figure, lexicon.ordinal(day)],
          [dash, dash === '' ? '' : ` ${lexicon.to} `],
          [last, last === '' ? '' : lexicon.ordinal(last)],
          [gap, gap],
          [year, year === '' ? '' : lexicon.year(Number(year))],
        ];
        return parts;
      },
    },
  ];
}

/** "the 1990s", "the ’90s" */
function decades(lexicon: Lexicon): readonly Rule[] {
  const plural = (words: string) => (words.endsWith('y') ? words.replace(/y$/u, 'ies') : `${words}s`);
  return [
    {
      name: 'decades',
      pattern: /(?<![\p{L}\p{N}.,$£€])(?:['’]?(\d0)|(1[1-9]\d0|20\d0))['’]?s(?!\p{L})/gu,
      say: ({ groups: [, short = '', long = ''] }) => {
        if (long !== '') return plural(lexicon.year(Number(long)));
        return Number(short) < 20 ? null : plural(lexicon.cardinal(short));
      },
    },
  ];
}
