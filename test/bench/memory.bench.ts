// What the player holds when it reads for eight hours: its own code, in a process of its own (support/eight-hours.ts).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { runAlone } from './support/child.ts';
import type { Held } from './support/eight-hours.ts';
import { megabytes, type Bench, type Row } from './table.ts';

const root = resolve(import.meta.dirname, '../..');
const MOST = 1.15;

/** Runes are compiled as for the window, not as for a server: there they would be plain fields. */
async function bundle(directory: string): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [svelte({ configFile: join(root, '.config/svelte.config.js') })],
    build: {
      outDir: directory,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      lib: {
        entry: join(root, 'test/bench/support/eight-hours.ts'),
        formats: ['es'],
        fileName: () => 'eight-hours.mjs',
      },
    },
  });
  return join(directory, 'eight-hours.mjs');
}

async function run(): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
  try {
    const module = await bundle(directory);
    const held = (await runAlone(module, [], '--expose-gc')) as readonly Held[];
    const most = (until: number, of: (one: Held) => number) =>
      Math.max(...held.filter(({ hours }) => hours <= until).map(of));
    const row = (what: string, of: (one: Held) => number, bounded = true): Row => {
      const [first, last] = [most(1, of), most(8, of)];
      return {
        what,
        measured: `${(last / first).toFixed(3)} ×  (${megabytes(last)} : ${megabytes(first)})`,
        against: bounded ? `≤ ${MOST} × in 8 hours what it was in 1` : 'as late as the collector comes',
        reached: bounded ? last <= MOST * first : null,
      };
    };
    const before = held[0]?.bytes ?? 0;
    return [
      row('the most that is held after a collection', ({ bytes }) => bytes),
      row('of that, what reading added to the player at rest', ({ bytes }) => bytes - before),
      row('peak of the whole process, with what waits to be collected', ({ peak }) => peak, false),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = { name: 'memory', run };
