import { EventEmitter } from 'node:events';

/** A test lets the machine sleep by `electron.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))`. */
export const powerMonitor = new EventEmitter();

const blockers = new Set<number>();
let last = 0;

export const powerSaveBlocker = {
  start(_type: string): number {
    blockers.add(++last);
    return last;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
};
/** How many hold the machine awake, for tests. */
Object.defineProperty(globalThis, 'electronDoubleBlockers', { get: () => blockers.size });
