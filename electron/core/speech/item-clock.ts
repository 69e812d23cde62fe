/**
 * Word times of one context as one sequence. On the wire they count from their item's first sample, and within an item
 * they have been seen to start again from zero between batches; here they count from the context's first sample.
 */
import { samplesOf, secondsOf } from './pcm.ts';
import type { WordTime } from './types.ts';

/** Words of neighbouring batches may overlap a little before it counts as a contradiction. */
const OVERLAP_SECONDS = 0.05;
/** The longest silence between two batches for which a position in the sound explains where a new count began. */
const MOST_SILENCE_SECONDS = 1.5;

/** One item of a context. */
export class ItemClock {
  /** Samples of the context before this item's first. */
  readonly #offset: number;
  /** Samples into the item from which the words' count runs now. */
  #base = 0;
  #lastStart = 0;
  /** Samples into the item at which the last word ended. */
  #lastEnd = 0;
  /** Samples of the item that had come when the batch before this one did. */
  #samplesBefore = 0;

  constructor(offset: number) {
    this.#offset = offset;
  }

  /**
   * @param words One batch as it came.
   * @param samples Of this item, that have come by now.
   * @returns the same words in seconds from the context's first sample.
   */
  place(words: readonly WordTime[], samples: number): WordTime[] {
    const placed = words.map((word) => {
      if (word.start < this.#lastStart) this.#base = this.#restart(word.start, samples);
      this.#lastStart = word.start;
      const at = (seconds: number) => secondsOf(this.#offset + this.#base) + seconds;
      this.#lastEnd = Math.max(this.#lastEnd, this.#base + samplesOf(word.end));
      return { word: word.word, start: at(word.start), end: at(word.end) };
    });
    this.#samplesBefore = samples;
    return placed;
  }

  /**
   * Where a count that began again has its zero. A batch belongs either to sound that was still to come when it did
   * (its zero is then where the sound stands now) or to the sound since the last batch (its zero is where it stood
   * then); the one that follows the last word most closely is it. Else the last word's end is the best guess.
   */
  #restart(firstStart: number, samples: number): number {
    const first = samplesOf(firstStart);
    const least = this.#lastEnd - samplesOf(OVERLAP_SECONDS);
    const most = this.#lastEnd + samplesOf(MOST_SILENCE_SECONDS);
    const fitting = [this.#samplesBefore, samples].filter((base) => base >= least && base + first <= most);
    return fitting.length > 0 ? Math.min(...fitting) : this.#lastEnd;
  }
}
