import type { Clock } from '../../electron/core/clock.ts';

/** Milliseconds: a device that takes over has sound by then. */
const PATIENCE = 1500;

/**
 * After the sound devices have changed (headphones pulled out, a dock left), sound must flow again. A context follows the
 * system's choice by itself; where its device was taken from it, it may stand still and say nothing.
 */
export class StallWatch {
  readonly #clock: Clock;
  readonly #made: () => number | null;
  readonly #onStalled: () => void;
  #cancel = () => {};

  /** @param made Seconds that the context has made; null while it rests, when standing still is right. */
  constructor(clock: Clock, made: () => number | null, onStalled: () => void) {
    this.#clock = clock;
    this.#made = made;
    this.#onStalled = onStalled;
  }

  /** Several changes come at once: what counts is the time after the last. */
  devicesChanged(): void {
    this.#cancel();
    const before = this.#made();
    if (before === null) return;
    this.#cancel = this.#clock.after(PATIENCE, () => {
      if (this.#made() === before) this.#onStalled();
    });
  }

  close(): void {
    this.#cancel();
  }
}
