/**
 * Run as a program, this puts chunks into a store and kills itself in the middle of one:
 * `store-crash.ts DIRECTORY AFTER PART`, after AFTER whole chunks and PART (0–1) of the next. A put that fails by
 * itself exits with 3.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SpeechRequest, StoredSpeech } from '../../../electron/core/speech/types.ts';
import { createSpeechStore } from '../../../electron/node/speech/store.ts';

/** Four of the pieces in which Node writes a file: there is a middle to die in. */
const BYTES = 2_000_000;

export const crashRequest = (n: number): SpeechRequest => ({
  ...{ server: 'embedded', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text: `Chunk ${n}.`,
});

export const crashChunk = (n: number): StoredSpeech => ({
  pcm: new Uint8Array(Buffer.alloc(BYTES, `the sound of chunk ${n}, `)),
  words: [{ word: 'Chunk', start: 0, end: n }],
});

async function crash(directory: string, after: number, part: number): Promise<void> {
  const store = createSpeechStore({ directory, capBytes: 1e9 });
  for (let n = 0; n < after; n++) await store.put(crashRequest(n), crashChunk(n));
  const unfinished = join(directory, 'unfinished');
  const watch = (): void => {
    for (const name of readdirSync(unfinished, { recursive: true, encoding: 'utf8' })) {
      const stats = statSync(join(unfinished, name), { throwIfNoEntry: false });
      if (stats && stats.size >= part * BYTES && stats.size > 0) process.kill(process.pid, 'SIGKILL');
    }
    setImmediate(watch);
  };
  const putting = store.put(crashRequest(after), crashChunk(after));
  if (part < 1) {
    while (!readdirSync(directory).includes('unfinished')) await new Promise(setImmediate);
    watch();
  }
  await putting.catch(() => process.exit(3));
  process.kill(process.pid, 'SIGKILL');
}

if (process.argv[1] === import.meta.filename) {
  const [directory = '', after = '', part = ''] = process.argv.slice(2);
  await crash(directory, Number(after), Number(part));
}
