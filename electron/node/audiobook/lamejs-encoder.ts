/** LAME 3.98 in JavaScript (`@breezystack/lamejs`, LGPL-3.0), the fork of lamejs that works when it is bundled. */
import { Mp3Encoder as Lame } from '@breezystack/lamejs';
import { FULL_SCALE } from '../../core/audio/pcm.ts';
import { makeUpGain, type Mp3Encoder } from '../../core/audiobook/mp3-encoder.ts';
import type { Mp3Settings } from '../../core/audiobook/types.ts';

/** The settings must have passed `checkMp3Settings`: constant bit rates only. */
export function createLamejsEncoder({ rate, mode }: Mp3Settings): Mp3Encoder {
  if (mode.kind !== 'cbr') throw new Error('lamejs has no variable bit rate');
  const lame = new Lame(1, rate, mode.kbps);
  const gain = makeUpGain(mode);
  return {
    delay: 576,
    version: 'LAME3.98 ',
    encode: (samples) => bytesOf(lame.encodeBuffer(louder(samples, gain))),
    finish: () => bytesOf(lame.flush()),
  };
}

/** It takes whole samples only: what passes full scale is held there. The limiter leaves more room than that. */
function louder(samples: Int16Array, gain: number): Int16Array {
  const result = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const scaled = Math.round(samples[i]! * gain);
    result[i] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled));
  }
  return result;
}

/** In truth it gives signed bytes, in a buffer of their own. */
function bytesOf(given: Uint8Array): Uint8Array {
  return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
}
