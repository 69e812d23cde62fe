/**
 * Encoders of all formats, plain ones here. Their streams can be sent while they grow, so that none says its own length:
 * a WAV header has the largest there is, a FLAC one 0, which its format defines as unknown. `completed` mends both where
 * the length is known before the first byte leaves.
 */
import { endianness } from 'node:os';
import { WAV_HEADER_BYTES, wavHeader } from '../../../core/speech/pcm.ts';
import type { AudioEncoder, StartEncoder } from './audio-encoder.ts';
import type { AudioFormat } from './audio-format.ts';
import { createFlacStarter } from './flac-encoder.ts';
import { createMp3Starter } from './mp3-encoder.ts';

/** Encoders by their formats; those that are large are loaded when they are first asked for, and kept. */
export function createEncoders(): (format: AudioFormat) => Promise<StartEncoder> {
  const loaded = new Map<AudioFormat, Promise<StartEncoder>>();
  return (format) => {
    const starter = loaded.get(format) ?? LOAD[format]();
    loaded.set(format, starter);
    return starter;
  };
}

const LOAD: Readonly<Record<AudioFormat, () => Promise<StartEncoder>>> = {
  pcm: async () => () => plain(null),
  wav: async () => (sampleRate) => plain(wavHeader(Infinity, sampleRate)),
  mp3: createMp3Starter,
  flac: createFlacStarter,
};

/** @param header Goes before the first samples. */
function plain(header: Uint8Array | null): AudioEncoder {
  let first = header;
  return {
    push(samples) {
      const bytes = littleEndian(samples);
      if (!first || bytes.length === 0) return bytes;
      const whole = new Uint8Array(Buffer.concat([first, bytes]));
      first = null;
      return whole;
    },
    finish: () => new Uint8Array(0),
    discard() {},
  };
}

/** The same samples as bytes of their own. */
function littleEndian(samples: Int16Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.byteLength);
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  if (endianness() === 'BE') Buffer.from(bytes.buffer).swap16();
  return bytes;
}

/** Bytes from a FLAC stream's start to the low 32 bits of its number of samples (RFC 9639, 8.1 and 8.2). */
const FLAC_SAMPLES_AT = 4 + 4 + 14;

/**
 * A whole stream of an encoder's, with its length in its header where its format has one there.
 * @param bytes Is changed. Empty where there was nothing to say, which makes a WAV of no samples.
 * @param samples Less than 2³¹.
 */
export function completed(
  format: AudioFormat,
  sampleRate: number,
  bytes: Uint8Array<ArrayBuffer>,
  samples: number,
): Uint8Array<ArrayBuffer> {
  if (format === 'wav') {
    const header = wavHeader(samples, sampleRate);
    if (bytes.length < WAV_HEADER_BYTES) return header;
    bytes.set(header);
  } else if (format === 'flac' && bytes.length > 0)
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(FLAC_SAMPLES_AT, samples);
  return bytes;
}
