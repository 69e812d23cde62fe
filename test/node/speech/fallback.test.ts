/** Speech over plain HTTP where no WebSocket is let through, and only there. */
import { describe, expect, it } from 'vitest';
import type { ClientStatus } from '../../../electron/node/speech/client.ts';
import { createNetwork } from '../../../electron/node/network/network.ts';
import {
  clientOf,
  clock,
  collect,
  expectTold,
  failure,
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

const MINUTE = 60_000;
const { fetch } = createNetwork({ proxy: () => null, env: {} });
const clientWithHttp = (onStatus?: (status: ClientStatus) => void) =>
  clientOf({ http: { url: `${server.baseUrl}/audio/speech`, fetch }, ...(onStatus && { onStatus }) });
const block = () => (server.connectionFaults = () => ({ refuse: { status: 405, body: '<p>No.</p>' } }));

describe('where the upgrade is stripped', () => {
  it('a chunk is asked for as the document says, the key in the header alone', async () => {
    block();
    const request = requestOf('  OMG,\n it works.  ', {
      language: 'en-GB',
      pronunciation: ['OMG/oh my god'],
    });
    expectTold(await collect(clientWithHttp().speak(request, never)), parts('OMG, it works.'));
    const [{ headers, body }] = server.requests as [(typeof server.requests)[0]];
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(headers['content-type']).toBe('application/json');
    expect(body).toEqual({
      ...{ model: 'hexgrad/Kokoro-82M', input: 'OMG, it works.', voice: 'af_heart', language: 'en' },
      ...{ response_format: 'raw', stream: true, alignment: 'word' },
      extra_params: { pronunciation_dict: ['OMG/oh my god'] },
    });
  });

  it('the WebSocket is let be for ten minutes, and then tried again', async () => {
    block();
    const client = clientWithHttp();
    await tell('One of them.', client);
    clock.advance(10 * MINUTE - 1);
    await tell('Two of them.', client);
    expect([server.upgrades.length, server.requests.length]).toEqual([1, 2]);
    server.connectionFaults = () => ({});
    clock.advance(1);
    expectTold(await tell('Three of them.', client), parts('Three of them.'));
    expect([server.connections.length, server.requests.length]).toEqual([1, 2]);
  });

  it('several chunks at a time are asked for, each by itself', async () => {
    block();
    const client = clientWithHttp();
    const texts = Array.from({ length: 12 }, (_, n) => `This is number ${n} of twelve.`);
    const told = await Promise.all(texts.map((text) => tell(text, client)));
    for (const [n, text] of texts.entries()) expectTold(told[n]!, parts(text));
    expect(server.requests).toHaveLength(12);
  });

  it('the client is ready all the same, and says so', async () => {
    block();
    const seen: ClientStatus['state'][] = [];
    const client = clientWithHttp(({ state }) => seen.push(state));
    await tell(TEXT, client);
    expect(seen).toEqual(['connecting', 'failed', 'ready']);
    await client.ready(requestOf(TEXT), never);
    expect(server.upgrades).toHaveLength(1);
  });

  it('a key that is changed, or a network, begins with the WebSocket', async () => {
    block();
    const client = clientWithHttp();
    await tell('One of them.', client);
    client.renew();
    server.connectionFaults = () => ({});
    await tell('Two of them.', client);
    expect([server.connections.length, server.requests.length]).toEqual([1, 1]);
  });

  it('HTTP that was found to work and works no more is not kept to', async () => {
    block();
    const client = clientWithHttp();
    await tell('One of them.', client);
    server.httpFaults = () => ({ refuse: { status: 404, body: 'Not here.' } });
    expect(await failure(tell('Two of them.', client))).toMatchObject({ kind: 'model-unavailable' });
    server.connectionFaults = () => ({});
    expectTold(await tell('Three of them.', client), parts('Three of them.'));
  });

  it('but HTTP is no better, what was wrong with the WebSocket is told', async () => {
    server.connectionFaults = () => ({ refuse: { status: 502, body: 'Bad gateway' } });
    server.httpFaults = () => ({ refuse: { status: 404, body: 'Not here.' } });
    expect(await failure(tell(TEXT, clientWithHttp()))).toMatchObject({
      kind: 'overloaded',
      retryable: true,
    });
  });

  it('a chunk that nobody wants any more is stopped at the server', async () => {
    block();
    const gate = Promise.withResolvers<void>();
    let deltas = 0;
    server.chunkFaults = () => ({ deltaBytes: [2000], eachDeltaAfter: () => (deltas++, gate.promise) });
    const client = clientWithHttp();
    const stop = new AbortController();
    const telling = failure(collect(client.speak(requestOf(TEXT), stop.signal)));
    await until(() => deltas === 1);
    stop.abort();
    expect((await telling).kind).toBe('cancelled');
    await until(() => server.requests[0]!.response.destroyed);
    gate.resolve();
    server.chunkFaults = () => ({});
    expectTold(await tell('The next one.', client), parts('The next one.'));
    expect(deltas).toBeLessThan(10);
  });

  it('a client that is closed ends what is under way, timers too', async () => {
    block();
    server.chunkFaults = () => ({ after: 1, stall: true });
    const client = clientWithHttp();
    const telling = failure(tell(TEXT, client));
    await until(() => server.commits.length === 1);
    client.close();
    expect((await telling).kind).toBe('cancelled');
    await until(() => clock.waiting === 0);
  });
});

describe('where the handshake is cut', () => {
  it('the second time in a row it is no accident', async () => {
    server.connectionFaults = () => ({ hangUp: true });
    const client = clientWithHttp();
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'network', retryable: true });
    expect(server.counts.requests).toBe(0);
    expectTold(await tell(TEXT, client), parts(TEXT));
    expect([server.upgrades.length, server.requests.length]).toEqual([2, 1]);
  });

  it('once, and then once later, it is', async () => {
    server.connectionFaults = (index) => ({ hangUp: index % 2 === 0 });
    const client = clientWithHttp();
    for (let round = 0; round < 2; round++) {
      expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'network' });
      expectTold(await tell(TEXT, client), parts(TEXT));
      client.renew();
    }
    expect(server.counts.requests).toBe(0);
  });
});

describe('where it is the service that refuses', () => {
  it.each([401, 402, 403, 429, 500, 503])('by %i, nothing is asked over HTTP', async (status) => {
    server.connectionFaults = () => ({ refuse: { status, body: { error: { message: 'No.' } } } });
    const client = clientWithHttp();
    await failure(tell(TEXT, client));
    await failure(tell(TEXT, client));
    expect(server.counts.requests).toBe(0);
  });

  it.each([401, 429, 500, 503])('by %i without a word of its own, neither', async (status) => {
    server.connectionFaults = () => ({ refuse: { status, body: '' } });
    await failure(tell(TEXT, clientWithHttp()));
    expect(server.counts.requests).toBe(0);
  });

  it('after something else had stood in the way, neither', async () => {
    server.connectionFaults = (index) => ({ refuse: { status: [405, 401][index] ?? 401, body: '' } });
    server.httpFaults = () => ({ refuse: { status: 503 } });
    const client = clientWithHttp();
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'overloaded' });
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'key-refused' });
    expect(server.counts.requests).toBe(1);
  });
});
