import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import { randomOf } from '../fakes/spoken.ts';

export interface Tone {
  readonly hertz: number;
  /** Of full scale, at the tops. */
  readonly decibels: number;
  readonly seconds: number;
  /** Radians. */
  readonly phase?: number;
  readonly rate?: number;
}

export function tone({ hertz, decibels, seconds, phase = 0, rate = SAMPLE_RATE }: Tone): Int16Array {
  const height = 32_767 * 10 ** (decibels / 20);
  return Int16Array.from({ length: Math.round(seconds * rate) }, (_, n) =>
    Math.round(height * Math.sin((2 * Math.PI * hertz * n) / rate + phase)),
  );
}

/** Noise in bursts of every loudness, as samples of full scale 1: what a limiter meets, and worse. */
export function bursts(seed: number, length: number): Float32Array {
  const random = randomOf(seed);
  let height = 0;
  return Float32Array.from({ length }, (_, n) => {
    if (n % 300 === 0) height = random() < 0.3 ? 0.01 : 1.5 * random();
    return height * (2 * random() - 1);
  });
}
