/** "1990–95", "pp. 3–5", "10–12 kg", "$5-$10": the dash alone is said; its ends are numbers like others. */
import type { RuleMaker } from '../rule.ts';

export const rangeRules: RuleMaker = (lexicon) => [
  {
    name: 'ranges',
    pattern: /(?<=[\p{N}%‰°])[\u2009\u202f]?[–‒—][\u2009\u202f]?(?=\p{Sc}?\p{N})/gu,
    say: () => ` ${lexicon.to} `,
  },
  {
    name: 'ranges with a hyphen',
    pattern: /(?<=\p{N}%?)-(?=\p{Sc}?\p{N})/gu,
    // Two numbers and nothing else: more groups are a telephone number, an ISBN, a serial number.
    say: ({ before, after }) =>
      /(?:^|[\s([“"])(?:\p{L}{1,4}\.\s?)?\p{Sc}?[\d.,:]{1,12}%?$/u.test(before) &&
      /^\p{Sc}?[\d.,:]{1,12}(?![\d-])/u.test(after)
        ? ` ${lexicon.to} `
        : null,
  },
  {
    name: 'ranges of Roman pages',
    pattern: /(?<=pp?\.\s?[ivxl]{1,7})[–-](?=[ivxl]{1,7}(?!\p{L}))/gu,
    say: () => ` ${lexicon.to} `,
  },
];
