/** Roman numerals: where letters are one. */
import { romanValue } from '../../text/roman.ts';
import { anyOf, type Found, type Rule, type RuleMaker } from '../rule.ts';
import { ordinalNumerals } from './roman-ordinals.ts';

/** Of two letters only what is hardly anything else: not CV, XL, CC, DC or MD. */
const TWO_LETTERS = new Set(['II', 'IV', 'VI', 'IX', 'XI', 'XV', 'XX']);
/** Words and abbreviations that happen to have the shape. */
const WORDS = new Set([
  'MIX',
  'MMX',
  'CIV',
  'DIM',
  'DIV',
  'LIV',
  'MIL',
  'MCI',
  'CCC',
  'DCC',
  'DCI',
  'MDM',
  'CCI',
  'CDC',
  'MMC',
  'LCD',
  'MDI',
]);
/** A verb after it makes the "I" of "Elizabeth I think" a pronoun. */
const PRONOUN =
  /^(?:\s+(?:am|have|think|know|want|love|like|need|met|told|hope|believe|heard|bought|mean|guess|suppose)\b|['’])/u;

const NUMERAL = '[IVXLCDM]{1,9}';
const ENDS = '(?![\\p{L}\\p{N}])';

function standsAlone(numeral: string): boolean {
  if (numeral.length < 2 || WORDS.has(numeral) || /[DM]/u.test(numeral)) return false;
  return numeral.length > 2 ? !/^[CL]+$/u.test(numeral) : TWO_LETTERS.has(numeral);
}

export const romanRules: RuleMaker = (lexicon) => {
  const { numbered, rulers, century, cardinal, ruler } = lexicon;
  const say = (numeral: string, as: (value: number) => string) => {
    const value = romanValue(numeral);
    return value === null || value === 0 ? null : as(value);
  };
  const count = (value: number) => cardinal(String(value));
  const names = anyOf([...rulers, ...rulers.map((name) => name.toUpperCase())]);
  const notPronoun = ({ all, after }: Found) =>
    all !== 'I' || lexicon.language !== 'en' || !PRONOUN.test(after);
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const parts = anyOf([
    ...new Set([...numbered, ...numbered.map(capital), ...numbered.map((word) => word.toUpperCase())]),
  ]);
  const asksNumber = new RegExp(`(?<!\\p{L})(?:${parts})\\s$`, 'u');
  const rules: Rule[] = [...ordinalNumerals(lexicon)];
  if (century.after.length > 0)
    rules.push({
      name: 'centuries before their word',
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])(${NUMERAL})(?:\\.|e|ᵉ|ème|th|º|°)?(?=\\s(?:${anyOf(century.after)})${ENDS})`,
        'gu',
      ),
      say: ({ groups: [, numeral = ''] }) => say(numeral, century.say),
    });
  if (century.before.length > 0)
    rules.push({
      name: 'centuries after their word',
      pattern: new RegExp(`(?<=(?<!\\p{L})(?:${anyOf(century.before)})\\s)${NUMERAL}${ENDS}`, 'gu'),
      say: ({ all }) => say(all, century.say),
    });
  rules.push(
    {
      name: 'rulers and popes',
      pattern: new RegExp(
        `(?<=(?<!\\p{L})(?:${names})\\s)(${NUMERAL})(?:er|re|º|°|\\.(?=\\s\\p{L}|[,;:)]))?${ENDS}`,
        'gu',
      ),
      say: (found) => {
        const { groups, all, before } = found;
        const numeral = groups[1] ?? '';
        // German alone writes the full stop of an ordinal; elsewhere it ends the sentence.
        if (/\.$/u.test(all) && lexicon.language !== 'de') return null;
        if (!notPronoun({ ...found, all: numeral }) || /[LCDM]/u.test(numeral) || isNoRuler(before, numeral))
          return null;
        const said = say(numeral, ruler);
        return said === null ? null : agreed(said, before, lexicon.language);
      },
    },
    {
      name: 'rulers at a sentence’s end',
      pattern: new RegExp(`(?<=(?<!\\p{L})(?:${names})\\s)[IVX]{2,5}${ENDS}`, 'gu'),
      say: ({ all, before }) => {
        const said = say(all, ruler);
        return said === null ? null : agreed(said, before, lexicon.language);
      },
    },
    {
      name: 'numbered parts',
      pattern: new RegExp(`(?<=(?<!\\p{L})(?:${parts})\\s)${NUMERAL}${ENDS}`, 'gu'),
      say: (found) => (notPronoun(found) && beginsPart(found) ? say(found.all, count) : null),
    },
    {
      name: 'numbered parts in small numerals',
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])[ivx]{2,6}${ENDS}`, 'gu'),
      say: ({ all, before }) => (asksNumber.test(before) ? say(all.toUpperCase(), count) : null),
    },
    {
      name: 'small numerals in brackets',
      pattern: /(?<=(?<![\p{L}\p{N}])\()[ivx]{1,6}(?=\))/gu,
      say: ({ all }) => say(all, count),
    },
    {
      name: 'pages in small numerals',
      pattern: /(?<=(?<!\p{L})pp?\.\s?(?:[ivxl]{1,7}[–-])?)[ivxl]{1,7}(?![\p{L}\p{N}])/gu,
      say: ({ all }) => say(all, count),
    },
    {
      name: 'years in numerals',
      pattern: /(?<![\p{L}\p{N}])M(?:CM|DC|DCC|DCCC|CD|D|M)[IVXLC]{0,9}(?![\p{L}\p{N}])/gu,
      say: ({ all }) => (all.length < 4 ? null : say(all, (value) => lexicon.year(value))),
    },
    {
      name: 'numerals that stand alone',
      pattern: /(?<![\p{L}\p{N}.’'-])[IVXLC]{2,9}(?![\p{L}\p{N}’'])/gu,
      say: ({ all }) => (standsAlone(all) ? say(all, count) : null),
    },
  );
  return rules;
};

/** "Malcolm X": the names of rulers are other people's too. */
const isNoRuler = (before: string, numeral: string) => /Malcolm\s$/u.test(before) && numeral === 'X';

/** Queens: "Isabel segunda", "Elisabeth die zweite". */
const QUEENS =
  /(?:Isabel|Isabella|Catalina|Cristina|María|Maria|Juana|Elisabetta|Caterina|Catarina|Élisabeth|Elisabeth|Katharina|Margrethe|Beatrix|Cleopatra|Kleopatra)\s$/u;

function agreed(said: string, before: string, language: string): string {
  if (!QUEENS.test(before)) return said;
  if (language === 'de') return said.replace(/^der /u, 'die ');
  if (language === 'fr') return said.replace(/premier$/u, 'première');
  return language === 'en' ? said : said.replace(/o$/u, 'a');
}

/** "Part I" is one, "Part I liked" is none: what a lower-case word follows is doubtful for a single I. */
function beginsPart({ all, before, after }: Found): boolean {
  return (
    all !== 'I' ||
    /(?:War|Guerra|Guerre|Weltkrieg|Chapter|Act|Volume|Section)\s$/u.test(before) ||
    !/^\s+\p{Ll}/u.test(after) ||
    /^\s+(?:of|and|is|was|to|in|de|und|et|y|e)\b/u.test(after)
  );
}
