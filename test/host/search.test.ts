import { describe, expect, it } from 'vitest';
import { searchDocument } from '../../electron/host/search.ts';
import { novel } from '../fakes/documents.ts';

const { summary, sections } = novel();

/** @param read Told of every section that is read. */
const opened = (read: (index: number) => void = () => undefined) => ({
  summary,
  section: async (index: number) => {
    read(index);
    return sections[index] ?? { index, blocks: [] };
  },
  resource: async () => null,
  close: async () => undefined,
});

describe('a search through a document', () => {
  it('gives hits in reading order whose offsets are those of their blocks', async () => {
    const result = await searchDocument(opened(), 'THE', 200, () => true);
    expect(result?.hits.length).toBeGreaterThan(3);
    for (const { section, block, from, to, match } of result?.hits ?? []) {
      expect(sections[section]?.blocks[block]?.text.slice(from, to)).toBe(match);
      expect(match.toLowerCase()).toBe('the');
    }
    const order = result?.hits.map(({ section, block, from }) => section * 1e9 + block * 1e5 + from);
    expect(order).toEqual(order?.toSorted((a, b) => a - b));
  });

  it('says that there are more than it was asked for, and reads no further', async () => {
    const all = await searchDocument(opened(), 'the', 200, () => true);
    const count = all?.hits.length ?? 0;
    expect(await searchDocument(opened(), 'the', count, () => true)).toEqual({ ...all, more: false });
    const read: number[] = [];
    const first = await searchDocument(
      opened((index) => read.push(index)),
      'the',
      1,
      () => true,
    );
    expect(first).toEqual({ hits: all?.hits.slice(0, 1), more: true });
    expect(read.length).toBeLessThan(sections.length);
  });

  it('ends where nobody waits for it any more', async () => {
    const read: number[] = [];
    expect(
      await searchDocument(
        opened((index) => read.push(index)),
        'the',
        200,
        () => false,
      ),
    ).toBeNull();
    expect(read).toEqual([0, 1]); // the second was asked for ahead
    expect(summary.sections.length).toBeGreaterThan(2);
  });
});
