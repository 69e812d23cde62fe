import { SAMPLE_RATE } from '../speech/types.ts';
import { floatFromPcm, pcmFromFloat } from './pcm.ts';
import { Wsola, type SampleSource } from './wsola.ts';

/** A whole recording as a source. */
export function wholeSource(samples: Float32Array): SampleSource {
  return {
    end: samples.length,
    complete: true,
    read(from, into) {
      into.fill(0);
      const start = Math.max(0, from);
      if (start < samples.length && start < from + into.length)
        into.set(samples.subarray(start, from + into.length), start - from);
    },
  };
}

/**
 * Speech at another speed and the same pitch.
 * @param samples 24,000 Hz mono.
 * @param rate 2 is twice as fast: half the samples. 1 gives an equal copy.
 */
export function stretch(samples: Int16Array, rate: number): Int16Array {
  if (rate === 1) return samples.slice();
  const source = wholeSource(floatFromPcm(samples));
  const wsola = new Wsola(SAMPLE_RATE);
  const out: Int16Array[] = [];
  const hop = new Float32Array(wsola.hop);
  for (let count; (count = wsola.next(source, rate, hop)) > 0;)
    out.push(pcmFromFloat(hop.subarray(0, count)));
  const joined = new Int16Array(out.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of out) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/**
 * Where a moment of the source lies in what `stretch` made of it: a straight line, because no frame is placed more
 * than 10 ms of source from its ideal place. Good for word times, in the unit that is put in.
 * @param length Of the stretched recording, in that unit: the end of the source is said at its own speed, so that a
 *   moment in the last 15 ms may otherwise fall behind it.
 */
export function stretchedTime(sourceTime: number, rate: number, length: number): number {
  return Math.min(sourceTime / rate, length);
}
