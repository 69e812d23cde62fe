/** Signed 16-bit samples and floats in [-1, 1): exact both ways, so that what is played at rate 1 is what was said. */
export const FULL_SCALE = 32_768;

/** @param gain What all are multiplied by; at 1 the way back is exact. */
export function floatFromPcm(samples: Int16Array, gain = 1): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(samples.length);
  const factor = gain / FULL_SCALE;
  for (let i = 0; i < samples.length; i++) floats[i] = (samples[i] ?? 0) * factor;
  return floats;
}

/** Rounds to the nearest sample and holds what is too loud at full scale. */
export function pcmFromFloat(floats: Float32Array): Int16Array<ArrayBuffer> {
  const samples = new Int16Array(floats.length);
  for (let i = 0; i < floats.length; i++) {
    const scaled = Math.round((floats[i] ?? 0) * FULL_SCALE);
    samples[i] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled));
  }
  return samples;
}

/** Little-endian bytes, as they come from the wire, as samples: one copy, whatever the alignment or the machine. */
export function pcmFromBytes(bytes: Uint8Array): Int16Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(bytes.byteLength >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true);
  return samples;
}

/** One after the other, copied. */
export function joinedPcm(pieces: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
