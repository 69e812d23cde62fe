/**
 * The speaker behind which a speech server is: Together's over the network, the embedded one over a pair of streams,
 * both by the same protocol and the same code. One connection for each model, opened when it is first wanted, opened
 * anew when it is wanted again after it failed; on it one context for each chunk, several at a time, used in the way
 * that leaves least to chance (PROTOCOL.md §4). Where no connection can be had, each chunk is a request of its own.
 */
import type { Duplex } from 'node:stream';
import { abortable } from '../../core/abortable.ts';
import type { Clock } from '../../core/clock.ts';
import { errorFromPayload, errorPayload, LecternError } from '../../core/errors.ts';
import { cancelled } from '../../core/event-log.ts';
import { normaliseText } from '../../core/speech/key.ts';
import { wireLanguage } from '../../core/speech/settings.ts';
import {
  SAMPLE_RATE,
  type Speaker,
  type SpeechEvent,
  type SpeechRequest,
  type VoiceId,
} from '../../core/speech/types.ts';
import { Slots } from '../../core/slots.ts';
import type { Fetch, Network } from '../network/network.ts';
import { PATIENCE, SpeechChunk, type Patience } from './chunk.ts';
import { Connection } from './connection.ts';
import type { Context, ServerTraits } from './contexts.ts';
import { Doubts } from './doubts.ts';
import { Failures } from './failures.ts';
import { Fallback } from './fallback.ts';
import { speakOverHttp } from './http-speech.ts';

/** Chunks on the way at a time: enough to keep a server busy, far below the 100 contexts of a connection. */
const AT_ONCE = 8;

export interface SpeechClientOptions {
  /** Address of the WebSocket, without a query. */
  readonly url: string;
  /** The server's name as a sentence's first words: "Together AI". */
  readonly service: string;
  readonly clock: Clock;
  /**
   * Asked at each connect, never kept; it goes into the header and nowhere else. Null: there is none, and speaking
   * fails with `key-missing`. Left out: this server wants none.
   */
  readonly key?: () => Promise<string | null>;
  /** Brings the stream to speak the WebSocket over, instead of a socket to the address. */
  readonly connect?: () => Duplex;
  /** The way to the address, perhaps through a proxy; left out: Node's own. */
  readonly network?: Pick<Network, 'route'>;
  /** The same speech by requests, for where no WebSocket can be had; left out: this server has none. */
  readonly http?: { readonly url: string; readonly fetch: Fetch };
  readonly patience?: Partial<Patience>;
  readonly onStatus?: (status: ClientStatus) => void;
}

export type ClientStatus =
  | { readonly state: 'idle' }
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  /** Until the next request, which tries again. */
  | { readonly state: 'failed'; readonly error: LecternError };

export interface SpeechClient extends Speaker {
  readonly status: ClientStatus;
  /**
   * Connects without speaking: to be warm, or to learn whether the server takes the key.
   * @throws LecternError of a speech kind.
   */
  ready(voice: VoiceId, signal: AbortSignal): Promise<void>;
  /** What is asked from now on goes over a new connection, with a key asked anew; what is under way is finished. */
  renew(): void;
  /** For good. What is under way ends with `cancelled`. */
  close(): void;
}

export function createSpeechClient(options: SpeechClientOptions): SpeechClient {
  return new Client(options);
}

class Client implements SpeechClient {
  readonly #options: SpeechClientOptions;
  readonly #failures: Failures;
  readonly #fallback: Fallback;
  readonly #slots = new Slots(AT_ONCE);
  readonly #traits: ServerTraits = { sound: 'unknown' };
  readonly #doubts = new Doubts();
  /** By model. */
  readonly #connections = new Map<string, Promise<Connection>>();
  readonly #open = new Set<Connection>();
  /** Chunks that are spoken without a connection. */
  readonly #requests = new Set<SpeechChunk>();
  #closed = false;
  #status: ClientStatus = { state: 'idle' };

  constructor(options: SpeechClientOptions) {
    this.#options = options;
    this.#failures = new Failures(options.service);
    this.#fallback = new Fallback(options.clock);
  }

  get status(): ClientStatus {
    return this.#status;
  }

  async *speak(
    request: SpeechRequest,
    signal: AbortSignal,
    onSent?: () => void,
  ): AsyncGenerator<SpeechEvent, void, undefined> {
    const text = normaliseText(request.text);
    if (text === '') throw this.#failures.speechEmpty(false);
    const release = await this.#slots.take(signal);
    let chunk: SpeechChunk | undefined;
    try {
      chunk = await this.#begin({ ...request, text }, signal);
      onSent?.();
      yield* chunk.events(signal);
    } finally {
      chunk?.drop();
      release();
    }
  }

  async ready(voice: VoiceId, signal: AbortSignal): Promise<void> {
    if (this.#options.http && this.#fallback.kept) return;
    await this.#onConnection(voice, signal, () => {});
  }

  renew(): void {
    this.#connections.clear();
    this.#fallback.end();
    for (const connection of this.#open) connection.retire();
  }

  close(): void {
    this.#closed = true;
    this.#connections.clear();
    for (const connection of this.#open) connection.close();
    for (const chunk of [...this.#requests]) chunk.fail(cancelled());
  }

  async #begin(request: SpeechRequest, signal: AbortSignal): Promise<SpeechChunk> {
    const { http } = this.#options;
    if (http && this.#fallback.kept) return this.#speakOverHttp(request, null, signal);
    try {
      return await this.#onConnection(request, signal, (connection) => this.#speakOn(connection, request));
    } catch (error) {
      if (!http || !this.#fallback.suspected || !(error instanceof LecternError)) throw error;
      return this.#speakOverHttp(request, error, signal);
    }
  }

  /** PROTOCOL.md §4. */
  #speakOn(connection: Connection, request: SpeechRequest): SpeechChunk {
    const { text, voice, language, pronunciation } = request;
    const chunk = this.#chunk(request, () => {
      context.cancel(chunk.complete);
      // Its session may hang over there, though the connection lives.
      if (chunk.timedOut) connection.retire();
    });
    const context: Context = connection.open(chunk);
    context.update({
      ...{ voice, language: wireLanguage(language) },
      ...(pronunciation.length > 0 && { pronunciation }),
    });
    context.append(text);
    context.commit();
    chunk.committed();
    return chunk;
  }

  /** @param refusal Why there is no connection; to be told where there is no speech over HTTP either. */
  async #speakOverHttp(
    request: SpeechRequest,
    refusal: LecternError | null,
    signal: AbortSignal,
  ): Promise<SpeechChunk> {
    const { http, clock } = this.#options;
    const key = await abortable(this.#key(), signal);
    if (!http || this.#closed) throw cancelled();
    const done = new AbortController();
    const chunk = this.#chunk(request, () => {
      this.#requests.delete(chunk);
      done.abort();
    });
    this.#requests.add(chunk);
    chunk.committed();
    const options = {
      ...{ ...http, key, clock, failures: this.#failures },
      onSpeaking: () => {
        this.#fallback.keep();
        this.#report({ state: 'ready' });
      },
      onRefused: (error: LecternError, byStranger: boolean) => {
        const told = byStranger && refusal ? refusal : error;
        if (byStranger || error.kind === 'network') this.#fallback.end();
        this.#report({ state: 'failed', error: told });
        return told;
      },
    };
    void speakOverHttp(request, chunk, options, done.signal);
    return chunk;
  }

  #chunk(request: SpeechRequest, onSettled: () => void): SpeechChunk {
    return new SpeechChunk({
      text: request.text,
      clock: this.#options.clock,
      patience: { ...PATIENCE, ...this.#options.patience },
      failures: this.#failures,
      isConfirmed: (ending) => this.#doubts.isConfirmed(request, ending),
      onSettled,
    });
  }

  /** Uses a connection that is greeted and takes a context now. */
  async #onConnection<T>(
    voice: VoiceId,
    signal: AbortSignal,
    use: (connection: Connection) => T,
  ): Promise<T> {
    for (;;) {
      if (this.#closed) throw cancelled();
      const known = this.#connections.get(voice.model);
      const opening = known ?? this.#connect(voice);
      if (!known) {
        this.#connections.set(voice.model, opening);
        // Where nobody waits any more, too: else the next one would be told of an old failure.
        opening.then(({ ready }) => ready).catch(() => this.#forget(voice.model, opening));
      }
      try {
        const connection = await abortable(opening, signal);
        await abortable(connection.ready, signal);
        if (connection.usable) return use(connection);
        connection.retire();
      } catch (error) {
        if (signal.aborted) throw error;
        this.#forget(voice.model, opening);
        // Given back before it was ready, by `renew`: the next one is what is wanted.
        if (!(error instanceof LecternError && error.kind === 'cancelled')) throw error;
      }
      this.#forget(voice.model, opening);
    }
  }

  #forget(model: string, opening: Promise<Connection>): void {
    if (this.#connections.get(model) === opening) this.#connections.delete(model);
  }

  async #connect({ model, voice }: VoiceId): Promise<Connection> {
    const { url, clock, connect, network } = this.#options;
    this.#report({ state: 'connecting' });
    try {
      const key = await this.#key();
      if (this.#closed) throw cancelled();
      const connection: Connection = new Connection({
        ...{ url, key, connect, network, clock, failures: this.#failures, traits: this.#traits },
        settings: {
          ...{ model, voice, responseFormat: 'pcm', sampleRate: SAMPLE_RATE },
          ...{ alignment: 'word', segment: 'never' },
        },
        onClosed: (error) => {
          this.#open.delete(connection);
          if (error) this.#fallback.met(connection.obstacle);
          if (error) this.#report({ state: 'failed', error });
          else if (this.#open.size === 0) this.#report({ state: 'idle' });
        },
      });
      this.#open.add(connection);
      connection.ready.then(
        () => {
          this.#fallback.connected();
          this.#report({ state: 'ready' });
        },
        () => {}, // reported by onClosed
      );
      return connection;
    } catch (error) {
      this.#report({ state: 'failed', error: errorFromPayload(errorPayload(error)) });
      throw error;
    }
  }

  async #key(): Promise<string | null> {
    const { key } = this.#options;
    const secret = key ? await key() : null;
    if (key && !secret) throw this.#failures.keyMissing();
    return secret;
  }

  #report(status: ClientStatus): void {
    this.#status = status;
    this.#options.onStatus?.(status);
  }
}
