import type { Clock } from '../../electron/core/clock.ts';

/** Milliseconds. */
const SECOND = 1000;

/** The whole seconds that are left until a moment, one fewer as each goes by. */
export class Countdown {
  #seconds = $state<number | null>(null);
  readonly #clock: Clock;
  #until: number | null = null;
  #cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null: nothing is counted, or it is over. */
  get seconds(): number | null {
    return this.#seconds;
  }

  /** @param moment Milliseconds on the clock; null: count no longer. */
  countTo(moment: number | null): void {
    if (moment === this.#until) return;
    this.#until = moment;
    this.#count();
  }

  #count(): void {
    this.#cancel();
    const left = this.#until === null ? 0 : this.#until - this.#clock.now();
    this.#seconds = left > 0 ? Math.ceil(left / SECOND) : null;
    if (left <= 0) return;
    // The number falls where a whole second is left; a millisecond later it is sure to.
    const next = left % SECOND || SECOND;
    this.#cancel = this.#clock.after(Math.ceil(next), () => this.#count());
  }
}
