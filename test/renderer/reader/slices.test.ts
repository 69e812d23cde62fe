import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slicesOf } from '../../../renderer/reader/slices.ts';
import { block } from '../../fakes/documents.ts';

const words = (length: number) => 'word '.repeat(Math.ceil(length / 5)).slice(0, length);

describe('slices of a section', () => {
  it('leave a short section whole', () => {
    const section = { index: 3, blocks: [block('heading', 'One', { level: 2 }), block('paragraph', 'Two.')] };
    expect(slicesOf(section)).toEqual([{ key: '3:0', section, from: 0, to: 2 }]);
  });

  it('are none for an empty section', () => {
    expect(slicesOf({ index: 0, blocks: [] })).toEqual([]);
  });

  it('end before a heading, not after it', () => {
    const blocks = [
      block('paragraph', words(5900)),
      block('heading', 'A', { level: 2 }),
      block('heading', 'B', { level: 3 }),
      block('paragraph', words(500)),
    ];
    expect(slicesOf({ index: 0, blocks }).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 4],
    ]);
  });

  it('tile the section and stay bounded but for a block that is larger itself', () => {
    const some = fc.record({ heading: fc.boolean(), length: fc.integer({ min: 0, max: 4000 }) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 150 }), (list) => {
        const blocks = list.map(({ heading, length }) =>
          block(heading ? 'heading' : 'paragraph', words(length)),
        );
        const slices = slicesOf({ index: 0, blocks });
        const covered = slices.flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, n) => from + n),
        );
        expect(covered).toEqual(blocks.map((_, at) => at));
        for (const { from, to } of slices) {
          expect(to - from).toBeGreaterThan(0);
          const characters = blocks.slice(from, to).reduce((sum, { text }) => sum + text.length, 0);
          // The headings that moved over from the slice before come on top.
          const head = blocks.slice(from, to).findIndex(({ kind }) => kind !== 'heading');
          const moved = blocks
            .slice(from, from + Math.max(0, head))
            .reduce((n, { text }) => n + text.length, 0);
          expect(characters <= 10_000 + moved || to - from === 1).toBe(true);
        }
      }),
    );
  });
});
