import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  charactersBefore,
  measure,
  partOfSection,
  placeInSection,
  secondsFor,
  sectionAt,
  totalOf,
} from '../../../renderer/document/progress.ts';
import { block } from '../../fakes/documents.ts';

const section = {
  index: 0,
  blocks: [
    block('paragraph', 'a'.repeat(100)),
    block('code', 'x'.repeat(1000), { reason: 'code' }),
    block('paragraph', 'b'.repeat(300)),
  ],
};

describe('progress', () => {
  it('counts what is spoken', () => {
    expect(partOfSection(section, { block: 0, offset: 50 })).toBe(0.125);
    expect(partOfSection(section, { block: 1, offset: 500 })).toBe(0.25);
    expect(partOfSection(section, { block: 2, offset: 300 })).toBe(1);
    expect(partOfSection({ index: 0, blocks: [] }, { block: 0, offset: 0 })).toBe(0);
  });

  it('finds the place of a part, never in what is not spoken', () => {
    expect(placeInSection(section, 0)).toEqual({ block: 0, offset: 0 });
    expect(placeInSection(section, 0.25)).toEqual({ block: 2, offset: 0 });
    expect(placeInSection(section, 1)).toEqual({ block: 2, offset: 300 });
    expect(placeInSection({ index: 0, blocks: [] }, 0.5)).toEqual({ block: 0, offset: 0 });
  });

  it('goes from part to place and back within a character', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
        const back = partOfSection(section, placeInSection(section, part));
        expect(Math.abs(back - part)).toBeLessThanOrEqual(1 / 400);
      }),
    );
  });

  it('goes from sections to characters of the document and back', () => {
    const scale = measure([10, 0, 30, 60].map((weight) => ({ title: null, weight })));
    expect(totalOf(scale)).toBe(100);
    expect(charactersBefore(scale, 2, 0.5)).toBe(25);
    expect(sectionAt(scale, 25)).toEqual({ section: 2, part: 0.5 });
    expect(sectionAt(scale, 10)).toEqual({ section: 2, part: 0 });
    expect(sectionAt(scale, 1000)).toEqual({ section: 3, part: 1 });
    expect(sectionAt(measure([]), 5)).toEqual({ section: 0, part: 0 });
  });

  it('reckons time at the rate that is heard', () => {
    expect(secondsFor(3000, 20, 2)).toBe(75);
    expect(secondsFor(150, null, 1)).toBe(10);
  });
});
