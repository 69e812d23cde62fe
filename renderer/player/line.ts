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
  addSpeech(feed: SpeechFeed, from: number): void {
    const entry: Entry = { id: ++this.#lastId, chunk: feed.chunk, feed, samples: from };
    this.#entries.push(entry);
    this.#tell({ type: 'open', id: entry.id, cut: from > 0 });
    let at = 0;
    for (const piece of feed.pieces) {
      this.#send(entry, piece, at);
      at += piece.length;
    }
    if (feed.state === 'audible') this.#tell({ type: 'close', id: entry.id });
  }

  addPause(chunk: PlanChunk, seconds: number): void {
    const samples = Math.round(seconds * SAMPLE_RATE);
    if (samples === 0) return;
    const entry: Entry = { id: ++this.#lastId, chunk, feed: null, samples };
    this.#entries.push(entry);
    this.#tell({ type: 'silence', id: entry.id, samples });
  }

  /** The feed got this piece, or came to its end. */
  changed(feed: SpeechFeed, piece: Int16Array | null): void {
    const entry = this.#entries.find((candidate) => candidate.feed === feed);
    if (!entry) return;
    if (piece) this.#send(entry, piece, feed.samples - piece.length);
    if (feed.state === 'audible') this.#tell({ type: 'close', id: entry.id });
  }

  finish(): void {
    this.#tell({ type: 'finish' });
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
