/** How long to wait before another try: doubling with jitter, and never less than the server asked for. */
import type { LecternError } from '../errors.ts';

const FIRST_MILLISECONDS = 500;
const MOST_MILLISECONDS = 30_000;
/** Seconds; a server that asks for a longer pause has refused. */
const MOST_ASKED = 300;
/** A wait that nobody notices needs no sentence. */
const UNNOTICED_MILLISECONDS = 2_000;

export interface Pause {
  readonly milliseconds: number;
  /** "Waiting 20 s: …", for the person. */
  readonly sentence: string;
}

export class Backoff {
  readonly #random: () => number;
  /** Of the server, one after another. */
  #failures = 0;

  /** @param random Numbers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** The server failed once more. @returns how often it did, one after another. */
  failed(): number {
    return ++this.#failures;
  }

  get failures(): number {
    return this.#failures;
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
    const seconds = Math.ceil(milliseconds / 1000);
    const sentence =
      milliseconds < UNNOTICED_MILLISECONDS ? 'Trying again.' : `Waiting ${seconds} s: ${error.message}`;
    return { milliseconds, sentence };
  }
}
