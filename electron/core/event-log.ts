/**
 * A list of events that grows until it ends or fails, and any number of readers that each see it whole, from the first
 * event that still counts on, at their own pace. Reading waits; writing never does: whoever writes bounds what is written.
 */
import { LecternError } from './errors.ts';

export class EventLog<T extends object> {
  /** Those that still count. */
  #events: T[] = [];
  /** How many there were before them. */
  #void = 0;
  /** Where whoever begins to read begins, counted from the very first. */
  #first = 0;
  #outcome: { readonly error: unknown } | 'whole' | null = null;
  #changed = Promise.withResolvers<void>();

  /** Ended or failed: nothing more is taken. */
  get closed(): boolean {
    return this.#outcome !== null;
  }

  /** What comes after the end is dropped. */
  push(event: T): void {
    if (this.closed) return;
    this.#events.push(event);
    this.#announce();
  }

  /**
   * What came so far counts no more, and is let go: whoever has begun to read reads this event next, whoever begins from
   * now on what comes after it.
   */
  restart(event: T): void {
    if (this.closed) return;
    this.#void += this.#events.length;
    this.#events = [];
    this.push(event);
    this.#first = this.#void + 1;
  }

  end(): void {
    this.#outcome ??= 'whole';
    this.#announce();
  }

  /** Readers get what came before, then this. */
  fail(error: unknown): void {
    this.#outcome ??= { error };
    this.#announce();
  }

  /** @throws LecternError `cancelled` as soon as the signal is aborted; else what `fail` was given. */
  async *read(signal: AbortSignal): AsyncGenerator<T, void, undefined> {
    const aborted = Promise.withResolvers<void>();
    const abort = () => aborted.resolve();
    signal.addEventListener('abort', abort);
    try {
      for (let next = this.#first; ; next++) {
        while (!signal.aborted && next >= this.#void + this.#events.length && this.#outcome === null)
          await Promise.race([this.#changed.promise, aborted.promise]);
        if (signal.aborted) throw cancelled();
        next = Math.max(next, this.#void);
        const event = this.#events[next - this.#void];
        if (event !== undefined) yield event;
        else if (this.#outcome === 'whole') return;
        else throw this.#outcome?.error;
      }
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #announce(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

export function cancelled(): LecternError {
  return new LecternError('cancelled', 'This was stopped before it was done.');
}
