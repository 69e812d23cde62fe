import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ServiceError } from '../../../electron/core/speech/protocol.ts';
import { PATIENCE } from '../../../electron/node/speech/chunk.ts';
import {
  clientOf,
  clock,
  collect,
  expectTold,
  failure,
  KEY,
  parts,
  requestOf,
  server,
  tell,
  TEXT,
  useVoiceServer,
} from '../../support/speech-client.ts';
import { until } from '../../support/until.ts';

useVoiceServer();

const serviceError = (more: Partial<ServiceError>): ServiceError => ({
  ...{ message: `No. The key was ${KEY}.`, type: null, param: null, code: null },
  ...more,
});

describe('a passage that is waited for in vain', () => {
  it('is asked for again over a new connection: the session may hang though the old one lives', async () => {
    server.chunkFaults = ({ index }) => (index === 0 ? { stall: true, after: 1 } : {});
    const client = clientOf();
    const first = failure(tell(TEXT, client));
    await until(() => clock.waits(PATIENCE.silence));
    clock.advance(PATIENCE.silence);
    expect(await first).toMatchObject({ kind: 'speech-timeout', retryable: true });
    expectTold(await tell(TEXT, client), parts(TEXT));
    expect(server.connections).toHaveLength(2);
    await until(() => server.connections[0]?.closed ?? false);
  });
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

  it('that comes when nobody waits for it any more is not told to the next one', async () => {
    const gate = Promise.withResolvers<void>();
    const late = { error: serviceError({ code: '402' }), close: true };
    server.connectionFaults = (index) =>
      index === 0 ? { greetAfter: gate.promise, firstMessage: late } : {};
    const client = clientOf();
    const stop = new AbortController();
    const first = failure(collect(client.speak(requestOf(TEXT), stop.signal)));
    await until(() => server.connections.length === 1);
    stop.abort();
    expect(await first).toMatchObject({ kind: 'cancelled' });
    gate.resolve();
    await until(() => client.status.state === 'failed');
    expectTold(await tell(TEXT, client), parts(TEXT));
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

  it.each([
    ['at once', 0, 5_000],
    ['later', 3, 15_000],
  ] as const)('that is half open (%s) is found by ping', async (halfOpen, messages, milliseconds) => {
    server.connectionFaults = (index) => (index === 0 ? { halfOpen } : {});
    const client = clientOf();
    const telling = failure(tell(TEXT, client));
    await until(() => server.connections[0]?.messages.length === messages && clock.waits(milliseconds));
    clock.advance(milliseconds);
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
