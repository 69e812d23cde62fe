import type { Settings } from '../../electron/contract/schemas.ts';
import type { PlanChunk } from './plan.ts';

export type PauseSettings = Pick<Settings, 'pauseSentence' | 'pauseParagraph' | 'pauseHeading'>;

/** Seconds of silence after a chunk at rate 1. A sentence that goes on in the next chunk is not interrupted. */
export function pauseAfter(chunk: PlanChunk, settings: PauseSettings): number {
  if (chunk.endsBlock) return chunk.kind === 'heading' ? settings.pauseHeading : settings.pauseParagraph;
  const goesOn = chunk.sentences.some(([, end]) => end > chunk.to);
  return goesOn ? 0 : settings.pauseSentence;
}
