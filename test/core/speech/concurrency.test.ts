import { describe, expect, it } from 'vitest';
import { Concurrency } from '../../../electron/core/speech/concurrency.ts';

/** A window of successes: as many as there are places. */
const window = (concurrency: Concurrency, firstAudio: number | null, needed = true) => {
  for (let left = concurrency.limit; left > 0; left--) concurrency.succeeded(firstAudio, needed);
  return concurrency.limit;
};

describe('chunks at a time', () => {
  it('are four, and one more with each window of successes, up to eight', () => {
    const concurrency = new Concurrency();
    expect(concurrency.limit).toBe(4);
    expect(Array.from({ length: 6 }, () => window(concurrency, 200))).toEqual([5, 6, 7, 8, 8, 8]);
  });

  it('are no more where no more were wanted', () => {
    const concurrency = new Concurrency();
    for (let n = 0; n < 50; n++) concurrency.succeeded(200, false);
    expect(concurrency.limit).toBe(4);
  });

  it('are half as many after each refusal, and never none', () => {
    const concurrency = new Concurrency();
    for (const limit of [2, 1, 1]) {
      concurrency.pushedBack();
      expect(concurrency.limit).toBe(limit);
    }
    expect(window(concurrency, 200)).toBe(2);
  });

  it('are fewer while the first audio takes far longer than it did, and grow again when it does not', () => {
    const concurrency = new Concurrency();
    for (let n = 0; n < 4; n++) window(concurrency, 200);
    expect(concurrency.limit).toBe(8);
    const slow = Array.from({ length: 12 }, () => window(concurrency, 1200));
    expect(Math.min(...slow)).toBeLessThanOrEqual(4);
    expect(Math.min(...slow)).toBeGreaterThanOrEqual(3); // three chunks in a queue are none too many
    for (let n = 0; n < 20; n++) window(concurrency, 200);
    expect(concurrency.limit).toBe(8);
  });

  it('take a slower service for the usual one in time', () => {
    const concurrency = new Concurrency();
    window(concurrency, 100);
    for (let n = 0; n < 200; n++) window(concurrency, 500);
    expect(concurrency.limit).toBe(8);
  });

  it('are not fewer for a single slow answer, nor for one without audio', () => {
    const concurrency = new Concurrency();
    window(concurrency, 200);
    concurrency.succeeded(2000, true);
    for (let n = 0; n < 4; n++) concurrency.succeeded(null, true);
    expect(concurrency.limit).toBeGreaterThanOrEqual(5);
  });
});
