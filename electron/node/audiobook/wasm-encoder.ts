/** LAME 3.100 compiled to WebAssembly (`wasm-media-encoders`, MIT; LAME: LGPL): five times as fast as lamejs. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createEncoder } from 'wasm-media-encoders';
import { floatFromPcm } from '../../core/audio/pcm.ts';
import { makeUpGain, type Mp3Encoder } from '../../core/audiobook/mp3-encoder.ts';
import type { Mp3Settings } from '../../core/audiobook/types.ts';

type Configuration = Parameters<Awaited<ReturnType<typeof createEncoder<'audio/mpeg'>>>['configure']>[0];

/** Some 10 ms. The settings must have passed `checkMp3Settings`. */
export async function createWasmEncoder({ rate, mode }: Mp3Settings): Promise<Mp3Encoder> {
  // The file alone: the package's own way would decode it from a string, and hold the one for Ogg besides.
  const wasm = await readFile(createRequire(import.meta.url).resolve('wasm-media-encoders/wasm/mp3'));
  const lame = await createEncoder('audio/mpeg', wasm);
  const common = { channels: 1, sampleRate: rate, outputSampleRate: rate } as const;
  lame.configure(
    mode.kind === 'vbr'
      ? { ...common, vbrQuality: mode.quality }
      : { ...common, bitrate: mode.kbps as NonNullable<Configuration['bitrate']> },
  );
  const gain = makeUpGain(mode);
  return {
    delay: 576, // ENCDELAY in LAME's encoder.h
    version: 'LAME3.100',
    // What it returns is overwritten by the next call.
    encode: (samples) => lame.encode([floatFromPcm(samples, gain)]).slice(),
    finish: () => lame.finalize().slice(),
  };
}
