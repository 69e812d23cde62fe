import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ClientStatus } from '../../../electron/node/speech/client.ts';
import {
  clientOf,
  clock,
  collect,
  expectTold,
  failure,
  keylessClientOf,
  faults,
  KEY,
  never,
  parts,
  requestOf,
  server,
  tell,
  TEXT,
  useVoiceServer,
} from '../../support/speech-client.ts';
import { until } from '../../support/until.ts';

useVoiceServer();

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
    await until(() => server.connections.length === 1 && clock.waits(5_000));
    const { socket, messages } = server.connections[0]!;
    for (let round = 0; round < 2; round++) {
      const pong = new Promise((resolve) => socket.once('pong', resolve));
      socket.ping(); // after the second round our answer to the client's own ping has arrived
      await pong;
    }
    expect(messages).toEqual([]);
    clock.advance(5_000);
    expectTold(await telling, parts(TEXT));
  });

  it('goes over a stream that was brought as well as over a socket', async () => {
    const connect = () => {
      const [here, there] = duplexPair();
      server.accept(there);
      return here;
    };
    const client = keylessClientOf({ url: 'ws://voice/speech', connect });
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
