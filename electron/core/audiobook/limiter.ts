/**
 * A look-ahead limiter: no true peak comes out above the ceiling, and what is below is left as it is. The gain that
 * each sample needs is held over the look-ahead, released slowly, and smoothed by a moving average over the look-ahead,
 * so that it has arrived when the peak does (G. Luff, "Designing a straightforward limiter", Signalsmith Audio, 2022).
 *
 * As many samples come out as went in, and the same ones however they are cut into pieces.
 */
import { SAMPLE_RATE } from '../speech/types.ts';
import { PEAK_DELAY, PeakDetector } from './true-peak.ts';

/** Samples in which the gain falls before a peak: 5 ms. */
const ATTACK = SAMPLE_RATE / 200;
/** A sample's need holds until it, and the one after (the peak may lie between the two), were given out. */
const HOLD = ATTACK + 2;
/** The part of what is missing to 1 that the gain regains with each sample: a time constant of 80 ms. */
const RELEASE = 1 - Math.exp(-1 / (0.08 * SAMPLE_RATE));
/** A gain so near to 1 is 1: it is 0.001 dB. */
const REST = 1 - 1e-4;
const DELAY = PEAK_DELAY + ATTACK;

export class Limiter {
  readonly #ceiling: number;
  readonly #detector = new PeakDetector();
  #peaks = new Float32Array(0);
  /** The last DELAY samples, which are not given out yet. */
  #waiting = new Float32Array(DELAY);
  /** How many of the next outputs lie before the first sample. */
  #early = DELAY;
  /** The last needs that are no more than any later one, oldest first (a monotonic queue: its first is the least). */
  readonly #needs = new Float64Array(HOLD);
  readonly #needAt = new Float64Array(HOLD);
  #needFrom = 0;
  #needCount = 0;
  #released = 1;
  /** The last ATTACK released gains, their sum, and how many of them are known to be 1. */
  readonly #gains = new Float64Array(ATTACK).fill(1);
  #sum = ATTACK;
  #ones = ATTACK;
  #time = 0;

  /** @param ceiling Of full scale 1. */
  constructor(ceiling: number) {
    this.#ceiling = ceiling;
  }

  /** @returns the samples that are certain now; a buffer of its own. */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const { length } = samples;
    if (this.#peaks.length < length) this.#peaks = new Float32Array(length);
    const highest = this.#detector.push(samples, this.#ceiling, this.#peaks);
    const line = new Float32Array(DELAY + length);
    line.set(this.#waiting);
    line.set(samples, DELAY);
    this.#waiting = line.slice(length);
    if (highest <= this.#ceiling && this.#atRest) this.#time += length;
    else {
      for (let i = 0; i < length; i++) {
        const gain = this.#gain(this.#peaks[i]!);
        if (gain !== 1) line[i]! *= gain;
      }
    }
    const early = Math.min(this.#early, length);
    this.#early -= early;
    return line.slice(early, length);
  }

  /** The rest. Nothing may follow. */
  finish(): Float32Array<ArrayBuffer> {
    return this.push(new Float32Array(DELAY));
  }

  /** Nothing is held, and the gain has come back to 1. */
  get #atRest(): boolean {
    return this.#needCount === 0 && this.#ones === ATTACK;
  }

  /** The gain of the sample that came DELAY before, when the peak that came PEAK_DELAY before is known. */
  #gain(peak: number): number {
    const now = this.#time++;
    if (peak <= this.#ceiling && this.#atRest) return 1;
    const held = this.#hold(peak > this.#ceiling ? this.#ceiling / peak : 1, now);
    const released = this.#released + (1 - this.#released) * RELEASE;
    this.#released = Math.min(held, released > REST ? 1 : released);
    const slot = now % ATTACK;
    this.#sum += this.#released - this.#gains[slot]!;
    this.#gains[slot] = this.#released;
    this.#ones = this.#released === 1 ? Math.min(ATTACK, this.#ones + 1) : 0;
    if (this.#ones === ATTACK) this.#sum = ATTACK; // what rounding has left
    return this.#sum / ATTACK;
  }

  /** The least need of the last HOLD. */
  #hold(need: number, now: number): number {
    const slot = (index: number) => (this.#needFrom + index) % HOLD;
    if (this.#needCount > 0 && this.#needAt[this.#needFrom]! <= now - HOLD) {
      this.#needFrom = slot(1);
      this.#needCount--;
    }
    if (need < 1) {
      while (this.#needCount > 0 && this.#needs[slot(this.#needCount - 1)]! >= need) this.#needCount--;
      const at = slot(this.#needCount++);
      this.#needs[at] = need;
      this.#needAt[at] = now;
    }
    return this.#needCount > 0 ? this.#needs[this.#needFrom]! : 1;
  }
}
