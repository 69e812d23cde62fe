/** The speech of the fake server: a pure function of the text, so that every sample and every word can be checked. */
import { SAMPLE_RATE, type WordTime } from '../../electron/core/speech/types.ts';

/** Samples for each character: 15 characters a second. */
const SAMPLES_PER_CHARACTER = SAMPLE_RATE / 15;

/** A seeded generator of numbers in [0, 1): mulberry32, by Tommy Ettinger, in the public domain. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Spoken {
  readonly pcm: Buffer;
  readonly words: readonly WordTime[];
}

/** Noise that no other text has, and words that last as long as their characters. */
export function spoken(text: string): Spoken {
  const random = randomOf(
    [...text].reduce((hash, letter) => Math.imul(hash, 31) + letter.codePointAt(0)!, 7),
  );
  const samples = new Int16Array(SAMPLES_PER_CHARACTER * text.length); // every machine that Node runs on is little-endian
  for (let at = 0; at < samples.length; at++) samples[at] = Math.floor(random() * 65536) - 32768;
  return { pcm: Buffer.from(samples.buffer), words: spokenWords(text) };
}

/** Bytes that a text, or a part of one, takes. */
export const soundBytes = (text: string): number => 2 * SAMPLES_PER_CHARACTER * text.length;

export function spokenWords(text: string): readonly WordTime[] {
  const seconds = (characters: number) => (characters * SAMPLES_PER_CHARACTER) / SAMPLE_RATE;
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    word,
    start: seconds(index),
    end: seconds(index + word.length),
  }));
}

/** Neighbouring parts of a text that make it whole again, cut at spaces, each but the last with its space. */
export function partsOf(text: string, count: number): string[] {
  const tokens = text.match(/\S+\s*/g) ?? [text];
  const size = Math.ceil(tokens.length / count);
  return Array.from({ length: count }, (_, n) => tokens.slice(n * size, (n + 1) * size).join('')).filter(
    Boolean,
  );
}
