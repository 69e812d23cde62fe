/** Every number that no other rule has taken, years among them, and the minus before it. */
import { beforeWord, numberPattern, spellNumber } from '../numbers.ts';
import type { RuleMaker } from '../rule.ts';

/** Four figures in this range, without a group or a decimal, are read as a year: "nineteen eighty-four". */
const FIRST_YEAR = 1100;
/** From here on where a word before them says so: "in 1066". */
const EARLY_YEAR = 1001;
const BEFORE_YEAR =
  /(?<!\p{L})(?:in|of|since|until|till|from|by|around|circa|year|before|after|to|and|im|um|seit|bis|anno)\s$/iu;
const LAST_YEAR = 2099;
/** A noun right after a number: it counts that noun, and agrees with it in the Romance languages. */
const NOUN = /^[ \u00a0\u202f](\p{Ll}{3,24})(?!\p{L})/u;
const NO_NOUNS =
  /^(?:para|contra|hasta|hacia|sobre|entre|como|cuando|desde|según|durante|pero|que|del|los|las|una|por|con|sin|est|était|sont|dans|pour|avec|sur|par|mais|comme|lors|les|des|aux|della|delle|dei|del|nel|nella|con|per|che|era|sono|come|fino|dopo|prima|dos|das|nos|nas|pela|pelo|com|sem|são|foi|mas|quando|como|até|ante|más|mais|plus|meno|menos|moins|fue|eran?|está|sua|suas|esta|essa|uma|ela|elas)$/u;
/** "page 1 montre", "il 1 maggio", "artículo 1 establece": the number is a name. */
const isNamed = (before: string): boolean =>
  /(?<!\p{L})(?:page|pages|página|páginas|pagina|pagine|chapitre|capítulo|capitolo|article|artículo|articolo|artigo|numéro|número|numero|figure|figura|table|tabla|tabela|tabella|partie|parte|tome|tomo|volume|volumen|vol\.|n[°º.]|n\.[º°]|p\.|pág\.|pag\.|art\.|fig\.|nivel|niveau|livello|nível|version|versión|versione|versão|siècle|siglo|groupe|grupo|gruppo|en|in|em|desde|dès|dal|depuis)\s$/iu.test(
    before,
  );

export const numberRules: RuleMaker = (lexicon) => [
  {
    name: 'minus',
    pattern: /(?<![^\s([{“"'=×÷+*/,–—-])[-−](?=(?:\p{Sc}\s?)?[.,]?\p{N})|−(?=\s?\p{N})/gu,
    say: () => `${lexicon.minus} `,
  },
  {
    // "+3 °C", "18+", "GMT+1"
    name: 'plus',
    pattern:
      /(?<![^\s([{“"'=×÷*/,;–—-])\+(?=(?:\p{Sc}\s?)?\d)|(?<=\d)\+(?![\p{L}\p{N}=])|(?<=GMT|UTC)\+(?=\d)/gu,
    say: ({ before, after }) =>
      `${/\S$/u.test(before) && /[\p{L}\p{N}]$/u.test(before) ? ' ' : ''}${lexicon.symbols['+'] ?? 'plus'}${/^[\d\p{Sc}]/u.test(after) ? ' ' : ''}`,
  },
  {
    // "omega-3s", "2x4s"
    name: 'plurals of figures',
    pattern: /(\d{1,3})s(?<=(?:\p{L}-|\dx)\d{1,3}s)(?!\p{L})/gu,
    say: ({ groups: [, figure = ''] }) => {
      const words = lexicon.cardinal(figure);
      if (lexicon.language !== 'en') return null;
      return /y$/u.test(words) ? words.replace(/y$/u, 'ies') : `${words}${/x$/u.test(words) ? 'es' : 's'}`;
    },
  },
  {
    name: 'powers of ten',
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3}(?:\.\d{1,10})?)[eE]([-−+]?)(\d{1,3})(?![\p{L}\p{N}.])/gu,
    say: ({ groups: [, figure = '', sign = '', exponent = ''] }) => {
      if (sign === '' && !figure.includes('.')) return null;
      const negative = sign === '' || sign === '+' ? '' : `${lexicon.minus} `;
      const times = lexicon.symbols['×'] ?? '';
      return `${spellNumber(figure.replace('.', lexicon.decimalSign), lexicon)} ${times} ${lexicon.cardinal('10')} ${lexicon.superscripts.power} ${negative}${lexicon.cardinal(exponent)}`;
    },
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
      const noun = NOUN.exec(after)?.[1];
      if (
        noun &&
        /^\d[\d. ]*$/u.test(all) &&
        (lexicon.feminine ?? lexicon.shortened) &&
        !NO_NOUNS.test(noun) &&
        !isNamed(before)
      )
        return beforeWord(all, noun, lexicon);
      return asYear ? lexicon.year(Number(all)) : spellNumber(all, lexicon);
    },
  },
];
