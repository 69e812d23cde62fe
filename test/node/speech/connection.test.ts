/** All that a client can say (PROTOCOL.md §1, §2), over real sockets to both servers that can hear it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LecternError } from '../../../electron/core/errors.ts';
import type { Malformed, ServerMessage } from '../../../electron/core/speech/protocol.ts';
import type { SessionSettings } from '../../../electron/core/speech/settings.ts';
import { Connection } from '../../../electron/node/speech/connection.ts';
import type { ContextListener } from '../../../electron/node/speech/contexts.ts';
import { createEmbeddedVoice } from '../../../electron/node/speech/embedded/voice.ts';
import { Failures } from '../../../electron/node/speech/failures.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { VoiceServer } from '../../fakes/voice-server.ts';
import { until } from '../../support/until.ts';

const KEY = 'a-key-of-this-start';
const worker = new URL('../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const BASIC: SessionSettings = {
  ...{ model: 'hexgrad/Kokoro-82M', voice: 'af_heart', responseFormat: 'pcm', sampleRate: 24_000 },
  ...{ alignment: 'word', segment: 'never' },
};

let opened: Connection[] = [];
afterEach(() => {
  for (const connection of opened) connection.close();
  opened = [];
});

async function connect(url: string, settings: SessionSettings = {}) {
  const connection = new Connection({
    ...{ url, key: KEY, connect: undefined, network: undefined, clock: createManualClock() },
    settings: { ...BASIC, ...settings },
    failures: new Failures('The server'),
    traits: { sound: 'unknown' },
    onClosed: () => {},
  });
  opened.push(connection);
  await connection.ready;
  return connection;
}

/** Writes down what comes for a context. */
class Ear implements ContextListener {
  readonly messages: (ServerMessage | Malformed)[] = [];
  error: LecternError | null = null;
  accept(message: ServerMessage | Malformed) {
    this.messages.push(message);
  }
  acceptBinary() {}
  fail(error: LecternError) {
    this.error = error;
  }
  of<T extends ServerMessage['type']>(type: T) {
    return this.messages.filter(
      (message): message is Extract<ServerMessage, { type: T }> => message.type === type,
    );
  }
  /** Waits for so many ends. */
  async dones(count: number): Promise<this> {
    await until(() => this.error !== null || this.of('failed').length > 0 || this.of('done').length >= count);
    expect(this.error).toBeNull();
    expect(this.of('failed')).toEqual([]);
    return this;
  }
  sound(): Buffer {
    return Buffer.concat(this.of('audio').map(({ delta }) => Buffer.from(delta, 'base64')));
  }
}

const listenTo = (connection: Connection) => {
  const ear = new Ear();
  return { ear, context: connection.open(ear) };
};

/** What a text sounds like in a context of its own. */
async function say(connection: Connection, text: string, settings: SessionSettings = {}): Promise<Buffer> {
  const { ear, context } = listenTo(connection);
  context.update(settings);
  context.append(text);
  context.commit();
  await ear.dones(1);
  context.cancel(true);
  return ear.sound();
}

const fake = await VoiceServer.start();
const voice = createEmbeddedVoice({ worker, size: 1 });
const port = await voice.listen({ port: 0, key: KEY });
beforeAll(() => voice.warm());
afterAll(async () => {
  await voice.close();
  await fake.close();
});

const same = (sound: Buffer, other: Buffer) => expect(sound.equals(other)).toBe(true);
/** eSpeak NG breathes by chance: the same text is never the same to the sample, but as long. */
const asLong = (sound: Buffer, other: Buffer) => expect(sound.length / other.length).toBeCloseTo(1, 1);

describe.each([
  ['the fake server', fake.url, same],
  ['the embedded server', `${port.url.replace('http', 'ws')}/audio/speech/websocket`, asLong],
])('a context on a connection to %s', (_, url, expectAlike) => {
  it('takes its text in pieces, and speaks it when it is committed', async () => {
    const connection = await connect(url);
    const { ear, context } = listenTo(connection);
    context.append('Hello there, ');
    context.append('old wo');
    context.append('rld.');
    await until(() => ear.of('received').length === 3);
    expect(ear.of('audio')).toEqual([]);
    context.commit();
    await ear.dones(1);
    expect(ear.of('received').map(({ text }) => text)).toEqual(['Hello there, ', 'old wo', 'rld.']);
    expectAlike(ear.sound(), await say(connection, 'Hello there, old world.'));
    expect(ear.of('words').flatMap(({ words }) => words.map(({ word }) => word))).toEqual([
      ...['Hello', 'there,', 'old', 'world.'],
    ]);
  });

  it('takes several commits, an item each, in their order', async () => {
    const connection = await connect(url);
    const { ear, context } = listenTo(connection);
    const texts = ['The first of them.', 'And the second one.', 'Then comes the third.'];
    for (const text of texts) {
      context.append(text);
      context.commit();
    }
    await ear.dones(3);
    const sounds = await Promise.all(texts.map((text) => say(connection, text)));
    expectAlike(ear.sound(), Buffer.concat(sounds));
  });

  it('forgets what was not committed when it is cleared', async () => {
    const connection = await connect(url);
    const { ear, context } = listenTo(connection);
    context.append('This is never heard.');
    context.clear();
    context.append('But this is heard.');
    context.commit();
    await ear.dones(1);
    expectAlike(ear.sound(), await say(connection, 'But this is heard.'));
  });

  it('is not heard of after it was cancelled, and leaves the others alone', async () => {
    const connection = await connect(url);
    const first = listenTo(connection);
    const second = listenTo(connection);
    for (const { context } of [first, second]) {
      context.append('They went on, and on, and on, and on.');
      context.commit();
    }
    first.context.cancel();
    const heard = first.ear.messages.length;
    await second.ear.dones(1);
    expect(second.ear.sound().length).toBeGreaterThan(20_000);
    expect(first.ear.messages.length).toBe(heard);
    expect(first.ear.error).toBeNull();
  });

  it('has settings of its own', async () => {
    const connection = await connect(url);
    const { ear, context } = listenTo(connection);
    context.update({
      ...{ model: 'hexgrad/Kokoro-82M', voice: 'bm_lewis', language: 'en', speed: 1.5, sampleRate: 24_000 },
      ...{ responseFormat: 'pcm', maxPartialLength: 120, alignment: 'none', segment: 'never' },
      pronunciation: ['omg/oh my god', 'brb/be right back'],
    });
    context.append('OMG, they said, and left.');
    context.commit();
    await ear.dones(1);
    expect(ear.sound().length).toBeGreaterThan(10_000);
    expect((await say(connection, 'Another.')).length).toBeGreaterThan(10_000);
  });

  it('is one of a hundred at most, and its place is free when it is cancelled', async () => {
    const connection = await connect(url);
    const contexts = Array.from({ length: 100 }, () => listenTo(connection));
    for (const { context } of contexts) context.append('Hm.');
    await until(() => contexts.every(({ ear }) => ear.of('received').length === 1));
    expect(new Set(contexts.map(({ context }) => context.id)).size).toBe(100);
    expect(connection.usable).toBe(false);
    expect(() => connection.open(new Ear())).toThrow();
    contexts[0]!.context.cancel();
    await until(() => connection.usable);
    expect((await say(connection, 'There is room again.')).length).toBeGreaterThan(10_000);
  });

  it('takes every setting from the address too, mixed voices as they are', async () => {
    const connection = await connect(url, {
      ...{ voice: 'af_bella(2)+af_heart(1)', language: 'en', speed: 1.25, maxPartialLength: 200 },
      ...{ alignment: 'none', segment: 'sentence' },
    });
    expect((await say(connection, 'All of it is taken.')).length).toBeGreaterThan(10_000);
  });
});

describe('what the fake server is told', () => {
  it('by the address is every setting', async () => {
    await connect(fake.url, {
      ...{ voice: 'af_bella(2)+af_heart(1)', language: 'zh-hk', speed: 0.75, maxPartialLength: 99 },
      ...{ responseFormat: 'wav', sampleRate: 16_000, alignment: 'none', segment: 'immediate' },
    });
    const { query, headers, path } = fake.connections.at(-1)!;
    expect(Object.fromEntries(query)).toEqual({
      ...{ model: 'hexgrad/Kokoro-82M', voice: 'af_bella(2)+af_heart(1)', language: 'zh-hk' },
      ...{ response_format: 'wav', sample_rate: '16000', speed: '0.75', max_partial_length: '99' },
      ...{ alignment: 'none', segment: 'immediate' },
    });
    expect(path).toBe('/v1/audio/speech/websocket');
    expect(fake.upgrades.at(-1)!.url).toContain('voice=af_bella%282%29%2Baf_heart%281%29');
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('by an update for all holds for the contexts that there are, and by one for a context for it alone', async () => {
    const connection = await connect(fake.url);
    const [first, second] = [listenTo(connection), listenTo(connection)];
    for (const { context } of [first, second]) context.append('Hello.');
    first.context.update({ speed: 0.5 });
    connection.updateAll({ voice: 'bm_lewis', pronunciation: ['omg/oh my god'] });
    second.context.update({ speed: 2 });
    const third = listenTo(connection);
    third.context.append('Hello.');
    for (const { context } of [first, second, third]) context.commit();
    for (const { ear } of [first, second, third]) await ear.dones(1);
    const told = [first, second, third].map(
      ({ context }) => fake.commits.find(({ contextId }) => contextId === context.id)!.settings,
    );
    const all = { voice: 'bm_lewis', pronunciation: ['omg/oh my god'] };
    expect(told).toEqual([{ ...BASIC, ...all, speed: 0.5 }, { ...BASIC, ...all, speed: 2 }, BASIC]);
  });
});

describe('what the embedded server makes of it', () => {
  const url = `${port.url.replace('http', 'ws')}/audio/speech/websocket`;

  it('is another sound where an update asks for one', async () => {
    const connection = await connect(url);
    const text = 'OMG, that is a fine sentence.';
    const [plain, fast, spelled, dense] = [
      await say(connection, text),
      await say(connection, text, { speed: 2 }),
      await say(connection, text, { pronunciation: ['omg/oh my goodness gracious'] }),
      await say(connection, text, { sampleRate: 48_000 }),
    ] as const;
    expect(fast.length).toBeLessThan(0.7 * plain.length);
    expect(spelled.length).toBeGreaterThan(1.1 * plain.length);
    expect(dense.length / plain.length).toBeCloseTo(2, 1);
  });

  it('holds for all contexts that there are where none is named', async () => {
    const connection = await connect(url);
    const { ear, context } = listenTo(connection);
    const text = 'That is a fine sentence.';
    context.append(text);
    connection.updateAll({ speed: 2 });
    context.commit();
    await ear.dones(1);
    const plain = await say(connection, text);
    expect(ear.sound().length).toBeLessThan(0.7 * plain.length);
  });
});
