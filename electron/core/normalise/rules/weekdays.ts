/** Days of the week and months from one to another: "Mon.–Fri.", "lun.-ven.", "March–April". */
import { anyOf, escaped, type RuleMaker } from '../rule.ts';

/** Full names, Monday first, and short forms in the same order. */
const DAYS: Readonly<Record<string, readonly [full: string, short: string]>> = {
  en: ['Monday Tuesday Wednesday Thursday Friday Saturday Sunday', 'Mon Tue Wed Thu Fri Sat Sun'],
  de: ['Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag', 'Mo Di Mi Do Fr Sa So'],
  fr: ['lundi mardi mercredi jeudi vendredi samedi dimanche', 'lun mar mer jeu ven sam dim'],
  es: ['lunes martes miércoles jueves viernes sábado domingo', 'lun mar mié jue vie sáb dom'],
  it: ['lunedì martedì mercoledì giovedì venerdì sabato domenica', 'lun mar mer gio ven sab dom'],
  pt: ['segunda terça quarta quinta sexta sábado domingo', 'seg ter qua qui sex sáb dom'],
};
const OTHERS: Readonly<Record<string, string>> = { Tues: 'Tuesday', Thur: 'Thursday', Thurs: 'Thursday' };

export const weekdayRules: RuleMaker = (lexicon) => {
  const [full = '', short = ''] = DAYS[lexicon.language] ?? [];
  const names = full.split(' ');
  const days = new Map(short.split(' ').map((word, at) => [word, names[at] ?? word]));
  if (lexicon.language === 'en') for (const [word, name] of Object.entries(OTHERS)) days.set(word, name);
  const months = new Map(
    Object.entries(lexicon.monthsShort).map(([word, month]) => [word, lexicon.months[month - 1] ?? word]),
  );
  const range = (name: string, known: ReadonlyMap<string, string>, whole: readonly string[]) => {
    const word = `(?:${anyOf([...known.keys(), ...whole])})`;
    return {
      name,
      pattern: new RegExp(`(?<!\\p{L})(${word})(\\.?)(\\s?[–-]\\s?)(${word})(?!\\p{L})(\\.?)`, 'gu'),
      say: ({ groups, after }: { groups: readonly string[]; after: string }) => {
        const [, first = '', stop = '', dash = '', last = '', end = ''] = groups;
        const said = (written: string) => known.get(written) ?? written;
        return [
          [first + stop, said(first)],
          [dash, ` ${lexicon.to} `],
          [last + end, said(last) + (end !== '' && /^\s*$/u.test(after) ? end : '')],
        ] as const;
      },
    };
  };
  return [
    range('from one day to another', days, names),
    range('from one month to another', months, lexicon.months),
    ...(lexicon.language === 'en'
      ? [
          {
            name: 'days before a date or a time',
            pattern: new RegExp(
              `(?<!\\p{L})(${anyOf([...days.keys()])})(?:\\.(?=,?\\s(?:\\d|${lexicon.months.map((month) => escaped(month.slice(0, 3))).join('|')}))|(?=,\\s(?:${lexicon.months.map((month) => escaped(month.slice(0, 3))).join('|')})))`,
              'gu',
            ),
            say: ({ groups: [, day = ''] }: { groups: readonly string[] }) => days.get(day) ?? null,
          },
        ]
      : []),
  ];
};
