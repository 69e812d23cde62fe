import type { BlockKind } from '../document/model.ts';
import type { SpeechChunk } from '../text/chunks.ts';

/** Seconds of silence at rate 1. */
export interface PauseSettings {
  readonly pauseSentence: number;
  readonly pauseParagraph: number;
  readonly pauseHeading: number;
}

/** Seconds of silence after a chunk of this block at rate 1. A sentence that goes on in the next chunk is not interrupted. */
export function pauseAfter(
  chunk: SpeechChunk,
  block: { readonly kind: BlockKind; readonly text: string },
  settings: PauseSettings,
): number {
  if (chunk.to === block.text.length) {
    return block.kind === 'heading' ? settings.pauseHeading : settings.pauseParagraph;
  }
  const goesOn = chunk.sentences.some(([, end]) => end > chunk.to);
  return goesOn ? 0 : settings.pauseSentence;
}
