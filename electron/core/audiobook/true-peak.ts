/**
 * True peaks: the highest that the sound gets between samples too (ITU-R BS.1770-4, annex 2: four points a sample).
 *
 * Where a stretch of samples is so quiet that no point between them could pass the threshold (no sum is larger than
 * the largest sample times the filter's absolute sum), nothing is interpolated: most of speech costs next to nothing,
 * and what is found is the same.
 */
import { floatFromPcm } from '../audio/pcm.ts';

/** The standard's interpolating filter: points at 1/8 and 3/8 after a sample. Backwards they give those at 7/8 and 5/8. */
const EIGHTH = Float64Array.of(
  ...[0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625],
  ...[0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125],
);
const THREE_EIGHTHS = Float64Array.of(
  ...[-0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625],
  ...[0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375],
);
const TAPS = EIGHTH.length;
const KNOWN = TAPS - 1;
/** The most that interpolation can make of samples of magnitude 1. */
const LARGEST_GAIN = THREE_EIGHTHS.reduce((sum, tap) => sum + Math.abs(tap), 0);
/** Samples that are judged together. */
const STRETCH = 32;

/** Samples after one that must be known before the sound up to its successor is. */
export const PEAK_DELAY = TAPS / 2;

export class PeakDetector {
  /** The samples still in reach, and room for the next ones. */
  #line = new Float32Array(0);

  /**
   * @param samples What comes next.
   * @param threshold Peaks not above it need not be told: they may be given as 0.
   * @param peaks At least as long as `samples`; element i becomes the greatest magnitude of the sound from the sample
   *   that came `PEAK_DELAY` before sample i up to its successor.
   * @returns the highest of them.
   */
  push(samples: Float32Array, threshold: number, peaks: Float32Array): number {
    const { length } = samples;
    if (this.#line.length < KNOWN + length) {
      const longer = new Float32Array(KNOWN + length);
      longer.set(this.#line.subarray(0, KNOWN));
      this.#line = longer;
    }
    const line = this.#line;
    line.set(samples, KNOWN);
    let highest = 0;
    for (let from = 0; from < length; from += STRETCH) {
      const to = Math.min(length, from + STRETCH);
      if (loudest(line, from, to + KNOWN) * LARGEST_GAIN <= threshold) {
        peaks.fill(0, from, to);
        continue;
      }
      for (let i = from; i < to; i++) {
        peaks[i] = peakAt(line, i);
        if (peaks[i]! > highest) highest = peaks[i]!; // as it was rounded, so that both say the same
      }
    }
    line.copyWithin(0, length, length + KNOWN);
    return highest;
  }
}

/** The highest true peak of a sound that comes in pieces. */
export class TruePeakMeter {
  readonly #detector = new PeakDetector();
  #peaks = new Float32Array(0);
  #highest = 0;

  push(samples: Int16Array): void {
    this.#take(floatFromPcm(samples));
  }

  /** Of all that came, silence before and after it. Full scale is 1. Nothing may follow. */
  finish(): number {
    this.#take(new Float32Array(TAPS));
    return this.#highest;
  }

  #take(floats: Float32Array): void {
    if (this.#peaks.length < floats.length) this.#peaks = new Float32Array(floats.length);
    this.#highest = Math.max(this.#highest, this.#detector.push(floats, this.#highest, this.#peaks));
  }
}

function loudest(line: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) {
    const magnitude = Math.abs(line[i]!);
    if (magnitude > most) most = magnitude;
  }
  return most;
}

/** Of the sample in the middle of the TAPS from `first` on, and of the points between it and the next. */
function peakAt(line: Float32Array, first: number): number {
  let [one, three, five, seven] = [0, 0, 0, 0];
  for (let tap = 0; tap < TAPS; tap++) {
    const later = line[first + KNOWN - tap]!;
    const earlier = line[first + tap]!;
    one += EIGHTH[tap]! * later;
    three += THREE_EIGHTHS[tap]! * later;
    five += THREE_EIGHTHS[tap]! * earlier;
    seven += EIGHTH[tap]! * earlier;
  }
  return Math.max(
    Math.abs(line[first + PEAK_DELAY - 1]!),
    Math.abs(one),
    Math.abs(three),
    Math.abs(five),
    Math.abs(seven),
  );
}
