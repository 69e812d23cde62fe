/**
 * Whether the speech that came is all of the text. The protocol has no event for it: one commit may give several
 * items, each with a `done` of its own, and a `done` can stay away. So it is judged by the sound and the words.
 */
import { isSilent, samplesIn, secondsOf } from './pcm.ts';
import type { StoredSpeech, WordTime } from './types.ts';

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
/** A cry, "Noooooo!", is drawn out by a part of what its letters would take. */
const DRAWN_OUT = /(\p{L})\1{2,}/gu;
/** A sentence ends within the text, where a server that heeds no `segment` would begin another item. */
const INNER_SENTENCE_END = /[.!?…]["'”’»)\]]*\s+\S|[。！？]["'”’」』）]*\S/u;

export interface Completeness {
  /** The words reach the end of the text, and the sound the end of the words. */
  readonly whole: boolean;
  /** There are words, and too few. (Words can be missing from the list alone: no proof, but a reason to wait.) */
  readonly wordsMissing: boolean;
  /** Long enough that probably nothing is missing, and not mere silence. */
  readonly likely: boolean;
  /** Not so short that surely something is missing, and not mere silence. */
  readonly plausible: boolean;
  /** Long enough, but mere silence. */
  readonly muted: boolean;
}

/** How speech ends, by which two takes of one text are compared. */
export interface Ending {
  readonly samples: number;
  /** Its letters alone; empty where there are no words. */
  readonly lastWord: string;
  /** Where its words end, as a part of the sound: more than 1 where that ends before them. */
  readonly reach: number;
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
  readonly #source: string;
  readonly #text: string;
  readonly #letters: number;
  /** Letters that take time to be said. */
  readonly #toSay: number;
  readonly #words: WordTime[] = [];
  #samples = 0;
  #silent = true;
  #wordLetters = 0;
  #lastWord = '';
  #lastEnd = 0;

  constructor(text: string) {
    this.#source = text;
    this.#text = letters(text);
    this.#letters = this.#text.length;
    this.#toSay = this.#text.replace(DRAWN_OUT, '$1$1').length;
  }

  get samples(): number {
    return this.#samples;
  }

  get ending(): Ending {
    const samples = this.#samples;
    return { samples, lastWord: this.#lastWord, reach: samples > 0 ? this.#lastEnd / secondsOf(samples) : 0 };
  }

  get silent(): boolean {
    return this.#silent;
  }

  /** The text has something that can be said. */
  get speakable(): boolean {
    return this.#letters > 0;
  }

  /** @param pcm Whole samples. */
  addSound(pcm: Uint8Array): void {
    this.#samples += samplesIn(pcm.length);
    this.#silent &&= isSilent(pcm);
  }

  /** @param word In seconds from the first sample. */
  addWord(word: WordTime): void {
    const heard = letters(word.word);
    this.#words.push(word);
    this.#wordLetters += heard.length;
    if (heard !== '') this.#lastWord = heard;
    this.#lastEnd = Math.max(this.#lastEnd, word.end);
  }

  judge(): Completeness {
    const seconds = secondsOf(this.#samples);
    const enoughWords = this.#wordLetters >= HEARD_PART * this.#letters;
    const muted = this.#silent && this.speakable;
    const sounds = this.#samples > 0 && !muted;
    const longEnough = this.#samples > 0 && seconds >= this.#toSay / HURRIED_LETTERS_PER_SECOND;
    return {
      whole:
        sounds &&
        this.#lastWord !== '' &&
        this.#text.endsWith(this.#lastWord) &&
        enoughWords &&
        seconds >= this.#lastEnd - END_SLACK_SECONDS,
      wordsMissing: this.#wordLetters > 0 && !enoughWords,
      likely: sounds && longEnough,
      plausible: sounds && seconds >= this.#toSay / MOST_LETTERS_PER_SECOND,
      muted: muted && longEnough,
    };
  }

  /** The words end after the sound: it was cut short, or their times are wrong (as those surely are that nobody needs). */
  get beyondSound(): boolean {
    const { most } = plausibleSeconds(this.#source);
    return this.#lastEnd <= most && this.#after(this.#lastEnd) < 0;
  }

  /**
   * After the last of the words the sound ends so soon that the rest of the text was not said. Words can be missing from
   * the list alone, so it is taken to be as late in the text as it can be.
   */
  get endMissing(): boolean {
    for (const { word, end } of this.#words.toReversed()) {
      const heard = letters(word);
      const at = heard === '' ? -1 : this.#text.lastIndexOf(heard);
      if (at < 0) continue; // said otherwise than written
      const rest = this.#letters - at - heard.length;
      return end <= secondsOf(this.#samples) && this.#after(end) < rest / HURRIED_LETTERS_PER_SECOND;
    }
    return false;
  }

  /** Where every item so far has ended: another one may still follow. */
  get mayGoOn(): boolean {
    if (this.#words.length === 0) return INNER_SENTENCE_END.test(this.#source);
    return this.judge().wordsMissing || this.beyondSound || this.endMissing;
  }

  /** Seconds of sound after this time, and a little. */
  #after(seconds: number): number {
    return secondsOf(this.#samples) - seconds + END_SLACK_SECONDS;
  }
}

/** Whether speech that is said to be whole can be all of the text: what is not must neither be kept nor heard again. */
export function isPlausible(text: string, { pcm, words }: StoredSpeech): boolean {
  const heard = new Heard(text);
  heard.addSound(pcm);
  for (const word of words) heard.addWord(word);
  const { whole, plausible, muted } = heard.judge();
  return whole || plausible || muted; // of mere silence its client was sure
}

/** Letters and digits alone, without case: what both the text and the words of a service have. */
function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
