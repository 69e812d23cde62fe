/**
 * The memory that the pool shares with a worker. A worker is blocked while it speaks, so no message could stop it, or
 * tell it that its pieces pile up: these two cells can.
 */

/** Pieces that may be under way to whoever listens: some ten seconds of sound. Beyond it the worker waits. */
export const MOST_UNTAKEN = 50;

const UNWANTED = 0;
const TAKEN = 1;
/** More than any utterance has pieces; and room is left above it for those that are taken late. */
const ALL = 0x3fff_ffff;

export class WorkerCells {
  readonly #cells: Int32Array;

  constructor(buffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.#cells = new Int32Array(buffer);
  }

  get buffer(): SharedArrayBuffer {
    return this.#cells.buffer as SharedArrayBuffer;
  }

  /** The pool's: a new utterance begins, no piece of which is taken. */
  begin(): void {
    Atomics.store(this.#cells, TAKEN, 0);
  }

  /** The pool's: one more piece has reached whoever listens. */
  take(): void {
    Atomics.add(this.#cells, TAKEN, 1);
    Atomics.notify(this.#cells, TAKEN);
  }

  /** The pool's: this utterance is no longer wanted. */
  cancel(id: number): void {
    Atomics.store(this.#cells, UNWANTED, id);
    // Also for a worker that is about to wait: it waits only while the cell is as it saw it.
    Atomics.store(this.#cells, TAKEN, ALL);
    Atomics.notify(this.#cells, TAKEN);
  }

  /** The worker's. */
  isUnwanted(id: number): boolean {
    return Atomics.load(this.#cells, UNWANTED) === id;
  }

  /** The worker's: blocks until all but so many of the pieces that it sent are taken, or the utterance is cancelled. */
  awaitRoom(sent: number): void {
    for (;;) {
      const taken = Atomics.load(this.#cells, TAKEN);
      if (sent - taken < MOST_UNTAKEN) return;
      Atomics.wait(this.#cells, TAKEN, taken);
    }
  }
}
