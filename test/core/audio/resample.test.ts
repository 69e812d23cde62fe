import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler, resampleKernel } from '../../../electron/core/audio/resample.ts';

const speech = resampleKernel(22_050, 24_000);

const sine = (hertz: number, rate: number, samples: number, amplitude = 16_000) =>
  Int16Array.from({ length: samples }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hertz * n) / rate)),
  );

const whole = (kernel: typeof speech, input: Int16Array): Int16Array => {
  const resampler = createResampler(kernel);
  return Int16Array.from([...resampler.push(input), ...resampler.finish()]);
};

/** Signal to noise in dB against the ideal sine at the new rate, away from the ends, where silence begins. */
const noise = (hertz: number, from: number, to: number) => {
  const output = whole(resampleKernel(from, to), sine(hertz, from, from));
  const ideal = (n: number) => 16_000 * Math.sin((2 * Math.PI * hertz * n) / to);
  let signal = 0;
  let error = 0;
  for (let n = 500; n < output.length - 500; n++) {
    signal += ideal(n) ** 2;
    error += (output[n]! - ideal(n)) ** 2;
  }
  return 10 * Math.log10(signal / error);
};

describe('resampling', () => {
  it.each([100, 440, 1_000, 3_000, 6_000, 8_500])('keeps a sine of %i Hz to 75 dB', (hertz) => {
    expect(noise(hertz, 22_050, 24_000)).toBeGreaterThan(75);
  });

  it.each([
    [24_000, 48_000],
    [44_100, 24_000],
    [22_050, 8_000],
    [22_050, 44_100],
  ])('goes from %i to %i Hz to 75 dB', (from, to) => {
    expect(noise(1_000, from, to)).toBeGreaterThan(75);
  });

  it('keeps out what the lower rate cannot hold', () => {
    const output = whole(resampleKernel(24_000, 8_000), sine(6_000, 24_000, 24_000));
    expect(Math.max(...output.slice(200, -200).map(Math.abs))).toBeLessThan(4);
  });

  it('makes exactly ⌈N × to / from⌉ samples', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), (length) => {
        expect(whole(speech, new Int16Array(length))).toHaveLength(Math.ceil((length * 160) / 147));
      }),
      { numRuns: 50 },
    );
  });

  it('gives bit by bit the same in pieces as in one', () => {
    const input = sine(523, 22_050, 4_000);
    const expected = whole(speech, input);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 20 }), (lengths) => {
        const resampler = createResampler(speech);
        const output: number[] = [];
        let at = 0;
        for (const length of [...lengths, input.length]) {
          output.push(...resampler.push(input.subarray(at, at + length)));
          at = Math.min(input.length, at + length);
        }
        output.push(...resampler.finish());
        expect(Int16Array.from(output)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves a constant constant, and saturates instead of wrapping', () => {
    const constant = whole(speech, new Int16Array(2_000).fill(12_345)).slice(100, -100);
    expect(new Set(constant)).toEqual(new Set([12_345]));
    const square = Int16Array.from({ length: 2_000 }, (_, n) => (n % 100 < 50 ? 32_767 : -32_768));
    const output = whole(speech, square);
    const middle = Math.round((25 * 160) / 147);
    expect(output[middle]).toBeGreaterThan(30_000);
    expect(Math.max(...output)).toBe(32_767);
    expect(Math.min(...output)).toBe(-32_768);
  });

  it('copies where the rates are the same', () => {
    const input = sine(440, 24_000, 100);
    expect(whole(resampleKernel(24_000, 24_000), input)).toEqual(input);
  });
});
