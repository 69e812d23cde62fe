/**
 * Speed at the same pitch by WSOLA (Verhelst and Roelands, "An overlap-add technique based on waveform similarity",
 * ICASSP 1993), tuned for speech: hops of 15 ms, each faded from the natural continuation of what was heard last into
 * the stretch of the source, within 10 ms of where the rate wants it, that is most like that continuation.
 *
 * The state is two positions and no audio: where the sound that was heard last would go on, and where the rate
 * wants to be. Hence the three properties that the player stands on: at rate 1 the output is the source, bit for bit;
 * the rate may change between any two hops without a seam; and the sound can be cut anywhere, since what would come
 * next at full weight is always the source from `continuation` on.
 */

/** Random access to a source that may still be growing. Positions are samples from its start. */
export interface SampleSource {
  /** One past the last sample that is there. */
  readonly end: number;
  /** Nothing will come after `end`. */
  readonly complete: boolean;
  /** Fills `into` with the samples from `from` on; zeros where there are none. */
  read(from: number, into: Float32Array): void;
}

const HOP_SECONDS = 0.015;
const REACH_SECONDS = 0.01;
/** The first pass of the search looks at every fourth place and every second sample; the second at all around the best. */
const COARSE_STEP = 4;
const COARSE_STRIDE = 2;
/** Energy below which two stretches count as equally silent: far under the least bit of 16. */
const SILENCE = 1e-9;

export class Wsola {
  /** Samples that one call of `next` writes where the rate is not 1, save at the end of the source. */
  readonly hop: number;
  /** Samples that a frame may lie away from its ideal place: the error of `position` is never more. */
  readonly reach: number;
  #continuation: number;
  #ideal: number;
  readonly #rise: Float32Array;
  readonly #natural: Float32Array;
  readonly #around: Float32Array;

  constructor(sampleRate: number, position = 0) {
    this.hop = Math.round(sampleRate * HOP_SECONDS);
    this.reach = Math.round(sampleRate * REACH_SECONDS);
    this.#continuation = position;
    this.#ideal = position;
    this.#rise = Float32Array.from(
      { length: this.hop },
      (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / this.hop),
    );
    this.#natural = new Float32Array(this.hop);
    this.#around = new Float32Array(this.hop + 2 * this.reach);
  }

  /** Where the source goes on, at full weight, after what was written last. */
  get continuation(): number {
    return this.#continuation;
  }

  /** How much of the source has been said. It grows by the rate times what was written, and is not whole. */
  get position(): number {
    return this.#ideal;
  }

  seek(position: number): void {
    this.#continuation = position;
    this.#ideal = position;
  }

  /**
   * Writes what comes next: at rate 1 as much as is there and has room, else one hop.
   * @param out At least `hop` samples long where the rate is not 1.
   * @returns Samples written; 0 where the source is exhausted or not far enough along.
   */
  next(source: SampleSource, rate: number, out: Float32Array): number {
    const { hop } = this;
    const from = this.#continuation;
    if (rate === 1) return this.#copy(source, out);
    if (Math.max(from, Math.round(this.#ideal) + this.reach) + hop > source.end) {
      if (!source.complete) return 0;
      // Too near the end to be searched: it is said as it is.
      if (from + hop >= source.end || Math.round(this.#ideal) + hop >= source.end + this.reach)
        return this.#copy(source, out.subarray(0, hop));
    }
    source.read(from, this.#natural);
    const frame = this.#bestFrame(source);
    const offset = frame - this.#searchStart();
    for (let i = 0; i < hop; i++) {
      const natural = this.#natural[i] ?? 0;
      const next = this.#around[offset + i] ?? 0;
      out[i] = natural + (next - natural) * (this.#rise[i] ?? 0);
    }
    this.#continuation = frame + hop;
    this.#ideal += hop * rate;
    return hop;
  }

  #copy(source: SampleSource, out: Float32Array): number {
    const from = this.#continuation;
    const count = Math.max(0, Math.min(out.length, source.end - from));
    source.read(from, out.subarray(0, count));
    this.seek(from + count);
    return count;
  }

  #searchStart(): number {
    return Math.round(this.#ideal) - this.reach;
  }

  /** The start of the frame around the ideal place that correlates best with the natural continuation. */
  #bestFrame(source: SampleSource): number {
    const start = this.#searchStart();
    source.read(start, this.#around);
    // Frames lie inside the source; what is not there is silence and would only draw the search to it.
    const last = Math.min(2 * this.reach, source.end - this.hop - start);
    const first = Math.min(Math.max(0, -start), last);
    let best = Math.min(Math.max(this.reach, first), last);
    let bestScore = this.#likeness(best, COARSE_STRIDE);
    const consider = (place: number, stride: number) => {
      const score = this.#likeness(place, stride);
      if (score > bestScore) {
        bestScore = score;
        best = place;
      }
    };
    for (let place = first; place <= last; place += COARSE_STEP) consider(place, COARSE_STRIDE);
    const middle = best;
    bestScore = this.#likeness(middle, 1);
    for (let place = middle - COARSE_STEP; place <= middle + COARSE_STEP; place++)
      if (place >= first && place <= last) consider(place, 1);
    return start + best;
  }

  /** Correlation of the natural continuation with the frame at `place`, over the frame's own energy. */
  #likeness(place: number, stride: number): number {
    let product = 0;
    let energy = SILENCE;
    for (let i = 0; i < this.hop; i += stride) {
      const sample = this.#around[place + i] ?? 0;
      product += sample * (this.#natural[i] ?? 0);
      energy += sample * sample;
    }
    return product / Math.sqrt(energy);
  }
}
