import { describe, expect, it, vi } from 'vitest';
import type { CallInput, CallName, LecternApi } from '../../../electron/contract/table.ts';
import { encodeFrame, type SpeechFrame } from '../../../electron/core/speech/frames.ts';
import { createFetcher } from '../../../renderer/player/fetcher.ts';
import { Heard } from '../../../renderer/player/heard.ts';
import { createAudioLease } from '../../../renderer/player/lease.ts';
import { wantsMore } from '../../../renderer/player/lookahead.ts';
import { createMediaControls } from '../../../renderer/player/media-session.ts';
import { DocumentPlan, type Place } from '../../../renderer/player/plan.ts';
import { stepFrom } from '../../../renderer/player/steps.ts';
import type { Player } from '../../../renderer/player/types.ts';
import { block, speechDocument } from '../../support/speech-document.ts';

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
  function fetcherOf(frames: readonly SpeechFrame[], { cut = 7, status = 200 } = {}) {
    const bytes = frames.flatMap((frame) => [...encodeFrame(frame)]);
    const asked: string[] = [];
    const api: Pick<LecternApi, 'call'> = {
      call: <K extends CallName>(name: K, ...input: readonly (CallInput<K> | undefined)[]) => {
        asked.push(`${name} ${JSON.stringify(input[0])}`);
        return Promise.resolve(JSON.parse('{"ticket":"t1","stored":false}'));
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
    return { asked, fetcher: createFetcher({ api, fetch }), cancelled: () => cancelled };
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
    expect(asked).toEqual([`speech.request ${JSON.stringify({ request, priority: 'live' })}`, 'speech/t1']);
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

describe('the lease of the sound', () => {
  /** Web Locks, as far as stealing goes. */
  function fakeLocks() {
    let holder: ((error: Error) => void) | null = null;
    return {
      request: <T>(_name: string, _options: LockOptions, callback: LockGrantedCallback<T>) =>
        new Promise<Awaited<T>>((resolve, reject) => {
          holder?.(new DOMException('stolen', 'AbortError'));
          holder = reject;
          Promise.resolve(callback(null)).then(resolve, reject);
        }),
    };
  }

  it('goes to who asked last, and tells the one who had it', async () => {
    const locks = fakeLocks() as unknown as LockManager;
    const lost: string[] = [];
    const a = createAudioLease(locks, () => lost.push('a'));
    const b = createAudioLease(locks, () => lost.push('b'));
    a.take();
    a.take();
    await vi.waitFor(() => expect(lost).toEqual([]));
    b.take();
    await vi.waitFor(() => expect(lost).toEqual(['a']));
    a.take();
    await vi.waitFor(() => expect(lost).toEqual(['a', 'b']));
    a.release();
    b.take();
    await Promise.resolve();
    expect(lost).toEqual(['a', 'b']);
  });
});

describe('what is heard', () => {
  const at = (frame: number, id: number, offset: number, speed = 1) =>
    ({ type: 'position', frame, id, offset, speed }) as const;

  it('is told by the last report whose frame has come, moved on by its speed', () => {
    const heard = new Heard();
    expect(heard.at(100)).toBeNull();
    heard.add(at(1000, 1, 0, 2));
    heard.add(at(1500, 1, 900, 2));
    heard.add(at(2000, 2, 10));
    expect(heard.at(999)).toBeNull();
    expect(heard.at(1100)).toEqual({ id: 1, offset: 200 });
    expect(heard.at(1499)).toEqual({ id: 1, offset: 900 });
    expect(heard.at(1600)).toEqual({ id: 1, offset: 1100 });
    expect(heard.at(2005)).toEqual({ id: 2, offset: 15 });
    heard.clear();
    expect(heard.at(3000)).toBeNull();
  });
});

describe('looking ahead', () => {
  const ahead = { seconds: 5, characters: 100, chunks: 3, underWay: 1 };
  it('is bounded in seconds, characters, chunks and requests; the next one is always asked for', () => {
    expect(wantsMore(ahead, 1)).toBe(true);
    expect(wantsMore({ ...ahead, seconds: 31 }, 1)).toBe(false);
    expect(wantsMore({ ...ahead, seconds: 31 }, 2)).toBe(true);
    expect(wantsMore({ ...ahead, characters: 2000 }, 1)).toBe(false);
    expect(wantsMore({ ...ahead, chunks: 16 }, 1)).toBe(false);
    expect(wantsMore({ ...ahead, underWay: 3 }, 1)).toBe(false);
    expect(wantsMore({ seconds: 99, characters: 5000, chunks: 0, underWay: 1 }, 1)).toBe(true);
  });
});

describe('the way through a document', () => {
  const A = 'One sentence stands here. Another one follows it.';
  const plan = () =>
    new DocumentPlan(
      speechDocument([
        [
          block('Title', { kind: 'heading' }),
          A,
          block('x = 1', { spoken: false, reason: 'code' }),
          'After the code it goes on.',
        ],
        [],
        ['The third section speaks again.'],
      ]),
    );
  const place = (section: number, at: number, offset = 0): Place => ({ section, block: at, offset });

  it('walks every chunk once, over what is not spoken and over empty sections', async () => {
    const walked = plan();
    const said: string[] = [];
    for (let chunk = await walked.at(place(0, 0)); chunk; chunk = await walked.after(chunk))
      said.push(chunk.text.slice(...chunk.spoken));
    expect(said.join(' ')).toBe(`Title ${A} After the code it goes on. The third section speaks again.`);
  });

  it('steps forth and back alike', async () => {
    const walked = plan();
    const stops = [place(0, 0), place(0, 1), place(0, 1, 26), place(0, 3), place(2, 0)];
    for (const [index, stop] of stops.entries()) {
      expect(await stepFrom(walked, stop, 'next-sentence')).toEqual(stops[index + 1] ?? null);
      expect(await stepFrom(walked, stop, 'previous-sentence')).toEqual(stops[Math.max(0, index - 1)]);
    }
    expect(await stepFrom(walked, place(0, 1, 30), 'previous-sentence')).toEqual(place(0, 1, 26));
    expect(await stepFrom(walked, place(0, 1, 30), 'next-paragraph')).toEqual(place(0, 3));
    expect(await stepFrom(walked, place(0, 3), 'previous-paragraph')).toEqual(place(0, 1));
    expect(await stepFrom(walked, place(0, 1), 'next-section')).toEqual(place(2, 0));
    expect(await stepFrom(walked, place(2, 0), 'previous-section')).toEqual(place(0, 0));
    expect(await stepFrom(walked, place(2, 0), 'next-section')).toBeNull();
  });
});

describe('media controls', () => {
  it('show the document, the state and the place, and steer the player', () => {
    const handlers = new Map<string, MediaSessionActionHandler | null>();
    const shown: unknown[] = [];
    const session = {
      metadata: null as MediaMetadata | null,
      playbackState: 'none' as MediaSessionPlaybackState,
      setActionHandler: (action: MediaSessionAction, handler: MediaSessionActionHandler | null) => {
        if (action === 'stop') throw new TypeError('unknown action');
        handlers.set(action, handler);
      },
      setPositionState: (state?: MediaPositionState) => void shown.push(state),
      setCameraActive: () => Promise.resolve(),
      setMicrophoneActive: () => Promise.resolve(),
    };
    const player = {
      state: { phase: 'playing' },
      document: speechDocument([['Hello.']]),
      rate: 2,
      play: vi.fn(),
      nextSection: vi.fn(),
    };
    let running = false;
    const controls = createMediaControls(player as unknown as Player, {
      session,
      element: {
        play: () => {
          running = true;
          return Promise.reject(new Error('no gesture'));
        },
        pause: () => void (running = false),
      },
      metadata: (init) => init as MediaMetadata,
    });
    controls.update({ position: 30, duration: 20 });
    expect(session).toMatchObject({
      playbackState: 'playing',
      metadata: { title: 'A Book', artist: 'Somebody', artwork: [] },
    });
    expect(shown).toEqual([{ position: 20, duration: 20, playbackRate: 2 }]);
    expect(running).toBe(true);
    handlers.get('play')?.({ action: 'play' });
    handlers.get('nexttrack')?.({ action: 'nexttrack' });
    expect([player.play, player.nextSection].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
    player.state = { phase: 'paused' };
    controls.update(null);
    expect(session.playbackState).toBe('paused');
    expect(running).toBe(false);
    controls.close();
    expect(session).toMatchObject({ metadata: null, playbackState: 'none' });
    expect(handlers.get('play')).toBeNull();
  });
});
