import type { Clock } from '../../electron/core/clock.ts';
import type { AudioOutput } from '../audio/output.ts';

/** Milliseconds of silence after which the device may rest: a shorter pause goes on at once. */
const REST_AFTER = 10_000;
/** Milliseconds after which sound that has not started is taken to be held back by the browser. */
const HELD_BACK_AFTER = 1500;

/** When the sound device works, rests, or is held back by the browser until the person does something. */
export class Power {
  readonly #output: AudioOutput;
  readonly #clock: Clock;
  readonly #onHeldBack: () => void;
  #running = false;
  #heldBack = false;
  #cancel = () => {};

  /** @param onHeldBack The sound was asked for and has not started. */
  constructor(output: AudioOutput, clock: Clock, onHeldBack: () => void) {
    this.#output = output;
    this.#clock = clock;
    this.#onHeldBack = onHeldBack;
  }

  get heldBack(): boolean {
    return this.#heldBack && !this.#running;
  }

  wake(): void {
    this.#cancel();
    this.#heldBack = false;
    this.#output.wake();
    this.#cancel = this.#clock.after(HELD_BACK_AFTER, () => {
      this.#heldBack = true;
      if (!this.#running) this.#onHeldBack();
    });
  }

  restLater(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(REST_AFTER, () => {
      this.#running = false;
      this.#output.rest();
    });
  }

  /** @returns whether this interrupts a sound that ran. */
  changed(running: boolean): boolean {
    const interrupted = this.#running && !running;
    this.#running = running;
    return interrupted;
  }

  close(): void {
    this.#cancel();
    this.#output.close();
  }
}
