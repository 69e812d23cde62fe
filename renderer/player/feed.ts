/** The speech of one chunk in the window: asked for once, kept while it is near the playhead. */
import { pcmFromBytes } from '../../electron/core/audio/pcm.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { LecternError } from '../../electron/core/errors.ts';
import type { Alignment } from '../../electron/core/speech/align.ts';
import type { NormalisedText } from '../../electron/core/normalise/pieces.ts';
import { alignSpoken } from '../../electron/core/speech/spoken-text.ts';
import type { Wait } from '../../electron/core/speech/backoff.ts';
import { SAMPLE_RATE, type SpeechRequest, type WordTime } from '../../electron/core/speech/types.ts';
import type { Arrival, Fetcher } from './fetcher.ts';
import type { PlanChunk } from './plan.ts';

/** Requested: audio may have come. Audible: whole. */
export type FeedState = 'requested' | 'audible' | 'failed';

export interface FeedWait {
  /** For the person. */
  readonly reason: string;
  /** When it is tried again: milliseconds on the clock; null where that is too soon to be counted. */
  readonly until: number | null;
}

export class SpeechFeed {
  readonly chunk: PlanChunk;
  readonly pieces: Int16Array[] = [];
  state: FeedState = 'requested';
  samples = 0;
  /** Why nothing comes just now. */
  waiting: FeedWait | null = null;
  error: unknown = null;
  /** Of the first audio; null where none has come, or it was stored. */
  arrival: Arrival | null = null;
  readonly #words: WordTime[] = [];
  #spoken: NormalisedText | null = null;
  #alignment: Alignment | null = null;
  readonly #abort = new AbortController();
  readonly #clock: Clock;
  readonly #changed: (feed: SpeechFeed, piece: Int16Array | null) => void;

  /** @param changed Called after every change, with the piece of audio where that is what came; never once aborted. */
  constructor(chunk: PlanChunk, clock: Clock, changed: (feed: SpeechFeed, piece: Int16Array | null) => void) {
    this.chunk = chunk;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Settles `state`; never rejects. */
  async run(fetcher: Fetcher, request: Promise<SpeechRequest>): Promise<void> {
    const { signal } = this.#abort;
    try {
      const onArrival = (arrival: Arrival) => (this.arrival = arrival);
      /** Samples still to come that were there before the chunk was begun anew. */
      let known = 0;
      for await (const frame of fetcher.fetch(await request, 'live', signal, onArrival)) {
        if (signal.aborted) return;
        if (frame.type === 'waiting') this.waiting = frame.wait && this.#waitOf(frame.wait);
        else if (frame.type === 'spoken') this.#spoken = frame.spoken;
        else if (frame.type === 'words') {
          this.#words.push(...frame.words);
          this.#alignment = null;
        } else if (frame.type === 'anew') {
          // What was heard cannot be taken back: it goes on from there. The words are those of what is still to be heard.
          known = this.samples;
          this.#words.length = 0;
          this.#alignment = null;
        }
        const whole = frame.type === 'audio' ? pcmFromBytes(frame.pcm) : null;
        const piece = whole && whole.length > known ? whole.subarray(known) : null;
        known -= Math.min(known, whole?.length ?? 0);
        if (piece) {
          this.waiting = null;
          this.pieces.push(piece);
          this.samples += piece.length;
        }
        this.#changed(this, piece);
      }
      if (this.samples === 0)
        throw new LecternError(
          'speech-empty',
          'The voice said nothing for this sentence. Press play to try again.',
          {
            retryable: true,
          },
        );
      this.#settle('audible');
    } catch (error) {
      this.error = error;
      this.#settle('failed');
    }
  }

  #waitOf({ reason, seconds }: Wait): FeedWait {
    return { reason, until: seconds === null ? null : this.#clock.now() + seconds * 1000 };
  }

  #settle(state: FeedState): void {
    if (this.#abort.signal.aborted) return;
    this.state = state;
    this.waiting = null;
    this.#changed(this, null);
  }

  abort(): void {
    this.#abort.abort();
  }

  /** Words with their times so far; offsets into the block's text, seconds from the chunk's first sample. */
  get alignment(): Alignment {
    return (this.#alignment ??= this.#align());
  }

  #align(): Alignment {
    const { text, spoken, language } = this.chunk;
    const { words, confident } = alignSpoken(text.slice(...spoken), this.#spoken, this.#words, language);
    const moved = words.map((word) => ({ ...word, from: word.from + spoken[0], to: word.to + spoken[0] }));
    return { words: moved, confident };
  }

  /**
   * The sample at which the word at or after `offset` begins; 0 for the chunk's own start, and where no times can be
   * trusted. Null: not known yet.
   */
  sampleAt(offset: number): number | null {
    if (offset <= this.chunk.spoken[0]) return 0;
    const { words, confident } = this.alignment;
    const word = words.find((candidate) => candidate.to > offset);
    // The last word so far may still be one of those that stand for what has not come yet.
    const known = word && confident && words.at(-1) !== word;
    if (this.state === 'requested') return known ? Math.round(word.start * SAMPLE_RATE) : null;
    return word && confident ? Math.min(this.samples, Math.round(word.start * SAMPLE_RATE)) : 0;
  }
}
