/**
 * Every bad day of a speech server and of the network before it, by name: what the server does, and what must come of
 * it. Each can be commanded by its name, and drawn by a seed. The order is that of PROTOCOL.md.
 */
import type { ErrorKind } from '../../electron/core/errors.ts';
import type { ServiceError } from '../../electron/core/speech/protocol.ts';
import { soundBytes } from './spoken.ts';
import type { HttpFaults, PlainAnswer } from './voice-http.ts';
import type { Commit, ConnectionFaults, VoiceServer } from './voice-server.ts';
import type { ChunkFaults } from './voice-speech.ts';

type Random = () => number;
/** `as-said`: what the voice said twice alike, though it is not all of the text. */
export type Outcome = 'speech' | 'as-said' | ErrorKind;

export interface Fault {
  readonly connection?: ConnectionFaults;
  readonly chunk?: ChunkFaults | ((random: Random, commit: Commit) => ChunkFaults);
  readonly http?: HttpFaults | ((random: Random) => HttpFaults);
  /** The answer to every upgrade, however often the rest happens: no WebSocket is to be had. */
  readonly blocked?: PlainAnswer;
  /** What must come of it where it happens each time, and where it happens once and all is well again. */
  readonly always: Outcome;
  readonly once: Outcome;
}

/** The key that a careless server repeats in its errors. */
export const REPEATED_KEY = 'tgp_v1_0123456789abcdef';

const error = (more: Partial<ServiceError>): ServiceError => ({
  ...{ message: `No. Your key is ${REPEATED_KEY}.`, type: null, param: null, code: null },
  ...more,
});
const harmless = { always: 'speech', once: 'speech' } as const;
/** Trying again does not help. */
const lasting = <K extends ErrorKind>(kind: K) => ({ always: kind, once: kind });
/** Trying again helps, if it is over by then. */
const passing = <K extends ErrorKind>(kind: K) => ({ always: kind, once: 'speech' }) as const;

/** A take that ends before its end, and of which nothing may be heard once there is a whole one. */
const torn = { otherTake: true } as const;
/** Trying again helps, if it is over by then; else it is believed. */
const believed = { always: 'as-said', once: 'speech' } as const;

const refused = (status: number, headers: Record<string, string> = {}): PlainAnswer => ({
  ...{ status, headers, body: { error: error({ type: 'invalid_request_error' }) } },
});
const page = (status: number): PlainAnswer => ({
  ...{ status, headers: { 'Content-Type': 'text/html' }, body: '<h1>Not here</h1>' },
});
const blocked = page(426);
const delta = (commit: Commit, value: unknown) =>
  JSON.stringify({
    type: 'conversation.item.audio_output.delta',
    ...{ context_id: commit.contextId ?? undefined, item_id: 'tts_1', delta: value },
  });
const words = (commit: Commit, fields: object) =>
  JSON.stringify({
    type: 'conversation.item.word_timestamps',
    ...{ context_id: commit.contextId ?? undefined, item_id: 'tts_1', ...fields },
  });
const sizes = (random: Random, most: number) =>
  Array.from({ length: 20 }, () => 1 + Math.floor(random() * most));

export const FAULTS = {
  // §1: the upgrade
  '401 at the upgrade': { connection: { refuse: refused(401) }, ...lasting('key-refused') },
  '402 at the upgrade': { connection: { refuse: refused(402) }, ...lasting('spending-limit') },
  '403 at the upgrade': { connection: { refuse: refused(403) }, ...lasting('key-refused') },
  '404 at the upgrade alone': { connection: { refuse: refused(404) }, ...harmless },
  '404 at the upgrade, and over HTTP': {
    connection: { refuse: refused(404) },
    http: { refuse: refused(404) },
    ...lasting('model-unavailable'),
  },
  '403 at the upgrade by somebody in between': { connection: { refuse: page(403) }, ...harmless },
  '400 at the upgrade': { connection: { refuse: refused(400) }, ...lasting('speech-refused') },
  '429 without a pause': { connection: { refuse: refused(429) }, ...passing('rate-limited') },
  '429 with a pause in seconds': {
    connection: { refuse: refused(429, { 'Retry-After': '2' }) },
    ...passing('rate-limited'),
  },
  '429 with a pause as a date': {
    connection: { refuse: refused(429, { 'Retry-After': 'Thu, 01 Jan 1970 00:00:03 GMT' }) },
    ...passing('rate-limited'),
  },
  '429 with a pause of an hour': {
    connection: { refuse: refused(429, { 'Retry-After': '3600' }) },
    ...lasting('rate-limited'),
  },
  '500 at the upgrade': { connection: { refuse: page(500) }, ...passing('overloaded') },
  '503 at the upgrade': {
    connection: { refuse: refused(503, { 'Retry-After': '1' }) },
    ...passing('overloaded'),
  },
  '403 at the upgrade, whose body never ends': {
    connection: { refuse: { ...refused(403), unended: true } },
    ...lasting('key-refused'),
  },
  // §1: the first message
  'wrong key, told by the first message': {
    connection: { firstMessage: { error: error({ code: 'invalid_api_key' }), close: false } },
    ...lasting('key-refused'),
  },
  'wrong key, told by the first message, then closed': {
    connection: { firstMessage: { error: error({ code: 'invalid_api_key' }), close: true } },
    ...lasting('key-refused'),
  },
  'wrong key, told by the first message for the default context': {
    connection: {
      firstMessage: { error: error({ code: 'invalid_api_key' }), close: false, contextId: 'default' },
    },
    ...lasting('key-refused'),
  },
  'missing key, told by the first message': {
    connection: { firstMessage: { error: error({ code: 'missing_api_key' }), close: true } },
    ...lasting('key-refused'),
  },
  'no such model, told by the first message': {
    connection: { firstMessage: { error: error({ code: 'model_not_available' }), close: true } },
    ...lasting('model-unavailable'),
  },
  'no such voice, told by the first message': {
    connection: {
      firstMessage: {
        error: error({ message: 'Voice tara is not there.', type: 'invalid_request_error' }),
        close: false,
      },
    },
    ...lasting('voice-unknown'),
  },
  'too many requests, told by the first message': {
    connection: { firstMessage: { error: error({ code: 'rate_limit_exceeded' }), close: true } },
    ...passing('rate-limited'),
  },
  // §1: the connection
  'no greeting': { connection: { noGreeting: true }, ...harmless },
  'closed without a word': {
    connection: { closeAtOnce: true },
    http: { refuse: page(404) },
    ...passing('network'),
  },
  'hung up in the handshake': { connection: { hangUp: true }, http: { hangUp: true }, ...passing('network') },
  'half open': { connection: { halfOpen: 'at once' }, ...passing('network') },
  'half open after the greeting': { connection: { halfOpen: 'later' }, ...passing('network') },
  'closed within a chunk': { chunk: { ...torn, after: 2, drop: 'close' }, ...passing('network') },
  'broken within a chunk': { chunk: { ...torn, after: 1, drop: 'terminate' }, ...passing('network') },
  'broken before the sound': { chunk: { drop: 'terminate' }, ...passing('network') },
  // §2
  'cancel that is never confirmed': { connection: { neverConfirmsCancel: true }, ...harmless },
  // §3: sound
  'sound cut anywhere': { chunk: (random) => ({ deltaBytes: sizes(random, 4000) }), ...harmless },
  'samples split over two deltas': { chunk: { deltaBytes: [1001] }, ...harmless },
  'sound behind a RIFF header': {
    chunk: (random) => ({ riff: true, deltaBytes: sizes(random, 60) }),
    ...harmless,
  },
  'sound in binary frames': { chunk: { binary: true }, ...harmless },
  'sound without a context id': { chunk: { withoutIds: true }, ...harmless },
  'sound in messages that are binary frames': { chunk: { binaryMessages: true }, ...harmless },
  'sound of the default context among ours': { chunk: { strayWithoutId: true }, ...harmless },
  'sound of another rate, as its header says': { chunk: { riff: 48_000 }, ...passing('protocol') },
  'silence instead of sound': { chunk: { silence: true }, ...believed },
  'silence instead of sound, and no words': { chunk: { silence: true, words: 'never' }, ...believed },
  'sound that lacks the end of the text': { chunk: { saysPart: 0.8 }, ...believed },
  'sound of half the length of its words': {
    chunk: (_, { text }) => ({ mostBytes: 2 * Math.floor(soundBytes(text) / 5), words: 'before' }),
    ...passing('speech-empty'),
  },
  'sound that is no base64': {
    chunk: (_, commit) => ({ insert: [delta(commit, '*?*?')] }),
    ...passing('protocol'),
  },
  'sound that is no text': {
    chunk: (_, commit) => ({ insert: [delta(commit, 17)] }),
    ...passing('protocol'),
  },
  'no sound at all': { chunk: { noSound: true, words: 'never' }, ...passing('speech-empty') },
  'far too little sound': { chunk: { mostBytes: 2000, words: 'never' }, ...passing('speech-empty') },
  'silence before the sound': { chunk: { stall: true, after: 0 }, ...passing('speech-timeout') },
  'silence within the sound': { chunk: { ...torn, stall: true, after: 1 }, ...passing('speech-timeout') },
  'silence near the end of the sound': {
    chunk: (_, { text }) => ({
      ...{ ...torn, stall: true, after: Math.floor((0.8 * soundBytes(text)) / 1000), deltaBytes: [1000] },
      ...{ wordBatches: 5, wordsRestart: true },
    }),
    ...passing('speech-timeout'),
  },
  // §3: items
  'several items': { chunk: (random) => ({ items: 2 + Math.floor(random() * 3) }), ...harmless },
  'several items, words first': { chunk: { items: 3, words: 'before' }, ...harmless },
  'several items of one id': { chunk: { items: 3, sameItemId: true, riff: true }, ...harmless },
  'done that stays away': { chunk: { done: 'missing' }, ...harmless },
  'done that stays away, and no words': { chunk: { done: 'missing', words: 'never' }, ...harmless },
  'done before the sound': { chunk: { done: 'early' }, ...harmless },
  // §3: words
  'words before the sound': { chunk: { words: 'before' }, ...harmless },
  'words after the done': { chunk: { words: 'after-done' }, ...harmless },
  'words in several events': { chunk: { wordBatches: 4 }, ...harmless },
  'words that start again within an item': { chunk: { wordBatches: 3, wordsRestart: true }, ...harmless },
  'words under timestamps': { chunk: { wordsNested: true }, ...harmless },
  'words that never come': { chunk: { words: 'never' }, ...harmless },
  'words that make no sense': {
    chunk: (_, commit) => ({ insert: [words(commit, { words: ['a'], start_seconds: 'soon' })] }),
    ...harmless,
  },
  // §3: the rest
  'events that nobody knows': {
    chunk: { unknownEvents: true, insert: ['no JSON', '[]', '{"type":"session.updated","session":{}}'] },
    ...harmless,
  },
  'refusal of the text': {
    chunk: { fail: { as: 'failed', error: error({ code: 'text_too_rude' }) } },
    ...lasting('speech-refused'),
  },
  'failure within a chunk': {
    chunk: { ...torn, after: 1, fail: { as: 'error', error: error({ code: 'server_error' }) } },
    ...passing('overloaded'),
  },
  'failure that names nothing': {
    chunk: { ...torn, after: 1, fail: { as: 'failed', error: error({}) } },
    ...passing('speech-refused'),
  },
  'failure without an id': {
    chunk: {
      ...torn,
      after: 1,
      fail: { as: 'error', error: error({ code: 'rate_limit_exceeded' }), withoutId: true },
    },
    ...passing('rate-limited'),
  },
  'context that is cancelled by the server': {
    chunk: (_, { contextId }) => ({
      insert: [JSON.stringify({ type: 'context.cancelled', context_id: contextId })],
      stall: true,
    }),
    ...passing('speech-refused'),
  },
  // §4, §5: no WebSocket is let through
  'upgrade answered by a page (200)': { blocked: page(200), ...harmless },
  'upgrade answered by a page (302)': { blocked: page(302), ...harmless },
  'upgrade answered by a page (400)': { blocked: page(400), ...harmless },
  'upgrade answered by a page (404)': { blocked: page(404), ...harmless },
  'upgrade answered by a page (405)': { blocked: page(405), ...harmless },
  'upgrade answered by a page (426)': { blocked: page(426), ...harmless },
  'upgrade answered by an error (405)': { blocked: refused(405), ...harmless },
  'upgrade answered by an error (426)': { blocked: refused(426), ...harmless },
  'upgrade answered by a page (501)': { blocked: page(501), ...harmless },
  'upgrade answered by a page (502)': { blocked: page(502), ...harmless },
  'nobody speaks, and HTTP is a page too': {
    blocked: page(405),
    http: { refuse: page(404) },
    ...lasting('protocol'),
  },
  'HTTP cut anywhere': {
    blocked,
    chunk: (random) => ({ deltaBytes: sizes(random, 4000) }),
    http: (random) => ({ writeBytes: sizes(random, 900) }),
    ...harmless,
  },
  'HTTP with lines of CRLF': { blocked, http: { lineEnd: '\r\n', writeBytes: [7, 4000] }, ...harmless },
  'HTTP with lines of CR': { blocked, http: { lineEnd: '\r' }, ...harmless },
  'HTTP with comments, fields and data on lines': {
    blocked,
    http: { chatter: true, lineEnd: '\r\n', writeBytes: [999] },
    ...harmless,
  },
  'HTTP without an end': { blocked, http: { unended: true }, ...harmless },
  'HTTP without an end or a done': {
    ...{ blocked, http: { unended: true }, chunk: { done: 'missing' } },
    ...harmless,
  },
  'HTTP without an end, a done or a word': {
    ...{ blocked, http: { unended: true }, chunk: { done: 'missing', words: 'never' } },
    ...passing('speech-refused'),
  },
  'HTTP that sends the sound itself': { blocked, http: { plain: 'pcm', writeBytes: [1001] }, ...harmless },
  'HTTP that sends a WAV file': { blocked, http: { plain: 'wav', writeBytes: [30, 1001] }, ...harmless },
  'HTTP with several items of one id': { blocked, chunk: { items: 3, sameItemId: true }, ...harmless },
  'HTTP 401': { blocked, http: { refuse: refused(401) }, ...lasting('key-refused') },
  'HTTP 401 whose body never ends': {
    blocked,
    http: { refuse: { ...refused(401), unended: true } },
    ...lasting('key-refused'),
  },
  'HTTP 402': { blocked, http: { refuse: refused(402) }, ...lasting('spending-limit') },
  'HTTP 404': { blocked, http: { refuse: refused(404) }, ...lasting('model-unavailable') },
  'HTTP 429': {
    blocked,
    http: { refuse: refused(429, { 'Retry-After': '2' }) },
    ...passing('rate-limited'),
  },
  'HTTP 500': { blocked, http: { refuse: page(500) }, ...passing('overloaded') },
  'HTTP 503': { blocked, http: { refuse: refused(503) }, ...passing('overloaded') },
  'HTTP that hangs up': { blocked, http: { hangUp: true }, ...passing('network') },
  'HTTP that never answers': { blocked, http: { silent: true }, ...passing('network') },
  'HTTP that breaks within a chunk': {
    blocked,
    chunk: { ...torn, after: 2, drop: 'terminate' },
    ...passing('network'),
  },
  'HTTP that ends within a chunk': {
    blocked,
    chunk: { ...torn, after: 1, drop: 'close' },
    ...passing('speech-refused'),
  },
  'HTTP that falls silent': {
    blocked,
    chunk: { ...torn, after: 1, stall: true },
    ...passing('speech-timeout'),
  },
  'HTTP that sends an error as an event': {
    blocked,
    chunk: { insert: [JSON.stringify({ error: error({ code: 'rate_limit_exceeded' }) })] },
    ...passing('rate-limited'),
  },
} as const satisfies Record<string, Fault>;

/** Of so many connections, chunks and requests one has a fault. */
const ONE_CONNECTION_IN = 6;
const ONE_CHUNK_IN = 5;
/** A network that lets no WebSocket through is met more rarely: it lasts. */
const ONE_BLOCKED_IN = 40;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/**
 * From now on the server has this fault, and no other.
 * @param times How often: connections, chunks and requests are counted each.
 */
export function command(server: VoiceServer, name: FaultName, random: Random, times = Infinity): void {
  const { connection = {}, chunk = {}, http = {}, blocked }: Fault = FAULTS[name];
  const left = { connections: times, chunks: times, requests: times };
  server.connectionFaults = () => {
    if (blocked) return { refuse: blocked };
    return left.connections-- > 0 ? connection : {};
  };
  server.chunkFaults = (commit) => {
    if (left.chunks-- <= 0) return {};
    return typeof chunk === 'function' ? chunk(random, commit) : chunk;
  };
  server.httpFaults = () => {
    if (left.requests-- <= 0) return {};
    return typeof http === 'function' ? http(random) : http;
  };
}

/**
 * From now on each connection, each chunk and each request draws its fault, or none.
 * @returns the texts that a fault refuses, or breaks off: of others nothing of the kind may be told.
 */
export function drawFaults(server: VoiceServer, random: Random): Set<string> {
  const all: Fault[] = Object.values(FAULTS);
  const refused = new Set<string>();
  const drawn = <K extends 'connection' | 'chunk' | 'http'>(kind: K, oneIn: number): Fault => {
    // A whole connection that is refused as a text would be is left out, so that refusals are known by their texts; and
    // what is believed when it comes twice, which a draw may let it.
    const candidates = all.filter(
      (fault) =>
        fault[kind] && fault.always !== 'as-said' && (kind === 'chunk' || fault.always !== 'speech-refused'),
    );
    return random() * oneIn < 1 ? candidates[Math.floor(random() * candidates.length)]! : NO_FAULT;
  };
  server.connectionFaults = () =>
    random() * ONE_BLOCKED_IN < 1
      ? { refuse: blocked }
      : (drawn('connection', ONE_CONNECTION_IN).connection ?? {});
  server.chunkFaults = (commit) => {
    const { chunk = {}, always } = drawn('chunk', ONE_CHUNK_IN);
    if (always === 'speech-refused') refused.add(commit.text);
    return typeof chunk === 'function' ? chunk(random, commit) : chunk;
  };
  server.httpFaults = () => {
    const { http = {} } = drawn('http', ONE_CHUNK_IN);
    return typeof http === 'function' ? http(random) : http;
  };
  return refused;
}

const NO_FAULT: Fault = { ...harmless };
