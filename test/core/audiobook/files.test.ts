import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHARACTERS_PER_MINUTE, plannedFiles, safeFileName } from '../../../electron/core/audiobook/files.ts';
import type { ExportOrder } from '../../../electron/core/audiobook/order.ts';

const order = (split: ExportOrder['split'], fileName: string | null = null) => ({
  split,
  fileName,
  tags: { title: 'Emma: A Novel', authors: [], narrator: '', year: null, cover: false },
});
const minutes = (...lengths: number[]) =>
  lengths.map((length, index) => ({
    title: `Chapter ${index + 1}`,
    characters: length * CHARACTERS_PER_MINUTE,
  }));

describe('the files of an audiobook', () => {
  it('are one with all chapters', () => {
    expect(plannedFiles(order({ kind: 'none' }), minutes(5, 6))).toEqual([
      { name: 'Emma – A Novel', title: 'Emma: A Novel', chapters: [0, 1] },
    ]);
    expect(plannedFiles(order({ kind: 'none' }, 'mine'), minutes(5))[0]?.name).toBe('mine');
  });

  it('are one for each chapter, numbered so that they sort', () => {
    const names = plannedFiles(order({ kind: 'chapter' }), minutes(...Array<number>(120).fill(1))).map(
      ({ name }) => name,
    );
    expect(names[0]).toBe('001 Chapter 1');
    expect([...names].sort()).toEqual(names);
  });

  it('by duration end where the length asked for is met best, and never in a chapter', () => {
    const files = plannedFiles(order({ kind: 'duration', minutes: 60 }), minutes(30, 25, 20, 100, 10, 45));
    expect(files.map(({ chapters }) => chapters)).toEqual([[0, 1], [2], [3], [4, 5]]);
  });

  it('hold every chapter once and in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 5, max: 600 }),
        (lengths, most) => {
          const files = plannedFiles(order({ kind: 'duration', minutes: most }), minutes(...lengths));
          expect(files.flatMap(({ chapters }) => chapters)).toEqual([...lengths.keys()]);
          expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
        },
      ),
    );
  });
});

describe('names of files', () => {
  it.each([
    ['../../etc/passwd', '-..-etc-passwd'],
    ['What?', 'What-'],
    ['CON', 'Audiobook CON'],
    ['   ', 'Audiobook'],
    ['Ends in dots...', 'Ends in dots'],
    ['a\u0000b\u202ec', 'abc'],
  ])('%j: %s', (title, name) => {
    expect(safeFileName(title)).toBe(name);
  });

  it('are names, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const name = safeFileName(title);
        expect(name).not.toBe('');
        expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^\.|[. ]$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(250);
      }),
    );
  });
});
