/**
 * The speaker behind which a speech server is: Together's over the network, the embedded one over a pair of streams,
 * both by the same protocol and the same code. One connection for each model, opened when it is first wanted, opened
 * anew when it is wanted again after it failed; on it one context for each chunk, several at a time.
 */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { abortable } from '../../core/abortable.ts';
import type { Clock } from '../../core/clock.ts';
import { errorFromPayload, errorPayload, LecternError } from '../../core/errors.ts';
import { cancelled } from '../../core/event-log.ts';
import { normaliseText } from '../../core/speech/key.ts';
import { queryEntries } from '../../core/speech/settings.ts';
import {
  SAMPLE_RATE,
  type Speaker,
  type SpeechEvent,
  type SpeechRequest,
  type VoiceId,
} from '../../core/speech/types.ts';
import { Slots } from '../../core/slots.ts';
import { Connection } from './connection.ts';
import { PATIENCE, type Patience, type SpeechContext } from './context.ts';
import { Failures } from './failures.ts';

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
  readonly #slots = new Slots(AT_ONCE);
  /** By model. */
  readonly #connections = new Map<string, Promise<Connection>>();
  readonly #open = new Set<Connection>();
  #closed = false;
  #status: ClientStatus = { state: 'idle' };

  constructor(options: SpeechClientOptions) {
    this.#options = options;
    this.#failures = new Failures(options.service);
  }

  get status(): ClientStatus {
    return this.#status;
  }

  async *speak(
    request: SpeechRequest,
    signal: AbortSignal,
    onSent?: () => void,
  ): AsyncGenerator<SpeechEvent, void, undefined> {
    if (normaliseText(request.text) === '') throw this.#failures.speechEmpty(false);
    const release = await this.#slots.take(signal);
    let context: SpeechContext | undefined;
    try {
      const connection = await this.#connection(request, signal);
      context = connection.speak(randomUUID(), request);
      onSent?.();
      yield* context.events(signal);
    } finally {
      context?.drop();
      release();
    }
  }

  async ready(voice: VoiceId, signal: AbortSignal): Promise<void> {
    await this.#connection(voice, signal);
  }

  renew(): void {
    this.#connections.clear();
    for (const connection of this.#open) connection.retire();
  }

  close(): void {
    this.#closed = true;
    this.#connections.clear();
    for (const connection of this.#open) connection.close();
  }

  /** One that is greeted and takes a context now. */
  async #connection(voice: VoiceId, signal: AbortSignal): Promise<Connection> {
    for (;;) {
      if (this.#closed) throw cancelled();
      const known = this.#connections.get(voice.model);
      const opening = known ?? this.#connect(voice);
      if (!known) this.#connections.set(voice.model, opening);
      try {
        const connection = await abortable(opening, signal);
        await abortable(connection.ready, signal);
        if (connection.usable) return connection;
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
    const { clock, connect, key } = this.#options;
    this.#report({ state: 'connecting' });
    try {
      const secret = key ? await key() : null;
      if (key && !secret) throw this.#failures.keyMissing();
      if (this.#closed) throw cancelled();
      const connection: Connection = new Connection(
        {
          url: this.#address(model, voice),
          connect,
          clock,
          patience: { ...PATIENCE, ...this.#options.patience },
          failures: this.#failures,
          onClosed: (error) => {
            this.#open.delete(connection);
            if (error) this.#report({ state: 'failed', error });
            else if (this.#open.size === 0) this.#report({ state: 'idle' });
          },
        },
        secret,
      );
      this.#open.add(connection);
      connection.ready.then(
        () => this.#report({ state: 'ready' }),
        () => {}, // reported by onClosed
      );
      return connection;
    } catch (error) {
      this.#report({ state: 'failed', error: errorFromPayload(errorPayload(error)) });
      throw error;
    }
  }

  #address(model: string, voice: string): string {
    const query = queryEntries({
      model,
      voice,
      responseFormat: 'pcm',
      sampleRate: SAMPLE_RATE,
      alignment: 'word',
      segment: 'never',
    });
    return `${this.#options.url}?${new URLSearchParams(query).toString()}`;
  }

  #report(status: ClientStatus): void {
    this.#status = status;
    this.#options.onStatus?.(status);
  }
}
