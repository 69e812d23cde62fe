import WebSocket from 'ws';
import * as v from 'valibot';

const message = v.union([
  v.object({ id: v.number(), result: v.unknown() }),
  v.object({ id: v.number(), error: v.object({ message: v.string() }) }),
  v.object({ method: v.string(), params: v.unknown(), sessionId: v.optional(v.string()) }),
]);

/** Bytes of one message: room for the largest section of a book. */
const MOST = 256 << 20;

type Listener = (params: unknown) => void;

/** Chromium's debugging protocol over one WebSocket: commands with answers, and events of the browser or of one page. */
export class Cdp {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #lastId = 0;

  static async open(url: string): Promise<Cdp> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: MOST });
    await new Promise((open, failed) => socket.once('open', open).once('error', failed));
    return new Cdp(socket);
  }

  /** Settles when the line is gone, whoever ended it. */
  readonly closed: Promise<void>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((closed) => socket.once('close', () => closed()));
    socket.on('message', (data: Buffer) => this.#received(v.parse(message, JSON.parse(data.toString()))));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'));
      this.#waiting.clear();
    });
  }

  #received(received: v.InferOutput<typeof message>): void {
    if ('method' in received) {
      const key = `${received.sessionId ?? ''}:${received.method}`;
      for (const listener of [...(this.#listeners.get(key) ?? [])]) listener(received.params);
      return;
    }
    const waiting = this.#waiting.get(received.id);
    this.#waiting.delete(received.id);
    if ('error' in received) waiting?.reject(new Error(received.error.message));
    else waiting?.resolve(received.result);
  }

  /** @param session The page that is meant; without it, the browser. */
  send(method: string, params: object = {}, session?: string): Promise<unknown> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params, sessionId: session }));
    return waiting.promise;
  }

  /** @returns the function that ends the subscription. */
  on(method: string, listener: Listener, session = ''): () => void {
    const key = `${session}:${method}`;
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => void listeners.delete(listener);
  }
}
