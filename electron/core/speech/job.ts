/** One chunk in the queue: who wants it, what of it has come, and one try after another to make it. */
import type { LecternError } from '../errors.ts';
import { EventLog } from '../event-log.ts';
import type { Wait } from './backoff.ts';
import type { Priority, Speaker, SpeechEvent, SpeechRequest } from './types.ts';

/** What has become of a chunk that somebody wants. */
export type ChunkState =
  /** Waits for its turn, or for what `held` says. */
  | { readonly phase: 'pending'; readonly held: Held | null }
  /** Asked of the server. Some of it may have been heard already. */
  | { readonly phase: 'requested' }
  /** Whole. */
  | { readonly phase: 'audible' }
  /** Given up. */
  | { readonly phase: 'failed'; readonly error: LecternError };

export interface Held extends Pick<Wait, 'reason'> {
  /** Milliseconds on the clock; null where it is too soon to be counted. */
  readonly until: number | null;
}

/**
 * What has come of the chunk so far is void: its try failed, and what follows is another, from its beginning. The same
 * text by the same voice need not sound the same twice, so that the end of one try does not fit the beginning of another.
 */
export interface Anew {
  readonly type: 'anew';
}

/** As everybody who joins reads it, whenever that is: so a wait is told by its end. */
export type JobEvent = SpeechEvent | Anew | { readonly type: 'held'; readonly held: Held | null };

export class SpeechJob {
  readonly request: SpeechRequest;
  /** All that has come; everybody who joins reads the present try from its beginning. */
  readonly log = new EventLog<JobEvent>();
  readonly #wanting: Priority[] = [];
  readonly #controller = new AbortController();
  #state: ChunkState = { phase: 'pending', held: null };
  /** Not before its own pause is over. */
  #postponed = false;
  #tries = 0;
  /** Milliseconds that all tries have taken. */
  #spent = 0;
  /** Something of a try has been told. */
  #told = false;

  constructor(request: SpeechRequest) {
    this.request = request;
  }

  get state(): ChunkState {
    return this.#state;
  }

  /** Could be asked for now. */
  get queued(): boolean {
    return this.#state.phase === 'pending' && !this.#postponed;
  }

  /** A try has failed after so many milliseconds. @returns those of all tries. */
  tried(milliseconds: number): number {
    return (this.#spent += milliseconds);
  }

  get tries(): number {
    return this.#tries;
  }

  get wanted(): boolean {
    return this.#wanting.length > 0;
  }

  /** That of the one who wants it most. */
  get priority(): Priority {
    return this.#wanting.includes('live') ? 'live' : 'background';
  }

  /** @returns what takes the wish back. */
  join(priority: Priority): () => void {
    if (priority === 'live' && this.priority === 'background') this.#tries = this.#spent = 0;
    this.#wanting.push(priority);
    return () => void this.#wanting.splice(this.#wanting.indexOf(priority), 1);
  }

  /** Waits for more than its turn; may be told again, with another end. */
  hold(held: Held): void {
    this.#state = { phase: 'pending', held };
    this.log.push({ type: 'held', held });
  }

  /** Has a pause of its own. @returns what ends it. */
  postpone(held: Held): () => void {
    this.hold(held);
    this.#postponed = true;
    return () => (this.#postponed = false);
  }

  stop(): void {
    this.#controller.abort();
  }

  end(): void {
    this.#state = { phase: 'audible' };
    this.log.end();
  }

  fail(error: LecternError): void {
    this.#state = { phase: 'failed', error };
    this.log.fail(error);
  }

  /** One try. @param onAudio Called at its first audio. */
  async run(speaker: Speaker, onAudio: () => void): Promise<void> {
    this.#tries++;
    if (this.#state.phase === 'pending' && this.#state.held) this.log.push({ type: 'held', held: null });
    this.#state = { phase: 'requested' };
    let sounded = false;
    let begun = false;
    for await (const event of speaker.speak(this.request, this.#controller.signal)) {
      if (!begun && this.#told) this.log.restart({ type: 'anew' });
      begun = this.#told = true;
      if (event.type === 'audio' && !sounded) onAudio();
      sounded ||= event.type === 'audio';
      this.log.push(event);
    }
  }
}
