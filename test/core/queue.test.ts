import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_QUEUED, withAdded, withMoved, withRemoved } from '../../electron/core/queue.ts';

const queue = ['a', 'b', 'c', 'd'];

describe('the queue', () => {
  it.each([
    { ids: ['e'], at: null, after: 'abcde' },
    { ids: ['e', 'f', 'e'], at: 0, after: 'efabcd' },
    { ids: ['e'], at: 2, after: 'abecd' },
    { ids: ['a'], at: null, after: 'bcda' },
    { ids: ['a', 'd'], at: 2, after: 'badc' },
    { ids: ['e'], at: 99, after: 'abcde' },
  ])('with $ids at $at is $after', ({ ids, at, after }) => {
    expect(withAdded(queue, ids, at).join('')).toBe(after);
  });

  it.each([
    ['a', 2, 'bcad'],
    ['d', 0, 'dabc'],
    ['b', 99, 'acdb'],
    ['b', 1, 'abcd'],
    ['x', 0, 'abcd'],
  ])('with %s moved to %d is %s', (id, to, after) => {
    expect(withMoved(queue, id, to).join('')).toBe(after);
  });

  it('holds each document once, whatever is done, and no more than it may', () => {
    const id = fc.stringMatching(/^[a-z]$/);
    const at = fc.nat({ max: 30 });
    const change = fc.oneof(
      fc.record({ add: fc.array(id, { minLength: 1 }), at: fc.option(at) }),
      fc.record({ remove: fc.array(id) }),
      fc.record({ move: id, to: at }),
    );
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        let now: readonly string[] = [];
        for (const one of changes)
          if ('add' in one) {
            now = withAdded(now, one.add, one.at);
            expect(now).toEqual(expect.arrayContaining(one.add));
          } else if ('remove' in one) now = withRemoved(now, one.remove);
          else now = withMoved(now, one.move, one.to);
        expect(new Set(now).size).toBe(now.length);
      }),
    );
    const many = Array.from({ length: MOST_QUEUED + 5 }, (_, n) => String(n));
    expect(withAdded(['first'], many, null)).toHaveLength(MOST_QUEUED);
  });
});
