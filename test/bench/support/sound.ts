/** Finds in a recording what is known to have been said, sample by sample. */
import { spoken } from '../../fakes/spoken.ts';
import type { Recording } from '../../e2e/support/recorder.ts';

const FULL_SCALE = 32_768;
/** Samples at a start that may be mixed with the sound that was cut off there: 6 ms. */
const MIXED = 144;
/** Samples that are compared: of a noise, no other place has them. */
const COMPARED = 64;

/** What the fake voice says for a text: samples of the recording's scale. */
export function samplesOf(text: string): Float32Array {
  const { pcm } = spoken(text);
  return Float32Array.from({ length: pcm.length / 2 }, (_, n) => pcm.readInt16LE(2 * n) / FULL_SCALE);
}

/**
 * The frame at which this sound begins, or null.
 * @param after Frame from which on it is looked for.
 * @param within Frames in which it must begin.
 */
export function frameOf(
  { from, samples }: Recording,
  sound: Float32Array,
  after: number,
  within = Infinity,
): number | null {
  const first = sound[MIXED];
  const last = Math.min(samples.length - MIXED - COMPARED, after - from + within);
  for (let at = Math.max(0, after - from); at <= last; at++) {
    if (samples[at + MIXED] !== first) continue;
    let same = 1;
    while (same < COMPARED && samples[at + MIXED + same] === sound[MIXED + same]) same++;
    if (same === COMPARED) return from + at;
  }
  return null;
}

/** The first frame at or after this one that is not silent, or null. */
export function firstSound({ from, samples }: Recording, after: number): number | null {
  for (let at = Math.max(0, after - from); at < samples.length; at++) if (samples[at] !== 0) return from + at;
  return null;
}
