import { SAMPLE_RATE } from '../speech/types.ts';
import { floatFromPcm, joinedPcm, pcmFromFloat } from './pcm.ts';
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

/** Speech at another speed and the same pitch, while it is still being made. */
export interface Stretcher {
  /** @returns what this piece makes certain; may be empty. */
  push(piece: Int16Array): Int16Array;
  /** The rest. Nothing may follow. */
  finish(): Int16Array;
}

/**
 * A stretcher for one recording: in pieces it gives, bit by bit, what the whole would.
 * @param sampleRate Hz.
 * @param rate 2 is twice as fast; 1 gives back what it is given.
 */
export function createStretcher(sampleRate: number, rate: number): Stretcher {
  const wsola = new Wsola(sampleRate);
  const hop = new Float32Array(wsola.hop);
  /** What may still be read: the recording from `from` on. */
  let kept = new Float32Array(0);
  let from = 0;

  const stretched = (complete: boolean): Int16Array => {
    const whole = wholeSource(kept);
    const source: SampleSource = {
      end: from + kept.length,
      complete,
      read: (at, into) => whole.read(at - from, into),
    };
    const out: Int16Array[] = [];
    for (let count; (count = wsola.next(source, rate, hop)) > 0;)
      out.push(pcmFromFloat(hop.subarray(0, count)));
    const needed = Math.min(wsola.continuation, Math.round(wsola.position) - wsola.reach) - from;
    if (needed > 0) {
      kept = kept.slice(needed);
      from += needed;
    }
    return joinedPcm(out);
  };

  return {
    push(piece) {
      if (rate === 1) return piece;
      const grown = new Float32Array(kept.length + piece.length);
      grown.set(kept);
      grown.set(floatFromPcm(piece), kept.length);
      kept = grown;
      return stretched(false);
    },
    finish: () => stretched(true),
  };
}

/**
 * A whole recording at another speed and the same pitch.
 * @param samples 24,000 Hz mono.
 * @param rate 2 is twice as fast: half the samples. 1 gives an equal copy.
 */
export function stretch(samples: Int16Array, rate: number): Int16Array {
  const stretcher = createStretcher(SAMPLE_RATE, rate);
  return joinedPcm([stretcher.push(samples), stretcher.finish()]);
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
