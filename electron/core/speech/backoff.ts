/** How long to wait before another try: doubling with jitter, and never less than the server asked for. */
import type { LecternError } from '../errors.ts';

const FIRST_MILLISECONDS = 500;
const MOST_MILLISECONDS = 30_000;
/** Seconds; a server that asks for a longer pause has refused. */
const MOST_ASKED = 300;
/** A wait that nobody notices needs no explanation. */
const UNNOTICED_MILLISECONDS = 2_000;

/** Why a chunk waits, for the person. */
export interface Wait {
  /** "Together AI asks for a pause: too many requests." */
  readonly reason: string;
  /** Seconds from now until it is tried again; null where that is too soon to be counted. */
  readonly seconds: number | null;
}

/** "Waiting 20 s: Together AI asks for a pause …", or the reason alone. */
export function waitSentence({ reason, seconds }: Wait): string {
  return seconds === null ? reason : `Waiting ${Math.ceil(seconds)} s: ${reason}`;
}

export interface Pause extends Wait {
  readonly milliseconds: number;
}

export class Backoff {
  readonly #random: () => number;
  /** Of the server, one after another. */
  #failures = 0;
  /** When the last of them was told. */
  #failedAt = -Infinity;

  /** @param random Numbers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /**
   * The server failed once more; or in the same way still, where this was asked of it before its last failure was known.
   * @param started When it was asked. @param now On the same clock, in milliseconds.
   * @returns how often it did, one after another.
   */
  failed(started: number, now: number): number {
    if (started <= this.#failedAt && this.#failures > 0) return this.#failures;
    this.#failedAt = now;
    return ++this.#failures;
  }

  /** The pause that is asked for is one that a person can be made to wait. */
  bearable(error: LecternError): boolean {
    return (error.retryAfter ?? 0) <= MOST_ASKED;
  }

  /** @param times Of the chunk, or the server, that it failed. */
  after(error: LecternError, times: number): Pause {
    const doubled = FIRST_MILLISECONDS * 2 ** (times - 1);
    // Half is certain and half is chance, so that many clients do not come back together.
    const jittered = Math.min(doubled, MOST_MILLISECONDS) * (0.5 + this.#random() / 2);
    const milliseconds = Math.ceil(Math.max(jittered, (error.retryAfter ?? 0) * 1000));
    return milliseconds < UNNOTICED_MILLISECONDS
      ? { milliseconds, reason: 'Trying again.', seconds: null }
      : { milliseconds, reason: error.message, seconds: milliseconds / 1000 };
  }
}
