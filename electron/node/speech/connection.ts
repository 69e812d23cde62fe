/**
 * One WebSocket to a speech server and the contexts on it: all of the protocol that a client can say (PROTOCOL.md §1,
 * §2). A connection is used until it fails and is then thrown away: its contexts end with its error, and since they are
 * known to nobody else, nothing of it is ever taken for its successor's.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../core/clock.ts';
import { LecternError } from '../../core/errors.ts';
import { isRecord, parseJson } from '../../core/speech/json.ts';
import {
  decodeServerMessage,
  DEFAULT_CONTEXT,
  encodeClientMessage,
  MOST_CONTEXTS,
  type ClientMessage,
  type ServiceError,
} from '../../core/speech/protocol.ts';
import type { SessionSettings } from '../../core/speech/settings.ts';
import { Contexts, type Context, type ContextListener, type ServerTraits } from './contexts.ts';
import { isCutOff, isGarbled } from './failures.ts';
import { mayBeBlocked, readRefusal } from './refusal.ts';
import { openSocket, type SocketOptions } from './socket.ts';

/** Milliseconds. */
const OPENING = 15_000;
/**
 * For `session.created`. It comes first, says the document; where it stays away and the peer is there, the text is sent
 * all the same.
 */
const GREETING = 5_000;
/** Between pings; a peer that sent nothing from one to the next is gone. As the service's clients do. */
const PING_EVERY = 15_000;
/** Pings without a context after which the connection is given back: ten minutes. */
const MOST_IDLE_PINGS = 40;

export interface ConnectionOptions extends SocketOptions {
  readonly clock: Clock;
  readonly traits: ServerTraits;
  /** Called once; null where it was closed by us. */
  readonly onClosed: (error: LecternError | null) => void;
}

export class Connection {
  /** The server has greeted us, or had time enough to. Rejects where the connection failed first. */
  readonly ready: Promise<void>;
  readonly #ready = Promise.withResolvers<void>();
  readonly #options: ConnectionOptions;
  readonly #socket: WebSocket;
  /** Aborted where the connection is given up while it is being made. */
  readonly #opening = new AbortController();
  readonly #contexts: Contexts;
  /** Ids that were used here and that the server has not confirmed to be gone. */
  readonly #unconfirmed = new Set<string>();
  #state: 'opening' | 'greeting' | 'ready' | 'closed' = 'opening';
  #obstacle: 'stripped' | 'cut' | null = null;
  #retired = false;
  #heardSincePing = true;
  #idlePings = 0;
  #cancelTimer: () => void;

  /** @throws LecternError `key-refused` where the key, `network` where the address or the proxy cannot be one. */
  constructor(options: ConnectionOptions) {
    const { clock, failures, traits } = options;
    this.#options = options;
    this.#contexts = new Contexts({ traits, failures, giveUp: (id) => this.#cancel(id, false) });
    this.ready = this.#ready.promise;
    this.ready.catch(() => {}); // whoever waits hears of it; perhaps nobody does
    const { socket, explain } = openSocket(options, this.#opening.signal);
    this.#socket = socket;
    this.#cancelTimer = clock.after(OPENING, () => {
      this.#obstacle = 'stripped'; // what swallows an upgrade may let a request through
      this.#fail(failures.silent());
    });
    socket.on('open', () => this.#opened());
    socket.on('message', (data, binary) => this.#received(data, binary));
    socket.on('pong', () => (this.#heardSincePing = true));
    socket.on('ping', () => (this.#heardSincePing = true));
    socket.on('unexpected-response', (_, response) => void this.#refused(response));
    socket.on('error', (error) => this.#lost(explain(error)));
    socket.on('close', () => this.#lost(null));
  }

  /** Takes a new context. */
  get usable(): boolean {
    return (
      this.#state !== 'closed' &&
      !this.#retired &&
      this.#unconfirmed.size < MOST_CONTEXTS &&
      this.#contexts.takesAnother
    );
  }

  /**
   * Why it could not be made, as far as it looks like the doing of something between us and the server: the upgrade
   * was answered by what is not the service, or the connection was cut before the server had said a word.
   */
  get obstacle(): 'stripped' | 'cut' | null {
    return this.#obstacle;
  }

  /** To be called when it is ready and usable. */
  open(listener: ContextListener): Context {
    if (!this.usable) throw new Error('A connection that takes no context was asked for one.');
    const id = randomUUID();
    this.#contexts.add(id, listener);
    this.#unconfirmed.add(id);
    return {
      id,
      update: (session) => this.#send({ type: 'update', contextId: id, session }),
      append: (text) => this.#send({ type: 'append', contextId: id, text }),
      commit: () => this.#send({ type: 'commit', contextId: id }),
      clear: () => this.#send({ type: 'clear', contextId: id }),
      cancel: (heardOut = false) => this.#cancel(id, heardOut),
    };
  }

  /** Of all contexts there are. Those opened later begin with the address's settings again. */
  updateAll(session: SessionSettings): void {
    this.#send({ type: 'update', contextId: null, session });
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
    this.#askForSign();
    this.#cancelTimer = this.#options.clock.after(GREETING, () =>
      this.#heardSincePing ? this.#greeted() : this.#fail(this.#options.failures.silent()),
    );
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
    this.#askForSign();
    this.#cancelTimer = this.#options.clock.after(PING_EVERY, () =>
      this.#heardSincePing ? this.#ping() : this.#fail(this.#options.failures.silent()),
    );
  }

  #askForSign(): void {
    this.#heardSincePing = false;
    this.#socket.ping();
  }

  #received(data: RawData, binary: boolean): void {
    this.#heardSincePing = true;
    if (this.#state === 'closed') return;
    const bytes = joined(data);
    if (binary && !isMessage(bytes)) return this.#contexts.hearBinary(bytes);
    const message = decodeServerMessage(bytes.toString('utf8'));
    if (message.type === 'unknown') return;
    if (message.type === 'created') return this.#greeted();
    const named = 'contextId' in message ? message.contextId : null;
    const contextId = named === DEFAULT_CONTEXT ? null : named; // none of ours has that name
    const failed = message.type === 'failed' || message.type === 'error';
    if (failed && (contextId === null || this.#state !== 'ready'))
      return this.#failedWithoutId(message.error);
    if (message.type === 'cancelled' && contextId !== null) this.#unconfirmed.delete(contextId);
    this.#contexts.hear(message, contextId);
  }

  /** Before the greeting it is the connection that failed; afterwards, every context that it may have meant. */
  #failedWithoutId(error: ServiceError): void {
    const { failures } = this.#options;
    if (this.#state === 'ready') this.#contexts.failAll(failures.fromService(error, true));
    else this.#fail(failures.fromService(error));
  }

  #cancel(id: string, heardOut: boolean): void {
    if (!this.#contexts.remove(id, heardOut) || this.#state === 'closed') return;
    this.#send({ type: 'cancel', contextId: id });
    if (this.#retired && this.#contexts.size === 0) this.close();
  }

  async #refused(response: IncomingMessage): Promise<void> {
    const { statusCode = 0, headers } = response;
    const header = (name: string) => headers[name]?.toString() ?? null;
    const refusal = await readRefusal(statusCode, header, response, this.#options.clock);
    if (this.#state === 'opening' && mayBeBlocked(refusal)) this.#obstacle = 'stripped';
    this.#fail(this.#options.failures.refusal(refusal));
  }

  /** @param error What broke the connection, where there was something. */
  #lost(error: Error | null): void {
    if (this.#state === 'opening' && isGarbled(error)) this.#obstacle = 'stripped';
    else if (this.#state === 'opening' || this.#state === 'greeting')
      this.#obstacle = isCutOff(error) ? 'cut' : null;
    this.#fail(this.#options.failures.fault(error));
  }

  #fail(error: LecternError): void {
    this.#end(error, error);
  }

  #end(contextError: LecternError, reason: LecternError | null): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'opening') this.#opening.abort();
    this.#state = 'closed';
    this.#cancelTimer();
    this.#ready.reject(contextError);
    this.#contexts.endAll(contextError);
    if (reason) this.#socket.terminate();
    else this.#socket.close(1000);
    this.#options.onClosed(reason);
  }

  #send(message: ClientMessage): void {
    this.#socket.send(encodeClientMessage(message), () => {}); // a failure to send is followed by 'error' or 'close'
  }
}

/** JSON in a binary frame: sound would have to begin with a brace, and to be JSON as well. */
function isMessage(bytes: Buffer): boolean {
  return bytes[0] === 0x7b && isRecord(parseJson(bytes.toString('utf8')));
}

function joined(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
