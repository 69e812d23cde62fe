/** MP3 by LAME, compiled to WebAssembly (`wasm-media-encoders`, MIT; LAME itself is LGPL). */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { floatFromPcm } from '../../../core/audio/pcm.ts';
import type { AudioEncoder, StartEncoder } from './audio-encoder.ts';

/** Thousands of bits a second: the most that MPEG 2.5 has, which the rates up to 12,000 Hz are, and good for speech. */
const BITRATE = 64;

type Mp3Rate = 8_000 | 16_000 | 22_050 | 24_000 | 32_000 | 44_100 | 48_000;

/** Some 10 ms, then 180 × real time. */
export async function createMp3Starter(): Promise<StartEncoder> {
  const { createEncoder } = await import('wasm-media-encoders');
  // Given the bytes, the package does not unpack the copies of both its encoders that it carries as text.
  const wasm = await readFile(createRequire(import.meta.url).resolve('wasm-media-encoders/wasm/mp3'));
  const encoder = await createEncoder('audio/mpeg', wasm);
  return (sampleRate): AudioEncoder => {
    // Every rate that a session may have is one of MP3's. Configuring also forgets an utterance that was given up.
    const outputSampleRate = sampleRate as Mp3Rate;
    encoder.configure({ sampleRate, channels: 1, bitrate: BITRATE, outputSampleRate });
    return {
      push: (samples) => copied(encoder.encode([floatFromPcm(samples)])),
      finish: () => copied(encoder.finalize()),
      discard() {},
    };
  };
}

/** What the encoder returns lies in its own memory and is written over by the next call. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
