/** How much is asked of a server at a time, and how fast one after another. */
import type { ErrorKind } from '../errors.ts';
import { Concurrency } from './concurrency.ts';

export interface Flow {
  /** Chunks that may be under way now; at least one. */
  readonly limit: number;
  /** Milliseconds from the start of one chunk to the start of the next; 0: none. */
  readonly interval: number;
  succeeded(success: Success): void;
  /** @param started When it was asked. @param now Both are milliseconds on the same clock. */
  failed(kind: ErrorKind, started: number, now: number): void;
}

/** A chunk that was made whole. */
export interface Success {
  /** Milliseconds on the clock. */
  readonly started: number;
  /** Milliseconds from then to its first audio; null where none came. */
  readonly firstAudio: number | null;
  /** All places were taken. */
  readonly needed: boolean;
}

/** Of a server whose places are known, such as the workers of this machine. It has no rate, and is never paced. */
export function fixedFlow(limit: number): Flow {
  return { limit, interval: 0, succeeded() {}, failed() {} };
}

/**
 * Kinds by which a service says that it has too much to do. A connection that is lost may say so too, and takes with it
 * all that was under way: where it is lost again and again, only few at a time get through.
 */
const PUSHED_BACK: ReadonlySet<ErrorKind> = new Set(['rate-limited', 'overloaded', 'network']);
/** Milliseconds: 60 requests a minute, the rate that the service grants at least (PROTOCOL §1). */
const BASE_INTERVAL = 1000;
/**
 * Milliseconds: 30 a minute still read faster than anybody listens, and the wait needs no explanation. What is slower
 * than this is the matter of the pauses that the service asks for.
 */
const MOST_INTERVAL = 2000;
/** What is left of the interval after each success. */
const RECOVERY = 0.9;
/** Milliseconds below which an interval is none. */
const NO_INTERVAL = 50;

/** Of a service whose limits are not known and change: "the dynamic rate … grows with the last hour's use". */
export class AdaptiveFlow implements Flow {
  readonly #concurrency = new Concurrency();
  #interval = 0;
  /** When it was pushed back last. What had started by then was asked under the limits of before, and tells nothing. */
  #changed = -Infinity;

  get limit(): number {
    return this.#concurrency.limit;
  }

  get interval(): number {
    return this.#interval;
  }

  succeeded({ started, firstAudio, needed }: Success): void {
    if (started <= this.#changed) return;
    this.#concurrency.succeeded(firstAudio, needed);
    this.#interval *= RECOVERY;
    if (this.#interval < NO_INTERVAL) this.#interval = 0;
  }

  failed(kind: ErrorKind, started: number, now: number): void {
    if (!PUSHED_BACK.has(kind) || started <= this.#changed) return;
    this.#changed = now;
    this.#concurrency.pushedBack();
    // Overload is a matter of how much at a time; only a rate is one of how fast.
    if (kind === 'rate-limited')
      this.#interval = this.#interval === 0 ? BASE_INTERVAL : Math.min(MOST_INTERVAL, 2 * this.#interval);
  }
}
