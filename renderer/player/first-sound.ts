/**
 * The window's last part of the way to the sound: from a chunk's first audio here to its first sample heard. Measured
 * only where a listener waited for that audio: what came early waits its turn by intention.
 */
import type { Clock } from '../../electron/core/clock.ts';
import type { Arrival } from './fetcher.ts';

/** @param milliseconds From the arrival to the loudspeaker. */
export type OnSounded = (ticket: string, milliseconds: number) => void;

export class FirstSound {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #onSounded: OnSounded;
  /** Since when there is nothing to hear though it is wanted; null: there is, or it is not. */
  #since: number | null = null;

  constructor(clock: Pick<Clock, 'now'>, onSounded: OnSounded) {
    this.#clock = clock;
    this.#onSounded = onSounded;
  }

  /** The player became so: waiting starts with the first time. */
  waits(waiting: boolean): void {
    this.#since = waiting ? (this.#since ?? this.#clock.now()) : null;
  }

  /**
   * The wait is over.
   * @param arrival Of the chunk that is heard; null where it was asked of no server.
   * @param until Milliseconds until its first sample leaves the loudspeaker; below 0: since it has.
   */
  sounds(arrival: Arrival | null, until: number): void {
    const since = this.#since;
    this.#since = null;
    if (since === null || arrival === null || arrival.at < since) return;
    this.#onSounded(arrival.ticket, Math.max(0, this.#clock.now() + until - arrival.at));
  }
}
