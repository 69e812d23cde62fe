import { LecternError } from './errors.ts';

/**
 * Works on a few items at a time and yields the results in the order of the items. Where one fails, or nobody wants
 * more, the work under way is aborted and awaited.
 *
 * @param ahead Items that are worked on at a time.
 * @throws whatever `work` throws first in order; LecternError `cancelled` where `signal` was aborted.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal: AbortSignal,
  ahead: number,
): AsyncGenerator<R> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const started: Promise<R>[] = [];
  const iterator = items[Symbol.iterator]();
  try {
    for (;;) {
      while (started.length < ahead) {
        const next = iterator.next();
        if (next.done) break;
        const result = work(next.value, both);
        result.catch(() => undefined); // thrown in its turn, below
        started.push(result);
      }
      const first = started.shift();
      if (!first) return;
      const result = await first;
      if (signal.aborted) throw new LecternError('cancelled', 'Stopped.');
      yield result;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(started);
  }
}
