/** "1990–95", "pp. 3–5", "10–12 kg", "$5-$10": the dash alone is said; its ends are numbers like others. */
import type { RuleMaker } from '../rule.ts';

/** "747-400" goes down, and is a name; "101-3" is short for 103. */
function isModel(before: string, after: string): boolean {
  const [first = '', last = ''] = [/\d+$/u.exec(before)?.[0], /^\d+/u.exec(after)?.[0]];
  return first.length >= 3 && first.length === last.length && Number(last) < Number(first);
}

export const rangeRules: RuleMaker = (lexicon) => [
  {
    name: 'ranges',
    pattern: /(?<=[\p{N}%‰°]|\dh)[\u2009\u202f]?[–‒—][\u2009\u202f]?(?=\p{Sc}?\p{N})/gu,
    say: () => ` ${lexicon.to} `,
  },
  {
    name: 'ranges with a hyphen',
    pattern: /(?<=\p{N}%?|\d\s?h)-(?=\p{Sc}?\p{N})/gu,
    // Two numbers and nothing else: more groups are a telephone number, an ISBN, a serial number.
    say: ({ before, after }) =>
      !isModel(before, after) &&
      /(?:^|[\s([“"])(?:\p{L}{1,4}\.\s?)?\p{Sc}?[\d.,:]{1,12}(?:%|\s?h)?$/u.test(before) &&
      /^\p{Sc}?[\d.,:]{1,12}(?:h(?!\p{L}))?(?![\d-])/u.test(after)
        ? ` ${lexicon.to} `
        : null,
  },
  {
    name: 'ranges of Roman pages',
    pattern: /(?<=pp?\.\s?[ivxl]{1,7})[–-](?=[ivxl]{1,7}(?!\p{L}))/gu,
    say: () => ` ${lexicon.to} `,
  },
];
