import { describe, expect, it } from 'vitest';
import { percentile } from './table.ts';

describe('percentile', () => {
  it('is the nearest rank', () => {
    const samples = [5, 1, 4, 2, 3];
    expect(percentile(samples, 0.5)).toBe(3);
    expect(percentile(samples, 0.95)).toBe(5);
    expect(percentile(samples, 0)).toBe(1);
    expect(percentile([7], 0.95)).toBe(7);
  });

  it('refuses to make up a figure', () => {
    expect(() => percentile([], 0.5)).toThrow();
  });
});
