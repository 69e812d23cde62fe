/**
 * The speech of one chunk in the window: asked for once, kept while it is near the playhead. Where its making broke off and
 * it is told anew, another feed takes its place, for the sound and the words of two takes do not fit together.
 */
import { pcmFromBytes } from '../../electron/core/audio/pcm.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { LecternError } from '../../electron/core/errors.ts';
import type { Alignment } from '../../electron/core/speech/align.ts';
import type { NormalisedText } from '../../electron/core/normalise/pieces.ts';
import { alignSpoken } from '../../electron/core/speech/spoken-text.ts';
import type { Wait } from '../../electron/core/speech/backoff.ts';
import { samplesOf } from '../../electron/core/speech/pcm.ts';
import type { SpeechRequest, WordTime } from '../../electron/core/speech/types.ts';
import type { Arrival, FetchedFrame, Fetcher } from './fetcher.ts';
import type { PlanChunk } from './plan.ts';

/** Requested: audio may have come. Audible: whole. Broken: another take follows, from the chunk's beginning. */
export type FeedState = 'requested' | 'audible' | 'failed' | 'broken';

export interface FeedListener {
  /** Called after every change, with the piece of audio where that is what came; never once aborted. */
  readonly changed: (feed: SpeechFeed, piece: Int16Array | null) => void;
  /** Called when `broken` has become so: what comes of its chunk from now on comes to `next`. */
  readonly begunAnew: (broken: SpeechFeed, next: SpeechFeed) => void;
}

/** Where a take that broke off can be left for another one. */
export interface Seam {
  /** Sample of the broken take at which it ends. */
  readonly sample: number;
  /** Offset into the block's text of the word that follows; null where its words do not tell. */
  readonly offset: number | null;
}

export interface FeedWait {
  /** For the person. */
  readonly reason: string;
  /** When it is tried again: milliseconds on the clock; null where that is too soon to be counted. */
  readonly until: number | null;
}

/** The part of a word that may be missing where it was heard already, and is not said again for that. */
const NEARLY = 0.1;

/** Nothing more comes of it. One that failed is still waited for. */
export function isEnded({ state }: SpeechFeed): boolean {
  return state === 'audible' || state === 'broken';
}

/** Something that takes time to say. */
const SAYABLE = /[\p{L}\p{N}]/u;

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
  readonly #abort: AbortController;
  readonly #clock: Clock;
  readonly #listener: FeedListener;

  /** @param before The take that broke off. */
  constructor(chunk: PlanChunk, clock: Clock, listener: FeedListener, before: SpeechFeed | null = null) {
    this.chunk = chunk;
    this.#clock = clock;
    this.#listener = listener;
    this.#spoken = before ? before.#spoken : null;
    this.#abort = before ? before.#abort : new AbortController();
  }

  /** Settles the state of this feed, or of the one that follows it last; never rejects. */
  static async run(feed: SpeechFeed, fetcher: Fetcher, request: Promise<SpeechRequest>): Promise<void> {
    const { signal } = feed.#abort;
    let take = feed;
    try {
      const onArrival = (arrival: Arrival) => (take.arrival = arrival);
      for await (const frame of fetcher.fetch(await request, 'live', signal, onArrival)) {
        if (signal.aborted) return;
        if (frame.type === 'anew') take = take.#beginAnew();
        else take.#receive(frame);
      }
      take.#whole();
    } catch (error) {
      take.error = error;
      take.#settle('failed');
    }
  }

  #receive(frame: Exclude<FetchedFrame, { type: 'anew' }>): void {
    let piece: Int16Array | null = null;
    if (frame.type === 'waiting') this.waiting = frame.wait && this.#waitOf(frame.wait);
    else if (frame.type === 'spoken') this.#spoken = frame.spoken;
    else if (frame.type === 'words') {
      this.#words.push(...frame.words);
      this.#alignment = null;
    } else {
      piece = pcmFromBytes(frame.pcm);
      this.waiting = null;
      this.pieces.push(piece);
      this.samples += piece.length;
    }
    this.#listener.changed(this, piece);
  }

  #beginAnew(): SpeechFeed {
    const next = new SpeechFeed(this.chunk, this.#clock, this.#listener, this);
    this.state = 'broken';
    this.waiting = null;
    this.#listener.begunAnew(this, next);
    return next;
  }

  /** Nothing more will come. @throws LecternError `speech-empty` where nothing has. */
  #whole(): void {
    if (this.samples === 0)
      throw new LecternError(
        'speech-empty',
        'The voice said nothing for this sentence. Press play to try again.',
        {
          retryable: true,
        },
      );
    this.#settle('audible');
  }

  #waitOf({ reason, seconds }: Wait): FeedWait {
    return { reason, until: seconds === null ? null : this.#clock.now() + seconds * 1000 };
  }

  #settle(state: FeedState): void {
    if (this.#abort.signal.aborted) return;
    this.state = state;
    this.waiting = null;
    this.#listener.changed(this, null);
  }

  /** Of the sound that has come no more is wanted. */
  cut(sample: number): void {
    this.samples = Math.min(this.samples, sample);
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
   * The sample at which the word at or after `offset` begins; 0 for the chunk's own start. Null: not known yet.
   * @param otherwise Where no times can be trusted, or no word follows.
   */
  sampleAt(offset: number, otherwise = 0): number | null {
    if (offset <= this.chunk.spoken[0]) return 0;
    const { words, confident } = this.alignment;
    const word = words.find((candidate) => candidate.to > offset);
    // The last word so far may still be one of those that stand for what has not come yet.
    const known = word && confident && words.at(-1) !== word;
    if (this.state === 'requested') return known ? samplesOf(word.start) : null;
    return word && confident ? Math.min(this.samples, samplesOf(word.start)) : otherwise;
  }

  /**
   * Where another take can follow this one, which broke off: as late as its words tell, so that the other has time to come.
   * A word that is not whole is said again, unless it can be taken back. Null: all words of the text were said.
   * @param from Sample up to which nothing can be taken back; where the sound was to begin, if none of it came.
   */
  seam(from: number): Seam | null {
    const { words, confident } = this.alignment;
    const at = Math.max(from, this.samples);
    if (!confident) return { sample: at, offset: null };
    const next = words.findIndex(({ start }) => samplesOf(start) > at);
    const begun = words.at(next < 0 ? -1 : next - 1);
    if (next === 0 || !begun) return { sample: at, offset: this.chunk.spoken[0] };
    const [start, end] = [samplesOf(begun.start), samplesOf(begun.end)];
    const whole = end - at <= (start < from ? NEARLY * (end - start) : 0);
    const offset = whole ? begun.to : begun.from;
    if (!SAYABLE.test(this.chunk.text.slice(offset, this.chunk.spoken[1]))) return null;
    if (whole && next > 0) return { sample: at, offset };
    // After the last word that was told of there may be others.
    const sample = whole ? Math.min(at, end) : start;
    return { sample: sample < from ? at : sample, offset };
  }
}
