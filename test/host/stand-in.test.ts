import { describe, expect, it } from 'vitest';
import { LecternError, type ErrorKind } from '../../electron/core/errors.ts';
import type { Outcome } from '../../electron/core/speech/scheduler.ts';
import { createStandIn } from '../../electron/host/stand-in.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createFakeServer } from '../fakes/speech-server.ts';

const network = new LecternError('network', 'There is no network.', { retryable: true });
const failed = (kind: ErrorKind, times: number, more: { listening?: boolean; retryAfter?: number } = {}) =>
  ({
    ok: false,
    error: new LecternError(kind, 'It failed.', { retryAfter: more.retryAfter ?? null }),
    times,
    listening: more.listening ?? true,
  }) satisfies Outcome;

const setUp = () => {
  const clock = createManualClock();
  const service = createFakeServer({ server: 'together' });
  let changes = 0;
  const standIn = createStandIn(service, clock, () => changes++);
  /** Lets time go by, and what it brings be answered. */
  const pass = async (seconds: number) => {
    clock.advance(seconds * 1000);
    await new Promise(setImmediate);
  };
  return { clock, service, standIn, pass, changes: () => changes };
};

describe('the embedded voice is offered', () => {
  it.each([
    ['key-refused', 1],
    ['spending-limit', 1],
    ['protocol', 1],
    ['speech-timeout', 1],
    ['network', 3],
    ['overloaded', 3],
    ['rate-limited', 3],
  ] as const)('for %s after %i in a row', (kind, times) => {
    const { standIn, changes } = setUp();
    for (let time = 1; time < times; time++) standIn.observe(failed(kind, time));
    expect(standIn.offer).toBeNull();
    standIn.observe(failed(kind, times));
    expect(standIn.offer).toMatchObject({ to: 'embedded' });
    expect(standIn.offer?.sentence).toMatch(/^[A-Z].*\. The offline voice can go on from this sentence\.$/);
    expect(changes()).toBe(1);
  });

  it('at once where the service asks for a long pause, and not for a short one', () => {
    const { standIn } = setUp();
    standIn.observe(failed('rate-limited', 1, { retryAfter: 20 }));
    expect(standIn.offer).toBeNull();
    standIn.observe(failed('rate-limited', 1, { retryAfter: 60 }));
    expect(standIn.offer?.to).toBe('embedded');
  });

  it('to whoever listens alone, and never for what another voice would not mend', () => {
    const { standIn } = setUp();
    standIn.observe(failed('network', 9, { listening: false }));
    for (const kind of ['voice-unknown', 'speech-refused', 'speech-empty'] as const)
      standIn.observe(failed(kind, 9));
    expect(standIn.offer).toBeNull();
  });

  it('no longer when the service speaks again, or another key is there', () => {
    for (const end of ['speaks', 'key'] as const) {
      const { standIn, changes } = setUp();
      standIn.observe(failed('network', 3));
      if (end === 'speaks') standIn.observe({ ok: true });
      else standIn.forget();
      expect(standIn.offer).toBeNull();
      expect(changes()).toBe(2);
      standIn.observe({ ok: true });
      expect(changes()).toBe(2);
    }
  });
});

describe('while it stands in', () => {
  it('the service is looked for, ever more seldom, until it is there; then the way back is offered', async () => {
    const { standIn, service, clock, pass } = setUp();
    standIn.observe(failed('network', 3));
    await pass(60);
    expect(service.looks).toBe(0);
    standIn.set(true);
    expect(standIn).toMatchObject({
      on: true,
      offer: null,
      notice: expect.stringContaining('offline voice'),
    });
    service.unreachable = network;
    let looks = 0;
    for (const seconds of [15, 30, 60, 120, 240, 300, 300]) {
      await pass(seconds - 0.001);
      expect(service.looks).toBe(looks);
      await pass(0.001);
      expect(service.looks).toBe(++looks);
    }
    service.unreachable = null;
    await pass(300);
    expect(standIn.offer).toEqual({ to: 'together', sentence: 'Together AI can be reached again.' });
    expect(clock.waiting).toBe(0);
    standIn.set(false);
    expect(standIn).toMatchObject({ on: false, offer: null, notice: null });
  });

  it('it is not looked for before the pause it asked for is over', async () => {
    const { standIn, service, pass } = setUp();
    standIn.observe(failed('rate-limited', 1, { retryAfter: 100 }));
    standIn.set(true);
    await pass(99);
    expect(service.looks).toBe(0);
    await pass(1);
    expect(service.looks).toBe(1);
  });

  it('a key that was refused is not shown again, but another one ends it', async () => {
    const { standIn, service, pass } = setUp();
    standIn.observe(failed('key-refused', 1));
    standIn.set(true);
    await pass(10_000);
    expect(service.looks).toBe(0);
    standIn.forget();
    expect(standIn.on).toBe(false);
  });

  it('an export that is spoken tells as much as a look', () => {
    const { standIn, clock } = setUp();
    standIn.observe(failed('network', 3));
    standIn.set(true);
    standIn.observe(failed('network', 4));
    standIn.observe({ ok: true });
    expect(standIn.offer?.to).toBe('together');
    expect(clock.waiting).toBe(0);
  });

  it('nothing is looked for any more once it is closed, and a late answer is dropped', async () => {
    const { standIn, service, clock, pass, changes } = setUp();
    standIn.set(true);
    const before = changes();
    clock.advance(15_000);
    standIn.close();
    await pass(1000);
    expect([service.looks, changes(), clock.waiting]).toEqual([1, before, 0]);
  });
});
