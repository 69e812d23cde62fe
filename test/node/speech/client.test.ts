import { duplexPair } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import type { ServiceError } from '../../../electron/core/speech/protocol.ts';
import type { SpeechEvent, SpeechRequest, WordTime } from '../../../electron/core/speech/types.ts';
import {
  createSpeechClient,
  type ClientStatus,
  type SpeechClient,
  type SpeechClientOptions,
} from '../../../electron/node/speech/client.ts';
import { PATIENCE } from '../../../electron/node/speech/context.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { partsOf, randomOf, spoken } from '../../fakes/spoken.ts';
import { VoiceServer, type ChunkFaults } from '../../fakes/voice-server.ts';
import { until } from '../../support/until.ts';

const KEY = 'tgp_v1_0123456789abcdef';
const TEXT = 'It was a bright cold day in April, and the clocks were striking thirteen.';
const never = new AbortController().signal;

let server: VoiceServer;
let clock: ManualClock;
let clients: SpeechClient[];

beforeEach(async () => {
  server = await VoiceServer.start();
  clock = createManualClock();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

const clientOf = (options: Partial<SpeechClientOptions> = {}): SpeechClient => {
  const key = async () => KEY;
  const client = createSpeechClient({ url: server.url, service: 'Together AI', clock, key, ...options });
  clients.push(client);
  return client;
};

const requestOf = (text: string, more: Partial<SpeechRequest> = {}): SpeechRequest => ({
  ...{ server: 'together', model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-US' },
  ...{ text, pronunciation: [] },
  ...more,
});

interface Told {
  readonly pcm: Buffer;
  readonly words: readonly WordTime[];
}

const collect = async (
  events: AsyncIterable<SpeechEvent>,
  onEvent: (event: SpeechEvent) => void = () => {},
): Promise<Told> => {
  const pcm: Uint8Array[] = [];
  const words: WordTime[] = [];
  for await (const event of events) {
    onEvent(event);
    if (event.type === 'audio') pcm.push(event.pcm);
    else words.push(...event.words);
  }
  return { pcm: Buffer.concat(pcm), words };
};
const tell = (text = TEXT, client = clientOf()) => collect(client.speak(requestOf(text), never));

/** The error that the chunk ends with; it must never hold the key. */
const failure = async (telling: Promise<unknown>): Promise<LecternError> => {
  const error = await telling.then(
    () => new Error('it was spoken'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LecternError)) throw error;
  expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain(KEY);
  return error;
};

const close = (seconds: number) => expect.closeTo(seconds, 6) as number;
/** What a text must sound like when it is spoken as these parts, each an item. */
const parts = (...texts: readonly string[]): Told => {
  const starts = texts.map((_, n) => texts.slice(0, n).join('').length / 15);
  return {
    pcm: Buffer.concat(texts.map((text) => spoken(text).pcm)),
    words: texts.flatMap((text, n) =>
      spoken(text).words.map(({ word, start, end }) => ({
        word,
        start: close(start + starts[n]!),
        end: close(end + starts[n]!),
      })),
    ),
  };
};
const expectTold = (told: Told, expected: Told) => {
  expect(told.pcm.equals(expected.pcm)).toBe(true);
  expect(told.words).toEqual(expected.words);
};
const faults = (chunk: ChunkFaults) => (server.chunkFaults = () => chunk);

describe('a chunk of speech', () => {
  it('comes sample for sample, with a time for every word', async () => {
    expectTold(await tell(), parts(TEXT));
  });

  it('is asked for in the least risky way', async () => {
    const client = clientOf();
    const request = requestOf('  OMG,\n it works.  ', {
      language: 'en-GB',
      pronunciation: ['OMG/oh my god'],
    });
    await collect(client.speak(request, never));
    const connection = server.connections[0]!;
    await until(() => connection.messages.length === 4);
    expect(connection.path).toBe('/v1/audio/speech/websocket');
    expect(Object.fromEntries(connection.query)).toEqual({
      model: 'hexgrad/Kokoro-82M',
      voice: 'af_heart',
      response_format: 'pcm',
      sample_rate: '24000',
      alignment: 'word',
      segment: 'never',
    });
    expect(connection.headers.authorization).toBe(`Bearer ${KEY}`);
    const contextId = connection.messages[0]!.contextId;
    const session = { voice: 'af_heart', language: 'en', pronunciation: ['OMG/oh my god'] };
    expect(connection.messages).toEqual([
      { type: 'update', contextId, session },
      { type: 'append', contextId, text: 'OMG, it works.' },
      { type: 'commit', contextId },
      { type: 'cancel', contextId },
    ]);
  });

  it('is told while it is still being made', async () => {
    const gate = Promise.withResolvers<void>();
    faults({ doneAfter: gate.promise, words: 'before' });
    const events = clientOf().speak(requestOf(TEXT), never)[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ type: 'words' });
    expect((await events.next()).value).toMatchObject({ type: 'audio' });
    gate.resolve();
    while (!(await events.next()).done);
  });

  it('holds its text back until the session is there', async () => {
    const gate = Promise.withResolvers<void>();
    server.connectionFaults = () => ({ greetAfter: gate.promise });
    const telling = tell();
    await until(() => server.connections.length === 1);
    expect(server.connections[0]!.messages).toEqual([]);
    gate.resolve();
    expectTold(await telling, parts(TEXT));
  });

  it('does not wait for ever for a session that is never announced', async () => {
    server.connectionFaults = () => ({ noGreeting: true });
    const telling = tell();
    await until(() => clock.waits(5_000));
    expect(server.connections[0]!.messages).toEqual([]);
    clock.advance(5_000);
    expectTold(await telling, parts(TEXT));
  });

  it('goes over a stream that was brought as well as over a socket', async () => {
    const connect = () => {
      const [here, there] = duplexPair();
      server.accept(there);
      return here;
    };
    const client = createSpeechClient({
      url: 'ws://voice/speech',
      service: 'The offline voice',
      clock,
      connect,
    });
    clients.push(client);
    expectTold(await tell(TEXT, client), parts(TEXT));
    expect(server.connections[0]!.headers.authorization).toBeUndefined();
  });

  it('without a word in it asks nobody and is refused', async () => {
    expect(await failure(tell(' \n '))).toMatchObject({ kind: 'speech-empty', retryable: false });
    expect(server.upgrades).toEqual([]);
  });
});

describe('several chunks', () => {
  const texts = Array.from(
    { length: 30 },
    (_, n) => `This is sentence number ${n}, and it is not like the others.`,
  );

  it('share one connection, at most eight at a time, each in a context of its own', async () => {
    const client = clientOf();
    const told = await Promise.all(texts.map((text) => tell(text, client)));
    for (const [n, text] of texts.entries()) expectTold(told[n]!, parts(text));
    const connection = server.connections[0]!;
    await until(() => connection.alive.size === 0);
    expect(server.connections).toHaveLength(1);
    expect(connection.mostAlive).toBeLessThanOrEqual(8);
    expect(new Set(server.commits.map(({ contextId }) => contextId)).size).toBe(texts.length);
  });

  it('of two models use two connections', async () => {
    const client = clientOf();
    const other = collect(
      client.speak(requestOf('Tara speaks.', { model: 'orpheus', voice: 'tara' }), never),
    );
    await Promise.all([tell(TEXT, client), other]);
    expect(server.connections.map(({ query }) => query.get('voice')).sort()).toEqual(['af_heart', 'tara']);
  });

  it('of two voices share one, each with its own', async () => {
    const client = clientOf();
    await Promise.all([
      tell('One.', client),
      collect(client.speak(requestOf('Two.', { voice: 'bm_lewis' }), never)),
    ]);
    expect(server.connections).toHaveLength(1);
    expect(server.commits.map(({ text, settings }) => [text, settings.voice])).toEqual([
      ['One.', 'af_heart'],
      ['Two.', 'bm_lewis'],
    ]);
  });

  it('move to a new connection before a server that confirms no cancel runs out of contexts', async () => {
    server.connectionFaults = () => ({ neverConfirmsCancel: true });
    const client = clientOf();
    for (let n = 0; n < 120; n++) await tell('Go.', client);
    expect(server.connections).toHaveLength(2);
    await until(() => server.connections[0]!.closed);
    expect(Math.max(...server.connections.map(({ messages }) => messages.length / 4))).toBe(100);
  });
});

describe('sound', () => {
  it.each([1, 2, 3, 4])('survives any split of its bytes (seed %i)', async (seed) => {
    const random = randomOf(seed);
    faults({ deltaBytes: Array.from({ length: 50 }, () => 1 + Math.floor(random() * 4000)) });
    expectTold(await tell(), parts(TEXT));
  });

  it('survives samples that are split over two deltas', async () => {
    faults({ deltaBytes: [1001] });
    expectTold(await tell(), parts(TEXT));
  });

  it.each([[[9600]], [[7, 30]], [[44, 1]]])('survives a RIFF header, cut at %j', async (deltaBytes) => {
    faults({ riff: true, deltaBytes });
    expectTold(await tell(), parts(TEXT));
  });

  it('is taken from binary frames', async () => {
    faults({ binary: true });
    expectTold(await tell(), parts(TEXT));
  });

  it('without a context id belongs to the only context there is', async () => {
    faults({ withoutIds: true });
    expectTold(await tell(), parts(TEXT));
  });

  it('that is no base64 is a failure, not a noise', async () => {
    server.chunkFaults = ({ contextId }) => ({
      insert: [
        JSON.stringify({
          type: 'conversation.item.audio_output.delta',
          context_id: contextId,
          delta: '*?*?',
        }),
      ],
    });
    expect(await failure(tell())).toMatchObject({ kind: 'protocol', retryable: true });
  });

  it('of a text that has nothing to say is a failure that trying again would not mend', async () => {
    faults({ noSound: true });
    const telling = failure(tell('…'));
    await until(() => clock.waits(PATIENCE.settle));
    clock.advance(PATIENCE.settle);
    expect(await telling).toMatchObject({ kind: 'speech-empty', retryable: false });
  });

  it('without bytes is a failure', async () => {
    faults({ noSound: true });
    const telling = failure(tell());
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expect(await telling).toMatchObject({ kind: 'speech-empty', retryable: true });
  });
});

describe('items', () => {
  const [first, second, third] = partsOf(TEXT, 3) as [string, string, string];

  it('are joined when one commit makes several', async () => {
    faults({ items: 3 });
    expectTold(await tell(), parts(first, second, third));
  });

  it('are waited for after a done that cannot be the last', async () => {
    const gate = Promise.withResolvers<void>();
    faults({ items: 2, nextItemAfter: gate.promise });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt - 1);
    gate.resolve();
    expectTold(await telling, parts(...partsOf(TEXT, 2)));
  });

  it('keep their words where these come before the sound', async () => {
    faults({ items: 3, words: 'before' });
    expectTold(await tell(), parts(first, second, third));
  });

  it('may announce their words before the item in front of them is done', async () => {
    const [one, two] = partsOf(TEXT, 2) as [string, string];
    const frame = (contextId: string | null) => ({
      type: 'conversation.item.word_timestamps',
      ...{
        context_id: contextId,
        item_id: 'tts_2',
        words: ['early'],
        start_seconds: [0],
        end_seconds: [0.1],
      },
    });
    const gate = Promise.withResolvers<void>();
    server.chunkFaults = () => ({ items: 2, words: 'never', doneAfter: gate.promise });
    const telling = tell();
    await until(() => server.connections[0]?.sent.some((sent) => sent.includes('delta')) ?? false);
    server.connections[0]!.socket.send(JSON.stringify(frame(server.commits[0]!.contextId)));
    gate.resolve();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    const told = await telling;
    expect(told.words).toEqual([
      { word: 'early', start: close(one.length / 15), end: close(one.length / 15 + 0.1) },
    ]);
    expect(told.pcm.equals(parts(one, two).pcm)).toBe(true);
  });
});

describe('word times', () => {
  it.each(['before', 'after'] as const)('come %s the sound, in several events', async (words) => {
    faults({ words, wordBatches: 4 });
    expectTold(await tell(), parts(TEXT));
  });

  it('come even after the done', async () => {
    faults({ words: 'after-done' });
    expectTold(await tell(), parts(TEXT));
  });

  it('come nested under "timestamps"', async () => {
    faults({ wordsNested: true });
    expectTold(await tell(), parts(TEXT));
  });

  it.each(['before', 'after'] as const)('may start again within an item, %s their sound', async (words) => {
    faults({ words, wordBatches: 3, wordsRestart: true });
    expectTold(await tell(), parts(...partsOf(TEXT, 3)));
  });

  it('may be missing', async () => {
    faults({ words: 'never' });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.settle));
    clock.advance(PATIENCE.settle);
    expectTold(await telling, { ...parts(TEXT), words: [] });
  });

  it('that make no sense are ignored, as is everything of an unknown kind', async () => {
    server.chunkFaults = ({ contextId }) => ({
      unknownEvents: true,
      insert: [
        JSON.stringify({ type: 'conversation.item.word_timestamps', context_id: contextId, words: ['a'] }),
        'no JSON at all',
        '[]',
        '{"type":"session.updated","session":{}}',
      ],
    });
    expectTold(await tell(), parts(TEXT));
  });
});

describe('a done', () => {
  it('that stays away is not waited for when the words have reached the end', async () => {
    faults({ done: 'missing' });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expectTold(await telling, parts(TEXT));
  });

  it('that stays away ends by deadline, which every delta pushes back', async () => {
    const steps: (() => void)[] = [];
    const eachDeltaAfter = () => new Promise<void>((resolve) => steps.push(resolve));
    faults({ done: 'missing', words: 'never', eachDeltaAfter, deltaBytes: [80_000] });
    const telling = tell();
    for (let step = 0; step < 3; step++) {
      await until(() => steps.length > step && clock.waits(PATIENCE.silence));
      clock.advance(PATIENCE.silence - 1);
      steps[step]!();
    }
    clock.advance(1);
    expectTold(await telling, { ...parts(TEXT), words: [] });
  });

  it('that comes before its sound loses nothing', async () => {
    faults({ done: 'early' });
    let words = false;
    const onEvent = (event: SpeechEvent) => (words ||= event.type === 'words');
    const telling = collect(clientOf().speak(requestOf(TEXT), never), onEvent);
    await until(() => words && clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expectTold(await telling, parts(TEXT));
  });

  it('that stays away after too little sound is a timeout', async () => {
    faults({ after: 2, stall: true });
    const telling = failure(tell());
    await until(() => clock.waits(PATIENCE.silence));
    clock.advance(PATIENCE.silence);
    expect(await telling).toMatchObject({ kind: 'speech-timeout', retryable: true });
  });

  it('and all else that stays away is a timeout', async () => {
    faults({ after: 0, stall: true });
    const telling = failure(tell());
    await until(() => server.commits.length === 1);
    clock.advance(PATIENCE.first);
    expect((await telling).kind).toMatch(/speech-timeout|network/);
  });
});

describe('stopping', () => {
  it('cancels the context and drops what still comes for it', async () => {
    const gate = Promise.withResolvers<void>();
    server.chunkFaults = ({ index }) =>
      index === 0 ? { ignoresCancel: true, eachDeltaAfter: () => gate.promise, deltaBytes: [1000] } : {};
    const client = clientOf();
    const stop = new AbortController();
    const telling = failure(collect(client.speak(requestOf('Something else entirely.'), stop.signal)));
    await until(() => server.connections[0]?.sent.some((sent) => sent.includes('delta')) ?? false);
    stop.abort();
    expect((await telling).kind).toBe('cancelled');
    const connection = server.connections[0]!;
    await until(() => connection.messages.some(({ type }) => type === 'cancel'));
    gate.resolve();
    expectTold(await tell(TEXT, client), parts(TEXT));
    expect(connection.messages.filter(({ type }) => type === 'cancel')[0]).toMatchObject({
      contextId: server.commits[0]!.contextId,
    });
  });

  it('before it began asks for nothing', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await failure(collect(clientOf().speak(requestOf(TEXT), stop.signal)))).kind).toBe('cancelled');
    expect(server.upgrades).toEqual([]);
  });

  it('while the connection is being made leaves it to the next chunk', async () => {
    const gate = Promise.withResolvers<void>();
    server.connectionFaults = () => ({ greetAfter: gate.promise });
    const client = clientOf();
    const stop = new AbortController();
    const telling = failure(collect(client.speak(requestOf('Never said.'), stop.signal)));
    await until(() => server.connections.length === 1);
    stop.abort();
    expect((await telling).kind).toBe('cancelled');
    gate.resolve();
    await tell(TEXT, client);
    expect(server.commits.map(({ text }) => text)).toEqual([TEXT]);
    expect(server.connections).toHaveLength(1);
  });

  it('by leaving the loop cancels too', async () => {
    const client = clientOf();
    for await (const event of client.speak(requestOf(TEXT), never)) if (event.type === 'audio') break;
    await until(() => server.connections[0]!.messages.some(({ type }) => type === 'cancel'));
    expectTold(await tell(TEXT, client), parts(TEXT));
  });
});

const serviceError = (more: Partial<ServiceError>): ServiceError => ({
  ...{ message: `No. The key was ${KEY}.`, type: null, param: null, code: null },
  ...more,
});

describe('a refusal', () => {
  it.each([
    [401, 'key-refused', false],
    [402, 'spending-limit', false],
    [403, 'key-refused', false],
    [404, 'model-unavailable', false],
    [429, 'rate-limited', true],
    [500, 'overloaded', true],
    [503, 'overloaded', true],
    [400, 'speech-refused', false],
    [302, 'protocol', false],
  ])('at the upgrade, %i, is %s', async (status, kind, retryable) => {
    server.connectionFaults = () => ({ refuse: { status, body: { error: serviceError({}) } } });
    expect(await failure(tell())).toMatchObject({ kind, retryable, retryAfter: null });
  });

  it.each([
    ['20', 20],
    ['Thu, 01 Jan 1970 00:01:30 GMT', 90],
  ])('names its pause: Retry-After %s', async (value, retryAfter) => {
    server.connectionFaults = () => ({ refuse: { status: 429, headers: { 'Retry-After': value } } });
    expect(await failure(tell())).toMatchObject({ kind: 'rate-limited', retryAfter });
  });

  it.each([
    [serviceError({ code: 'invalid_api_key' }), 'key-refused'],
    [serviceError({ code: 'missing_api_key' }), 'key-refused'],
    [serviceError({ code: 'model_not_available' }), 'model-unavailable'],
    [serviceError({ message: 'Voice tara is not there', type: 'invalid_request_error' }), 'voice-unknown'],
    [serviceError({ code: 'rate_limit_exceeded' }), 'rate-limited'],
    [serviceError({ code: '503' }), 'overloaded'],
    [serviceError({ code: 'text_too_rude' }), 'speech-refused'],
  ])('by the first message is a failure of its kind: %j', async (error, kind) => {
    for (const closing of [true, false]) {
      server.connectionFaults = () => ({ firstMessage: { error, close: closing } });
      expect(await failure(tell())).toMatchObject({ kind });
    }
  });

  it.each(['failed', 'error'] as const)('of one chunk (%s) leaves the others alone', async (as) => {
    server.chunkFaults = ({ index }) =>
      index === 1 ? { after: 1, fail: { as, error: serviceError({ code: 'text_too_rude' }) } } : {};
    const client = clientOf();
    const told = [
      tell('First one.', client),
      failure(tell(TEXT, client)),
      tell('Third one.', client),
    ] as const;
    expectTold(await told[0], parts('First one.'));
    expect(await told[1]).toMatchObject({
      kind: 'speech-refused',
      message: expect.stringContaining('text_too_rude') as string,
    });
    expectTold(await told[2], parts('Third one.'));
  });

  it('without an id, once speech is under way, fails every chunk that it may mean', async () => {
    const error = serviceError({ code: 'rate_limit_exceeded' });
    server.chunkFaults = ({ index }) =>
      index === 1 ? { fail: { as: 'error', error, withoutId: true } } : { after: 1, stall: true };
    const client = clientOf();
    const both = await Promise.all([failure(tell(TEXT, client)), failure(tell(TEXT, client))]);
    expect(both.map(({ kind }) => kind)).toEqual(['rate-limited', 'rate-limited']);
    server.chunkFaults = () => ({});
    expectTold(await tell(TEXT, client), parts(TEXT));
  });

  it('comes of a missing key before anything is sent, and of a key that cannot be one', async () => {
    expect(await failure(tell(TEXT, clientOf({ key: async () => null })))).toMatchObject({
      kind: 'key-missing',
    });
    const broken = clientOf({ key: async () => `${KEY}\nX: y` });
    expect(await failure(tell(TEXT, broken))).toMatchObject({ kind: 'key-refused' });
    expect(server.upgrades).toEqual([]);
  });
});

describe('a broken connection', () => {
  it.each(['close', 'terminate'] as const)(
    '(%s) fails what was under way; the next request opens another',
    async (drop) => {
      server.chunkFaults = ({ index }) => (index < 2 ? { after: 2, drop } : {});
      const client = clientOf();
      const both = await Promise.all([failure(tell(TEXT, client)), failure(tell('Another text.', client))]);
      for (const error of both) expect(error).toMatchObject({ kind: 'network', retryable: true });
      expect(client.status.state).toBe('failed');
      expectTold(await tell(TEXT, client), parts(TEXT));
      expect(server.connections).toHaveLength(2);
      expect(new Set(server.commits.map(({ contextId }) => contextId)).size).toBe(server.commits.length);
      expect(server.connections[1]!.messages[0]).toMatchObject({
        type: 'update',
        session: { voice: 'af_heart' },
      });
    },
  );

  it('that is closed without a word is one, too', async () => {
    server.connectionFaults = (index) => ({ closeAtOnce: index === 0 });
    const client = clientOf();
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'network', retryable: true });
    expectTold(await tell(TEXT, client), parts(TEXT));
  });

  it('that is half open is found by ping', async () => {
    server.connectionFaults = (index) => (index === 0 ? { halfOpen: true } : {});
    const client = clientOf();
    const telling = failure(tell(TEXT, client));
    await until(() => clock.waits(5_000));
    clock.advance(5_000);
    await until(() => server.connections[0]!.messages.length === 3);
    clock.advance(15_000);
    expect(await telling).toMatchObject({ kind: 'network', retryable: true });
    expectTold(await tell(TEXT, client), parts(TEXT));
  });

  it('stays while the other side answers pings', async () => {
    const client = clientOf();
    await tell(TEXT, client);
    for (let n = 0; n < 5; n++) {
      const pong = new Promise((resolve) => server.connections[0]!.socket.once('ping', resolve));
      clock.advance(15_000);
      await pong;
      await tell(TEXT, client); // its messages come after the pong
    }
    expect(server.connections).toHaveLength(1);
  });

  it('that cannot be made says why', async () => {
    const client = clientOf({ url: 'ws://127.0.0.1:1/nobody' });
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'network', retryable: true });
    expect(await failure(tell(TEXT, clientOf({ url: 'no address' })))).toMatchObject({ kind: 'network' });
  });

  it('that never opens ends by deadline', async () => {
    const client = clientOf({ connect: () => duplexPair()[0], url: 'ws://voice/speech' });
    const telling = failure(tell(TEXT, client));
    await until(() => clock.waits(15_000));
    clock.advance(15_000);
    expect(await telling).toMatchObject({ kind: 'network', retryable: true });
  });
});

describe('the client', () => {
  it('reports its state', async () => {
    const seen: ClientStatus['state'][] = [];
    const client = clientOf({ onStatus: ({ state }) => seen.push(state) });
    expect(client.status.state).toBe('idle');
    await tell(TEXT, client);
    client.close();
    expect(seen).toEqual(['connecting', 'ready', 'idle']);
  });

  it('connects ahead of the first chunk', async () => {
    const client = clientOf();
    await client.ready(requestOf(TEXT), never);
    await tell(TEXT, client);
    expect(server.connections).toHaveLength(1);
  });

  it('asks for the key anew at each connection, and lets what is under way finish when it is renewed', async () => {
    const keys = ['first-key', 'second-key'];
    const gate = Promise.withResolvers<void>();
    server.chunkFaults = ({ index }) => (index === 0 ? { startAfter: gate.promise } : {});
    const client = clientOf({ key: async () => keys.shift() ?? null });
    const before = tell(TEXT, client);
    await until(() => server.commits.length === 1);
    client.renew();
    expectTold(await tell('After it.', client), parts('After it.'));
    gate.resolve();
    expectTold(await before, parts(TEXT));
    expect(server.upgrades.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first-key',
      'Bearer second-key',
    ]);
    await until(() => server.connections[0]!.closed);
  });

  it('that is renewed while it connects uses the new connection', async () => {
    const gate = Promise.withResolvers<void>();
    server.connectionFaults = (index) => (index === 0 ? { greetAfter: gate.promise } : {});
    const client = clientOf();
    const telling = tell(TEXT, client);
    await until(() => server.connections.length === 1);
    client.renew();
    expectTold(await telling, parts(TEXT));
    expect(server.connections).toHaveLength(2);
    gate.resolve();
  });

  it('ends everything when it is closed, timers too', async () => {
    faults({ after: 1, stall: true });
    const client = clientOf();
    const telling = failure(tell(TEXT, client));
    await until(() => server.connections[0]?.sent.some((sent) => sent.includes('delta')) ?? false);
    client.close();
    expect((await telling).kind).toBe('cancelled');
    await until(() => server.connections[0]!.closed && clock.waiting === 0);
    expect((await failure(tell(TEXT, client))).kind).toBe('cancelled');
  });

  it('gives a connection back that nobody uses', async () => {
    const client = clientOf();
    await tell(TEXT, client);
    const connection = server.connections[0]!;
    const next = (event: string) =>
      new Promise<void>((resolve) => {
        const done = () => {
          for (const name of [event, 'close']) connection.socket.off(name, done);
          resolve();
        };
        for (const name of [event, 'close']) connection.socket.on(name, done);
      });
    for (let pings = 0; !connection.closed && pings < 60; pings++) {
      const asked = next('ping');
      clock.advance(15_000);
      await asked;
      const answered = next('pong'); // to a ping of ours: what we answered before has then arrived
      connection.socket.ping();
      if (!connection.closed) await answered;
    }
    expect(connection.closed).toBe(true);
    expect(client.status.state).toBe('idle');
  });
});
