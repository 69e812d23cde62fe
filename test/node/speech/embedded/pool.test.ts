import { afterEach, describe, expect, it } from 'vitest';
import { LecternError } from '../../../../electron/core/errors.ts';
import { createVoicePool, type VoicePool } from '../../../../electron/node/speech/embedded/pool.ts';
import type { Utterance } from '../../../../electron/node/speech/embedded/worker-messages.ts';
import { until } from '../../../support/until.ts';

const worker = new URL('../../../../electron/node/speech/embedded/worker.ts', import.meta.url);
const fragile = new URL('../../../fixtures/voice/fragile-worker.ts', import.meta.url);
const missing = new URL('./there-is-no-such-worker.ts', import.meta.url);

const pools: VoicePool[] = [];
const createPool = (url: URL, size: number) => {
  const pool = createVoicePool({ worker: url, size });
  pools.push(pool);
  return pool;
};
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

const utterance = (text: string, voice = 'gmw/en-US'): Utterance => ({
  text,
  voice,
  language: 'en',
  speed: 1,
  sampleRate: 24_000,
  pronunciation: [],
  format: 'pcm',
});
const LONG = 'And then they went on, and on, and on. '.repeat(2_000);
const never = new AbortController().signal;
const nothing = async () => {};
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof LecternError ? error : null),
  );

describe('the workers of the embedded voice', () => {
  it('serve first come, first served', async () => {
    const pool = createPool(worker, 1);
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        pool.speak(utterance('Well.'), nothing, never).then(() => order.push(number)),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('stop at once what is under way, and take the next', async () => {
    const pool = createPool(worker, 1);
    const controller = new AbortController();
    let bytes = 0;
    let after = 0;
    const long = refusal(
      pool.speak(
        utterance(LONG),
        async (audio) => {
          bytes += audio.length;
          if (controller.signal.aborted) after++;
          controller.abort();
        },
        controller.signal,
      ),
    );
    expect((await long)?.kind).toBe('cancelled');
    expect(after).toBe(0);
    expect(bytes / 48_000).toBeLessThan(1);
    await pool.speak(utterance('Next.'), async (audio) => void (bytes = audio.length), never);
    expect(bytes).toBeGreaterThan(0);
  });

  it('wait where nobody takes their pieces, go on when somebody does, and stop where that is cancelled', async () => {
    const pool = createPool(worker, 1);
    const controller = new AbortController();
    const taken: (() => void)[] = [];
    let pieces = 0;
    const untaken = () => {
      pieces++;
      return new Promise<void>((take) => taken.push(take));
    };
    const long = refusal(pool.speak(utterance(LONG), untaken, controller.signal));
    await until(() => pieces === 50);
    for (const take of taken.splice(0, 7)) take();
    await until(() => pieces === 57);
    controller.abort();
    expect((await long)?.kind).toBe('cancelled');
    expect(pieces).toBe(57);
    expect(await pool.speak(utterance('Next.'), nothing, never)).toBeGreaterThan(5_000);
  });

  it.each([
    ['that nobody takes', () => new Promise<void>(() => {})],
    ['without end', nothing],
  ])('let nobody wait behind speech %s, and are as many as before when it has ended', async (_, piece) => {
    const pool = createPool(worker, 1);
    const controller = new AbortController();
    const kept = refusal(pool.speak(utterance(LONG), piece, controller.signal));
    expect(await pool.speak(utterance('Next.'), nothing, never)).toBeGreaterThan(5_000);
    expect(pool.state()).toEqual({ started: 2, busy: 1, waiting: 0 });
    controller.abort();
    expect((await kept)?.kind).toBe('cancelled');
    expect(pool.state()).toEqual({ started: 1, busy: 0, waiting: 0 });
    expect(await pool.speak(utterance('Next.'), nothing, never)).toBeGreaterThan(5_000);
  });

  it('never begin what was cancelled while it waited, or before it was asked', async () => {
    const pool = createPool(worker, 1);
    const controller = new AbortController();
    let pieces = 0;
    const first = pool.speak(utterance('First.'), nothing, never);
    const second = refusal(pool.speak(utterance('Second.'), async () => void pieces++, controller.signal));
    controller.abort();
    expect((await second)?.kind).toBe('cancelled');
    expect(
      (await refusal(pool.speak(utterance('Third.'), async () => void pieces++, controller.signal)))?.kind,
    ).toBe('cancelled');
    await first;
    expect(pieces).toBe(0);
  });

  it('that crash fail what they spoke as retryable, and are started anew', async () => {
    const pool = createPool(fragile, 1);
    await pool.warm();
    const dying = refusal(pool.speak(utterance('DIE now.'), nothing, never));
    const waiting = pool.speak(utterance('I wait.'), nothing, never);
    expect(await dying).toMatchObject({ kind: 'internal', retryable: true });
    await waiting;
    expect(await pool.voices()).toHaveLength(140);
  });

  it('that cannot start fail all that was asked, and hang on nothing', async () => {
    const pool = createPool(missing, 2);
    const refused = await Promise.all(
      [1, 2, 3].map(() => refusal(pool.speak(utterance('Hello.'), nothing, never))),
    );
    expect(refused.map((error) => error?.kind)).toEqual(['internal', 'internal', 'internal']);
    expect((await refusal(pool.voices()))?.kind).toBe('internal');
  });

  it('fail an utterance that the engine refuses, and go on', async () => {
    const pool = createPool(worker, 1);
    expect((await refusal(pool.speak(utterance('Hello.', 'no/body'), nothing, never)))?.kind).toBe(
      'internal',
    );
    await pool.speak(utterance('Hello.'), nothing, never);
  });

  it('end with the pool: what is under way and what waits is cancelled, and nothing is taken any more', async () => {
    const pool = createPool(worker, 1);
    const first = refusal(pool.speak(utterance(LONG), async () => void pool.close(), never));
    const second = refusal(pool.speak(utterance('Second.'), nothing, never));
    expect((await first)?.kind).toBe('cancelled');
    expect((await second)?.kind).toBe('cancelled');
    expect((await refusal(pool.speak(utterance('Third.'), nothing, never)))?.kind).toBe('cancelled');
  });
});
