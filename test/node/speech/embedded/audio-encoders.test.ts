import { describe, expect, it } from 'vitest';
import { floatFromPcm } from '../../../../electron/core/audio/pcm.ts';
import type { AudioEncoder } from '../../../../electron/node/speech/embedded/audio-encoder.ts';
import { completed, createEncoders } from '../../../../electron/node/speech/embedded/audio-encoders.ts';
import type { AudioFormat } from '../../../../electron/node/speech/embedded/audio-format.ts';
import { decodeFlac, decodeMp3, decodeWav, MP3_DELAY, signalToNoise } from '../../../support/decode-audio.ts';
import { speechLike } from '../../../support/signals.ts';

const RATES = [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
const encoders = createEncoders();
const sound = speechLike(120, 1.3);

/** In pieces as the engine makes them: a short one, then longer ones, and a rest. */
const pushed = (encoder: AudioEncoder, samples: Int16Array): Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  for (let at = 0, length = 2_300; at < samples.length; at += length, length = 4_777)
    pieces.push(encoder.push(samples.subarray(at, at + length)));
  return pieces;
};
const encoded = async (format: AudioFormat, sampleRate: number, samples = sound) => {
  const encoder = (await encoders(format))(sampleRate);
  const bytes = Buffer.concat([...pushed(encoder, samples), encoder.finish()]);
  encoder.discard();
  return new Uint8Array(bytes);
};

describe('an utterance, encoded in pieces', () => {
  it('as pcm is its samples as little-endian bytes', async () => {
    const bytes = await encoded('pcm', 24_000);
    expect(bytes.length).toBe(2 * sound.length);
    expect(sound.every((sample, i) => Buffer.from(bytes.buffer).readInt16LE(2 * i) === sample)).toBe(true);
  });

  it.each(RATES)(
    'as wav at %i Hz is one header that leaves the length open, and the samples',
    async (rate) => {
      const { sampleRate, samples, dataBytes } = decodeWav(await encoded('wav', rate));
      expect([sampleRate, dataBytes]).toEqual([rate, 0xffff_ffff]);
      expect(samples).toEqual(floatFromPcm(sound));
    },
  );

  it.each(RATES)('as flac at %i Hz is decoded to the very samples', async (rate) => {
    const bytes = await encoded('flac', rate);
    const { sampleRate, samples, errors } = await decodeFlac(bytes);
    expect([sampleRate, errors]).toEqual([rate, []]);
    expect(samples.length).toBe(sound.length);
    expect(signalToNoise(floatFromPcm(sound), samples)).toBeGreaterThan(90); // the decoder's own rounding
    expect(bytes.length).toBeLessThan(1.8 * sound.length); // of 2 bytes a sample, and this sound is no silence
  });

  it.each(RATES)(
    'as mp3 at %i Hz is decoded to the same sound, at that rate and nearly that length',
    async (rate) => {
      const bytes = await encoded('mp3', rate);
      const { sampleRate, samples, errors } = await decodeMp3(bytes);
      expect([sampleRate, errors]).toEqual([rate, []]);
      expect(samples.length).toBeGreaterThanOrEqual(sound.length + MP3_DELAY);
      expect(samples.length).toBeLessThan(sound.length + MP3_DELAY + 2 * 1_152);
      expect(signalToNoise(floatFromPcm(sound), samples, MP3_DELAY)).toBeGreaterThan(15);
      expect((8 * bytes.length) / (samples.length / rate)).toBeGreaterThan(60_000);
    },
  );

  it.each(['pcm', 'wav', 'flac', 'mp3'] as const)(
    'as %s knows nothing of one that was given up',
    async (format) => {
      const whole = await encoded(format, 24_000);
      const start = await encoders(format);
      const abandoned = start(16_000);
      pushed(abandoned, speechLike(200, 0.5));
      abandoned.discard();
      expect(await encoded(format, 24_000)).toEqual(whole);
    },
  );

  it('begins to give bytes with the first piece, so that nobody waits for the whole', async () => {
    for (const format of ['pcm', 'wav', 'flac', 'mp3'] as const) {
      const encoder = (await encoders(format))(24_000);
      expect(encoder.push(sound.subarray(0, 2_300)).length, format).toBeGreaterThan(0);
      encoder.discard();
    }
  });
});

describe('a whole that is not sent before its end', () => {
  it('says its length as wav and flac', async () => {
    const wav = completed('wav', 24_000, await encoded('wav', 24_000), sound.length);
    expect(decodeWav(wav)).toMatchObject({ dataBytes: 2 * sound.length, sampleRate: 24_000 });
    const flac = completed('flac', 24_000, await encoded('flac', 24_000), sound.length);
    // RFC 9639, 8.2: 20 bits of rate, 3 of channels, 5 of bits a sample, 36 of samples.
    const bits = new DataView(flac.buffer).getBigUint64(18);
    expect([bits >> 44n, (bits >> 41n) & 7n, (bits >> 36n) & 31n, bits & 0xf_ffff_ffffn]).toEqual([
      24_000n,
      0n,
      15n,
      BigInt(sound.length),
    ]);
    expect((await decodeFlac(flac)).samples.length).toBe(sound.length);
  });

  it('of nothing is a wav without samples, and nothing at all in the other formats', () => {
    expect(decodeWav(completed('wav', 16_000, new Uint8Array(0), 0))).toMatchObject({
      sampleRate: 16_000,
      dataBytes: 0,
    });
    for (const format of ['pcm', 'flac', 'mp3'] as const)
      expect(completed(format, 24_000, new Uint8Array(0), 0)).toEqual(new Uint8Array(0));
  });
});
