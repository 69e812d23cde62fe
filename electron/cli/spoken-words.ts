/** The times of words in a finished sound. */
import { stretchedTime } from '../core/audio/stretch.ts';
import type { NormalisedText } from '../core/normalise/pieces.ts';
import type { WordTime } from '../core/speech/types.ts';
import { chunkWordTimes } from '../core/speech/word-times.ts';
import { spokenText, type Utterance } from './utterances.ts';

/** `word` is exactly `text.slice(from, to)` of that block; times are seconds from the start of the sound. */
export interface SpokenWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/** Where an utterance lies in the sound. */
export interface Placement {
  /** Seconds. */
  readonly start: number;
  /** Seconds of its speech at rate 1, and as it was stretched. */
  readonly spoken: number;
  readonly stretched: number;
  readonly speed: number;
}

/** Tenths of a millisecond: finer than any highlight; rounded down, so that no time leaves the sound. */
const PRECISION = 10_000;

/** A time for every word (see `chunkWordTimes`), at its place in the sound. */
export function placeWords(
  utterance: Utterance,
  reported: { readonly words: readonly WordTime[]; readonly spoken: NormalisedText | null },
  { start, spoken, stretched, speed }: Placement,
): readonly SpokenWord[] {
  const text = spokenText(utterance);
  const { words } = chunkWordTimes(text, reported.words, utterance.language, spoken, reported.spoken);
  const [offset] = utterance.chunk.spoken;
  const inSound = (time: number) =>
    Math.floor((start + stretchedTime(time, speed, stretched)) * PRECISION) / PRECISION;
  return words.map((word) => ({
    word: text.slice(word.from, word.to),
    start: inSound(word.start),
    end: inSound(word.end),
    block: utterance.block,
    from: offset + word.from,
    to: offset + word.to,
  }));
}
