/** Ordinals in figures: "21st", "3.", "2e", "1.º". */
import { asksOrdinal, withEnding } from '../languages/german-endings.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { Rule, RuleMaker } from '../rule.ts';

export const ordinalRules: RuleMaker = (lexicon) => {
  switch (lexicon.language) {
    case 'en':
      return [
        {
          name: 'ordinals',
          pattern:
            /(?<![\p{L}\p{N}.,])(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:st|nd|rd|th|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)(?![\p{L}\p{N}])/giu,
          say: ({ groups: [, figure = ''] }) => lexicon.ordinal(figure.replaceAll(',', '')),
        },
      ];
    case 'de':
      return germanOrdinals(lexicon);
    case 'fr':
      return [
        {
          name: 'ordinals',
          pattern:
            /(?<![\p{L}\p{N}.,])(\d{1,4})(?:(er|ᵉʳ)|(re|ère|ʳᵉ)|(e|ᵉ|ème|ième|è)|(nd|nde))(s?)(?![\p{L}\p{N}])/gu,
          say: ({ groups: [, figure = '', , feminine = '', , second = '', plural = ''] }) => {
            if (feminine !== '') return `première${plural}`;
            if (second !== '') return `second${second.slice(2)}${plural}`;
            return lexicon.ordinal(figure) + plural;
          },
        },
      ];
    default:
      return [
        {
          name: 'ordinals',
          // The degree sign stands for the raised o of those who have none on their keyboard, but not before C or F.
          pattern:
            /(?<![\p{L}\p{N}.,])(\d{1,3})\.?(?:(º|°|er\b|ro\b|do\b|to\b|mo\b|vo\b|no\b)|(ª|ra\b|da\b|ta\b))(?!\s?[CF](?!\p{L}))(?![\p{L}\p{N}])/gu,
          say: ({ groups: [, figure = '', masculine = '', feminine = ''] }) => {
            if (masculine === '°' && lexicon.language !== 'it') return null;
            const ordinal = lexicon.ordinal(figure);
            if (feminine !== '') return ordinal.replace(/o(?= |$)/gu, 'a');
            return masculine === 'er' ? ordinal.replace(/(prim|terc)ero$/u, '$1er') : ordinal;
          },
        },
      ];
  }
};

const NOUNS =
  'Jahrhundert|Jahrhunderts|Jh|Kapitel|Mal|Platz|Stock|Klasse|Auflage|Weltkrieg|Weltkriegs|Tag|Jahr|Akt|Szene|Band|Teil|Rang|Etage|Liga|Runde|Advent|Geburtstag|Stunde|Woche|Monat|Semester|Quartal|Person|Ausgabe|Satz|Obergeschoss|Lebensjahr|Jahrestag|Bezirk|Strophe|Generation';

function germanOrdinals(lexicon: Lexicon): readonly Rule[] {
  return [
    {
      name: 'decades and the like',
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,4})er(?!\p{L})/gu,
      say: ({ groups: [, figure = ''] }) =>
        `${/^(?:1[1-9]|20)\d{2}$/u.test(figure) ? lexicon.year(Number(figure)) : lexicon.cardinal(figure)}er`,
    },
    {
      name: 'ordinals',
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,])(\\d{1,3})\\.(?=\\s\\p{L}|[/–-]|\\s?(?:und|bis)\\s)`, 'gu'),
      say: ({ groups: [, figure = ''], before, after }) => {
        const named = new RegExp(`^\\s(?:${NOUNS})(?!\\p{L})`, 'u').test(after);
        const goesOn = /^\s\p{Ll}/u.test(after);
        // Before a capital it may be a number at a sentence's end: what stands before must ask for it.
        if (!named && !goesOn && !asksOrdinal(before)) return null;
        const neuter = /(?<!\p{L})(?:ein|kein|mein|sein|ihr)\s$/iu.test(before);
        const noun = /^\s(?:Jahrhundert|Kapitel|Mal|Jahr|Semester|Quartal)(?!\p{L})/u.test(after);
        return withEnding(lexicon.ordinal(figure), before, neuter || noun ? (noun ? 's' : 'r') : '');
      },
    },
  ];
}
