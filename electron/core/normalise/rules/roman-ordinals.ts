/** Roman numerals that are ordinals: "XIXe", "II. Weltkrieg", "II Guerra Mundial", "the XXI Olympiad". */
import { romanValue } from '../../text/roman.ts';
import { withEnding } from '../languages/german-endings.ts';
import type { Lexicon } from '../languages/lexicon.ts';
import type { Rule } from '../rule.ts';

const NUMERAL = '[IVX]{1,6}';
const ENDS = '(?![\\p{L}\\p{N}])';

/** Nouns that a Roman numeral stands before, feminine and masculine. */
const NOUNS: Readonly<Record<string, readonly [feminine: string, masculine: string]>> = {
  es: [
    'Guerra|guerra|República|república|Internacional|Cruzada|Dinastía|dinastía|Edición|edición|Jornadas?|Asamblea|Legislatura|Cumbre|Conferencia',
    'Congreso|congreso|Concurso|Festival|Imperio|Concilio|Encuentro|Aniversario|aniversario|Premio|Plan',
  ],
  it: [
    'Guerra|guerra|Repubblica|repubblica|Internazionale|Crociata|crociata|Edizione|edizione|dinastia|legislatura|Legislatura',
    'atto|Congresso|congresso|Concilio|Impero|Festival|Premio|Municipio',
  ],
  pt: [
    'Guerra|guerra|República|república|Internacional|Cruzada|Dinastia|dinastia|Edição|edição|Jornadas?|Conferência|Cúpula',
    'Congresso|congresso|Concurso|Festival|Império|Concílio|Encontro|Prêmio|Simpósio|Salão',
  ],
};
const ENGLISH =
  'Olympiad|Olympic|Winter|Summer|Army|Corps|Legion|Dynasty|dynasty|Congress|International|Amendment';
const GERMAN =
  'Weltkriegs?|Weltkrieges|Teil|Band|Akt|Kapitel|Buch|Abschnitt|Klasse|Republik|Internationale|Senat|Zivilsenat|Strafsenat|Quartal|Reich|Vatikanum|Olympiade|Abteilung|Armeekorps';

export function ordinalNumerals(lexicon: Lexicon): readonly Rule[] {
  const ordinal = (numeral: string) => {
    const value = romanValue(numeral);
    return value === null || value === 0 ? null : lexicon.ordinal(String(value));
  };
  const before = (
    name: string,
    lead: string,
    nouns: string,
    stop: string,
    say: (said: string, text: string, noun: string) => string,
  ): Rule => ({
    name,
    pattern: new RegExp(`${lead}(?<![\\p{L}\\p{N}])(${NUMERAL})${stop}(?=\\s(${nouns})${ENDS})`, 'gu'),
    say: ({ groups: [, numeral = '', noun = ''], before: text }) => {
      const said = ordinal(numeral);
      return said === null ? null : say(said, text, noun);
    },
  });
  switch (lexicon.language) {
    case 'en':
      return [before('numbered games and armies', '(?<=(?<!\\p{L})[Tt]he\\s)', ENGLISH, '', (said) => said)];
    case 'de':
      return [
        before('numerals with a full stop', '', GERMAN, '\\.', (said, text, noun) =>
          withEnding(
            said,
            text,
            /^(?:Kapitel|Buch|Quartal|Reich|Vatikanum|Armeekorps)$/u.test(noun)
              ? 's'
              : /^(?:Klasse|Republik|Internationale|Olympiade|Abteilung)$/u.test(noun)
                ? ''
                : 'r',
          ),
        ),
      ];
    case 'fr':
      return [
        {
          name: 'numerals with an ending',
          pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${NUMERAL})(?:(er|ᵉʳ)|(re|ʳᵉ)|e|ᵉ|ème)${ENDS}`, 'gu'),
          say: ({ groups: [, numeral = '', masculine = '', feminine = ''] }) => {
            if (masculine !== '' || feminine !== '')
              return numeral === 'I' ? `premi${feminine === '' ? 'er' : 'ère'}` : null;
            return ordinal(numeral);
          },
        },
      ];
    default: {
      const [feminine, masculine] = NOUNS[lexicon.language] ?? [];
      if (!feminine || !masculine) return [];
      return [
        before('numerals before feminine nouns', '', feminine, '', (said) => said.replace(/o(?= |$)/gu, 'a')),
        before('numerals before masculine nouns', '', masculine, '', (said) => said),
      ];
    }
  }
}
