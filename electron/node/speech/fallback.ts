/**
 * When to speak over plain HTTP instead of the WebSocket: where something between us and the service lets none
 * through. What was found to work is kept to for a while; then the WebSocket, which is faster, is tried again.
 */
import type { Clock } from '../../core/clock.ts';
import type { Connection } from './connection.ts';

/** Milliseconds. */
const KEPT = 10 * 60_000;
/** Connections that were cut before a word came, one after another, after which it is no accident. */
const CUTS = 2;

export class Fallback {
  readonly #clock: Clock;
  #until = -Infinity;
  #cuts = 0;
  #suspected = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** HTTP was found to work where the WebSocket did not: no other is to be tried now. */
  get kept(): boolean {
    return this.#clock.now() < this.#until;
  }

  /** The WebSocket may be kept from us: HTTP is worth a try. */
  get suspected(): boolean {
    return this.#suspected;
  }

  /** A connection failed. @param obstacle Null: of something else. */
  met(obstacle: Connection['obstacle']): void {
    this.#cuts = obstacle === 'cut' ? this.#cuts + 1 : 0;
    this.#suspected = obstacle === 'stripped' || this.#cuts >= CUTS;
  }

  /** A connection was made. */
  connected(): void {
    this.#cuts = 0;
    this.#suspected = false;
  }

  /** HTTP works. */
  keep(): void {
    if (!this.kept) this.#until = this.#clock.now() + KEPT;
    this.#cuts = 0;
    this.#suspected = false;
  }

  end(): void {
    this.#until = -Infinity;
  }
}
