import { describe, expect, it } from 'vitest';
import type { CallInput, CallName, LecternApi } from '../../../electron/contract/table.ts';
import { encodeFrame, type SpeechFrame } from '../../../electron/core/speech/frames.ts';
import { createFetcher } from '../../../renderer/player/fetcher.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

describe('fetching a chunk', () => {
  const request = {
    server: 'embedded' as const,
    model: 'm',
    voice: 'v',
    text: 'Hello there.',
    language: 'en',
    pronunciation: [],
  };

  /** @param cuts Where the stream's bytes are cut. */
  function fetcherOf(frames: readonly SpeechFrame[], { cut = 7, status = 200, stored = false } = {}) {
    const bytes = frames.flatMap((frame) => [...encodeFrame(frame)]);
    const asked: string[] = [];
    const api: Pick<LecternApi, 'call'> = {
      call: <K extends CallName>(name: K, ...input: readonly (CallInput<K> | undefined)[]) => {
        asked.push(`${name} ${JSON.stringify(input[0])}`);
        return Promise.resolve(JSON.parse(`{"ticket":"t1","stored":${stored}}`));
      },
    };
    let cancelled = false;
    const fetch = (address: string) => {
      asked.push(address);
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= bytes.length) return controller.close();
          controller.enqueue(Uint8Array.from(bytes.slice(at, (at += cut))));
        },
        cancel: () => void (cancelled = true),
      });
      return Promise.resolve(new Response(body, { status }));
    };
    const clock = createManualClock();
    const fetcher = createFetcher({ api, clock, fetch });
    return { asked, clock, fetcher, cancelled: () => cancelled };
  }

  const audio: SpeechFrame = { type: 'audio', pcm: Uint8Array.of(1, 0, 2, 0) };
  const words: SpeechFrame = { type: 'words', words: [{ word: 'Hello', start: 0, end: 0.4 }] };
  const collect = async (frames: AsyncIterable<unknown>) => {
    const all: unknown[] = [];
    for await (const frame of frames) all.push(frame);
    return all;
  };

  it('asks by the contract and hands the frames on, however the bytes are cut', async () => {
    const { asked, fetcher } = fetcherOf([words, audio, { type: 'end', samples: 2 }], { cut: 3 });
    expect(await collect(fetcher.fetch(request, 'live', new AbortController().signal))).toEqual([
      words,
      audio,
    ]);
    expect(asked.slice(0, 2)).toEqual([
      `speech.request ${JSON.stringify({ request, priority: 'live' })}`,
      'speech/t1',
    ]);
  });

  it('says once when the first audio came, and to the host how long it took, unless it was stored', async () => {
    const frames: readonly SpeechFrame[] = [words, audio, audio, { type: 'end', samples: 4 }];
    for (const stored of [false, true]) {
      const { asked, clock, fetcher } = fetcherOf(frames, { stored });
      const arrivals: unknown[] = [];
      const signal = new AbortController().signal;
      for await (const frame of fetcher.fetch(request, 'live', signal, (arrival) => arrivals.push(arrival)))
        if (frame.type === 'words') clock.advance(42);
      const heard = asked.filter((call) => call.startsWith('diagnostics.heard'));
      expect(arrivals).toEqual(stored ? [] : [{ ticket: 't1', at: 42 }]);
      expect(heard).toEqual(stored ? [] : ['diagnostics.heard {"ticket":"t1","arrived":42,"sounded":null}']);
    }
  });

  it('throws what the host says, and that a stream was cut off or refused', async () => {
    const error = { kind: 'key-refused' as const, message: 'No.', retryable: false, retryAfter: null };
    const signal = new AbortController().signal;
    const failing = (frames: readonly SpeechFrame[], status?: number) =>
      collect(fetcherOf(frames, status ? { status } : {}).fetcher.fetch(request, 'live', signal));
    await expect(failing([audio, { type: 'error', error }])).rejects.toMatchObject({ kind: 'key-refused' });
    await expect(failing([audio])).rejects.toMatchObject({ kind: 'network', retryable: true });
    await expect(failing([], 404)).rejects.toMatchObject({ kind: 'network' });
  });

  it('ends the stream when the listener goes', async () => {
    const { fetcher, cancelled } = fetcherOf([audio, audio, { type: 'end', samples: 4 }]);
    for await (const _ of fetcher.fetch(request, 'live', new AbortController().signal)) break;
    expect(cancelled()).toBe(true);
  });
});
