import type { Clock } from '../../electron/core/clock.ts';

/** The window's own time. */
export const browserClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};
