/**
 * A speech server after PROTOCOL.md with every fault on command. It speaks over real sockets, what it says is a pure
 * function of the text (`spoken.ts`), and it writes down all that it was told.
 */
import {
  createServer,
  STATUS_CODES,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  decodeClientMessage,
  encodeServerMessage,
  type ClientMessage,
  type ServerMessage,
  type ServiceError,
} from '../../electron/core/speech/protocol.ts';
import { parseQuery, type SessionSettings } from '../../electron/core/speech/settings.ts';
import { answerSpeech, type HttpFaults, type PlainAnswer } from './voice-http.ts';
import { speak, type ChunkFaults, type Outlet } from './voice-speech.ts';

export type { ChunkFaults } from './voice-speech.ts';

/** What a connection does. Left out: what a good server does. */
export interface ConnectionFaults {
  /** Answers the upgrade with this instead. */
  readonly refuse?: PlainAnswer;
  /** Hangs up instead of answering the upgrade. */
  readonly hangUp?: boolean;
  /** Sent instead of `session.created`; `close`: and the connection closed at once. */
  readonly firstMessage?: {
    readonly error: ServiceError;
    readonly close: boolean;
    readonly contextId?: string;
  };
  readonly noGreeting?: boolean;
  /** Closes without a word. */
  readonly closeAtOnce?: boolean;
  /** Resolves when the greeting may go out. */
  readonly greetAfter?: Promise<void>;
  /** Says nothing any more, not even to a ping, and does not close: from the start, or once it has greeted. */
  readonly halfOpen?: 'at once' | 'later';
  readonly neverConfirmsCancel?: boolean;
}

/** A text to speak: a commit, or a request over HTTP. */
export interface Commit {
  readonly text: string;
  /** Null for the default context, and over HTTP. */
  readonly contextId: string | null;
  /** Those of the address with what updates have changed, or those of the request. */
  readonly settings: SessionSettings;
  /** From 0, over all connections. */
  readonly index: number;
}

export interface SeenConnection {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly messages: ClientMessage[];
  readonly sent: string[];
  readonly socket: WebSocket;
  closed: boolean;
  /** Contexts that were used and neither cancelled nor failed; and the most there were. */
  alive: Set<string>;
  mostAlive: number;
}

export interface SeenRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly response: ServerResponse;
}

interface Context {
  buffer: string;
  settings: SessionSettings;
  cancelled: boolean;
  /** Commits are worked on one after another. */
  work: Promise<void>;
}

export class VoiceServer {
  readonly connections: SeenConnection[] = [];
  readonly commits: Commit[] = [];
  readonly upgrades: { readonly headers: IncomingHttpHeaders; readonly url: string }[] = [];
  connectionFaults: (index: number) => ConnectionFaults = () => ({});
  chunkFaults: (commit: Commit) => ChunkFaults = () => ({});
  httpFaults: (index: number) => HttpFaults = () => ({});
  /** Requests for speech over HTTP, as far as they are answered with speech. */
  readonly requests: SeenRequest[] = [];
  /** For a long run: what was told is not written down, and a connection that is closed is forgotten. */
  forgetful = false;
  /** Of everything, forgotten or not. */
  readonly counts = { upgrades: 0, commits: 0, requests: 0 };
  /** Of the answer to what is no upgrade: 401, say, where the voices are asked for with a wrong key. */
  plainStatus = 426;
  /** Answers `GET /voices` with 200 and this, by the model that is asked for; null: as `plainStatus` says. */
  voices: ((model: string | null) => unknown) | null = null;
  /** Resolves when what is no upgrade, and no speech, may be answered. */
  plainAfter: Promise<void> = Promise.resolve();
  /** What was no upgrade, and no speech. */
  readonly plain: { readonly headers: IncomingHttpHeaders; readonly url: string }[] = [];
  readonly #http: Server;
  readonly #sockets = new Set<Duplex>();

  constructor() {
    this.#http = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      if (request.method !== 'POST' || !pathname.endsWith('/audio/speech')) {
        this.plain.push({ headers: request.headers, url: request.url ?? '' });
        void this.plainAfter.then(() => {
          if (!this.voices || !pathname.endsWith('/voices'))
            return void response.writeHead(this.plainStatus).end();
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(this.voices(searchParams.get('model'))));
        });
        return;
      }
      void answerSpeech(
        request,
        response,
        this.httpFaults(this.counts.requests++),
        (body, settings, text) => {
          if (!this.forgetful) this.requests.push({ headers: request.headers, body, response });
          return this.chunkFaults(this.#commit(text, null, settings));
        },
      );
    });
    this.#http.on('connection', (socket) => {
      socket.on('error', () => {}); // a client that was killed closes nothing properly
      this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)));
    });
    this.#http.on('upgrade', (request, socket: Duplex, head) => {
      if (!this.forgetful) this.upgrades.push({ headers: request.headers, url: request.url ?? '' });
      const faults = this.connectionFaults(this.counts.upgrades++);
      if (faults.hangUp) return void socket.destroy();
      if (faults.refuse) {
        socket.write(plainAnswer(faults.refuse));
        if (!faults.refuse.unended) socket.end();
        return;
      }
      const sockets = new WebSocketServer({
        noServer: true,
        autoPong: !faults.halfOpen,
        clientTracking: false,
      });
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const { pathname, searchParams } = new URL(request.url ?? '', 'ws://localhost');
        void this.#serve(webSocket, faults, pathname, searchParams, request.headers);
      });
    });
  }

  /** @param port 0: any that is free. */
  static async start(port = 0): Promise<VoiceServer> {
    const server = new VoiceServer();
    await new Promise<void>((resolve) => server.#http.listen(port, '127.0.0.1', resolve));
    return server;
  }

  /** Without a query. */
  get url(): string {
    return `${this.baseUrl.replace('http', 'ws')}/audio/speech/websocket`;
  }

  /** In the form of `TOGETHER_BASE_URL`. */
  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** Takes a stream instead of a socket: the other end of what a client's `connect` gives. */
  accept(stream: Duplex): void {
    this.#http.emit('connection', stream);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #serve(
    socket: WebSocket,
    faults: ConnectionFaults,
    path: string,
    query: URLSearchParams,
    headers: IncomingHttpHeaders,
  ): Promise<void> {
    const seen: SeenConnection = {
      ...{ path, query, headers, socket, messages: [], sent: [], closed: false },
      ...{ alive: new Set(), mostAlive: 0 },
    };
    this.connections.push(seen);
    const start = parseQuery(query);
    const contexts = new Map<string, Context>();
    socket.on('error', () => {});
    socket.on('close', () => {
      seen.closed = true;
      if (this.forgetful) this.connections.splice(this.connections.indexOf(seen), 1);
      for (const context of contexts.values()) context.cancelled = true;
    });
    socket.on('message', (data: Buffer) => {
      const message = decodeClientMessage(data.toString());
      if (message.type === 'malformed' || message.type === 'unknown') return;
      if (!this.forgetful) seen.messages.push(message);
      if (faults.halfOpen) return;
      this.#receive(seen, contexts, start.ok ? start.settings : {}, message, faults);
    });
    await faults.greetAfter;
    if (faults.closeAtOnce) return socket.close();
    if (faults.firstMessage) {
      const { error, contextId = null } = faults.firstMessage;
      this.#send(seen, { type: 'failed', contextId, error });
      if (faults.firstMessage.close) socket.close();
    } else if (!faults.noGreeting && faults.halfOpen !== 'at once') {
      const [model, voice] = [query.get('model') ?? '', query.get('voice') ?? ''];
      this.#send(seen, { type: 'created', id: 'session', model, voice });
    }
  }

  #receive(
    seen: SeenConnection,
    contexts: Map<string, Context>,
    start: SessionSettings,
    message: ClientMessage,
    faults: ConnectionFaults,
  ): void {
    const { contextId } = message;
    if (message.type === 'update' && contextId === null) {
      for (const context of contexts.values()) context.settings = { ...context.settings, ...message.session };
      return;
    }
    const id = contextId ?? 'default';
    const fresh = { buffer: '', settings: start, cancelled: false, work: Promise.resolve() };
    const context: Context = contexts.get(id) ?? fresh;
    contexts.set(id, context);
    if (message.type !== 'cancel') seen.alive.add(id);
    seen.mostAlive = Math.max(seen.mostAlive, seen.alive.size);
    switch (message.type) {
      case 'append':
        context.buffer += message.text;
        return this.#send(seen, { type: 'received', contextId, text: message.text });
      case 'clear':
        context.buffer = '';
        return;
      case 'update':
        context.settings = { ...context.settings, ...message.session };
        return;
      case 'cancel':
        context.cancelled = true;
        contexts.delete(id);
        seen.alive.delete(id);
        if (!faults.neverConfirmsCancel) this.#send(seen, { type: 'cancelled', contextId });
        return;
      case 'commit': {
        const commit = this.#commit(context.buffer, contextId, context.settings);
        context.buffer = '';
        const chunk = this.chunkFaults(commit);
        const out = this.#outlet(seen);
        context.work = context.work.then(() => speak(out, commit, chunk, () => context.cancelled));
      }
    }
  }

  #commit(text: string, contextId: string | null, settings: SessionSettings): Commit {
    const commit = { text, contextId, settings, index: this.counts.commits++ };
    if (!this.forgetful) this.commits.push(commit);
    return commit;
  }

  #send(seen: SeenConnection, message: ServerMessage): void {
    this.#outlet(seen).frame(encodeServerMessage(message));
  }

  #outlet(seen: SeenConnection): Outlet {
    return {
      frame: (text) => {
        if (!this.forgetful) seen.sent.push(text);
        seen.socket.send(text, () => {});
      },
      binary: (bytes) => seen.socket.send(bytes, () => {}),
      drop: (how) => (how === 'close' ? seen.socket.close() : seen.socket.terminate()),
    };
  }
}

function plainAnswer({ status, headers = {}, body = {} }: PlainAnswer): string {
  const lines = { Date: new Date(0).toUTCString(), ...headers, Connection: 'close' };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'No'}\r\n${head.join('')}\r\n${text}`;
}
