import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../../electron/core/document/whole.ts';
import type { DocumentSummary, Section } from '../../../electron/core/document/model.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { block } from '../../support/blocks.ts';

const damaged = new LecternError('corrupt-document', 'This part is damaged.');

/** A document of so many sections; the one at `bad` cannot be had. */
function documentOf(count: number, bad = -1) {
  const asked: number[] = [];
  const summary = {
    sections: Array.from({ length: count }, () => ({ title: null, weight: 1 })),
  } as unknown as DocumentSummary;
  const section = async (index: number): Promise<Section> => {
    asked.push(index);
    if (index === bad) throw damaged;
    return { index, blocks: [block(`Section ${index}.`)] };
  };
  return { asked, summary, section };
}

describe('the sections of a document', () => {
  it('come in order, the next one asked for while one is worked on', async () => {
    const document = documentOf(3);
    const seen: [index: number, asked: number][] = [];
    for await (const { index } of sectionsOf(document)) seen.push([index, document.asked.length]);
    expect(seen).toEqual([
      [0, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(document.asked).toEqual([0, 1, 2]);
  });

  it('are none of a document that has none', async () => {
    const document = documentOf(0);
    for await (const section of sectionsOf(document)) expect.unreachable(`${section.index}`);
    expect(document.asked).toEqual([]);
  });

  it('fail where one cannot be had, after those before it', async () => {
    const seen: number[] = [];
    const walk = async () => {
      for await (const { index } of sectionsOf(documentOf(3, 1))) seen.push(index);
    };
    await expect(walk()).rejects.toBe(damaged);
    expect(seen).toEqual([0]);
  });

  it('may be left before the end, whatever was asked for ahead', async () => {
    const document = documentOf(3, 1);
    for await (const { index } of sectionsOf(document)) {
      expect(index).toBe(0);
      break;
    }
    expect(document.asked).toEqual([0, 1]); // its failure is nobody's, and no unhandled rejection
  });
});
