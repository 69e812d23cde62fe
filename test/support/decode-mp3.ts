import { MPEGDecoder } from 'mpg123-decoder';

export interface DecodedMp3 {
  /** Of full scale 1; what lies between the encoder's delay and its padding, as the Info frame tells mpg123. */
  readonly samples: Float32Array;
  readonly rate: number;
}

/** By mpg123, which is not ours: its word on lengths and samples counts. */
export async function decodeMp3(bytes: Uint8Array): Promise<DecodedMp3> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = decoder.decode(bytes);
    if (errors.length > 0) throw new Error(errors[0]?.message);
    return { samples: channelData[0]!.slice(0, samplesDecoded), rate: sampleRate };
  } finally {
    decoder.free();
  }
}
