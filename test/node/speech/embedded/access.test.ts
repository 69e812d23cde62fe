import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import { DONE, FAILED, openSpeech } from '../../../support/speech-socket.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const fragile = new URL('../../../fixtures/voice/fragile-worker.ts', import.meta.url);
const KEY = 'a-key-of-this-start';
const bearer = { authorization: `Bearer ${KEY}` };
const voice = createEmbeddedVoice({ worker, size: 1 });
const port = await voice.listen({ port: 0, key: KEY });
afterAll(() => voice.close());

/** What an upgrade is answered with where it is refused. */
const refused = (path: string, headers: Readonly<Record<string, string>>) =>
  new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    const socket = new WebSocket(port.url.replace('http', 'ws') + path, { headers });
    socket.on('open', () => reject(new Error('let in')));
    socket.on('error', () => {});
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (data) => (body += String(data)));
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(body) as unknown }));
    });
  });
const SPEECH = '/audio/speech/websocket';

describe('a port of the embedded voice', () => {
  it('is on loopback, in a form that serves as the base address', () => {
    expect(port.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  });

  it('speaks with whoever has the key', async () => {
    const socket = await openSpeech(port, { model: 'hexgrad/Kokoro-82M', voice: 'af_heart' }, bearer);
    await socket.say('Hello.');
    expect(socket.audio().length).toBeGreaterThan(5_000);
    socket.close();
  });

  it('takes the key in the address, as the service does', async () => {
    const socket = await openSpeech(port, { voice: 'af_heart', api_key: KEY });
    await socket.say('Hello.');
    expect(socket.audio().length).toBeGreaterThan(5_000);
    socket.close();
    expect((await fetch(`${port.url}/voices?api_key=${KEY}`)).status).toBe(200);
  });

  it.each([
    ['no key', SPEECH, {}, 401, 'missing_api_key'],
    ['another key', SPEECH, { authorization: 'Bearer another' }, 401, 'invalid_api_key'],
    ['another scheme', SPEECH, { authorization: `Basic ${KEY}` }, 401, 'missing_api_key'],
    ['another key in the address', `${SPEECH}?api_key=another`, {}, 401, 'invalid_api_key'],
    ['an empty key in the address', `${SPEECH}?api_key=`, {}, 401, 'missing_api_key'],
    [
      'another key in the header, whatever the address says',
      `${SPEECH}?api_key=${KEY}`,
      { authorization: 'Bearer another' },
      401,
      'invalid_api_key',
    ],
    ['a path that leaves the base', '/../..//nowhere', bearer, 404, 'not_found'],
    ['a web page', SPEECH, { ...bearer, origin: 'https://example.com' }, 403, 'forbidden_origin'],
    ['a page of another port', SPEECH, { ...bearer, origin: 'http://localhost:1' }, 403, 'forbidden_origin'],
    ['another path', '/audio', bearer, 404, 'not_found'],
  ])('refuses %s at the upgrade, with the error as JSON', async (_, path, headers, status, code) => {
    expect(await refused(path, headers)).toMatchObject({ status, body: { error: { code, param: null } } });
  });

  it.each(['127.0.0.1', 'localhost'])(
    'lets in a program that names the port itself as its Origin, by %s, as websocket-client of Python does',
    async (host) => {
      const origin = `http://${host}:${new URL(port.url).port}`;
      const socket = await openSpeech(port, { voice: 'af_heart' }, { ...bearer, origin });
      expect(socket.messages[0]?.type).toBe('session.created');
      socket.close();
      expect((await fetch(`${port.url}/voices`, { headers: { ...bearer, origin } })).status).toBe(200);
    },
  );

  it.each([
    ['its origin and the whole path', '/v1/audio/speech/websocket'],
    ['its origin and the path without the version', '/audio/speech/websocket'],
    ['a base with a slash at its end', '/v1//audio/speech/websocket'],
    ['a base taken for an origin', '/v1/v1/audio/speech/websocket'],
    ['a slash at the path’s end', '/v1/audio/speech/websocket/'],
    ['the base alone', '/v1'],
    ['the origin alone', '/'],
    ['two slashes at the beginning', '//audio/speech/websocket'],
  ])('is found by a program that puts its address together from %s', async (_, path) => {
    const url = new URL(port.url).origin.replace('http', 'ws') + path;
    const socket = await openSpeech({ url }, { voice: 'af_heart' }, bearer);
    expect(socket.messages[0]).toMatchObject({ type: 'session.created', session: { voice: 'af_heart' } });
    socket.close();
  });

  it('lists its voices by HTTP, for the same key', async () => {
    const list = await fetch(`${port.url}/voices`, { headers: bearer });
    expect(list.status).toBe(200);
    type Listed = { data: { model: string; voices: { id: string; name: string }[] }[] };
    const { data } = (await list.json()) as Listed;
    expect(data.map(({ model }) => model)).toEqual([
      'espeak-ng',
      'hexgrad/Kokoro-82M',
      'canopylabs/orpheus-3b-0.1-ft',
    ]);
    expect(data[0]?.voices[0]).toEqual({ id: 'gmw/en-US', name: 'gmw/en-US' });
    const kokoro = await fetch(`${port.url}/voices?model=hexgrad/Kokoro-82M`, { headers: bearer });
    const { data: one } = (await kokoro.json()) as Listed;
    expect(one).toHaveLength(1);
    expect(one[0]?.voices).toContainEqual({ id: 'af_heart', name: 'af_heart' });
    expect((await fetch(`${port.url}/voices`)).status).toBe(401);
    expect((await fetch(`${port.url}/models`, { headers: bearer })).status).toBe(404);
    expect((await fetch(`${port.url}/voices`, { headers: bearer, method: 'POST' })).status).toBe(405);
  });

  it('that is taken is refused with a sentence', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const address = taken.address();
    const number = typeof address === 'object' && address ? address.port : 0;
    await expect(voice.listen({ port: number, key: KEY })).rejects.toMatchObject({ kind: 'refused' });
    await new Promise((done) => taken.close(done));
  });

  it('closes by itself, and leaves the rest speaking', async () => {
    const other = await voice.listen({ port: 0, key: KEY });
    const outside = await openSpeech(other, { voice: 'af_heart' }, bearer);
    await other.close();
    expect(await outside.closed).toBeGreaterThan(1_000);
    await expect(fetch(`${other.url}/voices`, { headers: bearer })).rejects.toThrow();
    const inside = await openSpeech(voice, { voice: 'af_heart' });
    await inside.say('Still here.');
    inside.close();
  });
});

describe('within the process', () => {
  it('a client that goes away takes its work with it', async () => {
    const [leaving, staying] = [
      await openSpeech(voice, { voice: 'af_heart', segment: 'never' }),
      await openSpeech(voice, { voice: 'af_heart', segment: 'never' }),
    ];
    leaving.send({ type: 'input_text_buffer.append', text: 'On and on and on. '.repeat(5_000) });
    leaving.send({ type: 'input_text_buffer.commit' });
    await leaving.until(({ type }) => type.endsWith('delta'));
    leaving.close();
    await leaving.closed;
    await staying.say('The one worker is free again.');
    staying.close();
  });

  it('a crash of the worker fails the text under way, and the next is spoken', async () => {
    const weak = createEmbeddedVoice({ worker: fragile, size: 1 });
    const socket = await openSpeech(weak, { voice: 'af_heart', segment: 'never' });
    socket.send({ type: 'input_text_buffer.append', text: 'DIE now.', context_id: 'a' });
    socket.send({ type: 'input_text_buffer.commit', context_id: 'a' });
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed).toMatchObject({
      context_id: 'a',
      error: { type: 'server_error', code: 'internal_error' },
    });
    await socket.say('Well again.', 'b');
    expect(socket.messages.at(-1)?.type).toBe(DONE);
    await weak.close();
    await socket.closed;
  });

  it('closing the voice closes every conversation, and nothing keeps the process', async () => {
    const short = createEmbeddedVoice({ worker, size: 1 });
    const listening = await short.listen({ port: 0, key: KEY });
    const [inside, outside] = [
      await openSpeech(short, { voice: 'af_heart' }),
      await openSpeech(listening, { voice: 'af_heart' }, bearer),
    ];
    await short.close();
    await Promise.all([inside.closed, outside.closed]);
    await expect(short.voices()).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
