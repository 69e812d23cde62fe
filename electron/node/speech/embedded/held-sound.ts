/**
 * The sound of one utterance on its way to a client. WAV and FLAC say their length at their beginning, and programs believe
 * it: what is short is held back until its length is known, what is long leaves as it is made and says that it has none.
 */
import { completed } from './audio-encoders.ts';
import type { ContextSettings } from './context-settings.ts';

export interface HeldSound {
  /** @returns what may leave now: this piece, nothing, or all that was held back and this piece. */
  push(bytes: Uint8Array): readonly Uint8Array[];
  /** @returns what was held back, with its length; null where the sound has left already. */
  finish(samples: number): Uint8Array | null;
}

/** @param most Bytes that may be held back. */
export function holdSound(
  { format, sampleRate }: Pick<ContextSettings, 'format' | 'sampleRate'>,
  most: number,
): HeldSound {
  let held: Uint8Array[] | null = format === 'wav' || format === 'flac' ? [] : null;
  let heldBytes = 0;
  return {
    push(bytes) {
      if (!held) return [bytes];
      held.push(bytes);
      heldBytes += bytes.length;
      if (heldBytes <= most) return [];
      const all = held;
      held = null;
      return all;
    },
    finish: (samples) => held && completed(format, sampleRate, new Uint8Array(Buffer.concat(held)), samples),
  };
}
