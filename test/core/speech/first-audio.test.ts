import { describe, expect, it } from 'vitest';
import { percentile } from '../../../electron/core/percentiles.ts';
import { FirstAudio } from '../../../electron/core/speech/first-audio.ts';
import type { Speaker, SpeechRequest } from '../../../electron/core/speech/types.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { collect } from '../../support/collect.ts';

const request = (): SpeechRequest => ({
  server: 'together',
  model: 'm',
  voice: 'v',
  text: 'Hello.',
  language: 'en',
  pronunciation: [],
});

/** A server that takes so long to connect and to answer. */
function setUp(most?: number) {
  const clock = createManualClock();
  const log = new FirstAudio(clock, most);
  const pace = { connect: 0, service: 0, sends: true };
  const speaker: Speaker = log.measured({
    async *speak(_request, _signal, onSent) {
      clock.advance(pace.connect);
      if (pace.sends) onSent?.();
      yield { type: 'words', words: [] };
      clock.advance(pace.service);
      yield { type: 'audio', pcm: new Uint8Array(2) };
      clock.advance(5000);
      yield { type: 'audio', pcm: new Uint8Array(2) };
    },
  });
  const speak = (asked: SpeechRequest) => collect(speaker.speak(asked, new AbortController().signal));
  /** A chunk that waited so long in the queue. */
  const chunk = async (queued: number, ticket?: string) => {
    const asked = request();
    if (ticket) log.name(ticket, asked);
    log.asked(asked);
    clock.advance(queued);
    await speak(asked);
    return asked;
  };
  return { clock, log, pace, speak, chunk };
}

const same = (value: number, count = 1) => ({ count, p50: value, p95: value });

describe('the time to the first audio', () => {
  it('is known in its parts', async () => {
    const { log, pace, chunk } = setUp();
    Object.assign(pace, { connect: 30, service: 200 });
    await chunk(10, 'ticket');
    expect(log.summary()).toEqual({
      parts: { queue: same(10), connect: same(30), service: same(200), window: null, sound: null },
      total: null,
    });
    log.reported('ticket', { arrived: 252, sounded: null });
    log.reported('ticket', { arrived: null, sounded: 25 });
    expect(log.summary().parts).toMatchObject({ window: same(12), sound: same(25) });
    expect(log.summary().total).toEqual(same(277));
  });

  it('is that of the try whose audio came first, though it broke off', async () => {
    const { log, clock, speak, chunk, pace } = setUp();
    Object.assign(pace, { connect: 30, service: 200 });
    const asked = await chunk(10);
    clock.advance(400);
    Object.assign(pace, { connect: 1, service: 50 });
    await speak(asked);
    expect(log.summary().parts).toMatchObject({ queue: same(10), connect: same(30), service: same(200) });
  });

  it('is that of the last try, whose queue was all before it', async () => {
    const { log, clock, speak, pace } = setUp();
    const asked = request();
    log.asked(asked);
    const failing = log.measured({
      async *speak(_request, _signal, onSent) {
        onSent?.();
        clock.advance(100);
        yield* [];
        throw new Error('No.');
      },
    });
    await expect(collect(failing.speak(asked, new AbortController().signal))).rejects.toThrow();
    clock.advance(400);
    Object.assign(pace, { connect: 1, service: 50 });
    await speak(asked);
    expect(log.summary().parts).toMatchObject({ queue: same(500), connect: same(1), service: same(50) });
  });

  it('leaves out what is not known', async () => {
    const { log, pace, chunk } = setUp();
    Object.assign(pace, { sends: false, service: 70 });
    await chunk(5);
    expect(log.summary().parts).toMatchObject({ queue: same(5), connect: null, service: null });
    log.reported('nobody', { arrived: 1, sounded: 1 });
    expect(log.summary().parts.window).toBeNull();
  });

  it('looks back on the last chunks only', async () => {
    const { log, chunk } = setUp(3);
    for (const queued of [1000, 1, 2, 3]) await chunk(queued);
    expect(log.summary().parts.queue).toEqual({ count: 3, p50: 2, p95: 3 });
  });
});

it('takes percentiles by the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(hundred, 0.5), percentile(hundred, 0.95), percentile([7], 0.95)]).toEqual([50, 95, 7]);
  expect(percentile([], 0.5)).toBeNull();
});
