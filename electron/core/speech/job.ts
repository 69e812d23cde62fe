/** One chunk in the queue: who wants it, what of it has come, and one try after another to make it. */
import { EventLog } from '../event-log.ts';
import type { Priority, Speaker, SpeechEvent, SpeechRequest, WordTime } from './types.ts';

export type ScheduledEvent =
  | SpeechEvent
  /** The chunk waits, and why, as a sentence; null: no longer. */
  | { readonly type: 'waiting'; readonly sentence: string | null };

export class SpeechJob {
  readonly request: SpeechRequest;
  /** All that has come; everybody who joins reads it from its beginning. */
  readonly log = new EventLog<ScheduledEvent>();
  /** `postponed`: not before its own pause is over. */
  state: 'queued' | 'active' | 'postponed' = 'queued';
  readonly #wanting: Priority[] = [];
  readonly #controller = new AbortController();
  #tries = 0;
  #waiting = false;
  /** Bytes that have been told over all tries, and the start of the last word. */
  #toldBytes = 0;
  #toldUntil = -1;

  constructor(request: SpeechRequest) {
    this.request = request;
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
    this.#wanting.push(priority);
    return () => void this.#wanting.splice(this.#wanting.indexOf(priority), 1);
  }

  wait(sentence: string): void {
    this.#waiting = true;
    this.log.push({ type: 'waiting', sentence });
  }

  stop(): void {
    this.#controller.abort();
  }

  /** One try. What an earlier try has told is not told again: the same text by the same voice begins the same. */
  async run(speaker: Speaker): Promise<void> {
    this.#tries++;
    if (this.#waiting) this.log.push({ type: 'waiting', sentence: null });
    this.#waiting = false;
    let bytes = 0;
    const wordsTold = this.#toldUntil;
    for await (const event of speaker.speak(this.request, this.#controller.signal)) {
      if (event.type === 'words') {
        this.#tellWords(event.words, wordsTold);
      } else {
        const known = Math.min(event.pcm.length, Math.max(0, this.#toldBytes - bytes));
        bytes += event.pcm.length;
        if (known < event.pcm.length) this.log.push({ type: 'audio', pcm: event.pcm.subarray(known) });
        this.#toldBytes = Math.max(this.#toldBytes, bytes);
      }
    }
  }

  #tellWords(words: readonly WordTime[], toldBefore: number): void {
    const fresh = words.filter(({ start }) => start > toldBefore);
    this.#toldUntil = Math.max(this.#toldUntil, ...fresh.map(({ start }) => start));
    if (fresh.length > 0) this.log.push({ type: 'words', words: fresh });
  }
}
