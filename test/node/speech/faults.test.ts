import { afterEach, describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { createScheduler } from '../../../electron/core/speech/scheduler.ts';
import type { SpeechRequest } from '../../../electron/core/speech/types.ts';
import { createSpeechClient } from '../../../electron/node/speech/client.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { randomOf, spoken } from '../../fakes/spoken.ts';
import { VoiceServer, type ChunkFaults, type ConnectionFaults } from '../../fakes/voice-server.ts';

const CHUNKS = 120;

let cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanUp) await clean();
  cleanUp = [];
});

const requestOf = (n: number): SpeechRequest => ({
  ...{ server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text: `Sentence number ${n} goes its way through wind and weather.`,
});
const error = (code: string) => ({ message: 'No.', type: null, param: null, code });

/** Two of three chunks are served as they should be; the faults of the rest leave the sound itself as it is. */
const chunkFaults = (random: () => number): ChunkFaults => {
  const list: ChunkFaults[] = [
    { deltaBytes: [1 + Math.floor(random() * 5000)] },
    { riff: true, words: 'before' },
    { done: 'missing' },
    { done: 'missing', words: 'never' },
    { done: 'early', wordBatches: 3 },
    { words: 'after-done', unknownEvents: true },
    { after: 2, fail: { as: 'failed', error: error('rate_limit_exceeded') } },
    { after: 1, fail: { as: 'error', error: error('server_error'), withoutId: true } },
    { after: 3, drop: 'close' },
    { drop: 'terminate' },
    { after: 1, stall: true },
    { noSound: true },
    { fail: { as: 'failed', error: error('text_too_rude') } },
  ];
  return random() < 0.67 ? {} : list[Math.floor(random() * list.length)]!;
};
const connectionFaults = (random: () => number): ConnectionFaults => {
  const list: ConnectionFaults[] = [
    { refuse: { status: 503 } },
    { refuse: { status: 429, headers: { 'Retry-After': '3' } } },
    { closeAtOnce: true },
    { halfOpen: true },
    { noGreeting: true },
    { neverConfirmsCancel: true },
  ];
  return random() < 0.5 ? {} : list[Math.floor(random() * list.length)]!;
};

describe('bad days', () => {
  it.each([11, 12])('end in the whole sound of every chunk, or in its reason (seed %i)', async (seed) => {
    const random = randomOf(seed);
    const server = await VoiceServer.start();
    const clock = createManualClock();
    server.chunkFaults = () => chunkFaults(random);
    server.connectionFaults = () => connectionFaults(random);
    const key = async () => 'a-key';
    const client = createSpeechClient({ url: server.url, service: 'Together AI', clock, key });
    cleanUp.push(
      async () => client.close(),
      () => server.close(),
    );
    const scheduler = createScheduler({ speaker: client, clock, random, atOnce: 6 });

    const reasons = new Map<string, number>();
    let settled = 0;
    const chunks = Array.from({ length: CHUNKS }, async (_, n) => {
      const pieces: Uint8Array[] = [];
      const signal = new AbortController().signal;
      const starts: number[] = [];
      try {
        for await (const event of scheduler.speak(requestOf(n), {
          priority: n % 3 ? 'background' : 'live',
          signal,
        })) {
          if (event.type === 'audio') pieces.push(event.pcm);
          if (event.type === 'words') starts.push(...event.words.map(({ start }) => start));
        }
        expect(Buffer.concat(pieces).equals(spoken(requestOf(n).text).pcm)).toBe(true);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      } catch (failure) {
        if (!(failure instanceof LecternError)) throw failure;
        reasons.set(failure.kind, (reasons.get(failure.kind) ?? 0) + 1);
      } finally {
        settled++;
      }
    });
    while (settled < CHUNKS) {
      clock.advance(20);
      await new Promise(setImmediate);
    }
    await Promise.all(chunks);
    const failed = [...reasons.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `seed ${seed}: ${CHUNKS - failed} whole, ${failed} failed`,
      Object.fromEntries(reasons),
      `over ${server.upgrades.length} connections, ${server.commits.length} commits`,
    );
    expect(failed).toBeLessThan(CHUNKS / 2); // the faults decide how many; most must come through
    expect(scheduler.load).toMatchObject({ active: 0, queued: 0 });
  });
});
