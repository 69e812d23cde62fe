/** Every number that no other rule has taken, years among them, and the minus before it. */
import { numberPattern, spellNumber } from '../numbers.ts';
import type { RuleMaker } from '../rule.ts';

/** Four figures in this range, without a group or a decimal, are read as a year: "nineteen eighty-four". */
const FIRST_YEAR = 1100;
/** From here on where a word before them says so: "in 1066". */
const EARLY_YEAR = 1001;
const BEFORE_YEAR =
  /(?<!\p{L})(?:in|of|since|until|till|from|by|around|circa|year|before|after|to|and|im|um|seit|bis|anno)\s$/iu;
const LAST_YEAR = 2099;

export const numberRules: RuleMaker = (lexicon) => [
  {
    name: 'minus',
    pattern: /(?<![^\s([{“"'=×÷+*/,–—-])[-−](?=(?:\p{Sc}\s?)?[.,]?\p{N})|−(?=\s?\p{N})/gu,
    say: () => `${lexicon.minus} `,
  },
  {
    name: 'numbers',
    pattern: new RegExp(numberPattern(lexicon), 'gu'),
    say: ({ all, before, after }) => {
      // "Beethoven’s 5" and "the answer is 5." alike; a year stands alone, or ends a range.
      const asYear =
        /^\d{4}$/u.test(all) &&
        Number(all) >= (BEFORE_YEAR.test(before) ? EARLY_YEAR : FIRST_YEAR) &&
        Number(all) <= LAST_YEAR &&
        !/^(?:[.,]\d|\s?[A-Za-z]\d)/u.test(after) &&
        !/(?:\p{Sc}|[x×÷+=])\s?$/u.test(before);
      return asYear ? lexicon.year(Number(all)) : spellNumber(all, lexicon);
    },
  },
];
