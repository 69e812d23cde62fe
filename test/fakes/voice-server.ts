/**
 * A speech server after PROTOCOL.md with every fault on command. It speaks over real sockets, what it says is a pure
 * function of the text (`spoken.ts`), and it writes down all that it was told.
 */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
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
import type { SessionSettings } from '../../electron/core/speech/settings.ts';
import { wavHeader } from '../../electron/core/speech/pcm.ts';
import { pieces } from '../support/pieces.ts';
import { partsOf, spoken } from './spoken.ts';

/** What a connection does. Left out: what a good server does. */
export interface ConnectionFaults {
  /** Answers the upgrade with this instead. */
  readonly refuse?: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
  };
  /** Sent instead of `session.created`; `close`: and the connection closed at once. */
  readonly firstMessage?: { readonly error: ServiceError; readonly close: boolean };
  readonly noGreeting?: boolean;
  /** Closes without a word. */
  readonly closeAtOnce?: boolean;
  /** Resolves when the greeting may go out. */
  readonly greetAfter?: Promise<void>;
  /** Says nothing any more, not even to a ping, and does not close. */
  readonly halfOpen?: boolean;
  readonly neverConfirmsCancel?: boolean;
}

/** What is done with one commit. */
export interface ChunkFaults {
  /** Bytes of the deltas, in turn. */
  readonly deltaBytes?: readonly number[];
  /** Items that the text is spoken as. */
  readonly items?: number;
  /** Before the sound of their item, after it, after its `done`, or never. */
  readonly words?: 'before' | 'after' | 'after-done' | 'never';
  /** Word events of each item. */
  readonly wordBatches?: number;
  /** Each batch counts from its own first word, and comes with its part of the sound, after or before it. */
  readonly wordsRestart?: boolean;
  readonly wordsNested?: boolean;
  readonly riff?: boolean;
  readonly binary?: boolean;
  readonly withoutIds?: boolean;
  readonly unknownEvents?: boolean;
  /** Sent before the sound as it is. */
  readonly insert?: readonly string[];
  readonly done?: 'missing' | 'early';
  /** Resolves when `done` may go out. */
  readonly doneAfter?: Promise<void>;
  /** Between two items. */
  readonly nextItemAfter?: Promise<void>;
  /** Fails, or breaks, after so many deltas. */
  readonly after?: number;
  readonly fail?: {
    readonly as: 'failed' | 'error';
    readonly error: ServiceError;
    readonly withoutId?: boolean;
  };
  readonly drop?: 'close' | 'terminate';
  /** Stops there and says nothing more of this chunk. */
  readonly stall?: boolean;
  /** Resolves when anything may be answered. */
  readonly startAfter?: Promise<void>;
  /** Between deltas. */
  readonly eachDeltaAfter?: () => Promise<void>;
  readonly noSound?: boolean;
  /** Only so many bytes of the sound, and `done` all the same. */
  readonly truncated?: number;
  /** Goes on after `context.cancel`. */
  readonly ignoresCancel?: boolean;
}

export interface Commit {
  readonly text: string;
  readonly contextId: string | null;
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
  /** Of the answer to what is no upgrade: 401, say, where the voices are asked for with a wrong key. */
  plainStatus = 426;
  /** Answers `GET /voices` with 200 and this, by the model that is asked for; null: as `plainStatus` says. */
  voices: ((model: string | null) => unknown) | null = null;
  /** Resolves when what is no upgrade may be answered. */
  plainAfter: Promise<void> = Promise.resolve();
  /** What was no upgrade. */
  readonly plain: { readonly headers: IncomingHttpHeaders; readonly url: string }[] = [];
  readonly #http: Server;
  readonly #sockets = new Set<Duplex>();

  constructor() {
    this.#http = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost');
      this.plain.push({ headers: request.headers, url: request.url ?? '' });
      void this.plainAfter.then(() => {
        if (!this.voices || !url.pathname.endsWith('/voices')) {
          response.writeHead(this.plainStatus).end();
          return;
        }
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(this.voices(url.searchParams.get('model'))));
      });
    });
    this.#http.on('connection', (socket) =>
      this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket))),
    );
    this.#http.on('upgrade', (request, socket: Duplex, head) => {
      this.upgrades.push({ headers: request.headers, url: request.url ?? '' });
      const faults = this.connectionFaults(this.upgrades.length - 1);
      if (faults.refuse) {
        const { status, headers = {}, body = {} } = faults.refuse;
        const lines = Object.entries({ Date: new Date(0).toUTCString(), ...headers, Connection: 'close' });
        const text = JSON.stringify(body);
        socket.end(
          `HTTP/1.1 ${status} No\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`,
        );
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
    const contexts = new Map<string, Context>();
    socket.on('error', () => {});
    socket.on('close', () => {
      seen.closed = true;
      for (const context of contexts.values()) context.cancelled = true;
    });
    socket.on('message', (data: Buffer) => {
      const message = decodeClientMessage(data.toString());
      if (message.type === 'malformed' || message.type === 'unknown') return;
      seen.messages.push(message);
      if (!faults.halfOpen) this.#receive(seen, contexts, message, faults);
    });
    await faults.greetAfter;
    if (faults.closeAtOnce) return socket.close();
    if (faults.firstMessage) {
      send(seen, { type: 'failed', contextId: null, error: faults.firstMessage.error });
      if (faults.firstMessage.close) socket.close();
    } else if (!faults.noGreeting && !faults.halfOpen) {
      const [model, voice] = [query.get('model') ?? '', query.get('voice') ?? ''];
      send(seen, { type: 'created', id: 'session', model, voice });
    }
  }

  #receive(
    seen: SeenConnection,
    contexts: Map<string, Context>,
    message: ClientMessage,
    faults: ConnectionFaults,
  ): void {
    const id = message.contextId ?? 'default';
    const context = contexts.get(id) ?? {
      buffer: '',
      settings: {},
      cancelled: false,
      work: Promise.resolve(),
    };
    contexts.set(id, context);
    if (message.type !== 'cancel') seen.alive.add(id);
    seen.mostAlive = Math.max(seen.mostAlive, seen.alive.size);
    switch (message.type) {
      case 'append':
        context.buffer += message.text;
        return send(seen, { type: 'received', contextId: message.contextId, text: message.text });
      case 'clear':
        context.buffer = '';
        return;
      case 'update':
        context.settings = { ...context.settings, ...message.session };
        return;
      case 'cancel':
        context.cancelled = true;
        seen.alive.delete(id);
        if (!faults.neverConfirmsCancel) send(seen, { type: 'cancelled', contextId: message.contextId });
        return;
      case 'commit': {
        const { contextId } = message;
        const commit = {
          text: context.buffer,
          contextId,
          settings: context.settings,
          index: this.commits.length,
        };
        context.buffer = '';
        this.commits.push(commit);
        context.work = context.work.then(() => speak(seen, context, commit, this.chunkFaults(commit)));
      }
    }
  }
}

function send(seen: SeenConnection, message: ServerMessage): void {
  sendRaw(seen, encodeServerMessage(message));
}

function sendRaw(seen: SeenConnection, frame: string): void {
  seen.sent.push(frame);
  seen.socket.send(frame, () => {});
}

async function speak(
  seen: SeenConnection,
  context: Context,
  commit: Commit,
  faults: ChunkFaults,
): Promise<void> {
  const contextId = faults.withoutIds ? null : commit.contextId;
  const gone = () => context.cancelled && !faults.ignoresCancel;
  let deltas = 0;
  /** @returns whether to stop here. */
  const atFault = (): boolean => {
    if (deltas !== (faults.after ?? 0)) return false;
    if (faults.fail) {
      const { as, error, withoutId } = faults.fail;
      send(seen, { type: as, contextId: withoutId ? null : contextId, error });
    }
    if (faults.drop === 'close') seen.socket.close();
    if (faults.drop === 'terminate') seen.socket.terminate();
    return faults.fail !== undefined || faults.drop !== undefined || faults.stall === true;
  };
  await faults.startAfter;
  for (const frame of faults.insert ?? []) sendRaw(seen, frame);
  const parts = partsOf(commit.text, faults.items ?? 1);
  for (const [n, part] of parts.entries()) {
    if (n > 0) await faults.nextItemAfter;
    const itemId = `tts_${n + 1}`;
    const batches = partsOf(part, faults.wordBatches ?? 1);
    const words = (batch: number) => wordsFrame(contextId, itemId, batches, batch, faults);
    const allWords = () => batches.forEach((_, batch) => sendRaw(seen, words(batch)));
    const done = () => send(seen, { type: 'done', contextId, itemId });
    const sound = faults.riff ? Buffer.concat([wavHeader(0), spoken(part).pcm]) : spoken(part).pcm;
    const sizes = faults.deltaBytes ?? [9600];
    if (faults.words === 'before' && !faults.wordsRestart) allWords();
    if (faults.done === 'early') done();
    const streams = faults.wordsRestart ? batches.map((batch) => spoken(batch).pcm) : [sound];
    for (const [batch, stream] of streams.entries()) {
      if (faults.wordsRestart && faults.words === 'before') sendRaw(seen, words(batch));
      for (const piece of faults.noSound ? [] : pieces(stream.subarray(0, faults.truncated), sizes)) {
        if (gone() || atFault()) return;
        if (faults.unknownEvents) sendRaw(seen, '{"type":"conversation.item.visemes","delta":7}');
        if (faults.binary) seen.socket.send(piece, () => {});
        else send(seen, { type: 'audio', contextId, itemId, delta: Buffer.from(piece).toString('base64') });
        deltas++;
        await (faults.eachDeltaAfter?.() ?? new Promise(setImmediate));
      }
      if (faults.wordsRestart && faults.words !== 'before') sendRaw(seen, words(batch));
    }
    if (gone() || (faults.after === undefined ? faults.stall : atFault())) return;
    if (!faults.wordsRestart && (faults.words ?? 'after') === 'after') allWords();
    await faults.doneAfter;
    if (gone()) return;
    if (faults.done === undefined) done();
    if (faults.words === 'after-done') allWords();
  }
}

/** Times count from the item's first sample, or with `wordsRestart` from the batch's. */
function wordsFrame(
  contextId: string | null,
  itemId: string,
  batches: readonly string[],
  batch: number,
  faults: ChunkFaults,
): string {
  const before = batches.slice(0, batch).join('');
  const all = spoken(before + (batches[batch] ?? '')).words;
  const words = faults.wordsRestart
    ? spoken(batches[batch] ?? '').words
    : all.slice(spoken(before).words.length);
  const frame = encodeServerMessage({ type: 'words', contextId, itemId, words });
  if (!faults.wordsNested) return frame;
  const { words: list, start_seconds, end_seconds, ...rest } = JSON.parse(frame) as Record<string, unknown>;
  return JSON.stringify({ ...rest, timestamps: { words: list, start_seconds, end_seconds } });
}
