/** The small capabilities of a real machine: its clock and its randomness. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';

export const systemClock = (): Clock => ({
  now: () => performance.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    timer.unref(); // what only waits must not keep a program alive
    return () => clearTimeout(timer);
  },
});

/** 144 bits in 24 characters of a URL. */
export const randomToken = (): string => randomBytes(18).toString('base64url');
