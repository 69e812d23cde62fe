/** What the engine was given to play, in order: speech of chunks and the pauses between them, each a span with an id. */
import type { EngineCommand } from '../../electron/core/audio/engine.ts';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import type { SpeechFeed } from './feed.ts';
import type { Ahead } from './lookahead.ts';
import type { PlanChunk } from './plan.ts';

export interface Entry {
  readonly id: number;
  readonly chunk: PlanChunk;
  /** Null for a pause after the chunk, or in its place. */
  readonly feed: SpeechFeed | null;
  /** Samples: of a pause its length at rate 1; of speech where in the chunk the span begins. */
  readonly samples: number;
}

export class Line {
  readonly #tell: (...commands: readonly EngineCommand[]) => void;
  #entries: Entry[] = [];
  #lastId = 0;

  constructor(tell: (...commands: readonly EngineCommand[]) => void) {
    this.#tell = tell;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Null for a span of an earlier line, whose reports are late. */
  entry(id: number): Entry | null {
    return this.#entries.find((entry) => entry.id === id) ?? null;
  }

  clear(): void {
    this.#entries = [];
    this.#tell({ type: 'flush' });
  }

  /** @param from Sample of the chunk at which to begin. */
  addSpeech(feed: SpeechFeed, from: number): Entry {
    const entry: Entry = { id: ++this.#lastId, chunk: feed.chunk, feed, samples: from };
    this.#entries.push(entry);
    this.#tell({ type: 'open', id: entry.id, cut: from > 0 });
    let at = 0;
    for (const piece of feed.pieces) {
      this.#send(entry, piece, at);
      at += piece.length;
    }
    if (feed.state === 'audible') this.end(entry);
    return entry;
  }

  addPause(chunk: PlanChunk, seconds: number): void {
    const samples = Math.round(seconds * SAMPLE_RATE);
    if (samples > 0) this.#addSilence(chunk, samples);
  }

  #addSilence(chunk: PlanChunk, samples: number): void {
    const entry: Entry = { id: ++this.#lastId, chunk, feed: null, samples };
    this.#entries.push(entry);
    this.#tell({ type: 'silence', id: entry.id, samples });
  }

  /** The feed got this piece, or came to its end. */
  changed(feed: SpeechFeed, piece: Int16Array | null): void {
    const entry = this.#entries.find((candidate) => candidate.feed === feed);
    if (!entry) return;
    if (piece) this.#send(entry, piece, feed.samples - piece.length);
    if (feed.state === 'audible') this.end(entry);
  }

  finish(): void {
    this.#tell({ type: 'finish' });
  }

  /** Another take is heard instead of this entry's, of which nothing was; what follows it stays. */
  replace(entry: Entry, take: SpeechFeed): Entry {
    const at = this.#entries.indexOf(entry);
    const following = this.#entries.slice(at + 1);
    const before = this.#entries[at - 1];
    if (before) this.dropAfter(before);
    else this.clear();
    const laid = this.addSpeech(take, 0);
    for (const { chunk, feed, samples } of following)
      if (feed) this.addSpeech(feed, samples);
      else this.#addSilence(chunk, samples);
    return laid;
  }

  /** Nothing more comes for this speech; what follows it stays. */
  end({ id }: Entry): void {
    this.#tell({ type: 'close', id });
  }

  /** This speech ends at that sample of its chunk, or where the sound is by now; what follows it is taken back. */
  cut(entry: Entry, sample: number): void {
    entry.feed?.cut(sample);
    this.#tell({ type: 'close', id: entry.id, samples: sample - entry.samples });
    this.dropAfter(entry);
  }

  /** Takes back what follows this entry. */
  dropAfter(entry: Entry): void {
    this.#entries.length = this.#entries.indexOf(entry) + 1;
    this.#tell({ type: 'drop', after: entry.id });
  }

  /** Forgets what lies before this entry: it was heard. @returns what was forgotten. */
  dropBefore(entry: Entry): readonly Entry[] {
    return this.#entries.splice(0, Math.max(0, this.#entries.indexOf(entry)));
  }

  /** What lies after this sample of the entry; of all, where nothing is heard yet. */
  ahead(current: Entry | null, offset: number): Ahead {
    let samples = -offset;
    let characters = 0;
    let chunks = 0;
    let underWay = 0;
    for (const entry of this.#entries.slice(current ? this.#entries.indexOf(current) : 0)) {
      const { feed } = entry;
      samples += feed ? Math.max(0, feed.samples - entry.samples) : entry.samples;
      if (feed && entry !== current) chunks++;
      if (feed?.state === 'requested') {
        underWay++;
        characters += feed.chunk.spoken[1] - feed.chunk.spoken[0];
      }
    }
    return { seconds: Math.max(0, samples / SAMPLE_RATE), characters, chunks, underWay };
  }

  /** @param at Where in the chunk the piece begins. */
  #send(entry: Entry, piece: Int16Array, at: number): void {
    const skipped = Math.max(0, entry.samples - at);
    if (skipped < piece.length) this.#tell({ type: 'audio', id: entry.id, pcm: piece.subarray(skipped) });
  }
}
