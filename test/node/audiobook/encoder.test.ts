import { describe, expect, it } from 'vitest';
import { createResampler, resampleKernel } from '../../../electron/core/audio/resample.ts';
import { DECODER_DELAY } from '../../../electron/core/audiobook/mp3-encoder.ts';
import { FrameWalker } from '../../../electron/core/audiobook/mp3-frames.ts';
import { samplesPerFrame } from '../../../electron/core/audiobook/mp3-settings.ts';
import type { Mp3Settings } from '../../../electron/core/audiobook/types.ts';
import { createMp3Encoder } from '../../../electron/node/audiobook/encoder.ts';
import { decodeMp3 } from '../../support/decode-mp3.ts';
import { speakTexts } from '../../support/stored-speech.ts';

const [speech] = await speakTexts([
  'Alice was beginning to get very tired of sitting by her sister on the bank.',
]);

/** Every 12,345 samples a new piece. */
async function encoded(settings: Mp3Settings, samples: Int16Array, piece = 12_345) {
  const encoder = await createMp3Encoder(settings);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += piece)
    parts.push(encoder.encode(samples.subarray(at, at + piece)));
  parts.push(encoder.finish());
  return { bytes: Buffer.concat(parts), encoder };
}

const each: Mp3Settings[] = [
  ...(['wasm', 'lamejs'] as const).flatMap((encoder) =>
    ([24_000, 44_100, 48_000] as const).flatMap((rate) =>
      [64, 128].map((kbps) => ({ encoder, rate, mode: { kind: 'cbr', kbps }, loudness: null }) as const),
    ),
  ),
  { encoder: 'wasm', rate: 24_000, mode: { kind: 'vbr', quality: 4 }, loudness: null },
  { encoder: 'wasm', rate: 48_000, mode: { kind: 'vbr', quality: 6 }, loudness: null },
  { encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 48 }, loudness: null },
  { encoder: 'wasm', rate: 44_100, mode: { kind: 'cbr', kbps: 48 }, loudness: null },
  { encoder: 'lamejs', rate: 24_000, mode: { kind: 'cbr', kbps: 48 }, loudness: null },
];

describe('an encoder', () => {
  it.each(each)(
    '$encoder at $rate Hz, $mode, gives back the same sound, as loud, after its delay and the decoder’s',
    async (settings) => {
      const resampler = createResampler(resampleKernel(24_000, settings.rate));
      const samples = Int16Array.from([...resampler.push(speech!), ...resampler.finish()]);
      const { bytes, encoder } = await encoded(settings, samples);
      // Without an Info frame the decoder takes nothing away.
      const decoded = await decodeMp3(bytes);
      expect(decoded.rate).toBe(settings.rate);
      const { correlation, gain } = compare(samples, decoded.samples.subarray(encoder.delay + DECODER_DELAY));
      expect(correlation).toBeGreaterThan(0.98);
      expect(Math.abs(20 * Math.log10(gain))).toBeLessThan(0.15);
    },
  );

  it.each([
    { encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 64 }, loudness: null },
    { encoder: 'wasm', rate: 48_000, mode: { kind: 'vbr', quality: 4 }, loudness: null },
    { encoder: 'lamejs', rate: 44_100, mode: { kind: 'cbr', kbps: 64 }, loudness: null },
  ] satisfies Mp3Settings[])(
    '$encoder $rate $mode.kind makes the same bytes of any pieces, in enough frames',
    async (settings) => {
      for (const length of [1, 47, 48, 575, 576, 577, 623, 624, 1_151, 1_152, 1_153, 30_001]) {
        const samples = speech!.subarray(0, length);
        const { bytes, encoder } = await encoded(settings, samples);
        expect((await encoded(settings, samples, 1_000)).bytes.equals(bytes)).toBe(true);
        const walker = new FrameWalker();
        walker.push(bytes);
        expect(walker.whole).toBe(true);
        const padding = walker.frames * samplesPerFrame(settings.rate) - encoder.delay - length;
        expect(padding).toBeGreaterThanOrEqual(DECODER_DELAY);
        expect(padding).toBeLessThan(2 * 1_152);
      }
    },
  );

  it('is not made with settings that it cannot have', async () => {
    const mode = { kind: 'vbr', quality: 4 } as const;
    await expect(
      createMp3Encoder({ encoder: 'lamejs', rate: 24_000, mode, loudness: null }),
    ).rejects.toMatchObject({ kind: 'bad-request' });
  });
});

function compare(given: Int16Array, decoded: Float32Array): { correlation: number; gain: number } {
  let [both, ours, theirs] = [0, 0, 0];
  for (let n = 0; n < given.length; n++) {
    const [a, b] = [given[n]! / 32_768, decoded[n] ?? 0];
    both += a * b;
    ours += a * a;
    theirs += b * b;
  }
  return { correlation: both / Math.sqrt(ours * theirs), gain: Math.sqrt(theirs / ours) };
}
