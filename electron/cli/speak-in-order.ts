import { LecternError } from '../core/errors.ts';

/** Chunks asked for at once: enough that the voice never waits for the writing, few enough to stop soon. */
const AHEAD = 4;

/**
 * Works on a few items at a time and yields the results in the order of the items. Where one fails, or nobody wants
 * more, the work under way is aborted and awaited.
 *
 * @throws whatever `work` throws first in order; LecternError `cancelled` where `signal` was aborted.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal: AbortSignal,
): AsyncGenerator<R> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const started: Promise<R>[] = [];
  const iterator = items[Symbol.iterator]();
  try {
    for (;;) {
      while (started.length < AHEAD) {
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
