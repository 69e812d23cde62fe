import { afterAll, describe, expect, it } from 'vitest';
import { createEmbeddedVoice } from '../../../../electron/node/speech/embedded/voice.ts';
import {
  decodeFlac,
  decodeMp3,
  decodeWav,
  MP3_DELAY,
  type DecodedAudio,
} from '../../../support/decode-audio.ts';
import {
  append,
  AUDIO,
  cancel,
  commit,
  DONE,
  FAILED,
  openSpeech,
  update,
  type SpeechSocket,
} from '../../../support/speech-socket.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const voice = createEmbeddedVoice({ worker, size: 2 });
afterAll(() => voice.close());

const SENTENCE = 'The quick brown fox jumps over the lazy dog, twice.';
const open = (query: Readonly<Record<string, string>> = {}) =>
  openSpeech(voice, { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', segment: 'never', ...query });
/** All bytes of an item: one stream in its format, over its deltas. */
const bytesOf = (socket: SpeechSocket, context: string | undefined, item = 'tts_1') =>
  new Uint8Array(
    Buffer.concat(
      socket.messages
        .filter(
          ({ type, context_id, item_id }) => type === AUDIO && context_id === context && item_id === item,
        )
        .map(({ delta }) => Buffer.from(delta ?? '', 'base64')),
    ),
  );
const decoders: Readonly<Record<string, (bytes: Uint8Array) => Promise<DecodedAudio>>> = {
  wav: async (bytes) => decodeWav(bytes),
  mp3: decodeMp3,
  flac: decodeFlac,
};
const loudness = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

describe.each(['wav', 'mp3', 'flac'] as const)('response_format %s', (format) => {
  it('in the address: every item is one whole stream over its deltas, ended before its done', async () => {
    const socket = await open({ response_format: format, segment: 'sentence', alignment: 'word' });
    await socket.say(`${SENTENCE} And once more.`, 'a', 2);
    for (const item of ['tts_1', 'tts_2']) {
      const { sampleRate, samples, errors } = await decoders[format]!(bytesOf(socket, 'a', item));
      expect([sampleRate, errors]).toEqual([24_000, []]);
      const late = format === 'mp3' ? MP3_DELAY : 0;
      const last = socket.words('a', item).at(-1)?.end ?? 0;
      expect((samples.length - late) / 24_000).toBeGreaterThanOrEqual(last - 0.001);
      expect((samples.length - late) / 24_000).toBeLessThan(last + 0.3);
      expect(loudness(samples)).toBeGreaterThan(0.02);
    }
    const of1 = socket.messages.filter(({ item_id }) => item_id === 'tts_1').map(({ type }) => type);
    expect(of1.at(-1)).toBe(DONE);
    expect(of1.filter((type) => type === AUDIO).length).toBeGreaterThan(3);
    socket.close();
  });

  it.each([8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])('at %i Hz', async (rate) => {
    const socket = await open({ response_format: format, sample_rate: String(rate) });
    await socket.say('Hello there.');
    const { sampleRate, samples, errors } = await decoders[format]!(bytesOf(socket, undefined));
    expect([sampleRate, errors]).toEqual([rate, []]);
    expect(samples.length / rate).toBeGreaterThan(0.4);
    expect(samples.length / rate).toBeLessThan(2);
    socket.close();
  });

  it('in an update: for one context, and not for the others', async () => {
    const socket = await open();
    socket.send(update({ response_format: format }, 'a'));
    await Promise.all([socket.say(SENTENCE, 'a'), socket.say(SENTENCE, 'b')]);
    const { samples } = await decoders[format]!(bytesOf(socket, 'a'));
    const plain = socket.audio('b').length;
    expect(Math.abs(samples.length - plain)).toBeLessThan(plain / 10 + 3_500);
    socket.close();
  });

  it('in an update for all: the default context too, though it has not spoken yet', async () => {
    const socket = await open();
    await socket.say('Before.', 'a');
    socket.send(update({ response_format: format, sample_rate: 16_000 }));
    await socket.say('After.', 'a');
    socket.send(append('After.'));
    socket.send(commit());
    await socket.until(({ type, context_id }) => type === DONE && context_id === undefined);
    for (const [context, item] of [
      [undefined, 'tts_1'],
      ['a', 'tts_2'],
    ] as const)
      expect((await decoders[format]!(bytesOf(socket, context, item))).sampleRate).toBe(16_000);
    socket.close();
  });

  it('of text with nothing to say is a done without audio', async () => {
    const socket = await open({ response_format: format });
    await socket.say('…');
    expect(bytesOf(socket, undefined)).toHaveLength(0);
    socket.close();
  });

  it('of a context that is cancelled ends nobody else’s stream', async () => {
    const socket = await open({ response_format: format });
    socket.send(append(`${SENTENCE} `.repeat(500), 'long'));
    socket.send(commit('long'));
    await socket.until(({ type }) => type === AUDIO);
    socket.send(cancel('long'));
    await Promise.all(['b', 'c', 'd'].map((name) => socket.say(SENTENCE, name)));
    for (const name of ['b', 'c', 'd']) {
      const { samples, errors } = await decoders[format]!(bytesOf(socket, name));
      expect(errors).toEqual([]);
      expect(samples.length / 24_000).toBeLessThan(6);
    }
    socket.close();
  });
});

describe.each(['wav', 'flac'] as const)('the header of an item as %s', (format) => {
  /** RFC 9639, 8.2: the low 32 of 36 bits of STREAMINFO, which follow 14 bytes of it. */
  const samplesSaid = (bytes: Uint8Array) =>
    format === 'wav' ? decodeWav(bytes).dataBytes / 2 : new DataView(bytes.buffer).getUint32(22);

  it('says the length of each, in messages that any program takes', async () => {
    const socket = await open({ response_format: format, segment: 'sentence' });
    const plain = await open({ segment: 'sentence' });
    const text = `${SENTENCE} And once more.`;
    await Promise.all([socket.say(text, 'a', 2), plain.say(text, 'a', 2)]);
    for (const item of ['tts_1', 'tts_2'])
      expect(samplesSaid(bytesOf(socket, 'a', item))).toBe(plain.audio('a', item).length);
    for (const { delta = '' } of socket.messages) expect(delta.length).toBeLessThan(64_000);
    socket.close();
    plain.close();
  });

  it('says of a long one that nobody knows, and its sound does not wait', async () => {
    const socket = await open({ response_format: format });
    const plain = await open();
    const text = `${SENTENCE} `.repeat(30);
    await Promise.all([socket.say(text), plain.say(text)]);
    const bytes = bytesOf(socket, undefined);
    expect(samplesSaid(bytes)).toBe(format === 'wav' ? 0xffff_ffff / 2 : 0);
    expect((await decoders[format]!(bytes)).samples).toHaveLength(plain.audio().length);
    socket.close();
    plain.close();
  });
});

describe('response_format opus and aac, which this server does not make', () => {
  it.each(['opus', 'aac'])('%s in an update is a failure, and the connection goes on', async (format) => {
    const socket = await open();
    socket.send(update({ response_format: format }, 'a'));
    const failed = await socket.until(({ type }) => type === FAILED);
    expect(failed).toMatchObject({
      context_id: 'a',
      error: { type: 'invalid_request_error', param: 'response_format', code: 'unsupported_format' },
    });
    socket.send(update({ response_format: format }));
    await socket.until(({ type }) => type === FAILED, 2);
    await Promise.all([socket.say('Still here.'), socket.say('Still here.', 'b')]);
    expect(socket.audio(undefined).length).toBeGreaterThan(10_000);
    socket.close();
  });
});
