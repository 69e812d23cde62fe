/**
 * The messages of the text-to-speech WebSocket, in both directions, as the client and the embedded server share them.
 * On the wire they are JSON text frames with `snake_case` fields; here they are readonly unions, and every message that
 * arrives goes through one of the two decoders. Nothing in this file throws: what is not understood becomes `unknown`
 * (a type we do not know: ignored by everybody) or `malformed` (a type we know with contents we cannot use).
 *
 * `contextId` is null where the wire has none: the server then means the context `"default"`, the client nobody's.
 */
import { isRecord, listOf, numberOr, parseJson, stringOr } from './json.ts';
import { encodeSession, parseSession, type SessionSettings } from './settings.ts';
import type { WordTime } from './types.ts';

export const DEFAULT_CONTEXT = 'default';
/** Contexts that one connection may hold alive at a time. */
export const MOST_CONTEXTS = 100;

export interface Malformed {
  readonly type: 'malformed';
  /** For a log: which message and what was wrong with it. Holds nothing that was in the message. */
  readonly reason: string;
  readonly contextId: string | null;
  /** The wire's name of the field that was wrong, where one is to blame. */
  readonly param: string | null;
}

export interface Unknown {
  readonly type: 'unknown';
  readonly name: string;
}

/** What a client may send, and what a server makes of it. */
export type ClientMessage =
  | { readonly type: 'append'; readonly contextId: string | null; readonly text: string }
  | { readonly type: 'commit'; readonly contextId: string | null }
  | { readonly type: 'clear'; readonly contextId: string | null }
  /** `contextId` null: every context. */
  | { readonly type: 'update'; readonly contextId: string | null; readonly session: SessionSettings }
  | { readonly type: 'cancel'; readonly contextId: string | null };

export interface ServiceError {
  readonly message: string;
  readonly type: string | null;
  readonly param: string | null;
  readonly code: string | null;
}

interface OfContext {
  readonly contextId: string | null;
}

/** `itemId` repeats across contexts: it means something only within its connection and context. */
interface OfItem extends OfContext {
  readonly itemId: string | null;
}

/** What a server may send, and what the client makes of it. */
export type ServerMessage =
  | { readonly type: 'created'; readonly id: string; readonly model: string; readonly voice: string }
  | ({ readonly type: 'updated' } & OfContext)
  | ({ readonly type: 'received'; readonly text: string } & OfContext)
  /** `delta`: base64 of signed 16-bit little-endian mono PCM; a sample may be split over two of them. */
  | ({ readonly type: 'audio'; readonly delta: string } & OfItem)
  /** Seconds from the item's first sample; they may start again within the item. */
  | ({ readonly type: 'words'; readonly words: readonly WordTime[] } & OfItem)
  | ({ readonly type: 'done' } & OfItem)
  | ({ readonly type: 'failed'; readonly error: ServiceError } & OfContext)
  | ({ readonly type: 'cancelled' } & OfContext)
  | ({ readonly type: 'error'; readonly error: ServiceError } & OfContext);

const CLIENT_TYPES = {
  append: 'input_text_buffer.append',
  commit: 'input_text_buffer.commit',
  clear: 'input_text_buffer.clear',
  update: 'tts_session.updated',
  cancel: 'context.cancel',
} as const satisfies Record<ClientMessage['type'], string>;

const SERVER_TYPES = {
  created: 'session.created',
  updated: 'session.updated',
  received: 'conversation.item.input_text.received',
  audio: 'conversation.item.audio_output.delta',
  words: 'conversation.item.word_timestamps',
  done: 'conversation.item.audio_output.done',
  failed: 'conversation.item.tts.failed',
  cancelled: 'context.cancelled',
  error: 'error',
} as const satisfies Record<ServerMessage['type'], string>;

const context = (contextId: string | null) => (contextId === null ? {} : { context_id: contextId });
const item = (message: OfItem) => ({
  ...context(message.contextId),
  ...(message.itemId === null ? {} : { item_id: message.itemId }),
});

/** The text frame of a message to the server. */
export function encodeClientMessage(message: ClientMessage): string {
  const head = { type: CLIENT_TYPES[message.type], ...context(message.contextId) };
  if (message.type === 'append') return JSON.stringify({ ...head, text: message.text });
  if (message.type === 'update') return JSON.stringify({ ...head, session: encodeSession(message.session) });
  return JSON.stringify(head);
}

/** The text frame of a message to the client. */
export function encodeServerMessage(message: ServerMessage): string {
  const type = SERVER_TYPES[message.type];
  switch (message.type) {
    case 'created': {
      const { id, model, voice } = message;
      const session = { id, object: 'realtime.tts.session', modalities: ['text', 'audio'], model, voice };
      return JSON.stringify({ event_id: id, type, session });
    }
    case 'received':
      return JSON.stringify({ type, ...context(message.contextId), text: message.text });
    case 'audio':
      return JSON.stringify({ type, ...item(message), delta: message.delta });
    case 'words':
      return JSON.stringify({
        type,
        ...item(message),
        words: message.words.map(({ word }) => word),
        start_seconds: message.words.map(({ start }) => start),
        end_seconds: message.words.map(({ end }) => end),
      });
    case 'done':
      return JSON.stringify({ type, ...item(message) });
    case 'updated':
    case 'cancelled':
      return JSON.stringify({ type, ...context(message.contextId) });
    case 'failed':
    case 'error':
      return JSON.stringify({ type, ...context(message.contextId), error: message.error });
  }
}

/** @param frame One text frame of the client's. */
export function decodeClientMessage(frame: string): ClientMessage | Malformed | Unknown {
  const message = parseJson(frame);
  return message === undefined ? malformed('frame', 'no JSON', null) : parseClientMessage(message);
}

/** @param frame One text frame of the server's. */
export function decodeServerMessage(frame: string): ServerMessage | Malformed | Unknown {
  const message = parseJson(frame);
  return message === undefined ? malformed('frame', 'no JSON', null) : parseServerMessage(message);
}

export function parseClientMessage(value: unknown): ClientMessage | Malformed | Unknown {
  if (!isRecord(value) || typeof value['type'] !== 'string') return malformed('message', 'no type', null);
  const contextId = stringOr(value['context_id'], null);
  if (value['context_id'] !== undefined && value['context_id'] !== null && contextId === null)
    return malformed(value['type'], 'context_id is no string', null);
  switch (value['type']) {
    case CLIENT_TYPES.append:
      return typeof value['text'] === 'string'
        ? { type: 'append', contextId, text: value['text'] }
        : malformed(value['type'], 'text is no string', contextId);
    case CLIENT_TYPES.commit:
      return { type: 'commit', contextId };
    case CLIENT_TYPES.clear:
      return { type: 'clear', contextId };
    case CLIENT_TYPES.cancel:
      return { type: 'cancel', contextId };
    case CLIENT_TYPES.update: {
      const session = parseSession(value['session']);
      return session.ok
        ? { type: 'update', contextId, session: session.settings }
        : malformed(value['type'], session.reason, contextId, session.param);
    }
    default:
      return { type: 'unknown', name: value['type'] };
  }
}

export function parseServerMessage(value: unknown): ServerMessage | Malformed | Unknown {
  if (!isRecord(value) || typeof value['type'] !== 'string') return malformed('message', 'no type', null);
  const type = value['type'];
  const contextId = stringOr(value['context_id'], null);
  const itemId = stringOr(value['item_id'], null);
  switch (type) {
    case SERVER_TYPES.created: {
      const session = isRecord(value['session']) ? value['session'] : {};
      const text = (key: string) => stringOr(session[key], '');
      return { type: 'created', id: text('id'), model: text('model'), voice: text('voice') };
    }
    case SERVER_TYPES.updated:
      return { type: 'updated', contextId };
    case SERVER_TYPES.received:
      return { type: 'received', contextId, text: stringOr(value['text'], '') };
    case SERVER_TYPES.audio:
      return typeof value['delta'] === 'string'
        ? { type: 'audio', contextId, itemId, delta: value['delta'] }
        : malformed(type, 'delta is no string', contextId, 'delta');
    case SERVER_TYPES.words: {
      // One service nests the three arrays under `timestamps`.
      const words = parseWords(isRecord(value['timestamps']) ? value['timestamps'] : value);
      return words
        ? { type: 'words', contextId, itemId, words }
        : malformed(type, 'words and times do not belong together', contextId);
    }
    case SERVER_TYPES.done:
      return { type: 'done', contextId, itemId };
    case SERVER_TYPES.cancelled:
      return { type: 'cancelled', contextId };
    case SERVER_TYPES.failed:
      return { type: 'failed', contextId, error: parseServiceError(value['error']) };
    case SERVER_TYPES.error:
      return { type: 'error', contextId, error: parseServiceError(value['error']) };
    default:
      return { type: 'unknown', name: type };
  }
}

/** The `error` object of a message or of an HTTP body (`{"error":{…}}` is unwrapped by the caller). Never fails. */
export function parseServiceError(value: unknown): ServiceError {
  if (typeof value === 'string') return { message: value, type: null, param: null, code: null };
  const error = isRecord(value) ? value : {};
  const code = error['code'];
  return {
    message: stringOr(error['message'], ''),
    type: stringOr(error['type'], null),
    param: stringOr(error['param'], null),
    code: typeof code === 'number' ? String(code) : stringOr(code, null),
  };
}

/** Three parallel arrays; null where they do not match or a time is none. An end before its start becomes the start. */
function parseWords(value: Readonly<Record<string, unknown>>): WordTime[] | null {
  const words = listOf(value['words']);
  const starts = listOf(value['start_seconds']);
  const ends = listOf(value['end_seconds']);
  if (!words || !starts || !ends || words.length !== starts.length || words.length !== ends.length)
    return null;
  const times: WordTime[] = [];
  for (const [index, word] of words.entries()) {
    const start = numberOr(starts[index], -1);
    const end = numberOr(ends[index], -1);
    if (typeof word !== 'string' || start < 0 || end < 0) return null;
    times.push({ word, start, end: Math.max(start, end) });
  }
  return times;
}

function malformed(
  what: string,
  reason: string,
  contextId: string | null,
  param: string | null = null,
): Malformed {
  return { type: 'malformed', reason: `${what}: ${reason}`, contextId, param };
}
