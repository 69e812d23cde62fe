import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatFromPcm, joinedPcm, pcmFromBytes, pcmFromFloat } from '../../../electron/core/audio/pcm.ts';
import {
  createStretcher,
  stretch,
  stretchedTime,
  wholeSource,
} from '../../../electron/core/audio/stretch.ts';
import { Wsola, type SampleSource } from '../../../electron/core/audio/wsola.ts';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import { pitch, sharpest, sine, speechLike } from '../../support/signals.ts';

const RATES = [0.5, 0.75, 1.25, 1.5, 2, 3, 4];
const cents = (a: number, b: number) => 1200 * Math.log2(a / b);

describe('stretching speech', () => {
  it.each(RATES)('keeps the pitch of a sine and of a voice at %d ×', (rate) => {
    for (const source of [sine(220, 4), speechLike(110, 4), speechLike(210, 4)])
      expect(Math.abs(cents(pitch(stretch(source, rate)), pitch(source)))).toBeLessThan(15);
  });

  it.each(RATES)('makes the length what the rate %d asks, to within the end that is said whole', (rate) => {
    const source = speechLike(140, 6);
    expect(Math.abs(stretch(source, rate).length - source.length / rate)).toBeLessThan(0.06 * SAMPLE_RATE);
  });

  it.each(RATES)('bends no sharper than the voice itself at %d ×', (rate) => {
    const source = speechLike(140, 3);
    expect(sharpest(stretch(source, rate))).toBeLessThan(1.1 * sharpest(source));
  });

  it.each(RATES)('puts a moment of the source where stretchedTime says, at %d ×', (rate) => {
    const silence = new Int16Array(SAMPLE_RATE);
    const source = Int16Array.from([...silence, ...speechLike(140, 0.2), ...silence]);
    const out = stretch(source, rate);
    const onset = out.findIndex((sample) => Math.abs(sample) > 1000) / SAMPLE_RATE;
    const trueOnset = source.findIndex((sample) => Math.abs(sample) > 1000) / SAMPLE_RATE;
    expect(Math.abs(onset - stretchedTime(trueOnset, rate, out.length / SAMPLE_RATE))).toBeLessThan(
      0.01 / rate + 0.015,
    );
  });

  it('is the identity at rate 1, for any samples', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 2000 }), (samples) => {
        expect(stretch(samples, 1)).toEqual(samples);
        const wsola = new Wsola(SAMPLE_RATE);
        const out = new Float32Array(wsola.hop);
        const all: number[] = [];
        const source = wholeSource(floatFromPcm(samples));
        for (let n; (n = wsola.next(source, 1, out)) > 0;) all.push(...pcmFromFloat(out.subarray(0, n)));
        expect(all).toEqual([...samples]);
      }),
    );
  });

  it('ends for sources of every length and rate, and says the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        (n, rate) => {
          const source = new Int16Array(n).fill(1000);
          const out = stretch(source, rate);
          expect(out.every((sample) => sample === 1000)).toBe(true);
          expect(out.length > 0).toBe(n > 0);
        },
      ),
    );
  });
});

describe('a stretcher that runs', () => {
  it('changes its rate without a seam, however often', () => {
    const source = speechLike(140, 8);
    const wsola = new Wsola(SAMPLE_RATE);
    const hop = new Float32Array(wsola.hop);
    const out: number[] = [];
    const rates = [1, 2, 0.5, 1, 4, 1.37, 1, 3];
    const whole = wholeSource(floatFromPcm(source));
    for (let i = 0, n; (n = wsola.next(whole, rates[(i >> 2) % rates.length] ?? 1, hop)) > 0; i++)
      out.push(...hop.subarray(0, n));
    expect(sharpest(out) * 32_768).toBeLessThan(1.1 * sharpest(source));
  });

  it('gives the same sound whether the source was there or arrived bit by bit', () => {
    const source = floatFromPcm(speechLike(140, 2));
    const run = (pieces: number[], rate: number) => {
      const whole = wholeSource(source);
      let arrived = 0;
      const growing: SampleSource = {
        get end() {
          return arrived;
        },
        get complete() {
          return arrived === source.length;
        },
        read(from, into) {
          expect(growing.complete || from + into.length <= arrived).toBe(true);
          whole.read(from, into);
        },
      };
      const wsola = new Wsola(SAMPLE_RATE);
      const hop = new Float32Array(wsola.hop);
      const out: number[] = [];
      for (const piece of [...pieces, source.length]) {
        arrived = Math.min(source.length, arrived + piece);
        for (let n; (n = wsola.next(growing, rate, hop)) > 0;) out.push(...hop.subarray(0, n));
      }
      return out;
    };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 12 }),
        fc.constantFrom(1, ...RATES),
        (pieces, rate) => {
          expect(run(pieces, rate)).toEqual(run([], rate));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives of a recording in pieces what it gives of the whole', () => {
    const source = speechLike(140, 0.5);
    const bytes = (samples: Int16Array) => Buffer.from(samples.buffer).toString('base64');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }),
        fc.constantFrom(1, 0.526, 1.6, ...RATES),
        (lengths, rate) => {
          const stretcher = createStretcher(SAMPLE_RATE, rate);
          let at = 0;
          const pieces = [...lengths, source.length].map((length) =>
            stretcher.push(source.slice(at, (at += length))),
          );
          expect(bytes(joinedPcm([...pieces, stretcher.finish()]))).toBe(bytes(stretch(source, rate)));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('samples', () => {
  it('survive the way to floats and back, and come from odd addresses', () => {
    const samples = Int16Array.of(-32_768, -1, 0, 1, 32_767);
    expect(pcmFromFloat(floatFromPcm(samples))).toEqual(samples);
    const bytes = new Uint8Array(samples.length * 2 + 1);
    bytes.set(new Uint8Array(samples.buffer), 1);
    expect(pcmFromBytes(bytes.subarray(1))).toEqual(samples);
    expect(pcmFromFloat(Float32Array.of(1.5, -1.5))).toEqual(Int16Array.of(32_767, -32_768));
  });
});
