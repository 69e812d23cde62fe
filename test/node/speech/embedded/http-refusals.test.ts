import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import { bearer, BODY, KEY, postSpeech } from '../../../support/speech-http.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 1 });
const { url } = await voice.listen({ port: 0, key: KEY });
afterAll(() => voice.close());

const post = (body: object | string, init?: RequestInit) => postSpeech(url, body, init);

describe('a request that is refused', () => {
  const without = (name: string) => Object.fromEntries(Object.entries(BODY).filter(([key]) => key !== name));
  const JSON_TYPE = { ...bearer, 'content-type': 'application/json' };

  it.each([
    ['no key', BODY, { headers: { 'content-type': 'application/json' } }, 401, 'missing_api_key', null],
    [
      'another key',
      BODY,
      { headers: { ...JSON_TYPE, authorization: 'Bearer x' } },
      401,
      'invalid_api_key',
      null,
    ],
    [
      'a web page',
      BODY,
      { headers: { ...JSON_TYPE, origin: 'https://example.com' } },
      403,
      'forbidden_origin',
      null,
    ],
    ['another method', '', { method: 'PUT' }, 405, 'method_not_allowed', null],
    [
      'a form',
      BODY,
      { headers: { ...bearer, 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
      null,
    ],
    ['no JSON', '{"model":', {}, 400, 'invalid_json', null],
    ['no object', '[1]', {}, 400, 'invalid_json', null],
    ['no model', without('model'), {}, 400, 'missing_required_parameter', 'model'],
    ['no voice', without('voice'), {}, 400, 'missing_required_parameter', 'voice'],
    ['no input', without('input'), {}, 400, 'missing_required_parameter', 'input'],
    ['an empty input', { ...BODY, input: '' }, {}, 400, 'missing_required_parameter', 'input'],
    ['an input that is no text', { ...BODY, input: 7 }, {}, 400, 'missing_required_parameter', 'input'],
    ['too long an input', { ...BODY, input: 'a'.repeat(100_001) }, {}, 400, 'text_too_long', 'input'],
    ['too large a body', { ...BODY, input: 'a'.repeat(3_000_000) }, {}, 413, 'request_too_large', null],
    ['an unknown model', { ...BODY, model: 'gpt' }, {}, 400, 'model_not_available', 'model'],
    ['an unknown voice', { ...BODY, voice: 'nobody' }, {}, 400, 'voice_not_found', 'voice'],
    ['a mix that is none', { ...BODY, voice: 'af_bella(2)+' }, {}, 400, 'voice_not_found', 'voice'],
    ['opus', { ...BODY, response_format: 'opus' }, {}, 400, 'unsupported_format', 'response_format'],
    ['a strange format', { ...BODY, response_format: 'midi' }, {}, 400, 'invalid_value', 'response_format'],
    [
      'events of mp3',
      { ...BODY, stream: true, response_format: 'mp3' },
      {},
      400,
      'unsupported_format',
      'response_format',
    ],
    ['a strange stream', { ...BODY, stream: 'yes' }, {}, 400, 'invalid_value', 'stream'],
    ['a strange rate', { ...BODY, sample_rate: 1 }, {}, 400, 'invalid_value', 'sample_rate'],
    ['a strange speed', { ...BODY, speed: -1 }, {}, 400, 'invalid_value', 'speed'],
    ['a strange alignment', { ...BODY, alignment: 'phoneme' }, {}, 400, 'invalid_value', 'alignment'],
  ] as const)('for %s', async (_, body, init, status, code, param) => {
    const answer = await post(body, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    if (status === 405) expect(answer.headers.get('allow')).toBe('POST');
    expect(await answer.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    });
  });

  it('is one at an address where nothing is', async () => {
    for (const path of ['', '/', '/audio', '/models', '/audio/speech/websockets']) {
      const answer = await fetch(url + path, { headers: bearer });
      expect(answer.status, path).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
    }
    expect((await fetch(`${url}/voices`, { headers: bearer, method: 'POST' })).status).toBe(405);
  });

  it('is one at the WebSocket’s address, which says what is there', async () => {
    const answer = await fetch(`${url}/audio/speech/websocket`, { headers: bearer });
    expect(answer.status).toBe(426);
    expect(answer.headers.get('upgrade')).toBe('websocket');
    expect(await answer.json()).toMatchObject({ error: { code: 'upgrade_required' } });
  });

  it('is none where a program offers HTTP/2 with it', async () => {
    const body = JSON.stringify({ ...BODY, response_format: 'raw' });
    const answer = await raw(
      `POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nConnection: Upgrade, close\r\n` +
        `Upgrade: h2c\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('does no harm where it is no HTTP at all', async () => {
    expect(await raw('GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 404 /,
    );
    expect(await raw('\0\0\0\0\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await post(BODY)).status).toBe(200);
  });
});

/** What the server says to these bytes, until it closes. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
