/** Sounds made by rule for tests of the audio path, and what is measured on them. All 24 kHz mono. */
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function sine(hertz: number, seconds: number, amplitude = 0.4): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) =>
    Math.round(amplitude * 32_767 * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE)),
  );
}

/** A voiced sound at a steady pitch, with the first harmonics of a vowel, in syllables of 200 ms with a soft edge. */
export function speechLike(hertz: number, seconds: number): Int16Array {
  const syllable = 0.2 * SAMPLE_RATE;
  return Int16Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => {
    const loudness = Math.sin((Math.PI * (i % syllable)) / syllable) ** 0.5;
    let sample = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic++) {
      const formants =
        Math.exp(-(((harmonic * hertz - 600) / 300) ** 2)) +
        0.5 * Math.exp(-(((harmonic * hertz - 1200) / 300) ** 2));
      sample += (0.1 + formants) * Math.sin((2 * Math.PI * harmonic * hertz * i) / SAMPLE_RATE + harmonic);
    }
    return Math.round(5000 * loudness * sample);
  });
}

/** Hz, in the half second in the middle, by the highest peak of the autocorrelation between 60 and 400 Hz, between samples by a parabola. */
export function pitch(samples: Int16Array): number {
  const shortest = Math.floor(SAMPLE_RATE / 400);
  const longest = Math.ceil(SAMPLE_RATE / 60);
  const from = Math.max(0, (samples.length >> 1) - SAMPLE_RATE / 4);
  const to = Math.min(samples.length - longest - 1, from + SAMPLE_RATE / 2);
  const likeness = (lag: number) => {
    let product = 0;
    for (let i = from; i < to; i++) product += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
    return product;
  };
  const scores = Array.from({ length: longest + 2 }, (_, lag) => (lag < shortest - 1 ? 0 : likeness(lag)));
  let best = shortest;
  // Of equal peaks (a period, two periods …) the shortest is the pitch.
  for (let lag = shortest; lag <= longest; lag++)
    if ((scores[lag] ?? 0) > 1.05 * (scores[best] ?? 0)) best = lag;
  while ((scores[best + 1] ?? 0) > (scores[best] ?? 0)) best++;
  const [before = 0, at = 0, after = 0] = scores.slice(best - 1, best + 2);
  return SAMPLE_RATE / (best + (before - after) / (2 * (before - 2 * at + after)));
}

/** The sharpest bend: the largest second difference. A click stands far above the signal's own. */
export function sharpest(samples: ArrayLike<number>): number {
  let most = 0;
  for (let i = 2; i < samples.length; i++)
    most = Math.max(most, Math.abs((samples[i] ?? 0) - 2 * (samples[i - 1] ?? 0) + (samples[i - 2] ?? 0)));
  return most;
}
