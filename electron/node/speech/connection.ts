/**
 * One WebSocket to a speech server and the contexts on it. A connection is used until it fails and is then thrown away:
 * its contexts end with its error, and since they are known to nobody else, nothing of it is ever taken for its
 * successor's.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, type RawData } from 'ws';
import type { Clock } from '../../core/clock.ts';
import { LecternError } from '../../core/errors.ts';
import { isRecord, parseJson } from '../../core/speech/json.ts';
import { normaliseText } from '../../core/speech/key.ts';
import {
  decodeServerMessage,
  encodeClientMessage,
  MOST_CONTEXTS,
  parseServiceError,
  type ClientMessage,
} from '../../core/speech/protocol.ts';
import { wireLanguage } from '../../core/speech/settings.ts';
import type { SpeechRequest } from '../../core/speech/types.ts';
import { SpeechContext, type Patience } from './context.ts';
import type { Failures } from './failures.ts';

/** Milliseconds. */
const OPENING = 15_000;
const CLOSING = 2_000;
/** For `session.created`. It comes first, says the document; where it stays away, the text is sent all the same. */
const GREETING = 5_000;
/** Between pings; a peer that sent nothing from one to the next is gone. As the service's clients do. */
const PING_EVERY = 15_000;
/** Pings without a chunk after which the connection is given back: ten minutes. */
const MOST_IDLE_PINGS = 40;
/** Bytes of a refusal's body, which should name the reason. */
const MOST_REFUSAL_BYTES = 16_384;
/** Bytes of one message: seconds of sound, with room. */
const MOST_MESSAGE_BYTES = 16 * 1024 * 1024;

export interface ConnectionOptions {
  /** With the query. */
  readonly url: string;
  readonly connect: (() => Duplex) | undefined;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly failures: Failures;
  /** Called once; null where it was closed by us. */
  readonly onClosed: (error: LecternError | null) => void;
}

export class Connection {
  /** The server has greeted us, or had time enough to. Rejects where the connection failed first. */
  readonly ready: Promise<void>;
  readonly #ready = Promise.withResolvers<void>();
  readonly #options: ConnectionOptions;
  readonly #socket: WebSocket;
  readonly #contexts = new Map<string, SpeechContext>();
  /** Ids that were used here and that the server has not confirmed to be gone. */
  readonly #unconfirmed = new Set<string>();
  #state: 'opening' | 'greeting' | 'ready' | 'closed' = 'opening';
  #retired = false;
  /** A chunk was given up while its sound was under way: what comes without an id may be that. */
  #strayPossible = false;
  #heardSincePing = true;
  #idlePings = 0;
  #cancelTimer: () => void;

  /**
   * @param key For the header of the upgrade and nothing else; it is not kept.
   * @throws LecternError `key-refused` where the key, `network` where the address cannot be one.
   */
  constructor(options: ConnectionOptions, key: string | null) {
    this.#options = options;
    this.ready = this.#ready.promise;
    this.ready.catch(() => {}); // whoever waits hears of it; perhaps nobody does
    this.#socket = open(options, key);
    this.#cancelTimer = options.clock.after(OPENING, () => this.#fail(options.failures.silent()));
    this.#socket.on('open', () => this.#opened());
    this.#socket.on('message', (data, binary) => this.#received(data, binary));
    this.#socket.on('pong', () => (this.#heardSincePing = true));
    this.#socket.on('ping', () => (this.#heardSincePing = true));
    this.#socket.on('unexpected-response', (_, response) => void this.#refused(response));
    this.#socket.on('error', (error) => this.#fail(this.#fault(error)));
    this.#socket.on('close', () => this.#fail(options.failures.network(null)));
  }

  /** Takes new contexts. */
  get usable(): boolean {
    return this.#state !== 'closed' && !this.#retired && this.#unconfirmed.size < MOST_CONTEXTS;
  }

  /** Speaks one chunk. To be called when it is ready. @param id One that was never used before. */
  speak(id: string, request: SpeechRequest): SpeechContext {
    const { clock, patience, failures } = this.#options;
    const text = normaliseText(request.text);
    const onSettled = () => this.#settled(context);
    const context = new SpeechContext({ id, text, clock, patience, failures, onSettled });
    this.#contexts.set(id, context);
    this.#unconfirmed.add(id);
    const { voice, language, pronunciation } = request;
    const session = {
      voice,
      language: wireLanguage(language),
      ...(pronunciation.length > 0 && { pronunciation }),
    };
    this.#send({ type: 'update', contextId: id, session });
    this.#send({ type: 'append', contextId: id, text });
    this.#send({ type: 'commit', contextId: id });
    context.committed();
    return context;
  }

  /** Takes nothing new, and closes when what is under way is done. */
  retire(): void {
    this.#retired = true;
    if (this.#contexts.size === 0) this.close();
  }

  /** At once. What is under way ends with `cancelled`. */
  close(): void {
    this.#end(new LecternError('cancelled', 'The connection was closed.'), null);
  }

  #opened(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'greeting';
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(GREETING, () => this.#greeted());
  }

  #greeted(): void {
    if (this.#state !== 'greeting') return;
    this.#state = 'ready';
    this.#cancelTimer();
    this.#ping();
    this.#ready.resolve();
  }

  #ping(): void {
    this.#idlePings = this.#contexts.size === 0 ? this.#idlePings + 1 : 0;
    if (this.#idlePings > MOST_IDLE_PINGS) return this.close();
    this.#heardSincePing = false;
    this.#socket.ping();
    this.#cancelTimer = this.#options.clock.after(PING_EVERY, () =>
      this.#heardSincePing ? this.#ping() : this.#fail(this.#options.failures.silent()),
    );
  }

  #received(data: RawData, binary: boolean): void {
    this.#heardSincePing = true;
    if (this.#state === 'closed') return;
    const bytes = joined(data);
    if (binary) {
      this.#withoutId()[0]?.acceptBinary(bytes);
      return;
    }
    const message = decodeServerMessage(bytes.toString('utf8'));
    switch (message.type) {
      case 'created':
        return this.#greeted();
      case 'updated':
      case 'unknown':
        return;
      case 'malformed':
        // Words that cannot be read cost the highlight only; sound that cannot be read would be a hole.
        if (message.param === 'delta' && message.contextId !== null)
          this.#contexts.get(message.contextId)?.fail(this.#options.failures.unusable());
        return;
      case 'failed':
      case 'error':
        if (message.contextId === null)
          return this.#failedWithoutId(this.#options.failures.fromService(message.error));
        break;
      case 'cancelled':
        if (message.contextId !== null) this.#unconfirmed.delete(message.contextId);
        break;
    }
    const context = message.contextId === null ? this.#withoutId()[0] : this.#contexts.get(message.contextId);
    context?.accept(message);
  }

  /** The context that traffic without an id belongs to: the only one there is, if that is certain. */
  #withoutId(): SpeechContext[] {
    return this.#contexts.size === 1 && !this.#strayPossible ? [...this.#contexts.values()] : [];
  }

  /** Before the greeting it is the connection that failed; afterwards, every chunk that it may have meant. */
  #failedWithoutId(error: LecternError): void {
    if (this.#state !== 'ready') return this.#fail(error);
    for (const context of [...this.#contexts.values()]) context.fail(error);
  }

  #settled(context: SpeechContext): void {
    this.#contexts.delete(context.id);
    if (this.#state === 'closed') return;
    this.#strayPossible ||= !context.complete;
    this.#send({ type: 'cancel', contextId: context.id });
    if (this.#retired && this.#contexts.size === 0) this.close();
  }

  async #refused(response: IncomingMessage): Promise<void> {
    const status = response.statusCode ?? 0;
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MOST_REFUSAL_BYTES) break;
      }
    } catch {
      // The status alone must do.
    }
    const body = parseJson(Buffer.concat(chunks).toString('utf8'));
    const error = parseServiceError(isRecord(body) ? (body['error'] ?? body) : body);
    this.#fail(this.#options.failures.refusal(status, response.headers, error));
  }

  #fault(error: Error): LecternError {
    const code = isRecord(error) && typeof error['code'] === 'string' ? error['code'] : null;
    return code?.startsWith('WS_ERR')
      ? this.#options.failures.unusable()
      : this.#options.failures.network(code);
  }

  #fail(error: LecternError): void {
    this.#end(error, error);
  }

  #end(contextError: LecternError, reason: LecternError | null): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#cancelTimer();
    this.#ready.reject(contextError);
    for (const context of [...this.#contexts.values()]) context.fail(contextError);
    if (reason) this.#socket.terminate();
    else this.#goodbye();
    this.#options.onClosed(reason);
  }

  #goodbye(): void {
    this.#socket.close(1000);
    const stop = this.#options.clock.after(CLOSING, () => this.#socket.terminate());
    this.#socket.once('close', stop);
  }

  #send(message: ClientMessage): void {
    this.#socket.send(encodeClientMessage(message), () => {}); // a failure to send is followed by 'error' or 'close'
  }
}

function open({ url, connect, failures }: ConnectionOptions, key: string | null): WebSocket {
  try {
    return new WebSocket(url, {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      maxPayload: MOST_MESSAGE_BYTES,
      perMessageDeflate: false, // base64 of sound hardly shrinks, and inflating it costs time
      ...(connect && { createConnection: connect }),
    });
  } catch (error) {
    // A header takes no line breaks and the like; all else that is refused at once is the address.
    const badHeader = isRecord(error) && error['code'] === 'ERR_INVALID_CHAR';
    throw badHeader ? failures.keyUnusable() : failures.addressUnusable();
  }
}

function joined(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
