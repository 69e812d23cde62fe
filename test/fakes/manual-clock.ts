import type { Clock } from '../../electron/core/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and calls what falls due, in order. */
  advance(milliseconds: number): void;
  /** How many calls are still to come. */
  readonly waiting: number;
  /** A call is to come in exactly so many milliseconds. */
  waits(milliseconds: number): boolean;
}

export function createManualClock(): ManualClock {
  let time = 0;
  let due: { readonly at: number; readonly then: () => void }[] = [];
  return {
    now: () => time,
    after(milliseconds, then) {
      const entry = { at: time + milliseconds, then };
      due.push(entry);
      return () => void (due = due.filter((other) => other !== entry));
    },
    advance(milliseconds) {
      const until = time + milliseconds;
      for (;;) {
        const next = due.filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due = due.filter((entry) => entry !== next);
        time = next.at;
        next.then();
      }
      time = until;
    },
    get waiting() {
      return due.length;
    },
    waits: (milliseconds) => due.some(({ at }) => at === time + milliseconds),
  };
}
