/**
 * Changing the sampling rate of a stream of audio by a rational factor: a polyphase windowed-sinc filter
 * (J. O. Smith, "Digital Audio Resampling Home Page"; Kaiser's window, after Oppenheim & Schafer, ch. 7.6).
 *
 * Output sample n lies at input position n × from / to: no delay is added, and a stream of N samples becomes exactly
 * ⌈N × to / from⌉. A stream in pieces gives, bit by bit, what the whole would: there is no seam.
 */

/** Zero crossings of the sinc on each side: with the window below, images lie 80 dB under the sound. */
const CROSSINGS = 24;
/** Kaiser's β for 80 dB: 0.1102 × (80 − 8.7). */
const BETA = 7.857;
/** The filter's middle, as a part of the lower Nyquist frequency: leaves room for the slope below it. */
const ROLL_OFF = 0.94;

/** The filter for one pair of rates. Costs some milliseconds to make: keep it and share it. */
export interface ResampleKernel {
  /** Hz, both reduced by their greatest common divisor: `to` output samples for `from` input samples. */
  readonly from: number;
  readonly to: number;
  /** Input samples that an output sample reaches to either side. */
  readonly reach: number;
  /** `to` phases of 2 × reach coefficients, each summing to 1, or null where the rates are the same. */
  readonly phases: Float64Array | null;
}

export interface Resampler {
  /** @returns the output that this piece makes certain; may be empty. Saturates, never wraps. */
  push(piece: Int16Array): Int16Array;
  /** The rest. Nothing may follow. */
  finish(): Int16Array;
}

/** @param fromRate, toRate Hz, whole numbers. */
export function resampleKernel(fromRate: number, toRate: number): ResampleKernel {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const from = fromRate / divisor;
  const to = toRate / divisor;
  if (from === to) return { from, to, reach: 0, phases: null };

  const narrowing = Math.min(1, to / from);
  const cutoff = ROLL_OFF * narrowing;
  const reach = Math.ceil(CROSSINGS / narrowing);
  const taps = 2 * reach;
  const phases = new Float64Array(to * taps);
  for (let phase = 0; phase < to; phase++) {
    const at = phase * taps;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = phase / to + reach - 1 - tap;
      sum += phases[at + tap] = sinc(cutoff * distance) * kaiser(distance / reach);
    }
    for (let tap = 0; tap < taps; tap++) phases[at + tap]! /= sum;
  }
  return { from, to, reach, phases };
}

/** A resampler for one stream. */
export function createResampler(kernel: ResampleKernel): Resampler {
  const { from, to, reach, phases } = kernel;
  if (!phases) return { push: (piece) => piece.slice(), finish: () => new Int16Array(0) };

  const taps = 2 * reach;
  let received = 0;
  let produced = 0;
  /** Input still within reach; its first sample has the index `base` in the stream, which begins with silence. */
  let history = new Float64Array(reach - 1);
  let base = -(reach - 1);

  const produce = (upTo: number): Int16Array => {
    const output = new Int16Array(Math.max(0, upTo - produced));
    for (let index = 0; index < output.length; index++) {
      const position = (produced + index) * from;
      const first = Math.floor(position / to) - reach + 1 - base;
      const coefficients = (position % to) * taps;
      // Two sums do not wait for each other. 2 × reach is even.
      let even = 0;
      let odd = 0;
      for (let tap = 0; tap < taps; tap += 2) {
        even += history[first + tap]! * phases[coefficients + tap]!;
        odd += history[first + tap + 1]! * phases[coefficients + tap + 1]!;
      }
      const sum = even + odd;
      output[index] = Math.max(-32768, Math.min(32767, Math.round(sum)));
    }
    produced += output.length;
    const spent = Math.floor((produced * from) / to) - reach + 1 - base;
    if (spent > 0) {
      history = history.slice(spent);
      base += spent;
    }
    return output;
  };
  const take = (piece: ArrayLike<number>) => {
    const joined = new Float64Array(history.length + piece.length);
    joined.set(history);
    joined.set(piece, history.length);
    history = joined;
  };

  return {
    push(piece) {
      take(piece);
      received += piece.length;
      // Output n needs input up to ⌊n × from / to⌋ + reach.
      return produce(Math.ceil(((received - reach) * to) / from));
    },
    finish() {
      take(new Float64Array(taps));
      return produce(Math.ceil((received * to) / from));
    },
  };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Kaiser's window over −1…1. */
function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/** The modified Bessel function of the first kind and order 0, by its power series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
