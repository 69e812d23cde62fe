import { afterAll, describe, expect, it } from 'vitest';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import { decodeFlac, decodeMp3, decodeWav } from '../../../support/decode-audio.ts';
import { eventsOf } from '../../../support/server-sent-events.ts';
import { bearer, BODY, KEY, postSpeech } from '../../../support/speech-http.ts';
import { AUDIO, FAILED, openSpeech, WORDS, type WireMessage } from '../../../support/speech-socket.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const fragile = new URL('../../../fixtures/voice/fragile-worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 1 });
const { url } = await voice.listen({ port: 0, key: KEY });
afterAll(() => voice.close());

/** Hours. */
const LONG = 'And then they went on, and on, and on. '.repeat(2_500);
const post = (body: object | string, init?: RequestInit, base = url) => postSpeech(base, body, init);
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const seconds = (samples: { readonly length: number }, rate = 24_000) => samples.length / rate;

describe('GET /v1/voices', () => {
  type Voices = readonly { readonly id: string; readonly name: string }[];
  const get = async (query = '') => {
    const answer = await fetch(`${url}/voices${query}`, { headers: bearer });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    return (await answer.json()) as {
      readonly data: readonly { readonly model: string; readonly voices: Voices }[];
      readonly model?: string;
      readonly voices?: Voices;
    };
  };

  it('lists every model with the voices that it answers to', async () => {
    const { data, voices } = await get();
    expect(voices).toBeUndefined();
    expect(data.map((entry) => [entry.model, entry.voices.length])).toEqual([
      ['espeak-ng', expect.any(Number)],
      ['hexgrad/Kokoro-82M', 54],
      ['canopylabs/orpheus-3b-0.1-ft', 8],
    ]);
    expect(data[0]?.voices[0]).toEqual({ id: 'gmw/en-US', name: 'gmw/en-US' });
  });

  it('?model= lists that model’s in both shapes that are read', async () => {
    const answer = await get('?model=hexgrad/Kokoro-82M');
    expect(answer.model).toBe('hexgrad/Kokoro-82M');
    expect(answer.voices).toContainEqual({ id: 'af_heart', name: 'af_heart' });
    expect(answer.data).toEqual([{ model: 'hexgrad/Kokoro-82M', voices: answer.voices }]);
    expect(await get('?model=nobody/nothing')).toEqual({ model: 'nobody/nothing', voices: [], data: [] });
  });
});

describe('an endpoint', () => {
  const { origin } = new URL(url);

  it.each(['/v1', '', '/v1/', '/v1/v1', '/'])('is found under the base “%s” too', async (base) => {
    expect((await fetch(`${origin}${base}/voices`, { headers: bearer })).status).toBe(200);
    expect((await post({ ...BODY, response_format: 'raw' }, {}, origin + base)).status).toBe(200);
  });

  it('that is asked by HEAD answers without a body, which GET would have', async () => {
    const answer = await fetch(`${url}/voices`, { headers: bearer, method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1_000);
    expect(await answer.text()).toBe('');
  });
});

describe('POST /v1/audio/speech', () => {
  it('answers with a WAV file of known length where no format is named', async () => {
    const answer = await post(BODY);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    const bytes = await bytesOf(answer);
    expect(Number(answer.headers.get('content-length'))).toBe(bytes.length);
    const { samples, sampleRate, dataBytes } = decodeWav(bytes);
    expect([sampleRate, dataBytes]).toEqual([24_000, bytes.length - 44]);
    expect(seconds(samples)).toBeGreaterThan(1);
    expect(seconds(samples)).toBeLessThan(3);
  });

  it.each(['raw', 'pcm'])('as %s: the samples themselves', async (response_format) => {
    const answer = await post({ ...BODY, response_format, sample_rate: 16_000 });
    expect(answer.headers.get('content-type')).toBe('audio/pcm;rate=16000;channels=1;format=s16le');
    const bytes = await bytesOf(answer);
    expect(bytes.length % 2).toBe(0);
    expect(seconds(bytes, 32_000)).toBeGreaterThan(1);
    expect(seconds(bytes, 32_000)).toBeLessThan(3);
  });

  it.each([
    ['mp3', 'audio/mpeg', decodeMp3],
    ['flac', 'audio/flac', decodeFlac],
  ] as const)('as %s: a file that is one', async (response_format, type, decode) => {
    const answer = await post({ ...BODY, response_format });
    expect(answer.headers.get('content-type')).toBe(type);
    const { samples, sampleRate, errors } = await decode(await bytesOf(answer));
    expect([sampleRate, errors]).toEqual([24_000, []]);
    expect(seconds(samples)).toBeGreaterThan(1);
    expect(seconds(samples)).toBeLessThan(3);
  });

  it('knows speed, language, voice mixes and pronunciation, as the WebSocket does', async () => {
    const length = async (more: object) =>
      (await bytesOf(await post({ ...BODY, response_format: 'raw', ...more }))).length;
    const normal = await length({});
    expect(await length({ speed: 2 })).toBeLessThan(normal * 0.7);
    expect(await length({ voice: 'af_bella(2)+af_heart(1)' })).toBeGreaterThan(normal * 0.7);
    const pronunciation_dict = ['hello/a very long salutation indeed'];
    expect(await length({ extra_params: { pronunciation_dict } })).toBeGreaterThan(normal * 1.3);
    expect(await length({ voice: 'ff_siwis', language: 'fr', input: 'Bonjour.' })).toBeLessThan(normal);
  });

  it('answers what has nothing to say with nothing: an empty body, or a WAV file without samples', async () => {
    const silent = await post({ ...BODY, input: '…' });
    expect(decodeWav(await bytesOf(silent))).toMatchObject({ dataBytes: 0, sampleRate: 24_000 });
    for (const response_format of ['raw', 'mp3', 'flac']) {
      const answer = await post({ ...BODY, input: '…', response_format });
      expect([answer.status, (await bytesOf(answer)).length]).toEqual([200, 0]);
    }
  });

  it('waits for a client that does not read, and stops where it goes away', async () => {
    const leaving = new AbortController();
    const answer = await post({ ...BODY, input: LONG, response_format: 'raw' }, { signal: leaving.signal });
    const reader = answer.body!.getReader();
    await reader.read();
    leaving.abort();
    await expect(reader.read().then(() => reader.closed)).rejects.toThrow();
    // The one worker is free again, long before the hours would have been spoken.
    expect((await post(BODY)).status).toBe(200);
  });
});

describe('POST /v1/audio/speech with stream', () => {
  const stream = (more: object = {}) => post({ ...BODY, stream: true, ...more });

  it('answers with events of audio, then [DONE]', async () => {
    for (const more of [{}, { response_format: 'raw' }, { response_format: 'pcm' }]) {
      const answer = await stream(more);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/event-stream');
      const events = eventsOf(await answer.text());
      expect(events.at(-1)).toBe('[DONE]');
      const messages = events.slice(0, -1).map((event) => JSON.parse(event) as WireMessage);
      expect(new Set(messages.map(({ type, item_id }) => `${type} ${item_id}`))).toEqual(
        new Set([`${AUDIO} tts_1`]),
      );
      expect(messages.length).toBeGreaterThan(2);
      const sound = Buffer.concat(messages.map(({ delta }) => Buffer.from(delta ?? '', 'base64')));
      expect(seconds(sound, 48_000)).toBeGreaterThan(1);
      expect(seconds(sound, 48_000)).toBeLessThan(3);
    }
  });

  it('with alignment word: the words and their times between them', async () => {
    const events = eventsOf(await (await stream({ alignment: 'word' })).text());
    const words = events
      .slice(0, -1)
      .map((event) => JSON.parse(event) as WireMessage)
      .filter(({ type }) => type === WORDS);
    expect(words.flatMap((message) => message.words)).toEqual(['Hello', 'there,', 'how', 'are', 'you?']);
    const times = words.flatMap(({ start_seconds = [], end_seconds = [] }) =>
      start_seconds.flatMap((start, index) => [start, end_seconds[index] ?? NaN]),
    );
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(words.every(({ item_id }) => item_id === 'tts_1')).toBe(true);
  });

  it('of what has nothing to say is [DONE] alone', async () => {
    expect(eventsOf(await (await stream({ input: '* * *' })).text())).toEqual(['[DONE]']);
  });
});

describe('speech that fails', () => {
  const weak = createEmbeddedVoice({ worker: fragile, size: 1 });
  const base = weak.listen({ port: 0, key: KEY });
  afterAll(() => weak.close());
  const late = { ...BODY, input: `${LONG.slice(0, 400)}. DIE now.`, response_format: 'raw' };
  const failing = async (more: object) => post({ ...late, ...more }, {}, (await base).url);

  it('before anything was sent has a status and an error', async () => {
    const answer = await failing({ response_format: 'wav' }); // it would have waited for its length
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ error: { type: 'server_error', code: 'internal_error' } });
  });

  it('for want of a voice has a status too, and is the first message of a WebSocket', async () => {
    const nobody = createEmbeddedVoice({ worker: new URL('./no-such-worker.ts', import.meta.url) });
    const { url: nowhere } = await nobody.listen({ port: 0, key: KEY });
    const answers = [await fetch(`${nowhere}/voices`, { headers: bearer }), await post(BODY, {}, nowhere)];
    for (const answer of answers) {
      expect(answer.status).toBe(500);
      expect(await answer.json()).toMatchObject({ error: { type: 'server_error' } });
    }
    const socket = await openSpeech({ url: nowhere }, {}, bearer);
    expect(socket.messages).toMatchObject([{ type: FAILED, error: { type: 'server_error' } }]);
    await socket.closed;
    await nobody.close();
  });

  it('later breaks the body off, so that nobody takes it for the whole', async () => {
    const answer = await failing({});
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('later is the last of the events, without [DONE]', async () => {
    const events = eventsOf(await (await failing({ stream: true })).text());
    expect(events).not.toContain('[DONE]');
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({
      type: FAILED,
      error: { code: 'internal_error' },
    });
  });
});
