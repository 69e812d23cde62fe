import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kWeighting, LoudnessMeter, type Biquad } from '../../../electron/core/audiobook/loudness.ts';
import { tone } from '../../support/tones.ts';

const measured = (...parts: readonly Int16Array[]) => {
  const meter = new LoudnessMeter();
  for (const part of parts) meter.push(part);
  return meter.integrated;
};
/** Of a filter's response, at a part of the rate. */
const magnitude = ({ b, a }: Biquad, part: number) => {
  const sum = (taps: readonly number[]) =>
    Math.hypot(
      taps.reduce((sum, tap, n) => sum + tap * Math.cos(2 * Math.PI * part * n), 0),
      taps.reduce((sum, tap, n) => sum + tap * Math.sin(2 * Math.PI * part * n), 0),
    );
  return sum(b) / sum([1, ...a]);
};
const kilohertz = (decibels: number, seconds: number) => tone({ hertz: 1000, decibels, seconds });

describe('K-weighting', () => {
  it('has at 48 kHz the coefficients of ITU-R BS.1770-4, tables 1 and 2', () => {
    const { shelf, highPass } = kWeighting(48_000);
    const expected = [
      [shelf.b, [1.53512485958697, -2.69169618940638, 1.19839281085285]],
      [shelf.a, [-1.69065929318241, 0.73248077421585]],
      [highPass.b, [1, -2, 1]],
      [highPass.a, [-1.99004745483398, 0.99007225036621]],
    ] as const;
    for (const [ours, theirs] of expected)
      ours.forEach((value, index) => expect(value).toBeCloseTo(theirs[index]!, 10));
  });

  it.each([60, 200, 997, 2_000, 4_000, 8_000])('weighs %i Hz at 24 kHz as at 48', (hertz) => {
    const { shelf, highPass } = kWeighting(48_000);
    const standard = 20 * Math.log10(magnitude(shelf, hertz / 48_000) * magnitude(highPass, hertz / 48_000));
    const loudness = measured(tone({ hertz, decibels: -20, seconds: 5 })) ?? 0;
    expect(Math.abs(loudness + 0.691 + 20 + 3.01 - standard)).toBeLessThan(0.1);
  });
});

/** The cases of EBU Tech 3341 for integrated loudness, in one channel: 3.01 LU under those with two. */
describe('integrated loudness', () => {
  it('of a sine of 997 Hz at full scale is −3.01 LUFS (BS.1770-4, annex 1)', () => {
    expect(measured(tone({ hertz: 997, decibels: 0, seconds: 20 }))).toBeCloseTo(-3.01, 1);
  });

  it.each([-23, -33])('of a tone at %i dB is that (cases 1 and 2)', (decibels) => {
    expect(measured(kilohertz(decibels, 20))).toBeCloseTo(decibels - 3.01, 1);
  });

  it('leaves out what is far quieter than the rest, and near silence (cases 3 and 4)', () => {
    const three = [kilohertz(-36, 10), kilohertz(-23, 60), kilohertz(-36, 10)];
    expect(measured(...three)).toBeCloseTo(-26.01, 1);
    expect(measured(kilohertz(-72, 10), ...three, kilohertz(-72, 10))).toBeCloseTo(-26.01, 1);
  });

  it('weighs what differs less by its length (case 5)', () => {
    const five = [kilohertz(-26, 20), kilohertz(-20, 20.1), kilohertz(-26, 20)];
    expect(measured(...five)).toBeCloseTo(-26.01, 1);
  });

  it('is null where nothing is loud or long enough', () => {
    expect(measured()).toBeNull();
    expect(measured(new Int16Array(100_000))).toBeNull();
    expect(measured(kilohertz(-10, 0.39))).toBeNull();
    expect(measured(kilohertz(-10, 0.4))).not.toBeNull();
  });

  it('is the same in any pieces', () => {
    const sound = Int16Array.from([...kilohertz(-20, 0.7), ...kilohertz(-30, 0.6)]);
    const whole = measured(sound);
    fc.assert(
      fc.property(fc.array(fc.nat(sound.length), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), sound.length];
        expect(measured(...places.slice(1).map((to, n) => sound.subarray(places[n], to)))).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });
});
