import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createNetwork } from '../../../electron/node/network/network.ts';
import { serviceAddresses, testKey } from '../../../electron/node/speech/service.ts';

const KEY = 'sk-test-never-shown';
const network = createNetwork({ proxy: () => null, env: {} });

describe('the addresses of the service', () => {
  it.each([
    [undefined, 'wss://api.together.ai', 'https://api.together.ai', '/v1'],
    ['', 'wss://api.together.ai', 'https://api.together.ai', '/v1'],
    ['http://127.0.0.1:8080/v1/', 'ws://127.0.0.1:8080', 'http://127.0.0.1:8080', '/v1'],
    ['https://proxy.example/t', 'wss://proxy.example', 'https://proxy.example', '/t'],
  ])('of %j', (base, socketOrigin, origin, path) => {
    expect(serviceAddresses(base)).toEqual({
      socket: `${socketOrigin}${path}/audio/speech/websocket`,
      speech: `${origin}${path}/audio/speech`,
      voices: `${origin}${path}/voices`,
    });
  });

  it.each(['api.together.ai', 'ftp://a/v1', 'https://a/v1?api_key=x', 'https://a/#x', 'http://'])(
    'are not made of %j',
    (base) => {
      expect(() => serviceAddresses(base)).toThrow(expect.objectContaining({ kind: 'bad-request' }));
    },
  );
});

async function service(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1/voices`;
}

describe('the test of a key', () => {
  it('asks for the voices, with the key in the header alone', async () => {
    const asked: IncomingMessage[] = [];
    const url = await service((request, response) => {
      asked.push(request);
      response.end('{"data":[]}');
    });
    expect(await testKey(url, KEY, network.fetch)).toEqual({ ok: true, sentence: 'The key works.' });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe('/v1/voices');
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it.each([
    [401, /does not accept this key/],
    [403, /does not accept this key/],
    [402, /spending limit/],
    [429, /pause/],
    [500, /error \(500\)/],
  ])('says what %i means, without the key', async (status, sentence) => {
    const url = await service((_request, response) => response.writeHead(status).end(KEY));
    const result = await testKey(url, KEY, network.fetch);
    expect(result.ok).toBe(false);
    expect(result.sentence).toMatch(sentence);
    expect(result.sentence).not.toContain(KEY);
  });

  it('does not carry the key to another address', async () => {
    const reached: string[] = [];
    const other = await service((request, response) => {
      reached.push(request.url ?? '');
      response.end();
    });
    const url = await service((_request, response) => response.writeHead(302, { location: other }).end());
    expect(await testKey(url, KEY, network.fetch)).toMatchObject({ ok: false });
    expect(reached).toEqual([]);
  });

  it('says when nobody answers', async () => {
    const result = await testKey('http://127.0.0.1:1/v1/voices', KEY, network.fetch);
    expect(result).toMatchObject({ ok: false, sentence: expect.stringContaining('could not be reached') });
  });

  it('says when there is no key', async () => {
    expect(await testKey('http://127.0.0.1:1/v1/voices', null, network.fetch)).toMatchObject({ ok: false });
  });
});
