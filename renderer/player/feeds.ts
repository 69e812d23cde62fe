/** The feeds near the playhead: each chunk is asked for once, by the voice of its language, and let go when it is far. */
import type { Clock } from '../../electron/core/clock.ts';
import type { SpeechRequest, Voice } from '../../electron/core/speech/types.ts';
import { requestLanguage } from '../../electron/core/speech/voice-choice.ts';
import { SpeechFeed, type FeedListener } from './feed.ts';
import type { Fetcher } from './fetcher.ts';
import type { PlanChunk } from './plan.ts';

/** Chunks kept behind the one that is heard, so that stepping back is instant. */
const BEHIND = 4;
/** Chunks kept ahead of it, which is more than are asked for: whoever steps back leaves ever more there. */
const AHEAD = 24;

export interface FeedsPorts {
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  /** The voice that reads this language now, in a document of another, or the same. */
  readonly voiceFor: (language: string | null, document: string | null) => Promise<Voice>;
}

export class Feeds {
  readonly #ports: FeedsPorts;
  readonly #listener: FeedListener;
  readonly #feeds = new Map<string, SpeechFeed>();
  /** By the text's language and the document's. */
  #voices = new Map<string, Promise<Voice>>();

  constructor(ports: FeedsPorts, { changed, begunAnew }: FeedListener) {
    this.#ports = ports;
    this.#listener = {
      changed,
      begunAnew: (broken, next) => {
        if (this.#feeds.get(broken.chunk.key) === broken) this.#feeds.set(broken.chunk.key, next);
        begunAnew(broken, next);
      },
    };
  }

  /** The chunk's feed: the one that is there, or a new one that is asked for at once. One that failed is asked anew. */
  get(chunk: PlanChunk): SpeechFeed {
    const known = this.#feeds.get(chunk.key);
    if (known && known.state !== 'failed') return known;
    const feed = new SpeechFeed(chunk, this.#ports.clock, this.#listener);
    this.#feeds.set(chunk.key, feed);
    void SpeechFeed.run(feed, this.#ports.fetcher, this.#request(chunk));
    return feed;
  }

  /**
   * Lets go of what is far from this chunk: what lies more than a few chunks behind or ahead of it; all, where the chunk
   * is neither among what was fetched nor just before it.
   */
  moveTo(chunk: PlanChunk): void {
    const ordered = [...this.#feeds.values()].sort((a, b) => order(a.chunk, b.chunk));
    const here = ordered.findIndex((feed) => order(feed.chunk, chunk) >= 0);
    const next = ordered[here]?.chunk;
    const near = next && (next.key === chunk.key || isJustBefore(chunk, next));
    const far = near
      ? [...ordered.slice(0, Math.max(0, here - BEHIND)), ...ordered.slice(here + AHEAD)]
      : ordered;
    far.forEach((feed) => this.drop(feed));
  }

  drop(feed: SpeechFeed): void {
    feed.abort();
    if (this.#feeds.get(feed.chunk.key) === feed) this.#feeds.delete(feed.chunk.key);
  }

  clear(): void {
    for (const feed of this.#feeds.values()) feed.abort();
    this.#feeds.clear();
  }

  /** From now on another voice may speak. What is still to be said to its end is kept alive, but not found again. */
  voiceChanged(kept: ReadonlySet<SpeechFeed>): void {
    this.#voices = new Map();
    for (const feed of this.#feeds.values()) if (!kept.has(feed)) feed.abort();
    this.#feeds.clear();
  }

  async #request(chunk: PlanChunk): Promise<SpeechRequest> {
    const chosen = await this.#voice(chunk);
    const { server, model, voice } = chosen;
    const language = requestLanguage(chosen, chunk.language);
    const text = chunk.text.slice(...chunk.spoken);
    return { server, model, voice, text, language, pronunciation: [] };
  }

  #voice({ language, documentLanguage }: PlanChunk): Promise<Voice> {
    const key = `${language} ${documentLanguage}`;
    const known = this.#voices.get(key);
    if (known) return known;
    const voices = this.#voices;
    const voice = this.#ports.voiceFor(language, documentLanguage);
    voices.set(key, voice);
    voice.catch(() => voices.delete(key));
    return voice;
  }
}

function order(a: PlanChunk, b: PlanChunk): number {
  return a.section - b.section || a.block - b.block || a.from - b.from;
}

/** In the same paragraph or the one before it: a step back. */
function isJustBefore(chunk: PlanChunk, next: PlanChunk): boolean {
  return chunk.section === next.section && next.block - chunk.block <= 1;
}
