/** The one seam to whoever makes mp3 frames of samples. */
import type { Mp3Settings } from './types.ts';

/**
 * Encodes one stream of one channel, once. Both implementations are LAME, and keep to this:
 * - the frames hold the samples in order, after `delay` samples of silence, and at the end so much silence that a decoder
 *   can give back the last sample (529 samples more than it: its own delay);
 * - no frame is an Info frame: `infoFrame` makes that;
 * - what comes out is as loud as what goes in, and the same for the same samples, however they are cut into pieces.
 */
export interface Mp3Encoder {
  /** Samples of silence before the first one. */
  readonly delay: number;
  /** Nine characters for the Info frame: name and version. */
  readonly version: string;
  /** @returns whole frames, in a buffer of their own; perhaps none. */
  encode(samples: Int16Array): Uint8Array;
  /** The rest. Nothing may follow. */
  finish(): Uint8Array;
}

/** Samples that every layer III decoder gives out before the first one: 528 and one. */
export const DECODER_DELAY = 529;

/** LAME's presets for constant bit rates up to 160 kbit/s make all a little quieter (presets.c of LAME 3.100). */
const QUIETER = 0.95;

/** What samples must be multiplied by so that LAME leaves them as loud as they are. */
export function makeUpGain(mode: Mp3Settings['mode']): number {
  return mode.kind === 'cbr' ? 1 / QUIETER : 1;
}
