import { describe, expect, it } from 'vitest';
import { inOrder } from '../../electron/core/in-order.ts';

const never = new AbortController().signal;
const collect = async <T>(all: AsyncIterable<T>) => {
  const list: T[] = [];
  for await (const one of all) list.push(one);
  return list;
};

describe('working ahead', () => {
  it('yields in the order asked, however the work ends, a few at a time', async () => {
    let running = 0;
    let most = 0;
    const started = Array.from({ length: 9 }, () => Promise.withResolvers<void>());
    const work = async (index: number) => {
      most = Math.max(most, ++running);
      started[index]?.resolve();
      if (index % 2 === 0) await started[index + 1]?.promise; // ends after the one behind it has begun
      running--;
      return index;
    };
    expect(await collect(inOrder(started.keys(), work, never, 4))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('stops the others where one fails', async () => {
    const stopped: number[] = [];
    const work = (index: number, signal: AbortSignal) =>
      index === 1
        ? Promise.reject(new Error('broken'))
        : new Promise<number>((resolve, reject) => {
            if (index === 0) resolve(0);
            signal.addEventListener('abort', () => {
              stopped.push(index);
              reject(new Error('aborted'));
            });
          });
    await expect(collect(inOrder([0, 1, 2, 3], work, never, 4))).rejects.toThrow('broken');
    expect(stopped).toEqual(expect.arrayContaining([2, 3]));
  });

  it('ends with "cancelled" when asked to stop', async () => {
    const stop = new AbortController();
    const work = async (index: number) => index;
    const run = async () => {
      for await (const index of inOrder([0, 1, 2], work, stop.signal, 4)) if (index === 0) stop.abort();
    };
    await expect(run()).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
