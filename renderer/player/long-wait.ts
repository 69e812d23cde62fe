import type { Clock } from '../../electron/core/clock.ts';

/** Milliseconds of silence after which somebody wonders: a shorter wait needs no words. */
const LONG = 3000;

/** Whether the sound has been waited for so long that the person is to be told. */
export class LongWait {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onLong: () => void;
  #waiting = false;
  #long = false;
  #cancel = () => {};

  /** @param onLong Called when a wait has become long. */
  constructor(clock: Pick<Clock, 'after'>, onLong: () => void) {
    this.#clock = clock;
    this.#onLong = onLong;
  }

  get long(): boolean {
    return this.#long;
  }

  /** The player became so. */
  waits(waiting: boolean): void {
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.#long = false;
    this.#cancel();
    if (!waiting) return;
    this.#cancel = this.#clock.after(LONG, () => {
      this.#long = true;
      this.#onLong();
    });
  }
}
