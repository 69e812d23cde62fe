/**
 * The voices of Together AI as this program offers them: the service's list, asked for with the key, kept in a file, and
 * merged with the catalogue that comes with the program. Whoever asks gets what is known now; the list is asked for in
 * the background when it is older than a day, and when the key has changed. Without a key nothing is asked.
 */
import type { Fetch } from '../network/network.ts';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { TOGETHER_MODELS } from '../../core/speech/catalogue.ts';
import type { Voice } from '../../core/speech/types.ts';
import { mergedVoices, parseVoiceList, type ListedVoice } from '../../core/speech/voice-list.ts';
import { replaceFile } from '../atomic-file.ts';

/** Milliseconds. */
const FRESH_FOR = 86_400_000;
/** Between two tries that came to nothing. */
const RETRY_AFTER = 600_000;
const TIMEOUT = 10_000;
/** Bytes; thousands of voices have room in it. */
const MOST_BYTES = 4_000_000;

export interface ServiceVoicesOptions {
  /** Absolute; its folder exists. */
  readonly file: string;
  /** Of the voices endpoint, without a query. */
  readonly address: string;
  /** Asked each time, and put into the header only. */
  readonly key: () => Promise<string | null>;
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface ServiceVoices {
  list(): Promise<readonly Voice[]>;
  /** Asks the service now, unless its list is fresh. Never rejects: what was known stays. */
  refresh(): Promise<void>;
  /** Another key may be offered other voices. */
  keyChanged(): void;
  onChanged(listener: () => void): () => void;
  /** When the service's list was asked for, in milliseconds since 1970; null: it never was, the catalogue stands alone. */
  readonly listedAt: number | null;
  /** What is under way ends. */
  close(): void;
}

const cacheSchema = v.object({
  version: v.literal(1),
  address: v.string(),
  at: v.number(),
  voices: v.array(v.object({ model: v.string(), id: v.string(), name: v.string() })),
});
type Cache = Pick<v.InferOutput<typeof cacheSchema>, 'at' | 'voices'>;

export function createServiceVoices(options: ServiceVoicesOptions): ServiceVoices {
  return new CachedVoices(options);
}

class CachedVoices implements ServiceVoices {
  readonly #options: ServiceVoicesOptions;
  readonly #listeners = new Set<() => void>();
  #loaded: Promise<void> | null = null;
  #cache: Cache | null = null;
  /** The list was asked for with another key. */
  #outdated = false;
  #voices = mergedVoices([]);
  #underWay: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;
  #failedAt = -Infinity;
  #closed = false;

  constructor(options: ServiceVoicesOptions) {
    this.#options = options;
  }

  get listedAt(): number | null {
    return this.#cache?.at ?? null;
  }

  async list(): Promise<readonly Voice[]> {
    await this.#load();
    void this.refresh();
    return this.#voices;
  }

  async refresh(): Promise<void> {
    await this.#load();
    const age = this.#options.now() - (this.#cache?.at ?? -Infinity);
    // A clock that was set back makes nothing fresh for ever.
    const fresh = age >= 0 && age < FRESH_FOR && !this.#outdated;
    const tired = this.#options.now() - this.#failedAt < RETRY_AFTER;
    if (this.#underWay) return this.#underWay.done;
    if (this.#closed || fresh || tired) return;
    const abort = new AbortController();
    const done = this.#ask(abort.signal).finally(() => {
      if (this.#underWay?.abort === abort) this.#underWay = null;
    });
    this.#underWay = { done, abort };
    return done;
  }

  keyChanged(): void {
    this.#underWay?.abort.abort();
    this.#underWay = null;
    this.#failedAt = -Infinity;
    this.#outdated = true;
    void this.refresh();
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#underWay?.abort.abort();
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#read();
    return this.#loaded;
  }

  async #read(): Promise<void> {
    const text = await readFile(this.#options.file, 'utf8').catch(() => '');
    const kept = v.safeParse(v.pipe(v.string(), v.parseJson(), cacheSchema), text);
    if (!kept.success || kept.output.address !== this.#options.address) return;
    this.#cache = kept.output;
    this.#voices = mergedVoices(kept.output.voices);
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { key, address, file, now } = this.#options;
    try {
      const secret = await key();
      if (secret === null) return;
      const voices = await this.#askAll(secret, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]));
      if (signal.aborted) return;
      const cache = { at: now(), voices: [...voices] };
      const before = JSON.stringify(this.#voices);
      this.#cache = cache;
      this.#outdated = false;
      this.#voices = mergedVoices(voices);
      if (JSON.stringify(this.#voices) !== before) for (const listener of [...this.#listeners]) listener();
      await replaceFile(file, JSON.stringify({ version: 1, address, ...cache }));
    } catch {
      // No network, a refused key, an answer that is no list, a full disk: what is known already must do, and speaking
      // itself says what is wrong.
      if (!signal.aborted) this.#failedAt = now();
    }
  }

  /** Where the answer for all names no model, each model is asked for by itself. */
  async #askAll(secret: string, signal: AbortSignal): Promise<readonly ListedVoice[]> {
    const all = await this.#fetch(secret, null, signal);
    if (all.length > 0) return all;
    const lists = await Promise.all(TOGETHER_MODELS.map(({ id }) => this.#fetch(secret, id, signal)));
    const voices = lists.flat();
    if (voices.length === 0) throw new Error('The service lists no voices.');
    return voices;
  }

  async #fetch(secret: string, model: string | null, signal: AbortSignal): Promise<readonly ListedVoice[]> {
    const { address, fetch } = this.#options;
    const query = model === null ? '' : `?${new URLSearchParams({ model }).toString()}`;
    const answer = await fetch(address + query, {
      headers: { authorization: `Bearer ${secret}` },
      signal,
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new Error(`The voices were refused (${answer.status}).`);
    }
    const voices = parseVoiceList(JSON.parse(await bounded(answer)), model);
    if (!voices) throw new Error('The answer is no list of voices.');
    return voices;
  }
}

async function bounded(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const piece of answer.body ?? []) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('The list of voices is too long.');
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
