/**
 * Loudness after EBU R128 (ITU-R BS.1770-4, annex 1): K-weighting, blocks of 400 ms that overlap by 75 %, an absolute
 * gate at −70 LUFS and a relative one 10 LU under the mean. One channel, `SAMPLE_RATE`.
 *
 * It holds no more for eight hours than for a minute: blocks are counted in bins of 0.01 LU. Each bin keeps the sum of
 * its blocks' energies too, so that the mean is exact and only the relative gate falls on a hundredth.
 */
import { SAMPLE_RATE } from '../speech/types.ts';
import { FULL_SCALE } from '../audio/pcm.ts';

/** y[n] = b0 x[n] + b1 x[n−1] + b2 x[n−2] − a1 y[n−1] − a2 y[n−2]. */
export interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/**
 * The two filters of K-weighting at any rate. BS.1770 gives coefficients for 48 kHz only; these are the analogue filters
 * behind them (B. De Man, "Evaluation of Implementations of the EBU R128 Loudness Measurement", AES 145, 2018), put
 * through the bilinear transform. At 48 kHz they are the standard's own.
 * @param rate Hz.
 */
export function kWeighting(rate: number): { readonly shelf: Biquad; readonly highPass: Biquad } {
  const shelf = (): Biquad => {
    const k = Math.tan((Math.PI * 1681.974450955533) / rate);
    const damping = k / 0.7071752369554196;
    const high = 10 ** (3.999843853973347 / 20);
    const band = high ** 0.4996667741545416;
    const scale = 1 + damping + k * k;
    return {
      b: [
        (high + band * damping + k * k) / scale,
        (2 * (k * k - high)) / scale,
        (high - band * damping + k * k) / scale,
      ],
      a: [(2 * (k * k - 1)) / scale, (1 - damping + k * k) / scale],
    };
  };
  const highPass = (): Biquad => {
    const k = Math.tan((Math.PI * 38.13547087602444) / rate);
    const damping = k / 0.5003270373238773;
    const scale = 1 + damping + k * k;
    return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / scale, (1 - damping + k * k) / scale] };
  };
  return { shelf: shelf(), highPass: highPass() };
}

const FILTERS = kWeighting(SAMPLE_RATE);
/** Samples between the starts of two blocks: 100 ms. */
const STEP = SAMPLE_RATE / 10;
const STEPS_PER_BLOCK = 4;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
const BINS_PER_LU = 100;
/** LUFS of the loudest bin: a square wave at full scale is below. */
const LOUDEST = 10;
const BINS = (LOUDEST - ABSOLUTE_GATE) * BINS_PER_LU;
/** Under this a filter's memory is nothing, and would only slow the arithmetic down (denormal numbers). */
const NOTHING = 1e-20;

export class LoudnessMeter {
  /** Memory of the two filters, each in transposed direct form II. */
  #s1 = 0;
  #s2 = 0;
  #h1 = 0;
  #h2 = 0;
  /** Energy of the step under way, its samples, and the energies of the steps before it. */
  #energy = 0;
  #count = 0;
  readonly #steps = new Float64Array(STEPS_PER_BLOCK);
  #stepsDone = 0;
  readonly #blocks = new Float64Array(BINS);
  readonly #energies = new Float64Array(BINS);

  push(samples: Int16Array): void {
    for (let at = 0; at < samples.length;) {
      const until = Math.min(samples.length, at + STEP - this.#count);
      this.#weigh(samples, at, until);
      this.#count += until - at;
      at = until;
      if (this.#count === STEP) this.#step();
    }
  }

  /** LUFS of all that came, or null where nothing was loud or long enough to be measured. */
  get integrated(): number | null {
    const ungated = this.#meanFrom(0);
    if (ungated === null) return null;
    const gated = this.#meanFrom(binOf(loudnessOf(ungated) + RELATIVE_GATE));
    return gated === null ? null : loudnessOf(gated);
  }

  #weigh(samples: Int16Array, from: number, to: number): void {
    const { shelf, highPass } = FILTERS;
    const [b0, b1, b2] = shelf.b;
    const [a1, a2] = shelf.a;
    const [c1, c2] = highPass.a;
    let [s1, s2, h1, h2, energy] = [this.#s1, this.#s2, this.#h1, this.#h2, this.#energy];
    for (let i = from; i < to; i++) {
      const x = samples[i]! / FULL_SCALE;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      const z = y + h1;
      h1 = h2 - 2 * y - c1 * z;
      h2 = y - c2 * z;
      energy += z * z;
    }
    [this.#s1, this.#s2, this.#h1, this.#h2, this.#energy] = [s1, s2, h1, h2, energy];
  }

  #step(): void {
    this.#steps[this.#stepsDone++ % STEPS_PER_BLOCK] = this.#energy;
    this.#energy = this.#count = 0;
    if (Math.abs(this.#s1) < NOTHING) this.#s1 = this.#s2 = 0;
    if (Math.abs(this.#h1) < NOTHING) this.#h1 = this.#h2 = 0;
    if (this.#stepsDone < STEPS_PER_BLOCK) return;
    const mean = this.#steps.reduce((sum, energy) => sum + energy, 0) / (STEP * STEPS_PER_BLOCK);
    const loudness = loudnessOf(mean);
    if (!(loudness >= ABSOLUTE_GATE)) return;
    const bin = binOf(loudness);
    this.#blocks[bin]! += 1;
    this.#energies[bin]! += mean;
  }

  /** Mean energy of the blocks from this bin on. */
  #meanFrom(first: number): number | null {
    let blocks = 0;
    let energy = 0;
    for (let bin = first; bin < BINS; bin++) {
      blocks += this.#blocks[bin]!;
      energy += this.#energies[bin]!;
    }
    return blocks === 0 ? null : energy / blocks;
  }
}

/** LUFS of a mean K-weighted energy. */
function loudnessOf(energy: number): number {
  return -0.691 + 10 * Math.log10(energy);
}

function binOf(loudness: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor((loudness - ABSOLUTE_GATE) * BINS_PER_LU)));
}
