import { setImmediate } from 'node:timers/promises';
import type { ManualClock } from '../fakes/manual-clock.ts';

/**
 * Lets time go by until the promise settles, a little with each turn of the event loop, so that what comes over real
 * sockets comes first and every deadline comes nevertheless.
 */
export async function drive<T>(clock: ManualClock, promise: Promise<T>, milliseconds = 20): Promise<T> {
  let settled = false;
  const settle = () => (settled = true);
  promise.then(settle, settle);
  while (!settled) {
    clock.advance(milliseconds);
    await setImmediate();
  }
  return promise;
}
