/** The commonest words of some languages: what is full of them needs no detector. */

const WORDS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    // Words that the others of this list do not have.
    en: 'the and of to that was it with he his for had you not be is at have this from but she they which were her would there been their who said what if will my him when them',
    de: 'der die und das nicht ist ich sie den mit sich dem ein auf eine es auch war als wie aber noch nach wird bei aus nur oder einer wenn haben zum sein dass über zur',
    fr: 'les des et une dans qui du pas il au sur ne ce avec pour plus est elle par je vous sont cette mais comme nous était aux leur ces ses être deux où même',
    es: 'los las del una por con para como más pero sus este ya cuando muy sin sobre también hasta hay donde quien desde todo nos durante uno ella era esta y el su al lo se',
    it: 'il di che è gli della per una con sono non del alla nel più anche dei delle come ma nella aveva questo ed si le lo era suo cui ai se',
    pt: 'não uma os do da em um para com dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre era você é o as',
    nl: 'het een van en dat niet zijn met voor aan maar om ook als dan bij nog naar was uit haar wordt door deze heeft hij ze wel tot werd',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** The part of the words that must be of the language's commonest; prose in it has half, in another hardly a tenth. */
const PART = 0.28;
const FEWEST = 5;

/** Above this a text is in both languages: a French exclamation, and who said it. */
const MIXED = 0.12;

/** False for languages that are not listed: of those it is not known. */
export function looksLike(text: string, language: string): boolean {
  const { all, found } = commonWords(text, language);
  return found >= FEWEST && found >= all * PART;
}

/** Of those listed, the ones whose commonest words no other language has as its own: Galician resembles Portuguese. */
const UNMISTAKABLE = ['en', 'de', 'fr'];

/** The language that a text is in beyond doubt, by its commonest words alone; else null. */
export const plainLanguage = (text: string): string | null =>
  UNMISTAKABLE.find((language) => looksLike(text, language)) ?? null;

/** Whether a good part of a text is in this language, though not most of it. */
export function hasSomeOf(text: string, language: string): boolean {
  const { all, found } = commonWords(text, language);
  return found >= all * MIXED && found > 1;
}

function commonWords(text: string, language: string): { readonly all: number; readonly found: number } {
  const common = WORDS[language];
  let [all, found] = [0, 0];
  if (!common) return { all, found };
  for (const [word] of text.slice(0, 1_000).matchAll(/\p{L}+/gu)) {
    all++;
    if (common.has(word.toLowerCase())) found++;
  }
  return { all, found };
}
