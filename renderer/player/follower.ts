import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import type { Entry } from './line.ts';
import { playheadAt } from './playhead.ts';
import type { Playhead } from './types.ts';

/** Samples at rate 1 of a sentence after which "previous" goes to its start rather than to the one before. */
const INTO_SENTENCE = SAMPLE_RATE;

/** What is heard of an entry of the line. */
export interface HeardPlace {
  readonly entry: Entry;
  /** Samples from the start of its span. */
  readonly offset: number;
}

/** Where the voice is; null in a pause, in which the playhead stays on what was said last. */
export function playheadOf({ entry, offset }: HeardPlace): Playhead | null {
  return entry.feed && playheadAt(entry.feed, entry.samples + offset);
}

/** Whether so much of the sentence was heard that "previous" means its own start. */
export function isIntoSentence({ entry, offset }: HeardPlace, playhead: Playhead): boolean {
  const { chunk, feed } = entry;
  const [from] = playhead.sentence;
  if (!feed || from < chunk.from) return true;
  return entry.samples + offset - (feed.sampleAt(from) ?? 0) > INTO_SENTENCE;
}
