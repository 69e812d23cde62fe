import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { StormReport } from '../../support/storm.ts';

const CHUNKS = 10_000;
const SEED = 20_260;
/** Milliseconds; some forty seconds on a machine that does nothing else. */
const PATIENCE = 900_000;

interface Report extends StormReport {
  /** Bytes, after each thousand chunks. */
  readonly heap: readonly number[];
  readonly seconds: number;
}

/** In a process of its own, so that its memory is its own too. */
async function storm(seed: number, chunks: number): Promise<Report> {
  const entry = new URL('storm-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--expose-gc', entry, String(seed), String(chunks)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as Report;
}

describe('ten thousand chunks through every fault there is', () => {
  it(
    `are each audible once and in their order, or failed with a reason, and memory stays flat (seed ${SEED})`,
    async () => {
      const { whole, failed, wrong, heap, seconds, counts } = await storm(SEED, CHUNKS);
      const failures = Object.values(failed).reduce((sum, count) => sum + count, 0);
      console.log(
        `seed ${SEED}: ${whole} whole, ${failures} failed in ${seconds.toFixed(0)} s`,
        failed,
        counts,
        heap,
      );
      expect(wrong).toEqual([]);
      expect(whole + failures).toBe(CHUNKS);
      expect(whole).toBeGreaterThan(0.8 * CHUNKS); // the faults decide how many; most must come through
      expect(heap).toHaveLength(CHUNKS / 1000);
      expect(Math.max(...heap) / heap[0]!).toBeLessThanOrEqual(1.15);
    },
    PATIENCE,
  );
});
