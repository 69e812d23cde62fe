import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineBox } from '../../../../electron/core/document/model.ts';
import {
  boxesOf,
  hit,
  lineOf,
  offsetAt,
  regionsOf,
  xAt,
} from '../../../../renderer/reader/pages/line-geometry.ts';

const line = (from: number, to: number, more: Partial<LineBox> = {}): LineBox => ({
  page: 0,
  from,
  to,
  x: 100,
  y: 50,
  width: 10 * (to - from),
  height: 12,
  ...more,
});

describe('the places of characters in a line', () => {
  it('lie on the straight line between its ends', () => {
    expect([10, 15, 20].map((offset) => xAt(line(10, 20), offset))).toEqual([100, 150, 200]);
    expect(xAt(line(10, 20), 3)).toBe(100);
    expect(xAt(line(10, 20), 99)).toBe(200);
  });

  it('lie between the stops, where the file has such', () => {
    const wide = line(0, 10, {
      stops: [
        [4, 120],
        [6, 180],
      ],
    });
    expect([0, 2, 4, 5, 6, 8, 10].map((offset) => xAt(wide, offset))).toEqual([
      100, 110, 120, 150, 180, 190, 200,
    ]);
    expect([101, 119, 121, 151, 199].map((x) => offsetAt(wide, x))).toEqual([0, 3, 4, 5, 9]);
  });

  it('run from right to left, where the stops do', () => {
    const hebrew = line(0, 10, {
      stops: [
        [0, 200],
        [5, 140],
      ],
    });
    expect([0, 5, 10].map((offset) => xAt(hebrew, offset))).toEqual([200, 140, 100]);
    expect(boxesOf([hebrew], 0, 5)).toEqual([{ page: 0, x: 140, y: 50, width: 60, height: 12 }]);
    expect([199, 141, 101].map((x) => offsetAt(hebrew, x))).toEqual([0, 4, 9]);
  });

  it('are found again by the middle of their character', () => {
    const lines = fc
      .tuple(
        fc.nat(50),
        fc.integer({ min: 1, max: 80 }),
        fc.boolean(),
        fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 80, maxLength: 80 }),
      )
      .map(([from, length, leftwards, widths]) => {
        const ends = widths
          .slice(0, length)
          .reduce<number[]>((all, width) => [...all, (all.at(-1) ?? 0) + width], [0]);
        const width = ends.at(-1) ?? 0;
        const stops = ends
          .slice(0, -1)
          .map((end, i) => [from + i, leftwards ? 100 + width - end : 100 + end] as const);
        return line(from, from + length, { width, stops: length === 1 ? [] : stops });
      });
    fc.assert(
      fc.property(lines, fc.nat(79), (one, at) => {
        const offset = one.from + (at % (one.to - one.from));
        expect(offsetAt(one, (xAt(one, offset) + xAt(one, offset + 1)) / 2)).toBe(offset);
      }),
    );
  });
});

describe('what a range covers', () => {
  it('is a box on each line that it touches', () => {
    const lines = [line(0, 10), line(11, 21, { y: 64 }), line(22, 30, { page: 1, y: 20 })];
    expect(boxesOf(lines, 5, 25)).toEqual([
      { page: 0, x: 150, y: 50, width: 50, height: 12 },
      { page: 0, x: 100, y: 64, width: 100, height: 12 },
      { page: 1, x: 100, y: 20, width: 30, height: 12 },
    ]);
    expect(boxesOf(lines, 10, 11)).toEqual([]);
    expect(lineOf(lines, 10)).toBe(lines[1]);
    expect(lineOf(lines, 99)).toBe(lines[2]);
  });

  it('is outlined column by column', () => {
    const lines = [
      line(0, 10, { y: 700 }),
      line(11, 21, { y: 714, x: 90 }),
      line(22, 30, { x: 300, y: 50 }),
      line(31, 40, { page: 1, y: 50 }),
    ];
    expect(regionsOf(lines)).toEqual([
      { page: 0, x: 90, y: 700, width: 110, height: 26 },
      { page: 0, x: 300, y: 50, width: 80, height: 12 },
      { page: 1, x: 100, y: 50, width: 90, height: 12 },
    ]);
  });
});

describe('a press on a page', () => {
  const placed = [line(0, 10), line(11, 21, { y: 66 })].map((each) => ({ line: each }));

  it('means the line under it, or the nearest close by', () => {
    expect(hit(placed, 150, 55)).toBe(placed[0]);
    expect(hit(placed, 150, 63)).toBe(placed[0]);
    expect(hit(placed, 150, 65)).toBe(placed[1]);
    expect(hit(placed, 98, 70)).toBe(placed[1]);
  });

  it('means nothing far from all', () => {
    expect(hit(placed, 90, 55)).toBeNull();
    expect(hit(placed, 150, 90)).toBeNull();
    expect(hit([], 1, 1)).toBeNull();
  });
});
