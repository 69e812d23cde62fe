/** The times of words in a finished sound. */
import type { TextRange } from '../core/document/model.ts';
import { stretchedTime } from '../core/audio/stretch.ts';
import { alignWords, shareTime, type AlignedWord } from '../core/speech/align.ts';
import type { WordTime } from '../core/speech/types.ts';
import { wordRanges } from '../core/text/words.ts';
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

/**
 * A time for every word. Where what the voice reported does not fit the text, the words share the utterance's time by
 * their length; so do those after the last one that it reported.
 */
export function placeWords(
  utterance: Utterance,
  reported: readonly WordTime[],
  { start, spoken, stretched, speed }: Placement,
): readonly SpokenWord[] {
  const text = spokenText(utterance);
  const { words, confident } = alignWords(text, reported, utterance.language);
  const timed = confident ? words : [];
  const last = timed.at(-1);
  const rest = wordRanges(text, utterance.language).filter(([from]) => from >= (last?.to ?? 0));
  const [offset] = utterance.chunk.spoken;
  const inSound = (time: number) =>
    Math.floor((start + stretchedTime(Math.min(time, spoken), speed, stretched)) * PRECISION) / PRECISION;
  return [...timed, ...spread(rest, Math.min(last?.end ?? 0, spoken), spoken)].map((word) => ({
    word: text.slice(word.from, word.to),
    start: inSound(word.start),
    end: inSound(word.end),
    block: utterance.block,
    from: offset + word.from,
    to: offset + word.to,
  }));
}

const spread = (ranges: readonly TextRange[], start: number, end: number): readonly AlignedWord[] =>
  shareTime(ranges, { start, end });
