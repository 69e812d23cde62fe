/** What the rules know of a language: data, and how it spells its numbers. */

/** "one kilometre" with its article or numeral, and "kilometres". */
export type Noun = readonly [one: string, many: string];

export interface Currency {
  readonly unit: Noun;
  /** Null where the hundredth has no name of its own that people say. */
  readonly coin: Noun | null;
}

/** Written as the key, with a full stop; the full stop may be missing where the key ends with "!". */
export interface Abbreviation {
  readonly say: string;
  /**
   * Only before a number; only before a capital (titles); never at a sentence's end; or anywhere. What may end a sentence
   * keeps a full stop there.
   */
  readonly when: 'number' | 'capital' | 'inside' | 'anywhere';
}

export interface Lexicon {
  readonly language: string;
  cardinal(digits: string): string;
  /** A number before a noun, where it is another: "veintiún". */
  readonly shortened?: (words: string) => string;
  /** A number before a feminine noun, where it agrees with it. */
  readonly feminine?: (words: string) => string;
  ordinal(digits: string): string;
  year(year: number): string;
  readonly decimalSign: '.' | ',';
  /** Characters of a class in a pattern, without narrow spaces, which are the same everywhere. */
  readonly groupSigns: string;
  readonly decimalWord: string;
  readonly decimalsAsNumber: boolean;
  readonly belowTwoSingular: boolean;
  readonly minus: string;
  /** Between the ends of a range. */
  readonly to: string;
  readonly percent: string;
  readonly permille: string;
  readonly per: string;
  readonly months: readonly string[];
  /** Short forms with or without a full stop, by the month's number from 1. */
  readonly monthsShort: Readonly<Record<string, number>>;
  /** "12 March 2024" in parts; `day` from 1 to 31, `month` from 1. */
  readonly dayOf: (day: number, month: string) => string;
  /** "17:05" */
  readonly time: (hour: number, minute: number) => string;
  /** Before the year of a date: "de " in Spanish. */
  readonly beforeYear: string;
  readonly currencies: Readonly<Record<string, Currency>>;
  /** After a number, with what follows it: "m" → "million", with a currency "million dollars" or "millones de dólares". */
  readonly magnitudes: Readonly<Record<string, Noun>>;
  /** Between a magnitude and what there are millions of. */
  readonly magnitudeOf: string;
  readonly units: Readonly<Record<string, Noun>>;
  /** "quarter" and "quarters", by the denominator. */
  readonly denominators: Readonly<Record<number, Noun>>;
  /** The numeral before a noun: "un tercio". */
  readonly one: string;
  /** "three dollars and fifty cents"; `figure` is the coins' number alone. */
  readonly coins: (unit: string, coins: string, figure: string) => string;
  /** After a whole number: "two and a half". */
  readonly andHalf: (whole: string) => string;
  readonly version: string;
  /** Joins a whole number and a fraction: "two and a half". */
  readonly and: string;
  readonly abbreviations: Readonly<Record<string, Abbreviation>>;
  readonly symbols: Readonly<Record<string, string>>;
  readonly superscripts: { readonly 2: string; readonly 3: string; readonly power: string };
  readonly address: {
    readonly at: string;
    readonly dot: string;
    readonly slash: string;
    readonly dash: string;
    readonly underscore: string;
  };
  /** Words before a Roman numeral that counts: "Chapter". */
  readonly numbered: readonly string[];
  /** First names of rulers and popes. */
  readonly rulers: readonly string[];
  /** "the eighth" after a ruler's name. */
  readonly ruler: (value: number) => string;
  /** Words beside a Roman numeral that make it a century's, and how it is said. */
  readonly century: {
    readonly before: readonly string[];
    readonly after: readonly string[];
    readonly say: (value: number) => string;
  };
}

export const noun = (list: Readonly<Record<string, string>>): Readonly<Record<string, Noun>> =>
  Object.fromEntries(
    Object.entries(list).map(([sign, forms]) => {
      const [one = '', many = one] = forms.split('|');
      return [sign, [one, many] as const];
    }),
  );

/** "Doctor", "capital" from lines of `written = said`, grouped by when they hold. */
export function abbreviations(
  groups: Readonly<Partial<Record<Abbreviation['when'], Readonly<Record<string, string>>>>>,
): Readonly<Record<string, Abbreviation>> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([when, list]) =>
      Object.entries(list).map(([written, say]) => [written, { say, when: when as Abbreviation['when'] }]),
    ),
  );
}
