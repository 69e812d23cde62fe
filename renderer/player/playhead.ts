import type { TextRange } from '../../electron/core/document/model.ts';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import type { SpeechFeed } from './feed.ts';
import type { PlanChunk } from './plan.ts';
import type { Playhead } from './types.ts';

/** Where the voice is when this sample of the chunk is heard. */
export function playheadAt(feed: SpeechFeed, sample: number): Playhead {
  const { chunk, alignment } = feed;
  const seconds = sample / SAMPLE_RATE;
  const word = alignment.confident ? alignment.words.findLast(({ start }) => start <= seconds) : undefined;
  if (word) return playhead(chunk, word.from, [word.from, word.to]);
  // Without times, how far the sound is stands for how far the text is.
  const part = feed.state === 'audible' && feed.samples > 0 ? sample / feed.samples : 0;
  const [from, to] = chunk.spoken;
  return playhead(chunk, from + Math.floor(Math.min(part, 0.999) * (to - from)), null);
}

/** Where the voice is before this place is heard. */
export function playheadBefore(chunk: PlanChunk, offset: number): Playhead {
  return playhead(chunk, Math.max(offset, chunk.spoken[0]), null);
}

function playhead(chunk: PlanChunk, offset: number, word: TextRange | null): Playhead {
  const sentence = chunk.sentences.findLast(([from]) => from <= offset) ?? chunk.sentences[0] ?? chunk.spoken;
  return { section: chunk.section, block: chunk.block, sentence, word, home: chunk.home };
}

export function samePlayhead(a: Playhead | null, b: Playhead | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.section === b.section &&
    a.block === b.block &&
    a.sentence[0] === b.sentence[0] &&
    a.sentence[1] === b.sentence[1] &&
    a.word?.[0] === b.word?.[0] &&
    a.word?.[1] === b.word?.[1]
  );
}
