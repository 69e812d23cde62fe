/** Decibels, and the levels that a file of this program keeps. */
import type { Mp3Settings } from './types.ts';

/** dBTP that no finished file may pass (EBU R128). */
export const MOST_TRUE_PEAK = -1;
/**
 * What an encoder adds to the highest peak, in dB, and a little more: docs/audiobook.md has what was measured. The fewer
 * bits it has, the less its sound is the one that it was given.
 */
const ROOM = { usual: 2, few: 4 } as const;
/** kbit/s under which bits are few. */
const FEW_BITS = 64;

/** The ceiling for what is encoded, dBTP. */
export function ceilingFor(mode: Mp3Settings['mode']): number {
  const few = mode.kind === 'cbr' && mode.kbps < FEW_BITS;
  return MOST_TRUE_PEAK - (few ? ROOM.few : ROOM.usual);
}

export function fromDecibels(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** @param magnitude Of full scale 1. Null for silence, which has no level. */
export function toDecibels(magnitude: number): number | null {
  return magnitude > 0 ? 20 * Math.log10(magnitude) : null;
}
