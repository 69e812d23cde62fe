import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

/** A message of the speech server's, as it stands on the wire. */
export interface WireMessage {
  readonly type: string;
  readonly context_id?: string;
  readonly item_id?: string;
  readonly delta?: string;
  readonly text?: string;
  readonly words?: readonly string[];
  readonly start_seconds?: readonly number[];
  readonly end_seconds?: readonly number[];
  readonly session?: { readonly id: string; readonly model: string; readonly voice: string };
  readonly error?: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
  };
}

export interface WireWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A plain client of the speech WebSocket, which knows nothing of Lectern's: for tests of servers. */
export interface SpeechSocket {
  /** All that came, in order. */
  readonly messages: readonly WireMessage[];
  readonly closed: Promise<number>;
  send(message: object | string | Buffer): void;
  /** The `count`-th message that fits; waits for it. Rejects where the connection closes first. */
  until(fits: (message: WireMessage) => boolean, count?: number): Promise<WireMessage>;
  /** Appends and commits in a context and waits for `items` ends. */
  say(text: string, contextId?: string, items?: number): Promise<void>;
  audio(contextId?: string, itemId?: string): Int16Array;
  words(contextId?: string, itemId?: string): WireWord[];
  close(): void;
}

export const DONE = 'conversation.item.audio_output.done';
export const AUDIO = 'conversation.item.audio_output.delta';
export const WORDS = 'conversation.item.word_timestamps';
export const FAILED = 'conversation.item.tts.failed';

const inContext = (context_id: string | undefined) => (context_id === undefined ? {} : { context_id });
/** Messages to send, of a context or of none that is named. */
export const append = (text: string, context_id?: string) => ({
  type: 'input_text_buffer.append',
  text,
  ...inContext(context_id),
});
export const commit = (context_id?: string) => ({
  type: 'input_text_buffer.commit',
  ...inContext(context_id),
});
export const update = (session: object, context_id?: string) => ({
  type: 'tts_session.updated',
  session,
  ...inContext(context_id),
});
export const cancel = (context_id: string) => ({ type: 'context.cancel', context_id });

export interface SpeechAddress {
  /** Of the WebSocket (`ws:`), or the base address that it lies under (`http:`). */
  readonly url: string;
  connect?(): Duplex;
}

/** Opens and waits for the first message, whatever it is. */
export async function openSpeech(
  { url, connect }: SpeechAddress,
  query: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<SpeechSocket> {
  const base = url.startsWith('http') ? `${url.replace(/^http/, 'ws')}/audio/speech/websocket` : url;
  const address = `${base}?${new URLSearchParams(query)}`;
  const socket = new WebSocket(address, { headers, ...(connect && { createConnection: connect }) });
  const messages: WireMessage[] = [];
  const waiting = new Set<() => void>();
  let gone = false;
  const wake = () => waiting.forEach((check) => check());
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      gone = true;
      resolve(code);
      wake();
    });
  });
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)) as WireMessage);
    wake();
  });

  const until: SpeechSocket['until'] = (fits, count = 1) =>
    new Promise((resolve, reject) => {
      let seen = 0;
      let left = count;
      const check = () => {
        for (; seen < messages.length; seen++) {
          const message = messages[seen]!;
          if (!fits(message) || --left > 0) continue;
          waiting.delete(check);
          return resolve(message);
        }
        if (!gone) return;
        waiting.delete(check);
        reject(new Error(`closed after ${messages.map(({ type }) => type).join(', ')}`));
      };
      waiting.add(check);
      check();
    });
  const of = (type: string, contextId?: string, itemId?: string) =>
    messages.filter(
      (message) =>
        message.type === type &&
        (contextId === undefined || message.context_id === contextId) &&
        (itemId === undefined || message.item_id === itemId),
    );

  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  await until(() => true);

  const send: SpeechSocket['send'] = (message) =>
    socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  return {
    messages,
    closed,
    send,
    until,
    async say(text, contextId, items = 1) {
      const context = contextId === undefined ? {} : { context_id: contextId };
      const before = of(DONE, contextId).length;
      send({ type: 'input_text_buffer.append', text, ...context });
      send({ type: 'input_text_buffer.commit', ...context });
      await until((message) => message.type === DONE && message.context_id === contextId, before + items);
    },
    audio(contextId, itemId) {
      const bytes = Buffer.concat(
        of(AUDIO, contextId, itemId).map(({ delta }) => Buffer.from(delta ?? '', 'base64')),
      );
      return Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2));
    },
    words: (contextId, itemId) =>
      of(WORDS, contextId, itemId).flatMap(({ words = [], start_seconds = [], end_seconds = [] }) =>
        words.map((word, index) => ({
          word,
          start: start_seconds[index] ?? NaN,
          end: end_seconds[index] ?? NaN,
        })),
      ),
    close: () => socket.close(),
  };
}
