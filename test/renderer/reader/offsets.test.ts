import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextMap } from '../../../renderer/reader/offsets.ts';

const leaves = (...texts: string[]) => texts.map((text) => ({ text, length: text.length }));

describe('a map of text nodes', () => {
  const [it_, truth, rest] = leaves('It is a ', 'truth', ' universally');
  const map = new TextMap([it_!, truth!, rest!]);

  it('finds the node of an offset', () => {
    expect(map.at(0, 'start')).toEqual({ leaf: it_, offset: 0 });
    expect(map.at(10, 'start')).toEqual({ leaf: truth, offset: 2 });
    expect(map.at(map.length, 'end')).toEqual({ leaf: rest, offset: 12 });
  });

  it('gives a seam to the node that the range covers', () => {
    expect(map.at(8, 'start')).toEqual({ leaf: truth, offset: 0 });
    expect(map.at(8, 'end')).toEqual({ leaf: it_, offset: 8 });
    expect(map.at(13, 'end')).toEqual({ leaf: truth, offset: 5 });
  });

  it('clamps, passes over empty nodes, and knows that nothing is nowhere', () => {
    expect(map.at(-5, 'start')).toEqual({ leaf: it_, offset: 0 });
    expect(map.at(500, 'end')).toEqual({ leaf: rest, offset: 12 });
    const [a, empty, b] = leaves('a', '', 'b');
    expect(new TextMap([empty!, a!, empty!, b!]).at(1, 'start')).toEqual({ leaf: b, offset: 0 });
    expect(new TextMap(leaves('', '')).at(0, 'start')).toBeNull();
    expect(map.offsetOf({ text: 'x', length: 1 }, 0)).toBeNull();
  });

  it('goes there and back for every text and every way to cut it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.constantFrom('start' as const, 'end' as const),
        (texts, seed, edge) => {
          const all = leaves(...texts);
          const whole = texts.join('');
          if (whole === '') return;
          const offset = seed % (whole.length + 1);
          const cut = new TextMap(all);
          const found = cut.at(offset, edge)!;
          expect(cut.offsetOf(found.leaf, found.offset)).toBe(offset);
          const unit = edge === 'start' ? offset : offset - 1;
          const inLeaf = edge === 'start' ? found.offset : found.offset - 1;
          expect(found.leaf.text.charCodeAt(inLeaf)).toEqual(whole.charCodeAt(unit));
        },
      ),
    );
  });
});
