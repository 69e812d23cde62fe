import { setImmediate } from 'node:timers/promises';

/** Waits for a condition, turn by turn of the event loop; the test's own time limit is the end of it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

/** Lets everything that is ready to run do so, many turns long: for showing that something does not happen. */
export async function settle(turns = 100): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate();
}
