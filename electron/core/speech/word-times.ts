/** A time for every word of a chunk, whatever the voice reported. */
import type { TextRange } from '../document/model.ts';
import { wordRanges } from '../text/words.ts';
import type { NormalisedText } from '../normalise/pieces.ts';
import { shareTime, type AlignedWord } from './align.ts';
import { alignSpoken } from './spoken-text.ts';
import type { WordTime } from './types.ts';

export interface ChunkWordTimes {
  /** Every word of the chunk, in order, inside its sound; offsets into the chunk, seconds from its first sample. */
  readonly words: readonly AlignedWord[];
  /** False where the times are shared out by length, because too little of what was reported fits. */
  readonly confident: boolean;
}

/**
 * Where what the voice reported does not fit the text, the words share the sound by their length; so do those after the
 * last one that it reported.
 * @param seconds Of the chunk's sound at rate 1.
 * @param spoken What the voice was given for the text; null: the text itself.
 */
export function chunkWordTimes(
  text: string,
  reported: readonly WordTime[],
  language: string | null,
  seconds: number,
  spoken: NormalisedText | null = null,
): ChunkWordTimes {
  const { words, confident } = alignSpoken(text, spoken, reported, language);
  const timed = confident ? words : [];
  const last = timed.at(-1);
  const rest: readonly TextRange[] = wordRanges(text, language).filter(([from]) => from >= (last?.to ?? 0));
  const inSound = (time: number) => Math.min(time, seconds);
  const shared = shareTime(rest, { start: inSound(last?.end ?? 0), end: seconds });
  return {
    words: [...timed, ...shared].map((word) => ({
      ...word,
      start: inSound(word.start),
      end: inSound(word.end),
    })),
    confident,
  };
}
