/**
 * A list of events that grows until it ends or fails, and any number of readers that each see it whole, from the first
 * event that still counts on, at their own pace. Reading waits; writing never does: whoever writes bounds what is written.
 */
import { LecternError } from './errors.ts';

export class EventLog<T extends object> {
  readonly #events: T[] = [];
  /** Where whoever begins to read begins. */
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

  /** What came so far counts no more: whoever begins to read from now on begins with what comes next. */
  beginHere(): void {
    this.#first = this.#events.length;
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
        while (!signal.aborted && next >= this.#events.length && this.#outcome === null)
          await Promise.race([this.#changed.promise, aborted.promise]);
        if (signal.aborted) throw cancelled();
        const event = this.#events[next];
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
