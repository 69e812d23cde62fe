import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatFromPcm, pcmFromFloat } from '../../../electron/core/audio/pcm.ts';
import { fromDecibels, toDecibels } from '../../../electron/core/audiobook/levels.ts';
import { Limiter } from '../../../electron/core/audiobook/limiter.ts';
import { PEAK_DELAY, PeakDetector, TruePeakMeter } from '../../../electron/core/audiobook/true-peak.ts';
import { bursts, tone } from '../../support/tones.ts';

const truePeak = (samples: Int16Array) => {
  const meter = new TruePeakMeter();
  meter.push(samples);
  return meter.finish();
};
const ceiling = fromDecibels(-3);
const limited = (input: Float32Array, cuts: readonly number[] = []) => {
  const limiter = new Limiter(ceiling);
  const places = [0, ...cuts, input.length];
  const parts = places.slice(1).map((to, n) => limiter.push(input.subarray(places[n], to)));
  return Float32Array.from([...parts, limiter.finish()].flatMap((part) => [...part]));
};

describe('the true peak', () => {
  // The cases of EBU Tech 3341 with a peak between samples: +0.2 and −0.4 dB are allowed.
  it.each([
    [4, 0, -6],
    [4, 45, -6],
    [6, 60, -6],
    [8, 67.5, -6],
  ])('of a sine at 1/%i of the rate, %f° on, is that of the sine', (part, degrees, decibels) => {
    const sine = tone({ hertz: 24_000 / part, decibels, seconds: 0.5, phase: (degrees * Math.PI) / 180 });
    // Begun and ended softly: a cut sine has peaks of its own.
    const soft = sine.map((sample, n) => sample * Math.min(1, n / 2_000, (sine.length - n) / 2_000));
    const found = toDecibels(truePeak(soft))!;
    expect(found).toBeGreaterThan(decibels - 0.4);
    expect(found).toBeLessThan(decibels + 0.2);
  });

  it('is found as if every point had been looked at', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(3_000), { maxLength: 5 }), (seed, cuts) => {
        const sound = pcmFromFloat(bursts(seed, 3_000));
        const meter = new TruePeakMeter();
        const places = [0, ...cuts.sort((a, b) => a - b), sound.length];
        places.slice(1).forEach((to, n) => meter.push(sound.subarray(places[n], to)));
        const padded = Float32Array.from([...floatFromPcm(sound), ...new Float32Array(12)]);
        const peaks = new Float32Array(padded.length);
        new PeakDetector().push(padded, 0, peaks);
        expect(meter.finish()).toBe(Math.max(...peaks));
      }),
      { numRuns: 30 },
    );
  });

  it('is told of the sample that it follows', () => {
    const click = new Float32Array(100);
    click[40] = 0.5;
    const peaks = new Float32Array(100);
    new PeakDetector().push(click, 0, peaks);
    const highest = [...peaks.keys()].filter((n) => peaks[n]! > 0.4);
    expect(highest).toEqual([39 + PEAK_DELAY, 40 + PEAK_DELAY]);
  });

  it('of silence is none', () => {
    expect(truePeak(new Int16Array(500))).toBe(0);
    expect(toDecibels(0)).toBeNull();
  });
});

describe('the limiter', () => {
  it('leaves alone, to the bit, what stays under the ceiling', () => {
    const quiet = bursts(5, 5_000).map((sample) => sample * 0.2);
    expect(limited(quiet)).toEqual(quiet);
  });

  it('lets no true peak pass, and makes as many samples as it got', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const input = bursts(seed, 20_000);
      const output = limited(input);
      expect(output).toHaveLength(input.length);
      // Rounding to 16 bits may add the half of one.
      expect(truePeak(pcmFromFloat(output))).toBeLessThan(ceiling * 1.005);
      expect(truePeak(pcmFromFloat(output))).toBeGreaterThan(ceiling * 0.5);
    }
  });

  it('turns down in time and without a jump, and lets go again', () => {
    const input = new Float32Array(24_000).fill(0.1);
    input[6_000] = 1.4;
    const output = limited(input);
    const gain = output.map((sample, n) => sample / input[n]!);
    expect(output[6_000]).toBeLessThanOrEqual(ceiling);
    expect(gain[5_800]).toBe(1);
    expect(gain[23_000]).toBe(1);
    for (let n = 1; n < gain.length; n++) expect(Math.abs(gain[n]! - gain[n - 1]!)).toBeLessThan(0.01);
  });

  it('gives bit by bit the same in any pieces', () => {
    const input = bursts(9, 4_000);
    const whole = limited(input);
    fc.assert(
      fc.property(fc.array(fc.nat(input.length), { maxLength: 8 }), (cuts) => {
        expect(
          limited(
            input,
            cuts.sort((a, b) => a - b),
          ),
        ).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});
