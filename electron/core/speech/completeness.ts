/**
 * Whether the speech that came is all of the text. The protocol has no event for it: one commit may give several
 * items, each with a `done` of its own, and a `done` can stay away. So it is judged by the sound and the words.
 */
import { samplesIn, secondsOf } from './pcm.ts';
import type { StoredSpeech } from './types.ts';

/** Speech is around 15 letters a second; 25 is hurried, and nobody speaks 50. Scripts with larger letters are slower. */
const HURRIED_LETTERS_PER_SECOND = 25;
const MOST_LETTERS_PER_SECOND = 50;
/** Digits are the longest to say: "1,000,000,007" takes seven seconds. */
const LEAST_LETTERS_PER_SECOND = 2.5;
/** Seconds that any text may take besides: signs and single capitals are said by name. */
const BESIDES_SECONDS = 5;
/** The part of the text's letters that heard words must have; numbers written out have more, merged words as many. */
const HEARD_PART = 0.9;
/** Services round, and let the last word end a little after the sound. */
const END_SLACK_SECONDS = 0.1;

export interface Completeness {
  /** The words reach the end of the text, and the sound the end of the words. */
  readonly whole: boolean;
  /** There are words, and too few. (Words can be missing from the list alone: no proof, but a reason to wait.) */
  readonly wordsMissing: boolean;
  /** Long enough that probably nothing is missing. */
  readonly likely: boolean;
  /** Not so short that surely something is missing. */
  readonly plausible: boolean;
}

/** Seconds that speech of this text may take: shorter, something is surely missing; longer, it has run away. */
export function plausibleSeconds(text: string): { readonly least: number; readonly most: number } {
  const { length } = letters(text);
  return {
    least: length / MOST_LETTERS_PER_SECOND,
    most: BESIDES_SECONDS + length / LEAST_LETTERS_PER_SECOND,
  };
}

/** What of one text has been heard. */
export class Heard {
  readonly #text: string;
  readonly #letters: number;
  #samples = 0;
  #wordLetters = 0;
  #lastWord = '';
  #lastEnd = 0;

  constructor(text: string) {
    this.#text = letters(text);
    this.#letters = this.#text.length;
  }

  get samples(): number {
    return this.#samples;
  }

  /** The text has something that can be said. */
  get speakable(): boolean {
    return this.#letters > 0;
  }

  addSamples(samples: number): void {
    this.#samples += samples;
  }

  /** @param end Seconds from the first sample. */
  addWord(word: string, end: number): void {
    const heard = letters(word);
    this.#wordLetters += heard.length;
    if (heard !== '') this.#lastWord = heard;
    this.#lastEnd = Math.max(this.#lastEnd, end);
  }

  judge(): Completeness {
    const seconds = secondsOf(this.#samples);
    const enoughWords = this.#wordLetters >= HEARD_PART * this.#letters;
    return {
      whole:
        this.#lastWord !== '' &&
        this.#text.endsWith(this.#lastWord) &&
        enoughWords &&
        seconds >= this.#lastEnd - END_SLACK_SECONDS,
      wordsMissing: this.#wordLetters > 0 && !enoughWords,
      likely: this.#samples > 0 && seconds >= this.#letters / HURRIED_LETTERS_PER_SECOND,
      plausible: this.#samples > 0 && seconds >= this.#letters / MOST_LETTERS_PER_SECOND,
    };
  }
}

/** Whether speech that is said to be whole can be all of the text: what is not must neither be kept nor heard again. */
export function isPlausible(text: string, { pcm, words }: StoredSpeech): boolean {
  const heard = new Heard(text);
  heard.addSamples(samplesIn(pcm.length));
  for (const { word, end } of words) heard.addWord(word, end);
  const { whole, plausible } = heard.judge();
  return whole || plausible;
}

/** Letters and digits alone, without case: what both the text and the words of a service have. */
function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
