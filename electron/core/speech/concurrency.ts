/**
 * How many chunks a service takes at a time, found out from its answers as TCP finds out what a path takes: one more
 * after each window of successes, half as many where it pushes back (additive increase, multiplicative decrease: Chiu and
 * Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer Networks", 1989).
 *
 * A service that is merely slow says nothing, and a person hears it all the same. So the time to the first audio is
 * watched as TCP Vegas watches the round trip (Brakmo and Peterson, "TCP Vegas: End to End Congestion Avoidance on a
 * Global Internet", IEEE JSAC 13(8), 1995): what it has grown beyond its own minimum tells how many of our chunks stand
 * in a queue over there, where they gain nothing.
 */

/** Chunks: at the start, at the most (the client has no more on the way), and where nothing goes well. */
const FIRST = 4;
const MOST = 8;
const LEAST = 1;
/** Chunks that may queue at the service: fewer, and there is room for one more; more, and one is too many (Vegas: α, β). */
const FEW_QUEUED = 1;
const MANY_QUEUED = 3;
/** The weight of a new time in the smoothed one, as for TCP's round trips (RFC 6298). */
const SMOOTHING = 1 / 8;
/** The part of the way by which the minimum follows with each time: another network has another one. */
const FORGETTING = 1 / 256;

export class Concurrency {
  #limit = FIRST;
  /** Of this window, which is as many successes as there are places. */
  #successes = 0;
  #wasNeeded = false;
  /** Milliseconds to the first audio, smoothed, and the least that this has been. */
  #smoothed: number | null = null;
  #least = 0;

  get limit(): number {
    return this.#limit;
  }

  /**
   * @param firstAudio Milliseconds from the request to its first audio; null where none came.
   * @param needed All places were taken: only then does a success tell that one more would do (RFC 7661).
   */
  succeeded(firstAudio: number | null, needed: boolean): void {
    if (firstAudio !== null) this.#measure(firstAudio);
    this.#wasNeeded ||= needed;
    if (++this.#successes < this.#limit) return;
    const queued = this.#queued();
    if (queued > MANY_QUEUED) this.#limit = Math.max(LEAST, this.#limit - 1);
    else if (queued < FEW_QUEUED && this.#wasNeeded) this.#limit = Math.min(MOST, this.#limit + 1);
    this.#beginWindow();
  }

  pushedBack(): void {
    this.#limit = Math.max(LEAST, Math.floor(this.#limit / 2));
    this.#beginWindow();
  }

  #beginWindow(): void {
    this.#successes = 0;
    this.#wasNeeded = false;
  }

  #measure(milliseconds: number): void {
    if (this.#smoothed === null) this.#smoothed = this.#least = milliseconds;
    this.#smoothed += SMOOTHING * (milliseconds - this.#smoothed);
    const above = this.#smoothed - this.#least;
    this.#least += above < 0 ? above : FORGETTING * above;
  }

  /** Vegas' `diff`: chunks under way beyond those that the unloaded service would have under way at this rate. */
  #queued(): number {
    if (!this.#smoothed) return 0;
    return this.#limit * (1 - this.#least / this.#smoothed);
  }
}
