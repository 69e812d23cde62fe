/** The small capabilities of a real machine: its clock and its randomness. */
import { randomBytes } from 'node:crypto';
import type { Calendar, Clock } from '../core/clock.ts';

export interface SystemClock extends Clock {
  /** Nothing that was to come comes any more, so that a program that is done ends by itself. */
  stop(): void;
}

export function createSystemClock(): SystemClock {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  return {
    now: () => performance.now(),
    after(milliseconds, then) {
      if (stopped) return () => undefined;
      const timer = setTimeout(() => {
        timers.delete(timer);
        then();
      }, milliseconds);
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
    stop() {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
  };
}

export const systemCalendar: Calendar = {
  now: () => Date.now(),
  // The Swedish way to write a date is the one that sorts.
  today: () => new Date().toLocaleDateString('sv'),
};

/** "Node 24.21.0 on linux-x64", with Electron where it is there. */
export function runtimeName(): string {
  const { versions, platform, arch } = process;
  const electron = versions['electron'] === undefined ? '' : `Electron ${versions['electron']}, `;
  return `${electron}Node ${versions.node} on ${platform}-${arch}`;
}

/** 144 bits in 24 characters of a URL. */
export const randomToken = (): string => randomBytes(18).toString('base64url');
