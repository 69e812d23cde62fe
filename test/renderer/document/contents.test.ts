import { describe, expect, it } from 'vitest';
import { blockOfAnchor, contentsRows, currentRow } from '../../../renderer/document/contents.ts';
import { block, novel } from '../../fakes/documents.ts';

const { summary, sections } = novel();
const rows = contentsRows(summary.toc, summary.sections);

describe('the contents', () => {
  it('are rows in order with their depth', () => {
    expect(rows.map(({ title, depth }) => `${depth} ${title}`)).toEqual([
      '0 Pride and Prejudice',
      '0 Volume I',
      '1 Chapter 1',
      '1 Chapter 2',
      '0 An appendix of kinds',
    ]);
  });

  it('are the titled sections where a book has none', () => {
    const untitled = [
      { title: 'A', weight: 1 },
      { title: null, weight: 1 },
      { title: 'B', weight: 1 },
    ];
    expect(contentsRows([], untitled).map(({ title, section }) => [title, section])).toEqual([
      ['A', 0],
      ['B', 2],
    ]);
  });

  it('mark the innermost row that the place is in', () => {
    const title = (place: { section: number; block: number }) =>
      rows[currentRow(rows, place, sections[place.section] ?? null)]?.title;
    expect(title({ section: 0, block: 1 })).toBe('Pride and Prejudice');
    expect(title({ section: 1, block: 4 })).toBe('Chapter 1');
    expect(title({ section: 3, block: 9 })).toBe('An appendix of kinds');
    expect(currentRow([], { section: 0, block: 0 }, null)).toBe(-1);
  });

  it('tell chapters of one section apart by their anchors', () => {
    const section = {
      index: 0,
      blocks: ['a', 'b', 'c'].map((anchor) => block('heading', anchor, { level: 2, anchors: [anchor] })),
    };
    const one = ['a', 'b', 'c'].map((anchor) => ({ title: anchor, section: 0, anchor, depth: 0 }));
    expect(currentRow(one, { section: 0, block: 1 }, section)).toBe(1);
    expect(blockOfAnchor(section, 'c')).toBe(2);
    expect(blockOfAnchor(section, 'nowhere')).toBe(0);
    expect(blockOfAnchor(section, null)).toBe(0);
  });
});
