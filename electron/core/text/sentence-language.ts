/** The words of `sentence-lexicon.ts` as the sentence rules ask for them. */
import { baseLanguage } from '../language.ts';
import { INTERNATIONAL, LEXICON } from './sentence-lexicon.ts';

export type AbbreviationClass = 'title' | 'numbered' | 'ambiguous';

export interface SentenceLanguage {
  /** In lower case. */
  readonly abbreviations: ReadonlyMap<string, AbbreviationClass>;
  /** Closed-class words that are capitalised only at the start of a sentence, in lower case. */
  readonly firsts: ReadonlySet<string>;
  /** Any capital letter after an abbreviation may begin a sentence, not only that of a first word. */
  readonly anyFirst: boolean;
  /** "12." is an ordinal ("12. Juni"), not the end of a sentence, before a capital letter that is no first word. */
  readonly ordinals: boolean;
  readonly months: ReadonlySet<string>;
  /** Words of one letter, in lower case. */
  readonly letters: ReadonlySet<string>;
  /** The one mark besides `?` and `!` that ends a sentence in Armenian is verjaket, often typed as a colon. */
  readonly armenian: boolean;
  /** "I" is a word, and capital wherever it stands. */
  readonly english: boolean;
  /** Every noun has a capital letter, so that one tells less. */
  readonly german: boolean;
}

const OTHER_SCRIPTS: ReadonlySet<string> = new Set(
  'ru uk bg sr mk kk be el hy ka ar fa ur he yi hi mr ne bn ta te ml kn gu pa th lo my km am ti zh ja ko'.split(
    ' ',
  ),
);

const words = (list: string | undefined): readonly string[] => list?.split(' ') ?? [];

/** The rules for a BCP 47 tag. An unknown language gets the international abbreviations alone. */
export function sentenceLanguage(language: string | null): SentenceLanguage {
  const base = baseLanguage(language);
  const own = LEXICON[base === 'nb' || base === 'nn' ? 'no' : base] ?? {};
  const abbreviations = new Map<string, AbbreviationClass>();
  for (const source of OTHER_SCRIPTS.has(base) ? [own] : [INTERNATIONAL, own]) {
    for (const kind of ['ambiguous', 'numbered', 'title'] as const) {
      for (const word of words(source[kind])) abbreviations.set(word, kind);
    }
  }
  return {
    abbreviations,
    firsts: new Set(words(own.firsts)),
    anyFirst: own.strict !== true,
    ordinals: own.ordinals ?? false,
    months: new Set(words(own.months)),
    letters: new Set(words(own.letters)),
    armenian: base === 'hy',
    english: base === 'en',
    german: base === 'de',
  };
}
