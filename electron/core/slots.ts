import { abortable } from './abortable.ts';

/** A number of places; who finds none waits, first come, first served. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * @returns what gives the place back; calling it again does nothing.
   * @throws LecternError `cancelled` when the signal is aborted before there was a place.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn.resolve);
    this.#next();
    try {
      await abortable(turn.promise, signal);
    } catch (error) {
      const place = this.#waiting.indexOf(turn.resolve);
      if (place >= 0) this.#waiting.splice(place, 1);
      else this.#giveBack(); // the turn came together with the abort
      throw error;
    }
    let given = false;
    return () => {
      if (!given) this.#giveBack();
      given = true;
    };
  }

  #giveBack(): void {
    this.#free++;
    this.#next();
  }

  #next(): void {
    if (this.#free === 0) return;
    const turn = this.#waiting.shift();
    if (!turn) return;
    this.#free--;
    turn();
  }
}
