/**
 * When a guess at a passage's language is believed. The guess itself is a library's (`node/documents/language`); a wrong
 * one is heard as a foreign voice in the middle of a page, so that doubt always leaves the document's language.
 */
import { primaryLanguage } from '../language.ts';

/** What a detector says of a text. */
export interface Guess {
  /** Primary language. */
  readonly language: string;
  /** By language, the best first or in any order; comparable within one text. */
  readonly scores: Readonly<Record<string, number>>;
  /** The detector's own opinion of its guess. */
  readonly reliable: boolean;
}

/** Letters below which a passage says too little: of sentences of 40 to 80, one guess in a hundred is wrong. */
export const LEAST_LETTERS = 60;
/** Of languages that resemble each other, so much more. */
const LEAST_ALIKE = 120;
/** The best score must be so many times that of the document's language. */
const MARGIN = 1.15;
const MARGIN_ALIKE = 1.2;

/** A text in one of these is easily taken for another of its row. */
const ALIKE: readonly (readonly string[])[] = [
  ['es', 'pt', 'gl', 'ca', 'it'],
  ['no', 'nb', 'nn', 'da', 'sv'],
  ['nl', 'af', 'de'],
  ['cs', 'sk', 'sl'],
  ['hr', 'sr', 'bs', 'sl'],
  ['ru', 'uk', 'be', 'bg', 'mk', 'sr'],
  ['id', 'ms'],
  ['fi', 'et'],
  ['hi', 'mr', 'ne'],
  ['en', 'la'],
];

/** Whether texts in two primary languages are easily taken for each other. */
export const areAlike = (a: string, b: string): boolean =>
  ALIKE.some((row) => row.includes(a) && row.includes(b));

const LETTERS = /\p{L}/gu;
export const lettersIn = (text: string): number => text.match(LETTERS)?.length ?? 0;

/** Whether a passage is long enough that any guess at its language would be believed. */
export const saysEnough = (text: string): boolean => weighedLetters(text) >= LEAST_LETTERS;

/** Ideographs say more: one counts for three letters. */
function weighedLetters(text: string): number {
  const weight = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Hangul}/u.test(text) ? 3 : 1;
  return weight * lettersIn(text);
}

/**
 * The language of a passage where it is surely another than the document's; null where the document's holds.
 * @param document BCP 47 tag.
 */
export function passageLanguage(text: string, guess: Guess, document: string): string | null {
  const home = primaryLanguage(document);
  if (!guess.reliable || guess.language === home) return null;
  const alike = areAlike(home, guess.language);
  if (weighedLetters(text) < (alike ? LEAST_ALIKE : LEAST_LETTERS)) return null;
  const best = guess.scores[guess.language] ?? 0;
  const own = guess.scores[home] ?? 0;
  return best >= own * (alike ? MARGIN_ALIKE : MARGIN) ? guess.language : null;
}
