/** Halves, which agree with what they are of: "une demi-tasse", "eine halbe Stunde", "dos horas y media". */
import { isFeminine } from '../gender.ts';
import { beforeWord } from '../numbers.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { RuleMaker } from '../rule.ts';

const HALF = '(?:½|1[/⁄]2)';

interface Halves {
  /** Half of a noun. */
  readonly of: (noun: string, feminine: boolean) => string;
  /** After a noun that was counted. */
  readonly and: (feminine: boolean) => string;
}

const HALVES: Readonly<Record<string, Halves>> = {
  fr: {
    of: (noun, feminine) => `${feminine ? 'une' : 'un'} demi-${noun}`,
    and: (feminine) => `et demi${feminine ? 'e' : ''}`,
  },
  es: {
    of: (noun, feminine) => `${feminine ? 'media' : 'medio'} ${noun}`,
    and: (feminine) => `y ${feminine ? 'media' : 'medio'}`,
  },
  it: {
    of: (noun, feminine) => `${feminine ? 'mezza' : 'mezzo'} ${noun}`,
    and: (feminine) => `e ${feminine ? 'mezza' : 'mezzo'}`,
  },
  pt: {
    of: (noun, feminine) => `${feminine ? 'meia' : 'meio'} ${noun}`,
    and: (feminine) => `e ${feminine ? 'meia' : 'meio'}`,
  },
};

/** Measures of German by their gender; of other nouns half is said without an ending. */
const GERMAN: readonly (readonly [pattern: RegExp, half: string])[] = [
  [
    /^(?:Liter|Meter|Kilometer|Zentimeter|Tag|Monat|Teelöffel|Esslöffel|Becher|Bund|Würfel|Dollar|Euro|Punkt)$/u,
    'ein halber',
  ],
  [
    /^(?:Stunde|Minute|Sekunde|Tasse|Million|Milliarde|Tonne|Seite|Flasche|Portion|Zwiebel|Packung|Zitrone|Stange|Dose)$/u,
    'eine halbe',
  ],
  [/^(?:Pfund|Kilo|Kilogramm|Gramm|Jahr|Dutzend|Glas|Jahrhundert|Prozent|Stück)$/u, 'ein halbes'],
];

export const halfRules: RuleMaker = (lexicon) => {
  const halves = HALVES[lexicon.language];
  if (lexicon.language === 'de')
    return [
      {
        name: 'half a measure',
        pattern: new RegExp(`(?<![\\p{L}\\p{N}.,/])${HALF}(?=\\s(\\p{Lu}\\p{L}{1,20})(?!\\p{L}))`, 'gu'),
        say: ({ groups: [, noun = ''] }) => GERMAN.find(([pattern]) => pattern.test(noun))?.[1] ?? null,
      },
    ];
  return halves ? romanceHalves(halves, lexicon) : [];
};

const romanceHalves = (halves: Halves, lexicon: Lexicon): ReturnType<RuleMaker> => [
  {
    name: 'so many and a half',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}.,/])(\\d{1,3})\\s?(?:½|(?<=\\s)1[/⁄]2)\\s(\\p{Ll}{3,20})(?!\\p{L})`,
      'gu',
    ),
    say: ({ groups: [, count = '', noun = ''] }) =>
      `${beforeWord(count, noun, lexicon)} ${noun} ${halves.and(isFeminine(noun, lexicon.language))}`,
  },
  {
    name: 'half of something',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}.,/]|\\d\\s)${HALF}\\s(\\p{Ll}{3,20})(?!\\p{L})`, 'gu'),
    say: ({ groups: [, noun = ''] }) => halves.of(noun, isFeminine(noun, lexicon.language)),
  },
];
