/**
 * Run as a program, this speaks an export of so many sentences with the real client, store and ledger, through whatever
 * the service at the address does, going on after each failure as a person would; then it prints what it held:
 * `faulty-speaking.ts FOLDER URL SENTENCES MARK`, the memory after MARK sentences and at the end. Needs `--expose-gc`.
 */
import { join } from 'node:path';
import type { LedgerSegment } from '../../electron/core/audiobook/ledger.ts';
import type { ExportOrder } from '../../electron/core/audiobook/order.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { createScheduler } from '../../electron/core/speech/scheduler.ts';
import { createStoredSpeech, keepingSpeaker } from '../../electron/core/speech/stored-speaker.ts';
import type { SpeechRequest } from '../../electron/core/speech/types.ts';
import { speakSegments } from '../../electron/host/audiobook/speak-segments.ts';
import { openExportLedger } from '../../electron/node/audiobook/ledger.ts';
import { createSpeechClient } from '../../electron/node/speech/client.ts';
import { createSpeechStore } from '../../electron/node/speech/store.ts';
import { createSystemClock } from '../../electron/node/system.ts';
import { randomOf } from '../fakes/spoken.ts';

export interface Held {
  /** Bytes in use after a collection: of objects, and of buffers outside of the heap. */
  readonly used: number;
  /** The most bytes that were ever resident. */
  readonly peak: number;
}

export interface FaultySpeaking {
  readonly mark: Held;
  readonly end: Held;
  /** How often it stopped with an error and was resumed. */
  readonly resumed: number;
  /** Finished more than once. */
  readonly doubled: number;
}

/** Real waits, such as those for a service that says nothing any more, so many times as short. */
const HASTE = 20;
const MOST_RESUMED = 1000;
const CHAPTER_SENTENCES = 500;

export const storeFolder = (folder: string) => join(folder, 'speech');

export const faultyRequest = (n: number): SpeechRequest => ({
  ...{ server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text: `Rain fell ${n + 2} times.`,
});

function held(): Held {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { used: heapUsed + external, peak: process.resourceUsage().maxRSS * 1024 };
}

async function speak(folder: string, url: string, sentences: number, mark: number): Promise<FaultySpeaking> {
  const system = createSystemClock();
  const clock: Clock = {
    now: () => HASTE * system.now(),
    after: (milliseconds, then) => system.after(milliseconds / HASTE, then),
  };
  const client = createSpeechClient({ url, service: 'Together AI', clock, key: async () => 'a-key' });
  const store = createSpeechStore({ directory: storeFolder(folder), capBytes: 1e12 });
  const ledger = await openExportLedger(join(folder, 'exports'));
  const keeper = keepingSpeaker(client, store, () => undefined);
  const scheduler = createScheduler({ speaker: keeper, clock, random: randomOf(1) });
  const together = {
    ...createStoredSpeech(store, scheduler),
    kept: (request: SpeechRequest) => keeper.kept(request),
  };
  const speaking = { together, embedded: together };
  const segments = Array.from({ length: sentences }, (_, n): Omit<LedgerSegment, 'index' | 'samples'> => ({
    chapter: Math.floor(n / CHAPTER_SENTENCES),
    request: faultyRequest(n),
    place: { section: 0, block: n, from: 0, to: faultyRequest(n).text.length },
    sentences: [[0, faultyRequest(n).text.length]],
    pause: 0,
  }));
  const last = Math.floor((sentences - 1) / CHAPTER_SENTENCES);
  await ledger.add('job', {} as ExportOrder, [], segments);
  segments.length = 0;

  const finished = new Uint8Array(sentences);
  let [count, resumed] = [0, 0];
  let atMark: Held | null = null;
  const spoken = ({ index }: LedgerSegment) => {
    finished[index]!++;
    if (++count === mark) atMark = held();
  };
  const news = { spoken, waiting: () => undefined, mayGoOn: async () => undefined };
  const parts = { ledger, store, speaking, priceOf: () => 0 };
  for (let done = false; !done;) {
    try {
      for (let chapter = 0; chapter <= last; chapter++)
        await speakSegments(
          'job',
          { first: chapter, last: chapter },
          parts,
          news,
          new AbortController().signal,
        );
      done = true;
    } catch (error) {
      if (++resumed > MOST_RESUMED) throw error;
    }
  }
  const end = held();
  client.close();
  system.stop();
  ledger.close();
  return { mark: atMark ?? end, end, resumed, doubled: finished.filter((times) => times !== 1).length };
}

if (import.meta.main) {
  const [folder, url, sentences, mark] = process.argv.slice(2);
  console.log(JSON.stringify(await speak(String(folder), String(url), Number(sentences), Number(mark))));
}
