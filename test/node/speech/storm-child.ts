/** Run by faults.test.ts in a process of its own, with --expose-gc: `SEED CHUNKS`. Prints a report as JSON. */
import { storm } from '../../support/storm.ts';

const [seed, chunks] = process.argv.slice(2).map(Number) as [number, number];
const heap: number[] = [];
const onPause = () => {
  globalThis.gc?.();
  heap.push(process.memoryUsage().heapUsed);
};
const started = performance.now();
const report = await storm({ seed, chunks, every: 1000, onPause });
console.log(JSON.stringify({ ...report, heap, seconds: (performance.now() - started) / 1000 }));
