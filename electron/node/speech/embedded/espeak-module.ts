/**
 * eSpeak NG compiled to JavaScript (`@echogarden/espeak-ng-emscripten`, GPL-3.0), as far as it is used here.
 * It is synchronous and not re-entrant: one instance belongs to one worker.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EspeakEvent } from './word-times.ts';

/** Hz of all it makes. */
export const ESPEAK_RATE = 22_050;

/** A voice as the engine lists it. */
export interface EspeakVoice {
  /** What `set_voice` takes; a variant may follow after a plus sign. */
  readonly identifier: string;
  readonly name: string;
  /** Lower-case tags; the lower the number, the better the voice speaks that language. */
  readonly languages: readonly { readonly name: string; readonly priority: number }[];
}

export interface Espeak {
  /** 0 where the voice is known. Needed before every utterance: an aborted one may leave its settings behind. */
  set_voice(name: string): number;
  /** Words a minute, 80–450; 175 is the engine's normal. */
  set_rate(wordsPerMinute: number): void;
  set_pitch(zeroTo100: number): void;
  set_range(zeroTo100: number): void;
  set_volume(percent: number): void;
  list_voices(): EspeakVoice[];
  /**
   * Blocks until the whole text is spoken, and calls back about every 100 ms of audio.
   * @param each Must not throw, which would spoil the next utterance; true aborts.
   */
  synthesize(text: string, each: (audio: Int16Array, events: readonly EspeakEvent[]) => boolean): void;
  /**
   * Puts the engine back to how it was when it was loaded: some 1.5 ms. It keeps its place in its random numbers, its
   * noise and its flutter from one utterance to the next; after this, the same text always gives the same samples, in
   * every engine that is loaded.
   */
  renew(): void;
}

interface EspeakModule {
  readonly eSpeakNGWorker: new () => Omit<Espeak, 'renew'>;
  /** All memory of the program; another array when it has grown. */
  readonly HEAPU8: Uint8Array;
}

/** UTF-16 units, of one byte each: longer than any text that the server takes, as it is given to the engine. */
const LONGEST_INPUT = 1_200_000;

/** Some 200 ms. */
export async function loadEspeak(): Promise<Espeak> {
  const entry = createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');
  const data = await readFile(join(dirname(entry), 'espeak-ng.data'));
  // Given the data, the package does not guess where it lies: its guess hangs where a folder's name holds "#" or "?".
  const whole = data.byteLength === data.buffer.byteLength;
  const bytes = whole ? data.buffer : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const start: { default(options: object): Promise<EspeakModule> } = await import(
    /* @vite-ignore */ pathToFileURL(entry).href
  );
  const module = await start.default({ getPreloadedPackage: () => bytes });
  const worker = atTimeZero(() => new module.eSpeakNGWorker());
  // What is passed to the engine goes through a buffer that grows with the longest text so far, and whose place is known
  // to JavaScript: it must not grow any more once the memory is put back. It grows at the call after the one that needs it.
  const longest = ' '.repeat(LONGEST_INPUT);
  worker.set_voice(longest);
  worker.set_voice(longest);
  const fresh = module.HEAPU8.slice(0, usedBytes(module.HEAPU8));
  return Object.assign(worker, {
    renew() {
      module.HEAPU8.set(fresh);
      module.HEAPU8.fill(0, fresh.length);
    },
  });
}

/**
 * The engine takes the second in which it starts as the seed of its noise, and would sound a little different in every
 * worker and after every start. There is no other way to its seed; nothing else runs in the meantime.
 */
function atTimeZero<T>(start: () => T): T {
  const { now } = Date;
  Date.now = () => 0;
  try {
    return start();
  } finally {
    Date.now = now;
  }
}

/** Up to the last byte that is not zero. */
function usedBytes(memory: Uint8Array): number {
  let end = memory.length;
  while (end > 0 && memory[end - 1] === 0) end--;
  return end;
}
