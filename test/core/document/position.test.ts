import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockBuilder } from '../../../electron/core/document/builder.ts';
import { START, type Section } from '../../../electron/core/document/model.ts';
import { positionAt, repairPosition } from '../../../electron/core/document/position.ts';

function bookOf(...sections: readonly (readonly string[])[]) {
  const made = sections.map((paragraphs, index): Section => {
    const builder = new BlockBuilder(null);
    for (const text of paragraphs) {
      builder.begin({ kind: 'paragraph' });
      builder.text(text);
    }
    return { index, blocks: builder.finish() };
  });
  const asked: number[] = [];
  return {
    sections: made.length,
    asked,
    made,
    async section(index: number): Promise<Section> {
      asked.push(index);
      const section = made[index];
      if (!section) throw new Error(`no section ${index}`);
      return section;
    },
  };
}

const first = [
  'Call me Ishmael. Some years ago—never mind how long precisely.',
  'It is a way I have of driving off the spleen.',
];
const second = ['Chapter the second, in which nothing happens at all, twice over.'];

describe('a saved position', () => {
  const book = bookOf(first, second);
  const [loomings] = book.made;
  const saved = loomings ? positionAt(loomings, 1, 6) : START;

  it('quotes at most 64 units from its offset', () => {
    expect(saved.quote).toBe('a way I have of driving off the spleen.');
    expect(loomings && positionAt(loomings, 0, 0).quote).toHaveLength(62);
  });

  it('holds as it is where nothing changed, without reading other sections', async () => {
    const again = bookOf(first, second);
    expect(await repairPosition(saved, again)).toEqual(saved);
    expect(again.asked).toEqual([0]);
  });

  it.each([
    [
      'other blocks before it',
      bookOf(['New preface here.', ...first], second),
      { section: 0, block: 2, offset: 6 },
    ],
    [
      'an edited paragraph',
      bookOf([first[0] ?? '', `Well: ${first[1] ?? ''}`]),
      { section: 0, block: 1, offset: 12 },
    ],
    [
      'another section before it',
      bookOf(['Title page.'], first, second),
      { section: 1, block: 1, offset: 6 },
    ],
    [
      'a changed end',
      bookOf(['x', 'It is a way I have of driving off the blues.']),
      { section: 0, block: 1, offset: 6 },
    ],
    ['fewer sections', bookOf(['Something else.']), { section: 0, block: 0, offset: 0 }],
  ])('is found again after %s', async (_, changed, place) => {
    expect(await repairPosition(saved, changed)).toMatchObject(place);
  });

  it('chooses the nearest of several places with the same words', async () => {
    const refrain = 'Nevermore, quoth the raven, and went away.';
    const poem = bookOf([refrain, 'between', refrain, 'between', refrain]);
    const at = { section: 0, block: 3, offset: 0, quote: refrain };
    expect(await repairPosition(at, poem)).toMatchObject({ block: 2, offset: 0 });
  });

  it('survives an empty book and a nonsense place', async () => {
    expect(await repairPosition(saved, bookOf())).toEqual(START);
    expect(await repairPosition({ section: 9, block: 9, offset: 9, quote: '' }, book)).toMatchObject({
      section: 1,
      block: 0,
    });
    expect(await repairPosition(START, book)).toMatchObject({ section: 0, block: 0, offset: 0 });
  });

  it('is always a place of the document, and stays where it is once repaired (property)', async () => {
    const paragraphs = fc.array(
      fc.string({ minLength: 1 }).filter((s) => /\p{L}/u.test(s)),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraphs, { minLength: 1, maxLength: 3 }),
        fc.record({
          section: fc.nat(5),
          block: fc.nat(5),
          offset: fc.nat(40),
          quote: fc.string({ maxLength: 64 }),
        }),
        async (texts, place) => {
          const any = bookOf(...texts);
          const repaired = await repairPosition(place, any);
          const block = any.made[repaired.section]?.blocks[repaired.block];
          expect(block).toBeDefined();
          expect(repaired.offset).toBeLessThanOrEqual(block?.text.length ?? 0);
          expect(await repairPosition(repaired, any)).toEqual(repaired);
        },
      ),
    );
  });
});
