/** Speech and plain requests through a real proxy: the names that are asked for exist nowhere else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetwork, type Network } from '../../../electron/node/network/network.ts';
import { ConnectProxy } from '../../fakes/connect-proxy.ts';
import {
  clientOf,
  clock,
  expectTold,
  failure,
  parts,
  server,
  tell,
  TEXT,
  useVoiceServer,
} from '../../support/speech-client.ts';
import { drive } from '../../support/drive.ts';
import { until } from '../../support/until.ts';

useVoiceServer();

const PASSWORD = 'pa%24%24word';
let proxy: ConnectProxy;
beforeEach(async () => (proxy = await ConnectProxy.start(Number(new URL(server.baseUrl).port))));
afterEach(() => proxy.close());

const networkOf = (setting: string | null, env: Record<string, string> = {}) =>
  createNetwork({ proxy: () => setting, env });
const url = 'ws://speech.test/v1/audio/speech/websocket';
const http = (network: Network) => ({ url: 'http://speech.test/v1/audio/speech', fetch: network.fetch });
const clientBy = (network: Network) => clientOf({ url, network, http: http(network) });

describe('through a proxy', () => {
  it.each([
    ['of the settings', () => networkOf(proxy.url())],
    ['of the environment', () => networkOf(null, { HTTP_PROXY: proxy.url() })],
  ])('%s goes the WebSocket, in one tunnel for all that is spoken on it', async (_, network) => {
    const client = clientBy(network());
    expectTold(await tell(TEXT, client), parts(TEXT));
    expectTold(await tell('And again.', client), parts('And again.'));
    expect(proxy.asked).toEqual([{ target: 'speech.test:80', authorization: null }]);
    expect(server.connections).toHaveLength(1);
  });

  it('goes what is encrypted, and stays so', async () => {
    const client = clientOf({ url: url.replace('ws:', 'wss:'), network: networkOf(proxy.url()) });
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'network' }); // the far end speaks no TLS
    expect(proxy.asked).toEqual([{ target: 'speech.test:443', authorization: null }]);
    expect(server.upgrades).toEqual([]);
  });

  it('goes plain HTTP, where no WebSocket is to be had', async () => {
    server.connectionFaults = () => ({ refuse: { status: 405, body: 'No.' } });
    expectTold(await tell(TEXT, clientBy(networkOf(proxy.url()))), parts(TEXT));
    expect(server.requests).toHaveLength(1);
    expect(proxy.asked.map(({ target }) => target)).toEqual(['speech.test:80', 'speech.test:80']);
  });

  it('that wants a name and a password gets them, and nobody else does', async () => {
    proxy.wants = 'reader:pa$$word';
    expectTold(await tell(TEXT, clientBy(networkOf(proxy.url(`reader:${PASSWORD}`)))), parts(TEXT));
    expect(server.upgrades[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it.each([
    ['without a name and password', undefined],
    ['with a wrong one', `reader:${PASSWORD}x`],
  ])('that wants another is a sentence: %s', async (_, account) => {
    proxy.wants = 'reader:pa$$word';
    const error = await failure(tell(TEXT, clientBy(networkOf(proxy.url(account)))));
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toBe(
      'The network proxy wants a name and a password. Write them in the settings: http://NAME:PASSWORD@HOST:PORT.',
    );
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain('word@127');
    expect(server.upgrades).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it.each([
    [403, false],
    [502, true],
  ])('that makes no tunnel (%i) is a sentence, and not taken for the service', async (status, retryable) => {
    proxy.refuses = status;
    const error = await failure(tell(TEXT, clientBy(networkOf(proxy.url()))));
    expect(error).toMatchObject({ kind: 'network', retryable });
    expect(error.message).toContain(`The network proxy lets nothing through to Together AI (${status}).`);
  });

  it('that is not there is a sentence', async () => {
    await proxy.close();
    const error = await failure(tell(TEXT, clientBy(networkOf('http://127.0.0.1:1'))));
    expect(error).toMatchObject({ kind: 'network', retryable: true });
    expect(error.message).toContain('The network proxy cannot be reached.');
    proxy = await ConnectProxy.start(1);
  });

  it('that is no proxy is a sentence', async () => {
    const error = await failure(tell(TEXT, clientBy(networkOf('socks://reader:secret@host'))));
    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('The network proxy is no address of a proxy.');
    expect(error.message).not.toContain('secret');
  });

  it('that never answers ends by deadline, and keeps no socket open', async () => {
    proxy.silent = true;
    const telling = failure(tell(TEXT, clientBy(networkOf(proxy.url()))));
    await until(() => proxy.asked.length === 1 && clock.waits(15_000));
    clock.advance(15_000);
    // A plain request may be let through where a WebSocket is swallowed; here neither is.
    await until(() => proxy.asked.length === 2);
    expect(await drive(clock, telling)).toMatchObject({ kind: 'network', retryable: true });
    await until(() => proxy.open.size === 0);
  });

  it('is asked anew after the client was renewed, so that a changed setting holds', async () => {
    let setting: string | null = 'http://127.0.0.1:1';
    const network = createNetwork({ proxy: () => setting, env: {} });
    const client = clientBy(network);
    expect(await failure(tell(TEXT, client))).toMatchObject({ kind: 'network' });
    setting = proxy.url();
    client.renew();
    expectTold(await tell(TEXT, client), parts(TEXT));
  });
});

describe('a plain request', () => {
  it('goes the same way, and a redirect is not followed', async () => {
    server.plainStatus = 302;
    const { fetch } = networkOf(proxy.url());
    const answer = await fetch('http://speech.test/v1/voices', { headers: { authorization: 'Bearer k' } });
    expect([answer.status, await answer.text()]).toEqual([302, '']);
    expect(proxy.asked).toEqual([{ target: 'speech.test:80', authorization: null }]);
  });

  it('goes straight where no proxy is named, and to this machine', async () => {
    const { fetch } = networkOf(null, { HTTP_PROXY: proxy.url() });
    expect((await fetch(`${server.baseUrl}/voices`)).status).toBe(426);
    expect(proxy.asked).toEqual([]);
  });

  it('can be stopped before and while it waits', async () => {
    proxy.silent = true;
    const { fetch } = networkOf(proxy.url());
    await expect(fetch('http://speech.test/', { signal: AbortSignal.abort() })).rejects.toThrow();
    const stop = new AbortController();
    const asking = fetch('http://speech.test/', { signal: stop.signal });
    await until(() => proxy.asked.length === 1);
    stop.abort();
    await expect(asking).rejects.toThrow();
    await until(() => proxy.open.size === 0);
  });
});
