import { describe, expect, it } from 'vitest';
import { divideLongBlock, LONGEST_BLOCK } from '../../../electron/core/document/long.ts';
import { block } from '../../support/blocks.ts';

describe('a block that is too long', () => {
  it('is cut with the boxes of its lines', () => {
    const line = 'A line of print that is always the same. ';
    const count = Math.ceil((1.5 * LONGEST_BLOCK) / line.length);
    const text = line.repeat(count).trim();
    const lines = Array.from({ length: count }, (_, i) => ({
      page: 0,
      from: i * line.length,
      to: (i + 1) * line.length - 1,
      x: 50,
      y: 12 * i,
      width: 200,
      height: 10,
      stops: [[i * line.length + 10, 99]] as const,
    }));
    const pieces = divideLongBlock(block(text, { lines }));
    expect(pieces).toHaveLength(2);
    for (const piece of pieces) {
      for (const box of piece.lines ?? []) {
        expect(piece.text.slice(box.from, box.to)).toBe(line.trim());
        expect(box).toMatchObject({ width: 200, stops: [[box.from + 10, 99]] });
      }
    }
    expect(pieces.flatMap((piece) => piece.lines?.map(({ y }) => y))).toEqual(lines.map(({ y }) => y));
  });

  it('parts a line that it is cut in', () => {
    const text = 'x'.repeat(LONGEST_BLOCK + 1000);
    const whole = { page: 0, from: 0, to: text.length, x: 0, y: 0, width: text.length, height: 10 };
    const pieces = divideLongBlock(block(text, { lines: [whole] }));
    expect(pieces.map((piece) => piece.lines?.[0])).toEqual([
      { ...whole, to: LONGEST_BLOCK, width: LONGEST_BLOCK },
      { ...whole, to: 1000, x: LONGEST_BLOCK, width: 1000 },
    ]);
  });
});
