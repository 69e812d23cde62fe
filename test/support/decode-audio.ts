/** Sound files back into samples, by decoders that have nothing to do with Lectern's encoders. */
import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { MPEGDecoder } from 'mpg123-decoder';

export interface DecodedAudio {
  /** Hz, as the file says. */
  readonly sampleRate: number;
  /** Mono, in [-1, 1). */
  readonly samples: Float32Array;
  /** What the decoder complained about. */
  readonly errors: readonly string[];
}

/** Samples by which LAME and a decoder together are late (LAME's technical FAQ: 576 + 529), where no tag says so. */
export const MP3_DELAY = 1_105;

export async function decodeMp3(bytes: Uint8Array): Promise<DecodedAudio> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const { channelData, sampleRate, errors } = decoder.decode(bytes);
  decoder.free();
  // It always gives two channels, equal ones of a mono file: what a frame's header says of them is checked here.
  const [left, right] = channelData;
  if ((bytes[3] ?? 0) >> 6 !== 3 || !left?.every((sample, index) => sample === right?.[index]))
    throw new Error('not mono');
  return mono([left], sampleRate, errors);
}

export async function decodeFlac(bytes: Uint8Array): Promise<DecodedAudio> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  const { channelData, sampleRate, errors } = await decoder.decodeFile(bytes);
  decoder.free();
  return mono(channelData, sampleRate, errors);
}

/** A RIFF file with one `fmt ` and one `data`; a `data` whose size is the largest there is goes up to the end. */
export function decodeWav(bytes: Uint8Array): DecodedAudio & { readonly dataBytes: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  const plain = [ascii(0), ascii(8), ascii(12), view.getUint16(20, true), ascii(36)];
  if (plain.join() !== ['RIFF', 'WAVE', 'fmt ', 1, 'data'].join()) throw new Error(`no plain WAV: ${plain}`);
  const [channels, bits] = [view.getUint16(22, true), view.getUint16(34, true)];
  if (channels !== 1 || bits !== 16) throw new Error(`${channels} channels of ${bits} bit`);
  const samples = Float32Array.from(
    { length: (bytes.length - 44) >> 1 },
    (_, index) => view.getInt16(44 + 2 * index, true) / 32_768,
  );
  return { sampleRate: view.getUint32(24, true), samples, errors: [], dataBytes: view.getUint32(40, true) };
}

function mono(
  channels: readonly Float32Array[],
  sampleRate: number,
  errors: readonly { readonly message: string }[],
): DecodedAudio {
  const [samples, ...more] = channels;
  if (!samples || more.length > 0) throw new Error(`${channels.length} channels`);
  return { sampleRate, samples, errors: errors.map(({ message }) => message) };
}

/** Decibels by which a sound is above its difference from what was decoded of it, from the `late`-th sample on. */
export function signalToNoise(original: Float32Array, decoded: Float32Array, late = 0): number {
  let signal = 0;
  let noise = 0;
  for (const [index, sample] of original.entries()) {
    signal += sample ** 2;
    noise += (sample - (decoded[index + late] ?? 0)) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}
