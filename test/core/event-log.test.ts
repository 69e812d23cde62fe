import { describe, expect, it } from 'vitest';
import { abortable } from '../../electron/core/abortable.ts';
import { EventLog } from '../../electron/core/event-log.ts';
import { Slots } from '../../electron/core/slots.ts';

const never = new AbortController().signal;
const all = async <T>(events: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const event of events) list.push(event);
  return list;
};

describe('a log of events', () => {
  it('is read whole by everybody, early or late', async () => {
    const log = new EventLog<{ n: number }>();
    const early = all(log.read(never));
    log.push({ n: 1 });
    await new Promise(setImmediate);
    log.push({ n: 2 });
    log.end();
    log.push({ n: 3 });
    expect(await early).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await all(log.read(never))).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('keeps nothing of what is void: who reads hears of it next, who comes later only of what follows', async () => {
    const log = new EventLog<{ n: number }>();
    log.push({ n: 1 });
    const early = log.read(never);
    expect((await early.next()).value).toEqual({ n: 1 });
    log.push({ n: 2 });
    log.restart({ n: 0 });
    const late = all(log.read(never));
    log.push({ n: 3 });
    log.end();
    expect(await all(early)).toEqual([{ n: 0 }, { n: 3 }]);
    expect(await late).toEqual([{ n: 3 }]);
  });

  it('gives what came before its failure, then the failure', async () => {
    const log = new EventLog<{ n: number }>();
    log.push({ n: 1 });
    log.fail(new Error('first'));
    log.fail(new Error('second'));
    const events = log.read(never);
    expect(await events.next()).toEqual({ done: false, value: { n: 1 } });
    await expect(events.next()).rejects.toThrow('first');
  });

  it('lets go of a reader that is aborted, and of that one only', async () => {
    const log = new EventLog<{ n: number }>();
    const stop = new AbortController();
    const stopped = all(log.read(stop.signal));
    const other = all(log.read(never));
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
    log.push({ n: 1 });
    log.end();
    expect(await other).toEqual([{ n: 1 }]);
  });
});

describe('slots', () => {
  it('are given in the order of asking, and a waiter that is aborted loses none', async () => {
    const slots = new Slots(1);
    const first = await slots.take(never);
    const stop = new AbortController();
    const order: number[] = [];
    const second = slots.take(stop.signal);
    const third = slots.take(never).then((release) => (order.push(3), release));
    const fourth = slots.take(never).then((release) => (order.push(4), release));
    stop.abort();
    await expect(second).rejects.toMatchObject({ kind: 'cancelled' });
    first();
    first();
    (await third)();
    (await fourth)();
    expect(order).toEqual([3, 4]);
  });

  it('survive an abort together with the turn', async () => {
    const slots = new Slots(1);
    const first = await slots.take(never);
    const stop = new AbortController();
    const second = slots.take(stop.signal).then(
      (release) => release(),
      () => {},
    );
    stop.abort();
    first();
    await second;
    (await slots.take(never))();
  });
});

describe('abortable', () => {
  it('is the promise, or its abort', async () => {
    expect(await abortable(Promise.resolve(1), never)).toBe(1);
    await expect(abortable(Promise.reject(new Error('x')), never)).rejects.toThrow('x');
    const stop = new AbortController();
    const waiting = abortable(new Promise(() => {}), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(abortable(new Promise(() => {}), stop.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
