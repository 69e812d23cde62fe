import { expect, it } from 'vitest';
import { LecternError } from '../../electron/core/errors.ts';
import { speechStream } from '../../electron/host/speech-stream.ts';
import type { ScheduledEvent } from '../../electron/core/speech/scheduler.ts';
import { framesOf } from '../support/frames.ts';
import { settle } from '../support/until.ts';

const piece: ScheduledEvent = { type: 'audio', pcm: new Uint8Array(4800) };

const failing = (error: unknown): AsyncIterable<ScheduledEvent> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
});

it('takes no more than is read, and lets go of the speech when it is cancelled', async () => {
  let taken = 0;
  let ended = false;
  let aborted = false;
  const stream = speechStream(
    async function* (signal) {
      signal.addEventListener('abort', () => (aborted = true));
      try {
        for (;;) {
          taken += 1;
          yield piece;
        }
      } finally {
        ended = true;
      }
    },
    () => undefined,
  );
  const reader = stream.getReader();
  for (let read = 1; read <= 5; read++) {
    await reader.read();
    await settle();
    expect(taken).toBe(read + 1); // one stands ready
  }
  expect(ended).toBe(false);
  await reader.cancel();
  await settle();
  expect([aborted, ended]).toEqual([true, true]);
});

it('counts the samples of what was told last', async () => {
  const stream = speechStream(
    async function* () {
      yield piece;
      yield { type: 'anew' };
      yield piece;
      yield piece;
    },
    () => undefined,
  );
  expect(await framesOf(new Response(stream))).toMatchObject([
    ...[piece, { type: 'anew' }, piece, piece],
    { type: 'end', samples: 4800 },
  ]);
});

it('counts the samples, passes waiting on, and hides what a fault of ours says', async () => {
  const faults: unknown[] = [];
  const framesFrom = (speak: () => AsyncIterable<ScheduledEvent>) =>
    framesOf(new Response(speechStream(speak, (error) => faults.push(error))));
  expect(
    await framesFrom(async function* () {
      yield { type: 'waiting', wait: { reason: 'A pause.', seconds: 20 } };
      yield { type: 'waiting', wait: null };
      yield piece;
      yield piece;
    }),
  ).toMatchObject([
    { type: 'waiting', wait: { reason: 'A pause.', seconds: 20 } },
    { type: 'waiting', wait: null },
    { type: 'audio' },
    { type: 'audio' },
    { type: 'end', samples: 4800 },
  ]);
  expect(
    await framesFrom(() =>
      failing(new LecternError('rate-limited', 'Wait.', { retryable: true, retryAfter: 5 })),
    ),
  ).toEqual([
    { type: 'error', error: { kind: 'rate-limited', message: 'Wait.', retryable: true, retryAfter: 5 } },
  ]);
  expect(faults).toEqual([]);
  const frames = await framesFrom(() => failing(new TypeError('secret')));
  expect(frames).toMatchObject([{ type: 'error', error: { kind: 'internal' } }]);
  expect(JSON.stringify(frames)).not.toContain('secret');
  expect(faults).toHaveLength(1);
});
