/** The queue against a service whose limits it has to find out, in simulated time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { cancelled } from '../../../electron/core/event-log.ts';
import { createScheduler } from '../../../electron/core/speech/scheduler.ts';
import type { Priority, Speaker, SpeechRequest } from '../../../electron/core/speech/types.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { seeded } from '../../support/signals.ts';

const requestOf = (text: string): SpeechRequest => ({
  ...{ server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text,
});

interface Service {
  /** Chunks of sound that it makes at a time; the others wait their turn there. */
  readonly places: number;
  /** Milliseconds for one. */
  readonly work: number;
  /** Requests it takes in a second; more are refused. */
  readonly rate: number;
  /** Chunks it takes at a time; more are refused. */
  readonly most: number;
  /** On the clock: nothing reaches it. */
  readonly outage: readonly [from: number, to: number];
}
const GOOD: Service = { places: 100, work: 400, rate: Infinity, most: Infinity, outage: [0, 0] };

class SimulatedService implements Speaker {
  readonly starts: { readonly text: string; readonly at: number }[] = [];
  /** Called before anything is done for a chunk. */
  onStart: (text: string) => void = () => undefined;
  refusals = 0;
  underWay = 0;
  readonly #clock: ManualClock;
  readonly #is: Service;
  readonly #free: number[];

  constructor(clock: ManualClock, is: Partial<Service>) {
    this.#clock = clock;
    this.#is = { ...GOOD, ...is };
    this.#free = Array.from({ length: this.#is.places }, () => 0);
  }

  async *speak({ text }: SpeechRequest, signal: AbortSignal) {
    const now = this.#clock.now();
    const { rate, most, work, outage } = this.#is;
    this.onStart(text);
    this.starts.push({ text, at: now });
    this.underWay++;
    try {
      const recent = this.starts.filter(({ at }) => at > now - 1000).length;
      if (recent > rate || this.underWay > most) {
        this.refusals++;
        await this.#pass(30);
        throw new LecternError(recent > rate ? 'rate-limited' : 'overloaded', 'Too many.', {
          retryable: true,
        });
      }
      if (outage[0] <= now && now < outage[1]) {
        await this.#pass(20);
        throw new LecternError('network', 'There is no network.', { retryable: true });
      }
      this.#free.sort((a, b) => a - b);
      const done = Math.max(now, this.#free[0] ?? 0) + work;
      this.#free[0] = done;
      await this.#pass(done - now);
      if (signal.aborted) throw cancelled();
      yield { type: 'audio', pcm: new Uint8Array(2) } as const;
    } finally {
      this.underWay--;
    }
  }

  #pass(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(milliseconds, resolve));
  }
}

function simulate(is: Partial<Service>, atOnce: number | null = null) {
  const clock = createManualClock();
  const service = new SimulatedService(clock, is);
  const random = seeded(3);
  const scheduler = createScheduler({ speaker: service, clock, random, atOnce });
  const told: { readonly text: string; readonly outcome: string; readonly at: number }[] = [];
  const checks: (() => void)[] = [];
  const ask = (text: string, priority: Priority) =>
    void (async () => {
      const signal = new AbortController().signal;
      let outcome = 'whole';
      try {
        for await (const _ of scheduler.speak(requestOf(text), { priority, signal }));
      } catch (error) {
        outcome = error instanceof LecternError ? error.kind : 'thrown';
      }
      told.push({ text, outcome, at: clock.now() });
    })();
  return {
    clock,
    service,
    scheduler,
    told,
    ask,
    checks,
    async run(milliseconds: number, step = 20) {
      for (let left = milliseconds; left > 0; left -= step) {
        await new Promise(setImmediate);
        checks.forEach((check) => check());
        clock.advance(step);
      }
      await new Promise(setImmediate);
    },
  };
}

const many = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name} ${n}`);

describe('a service that is not known', () => {
  it('is asked for four at a time, and for eight where it takes them', async () => {
    const t = simulate({});
    many(60, 'a').forEach((text) => t.ask(text, 'live'));
    expect(t.service.underWay).toBe(4);
    await t.run(5000);
    expect(t.scheduler.load.limit).toBe(8);
    expect(t.told).toHaveLength(60);
  });

  it('that takes three at a time is asked for about so many, and everything is spoken', async () => {
    const t = simulate({ most: 3 });
    many(60, 'a').forEach((text) => t.ask(text, 'background'));
    await t.run(60_000);
    expect(t.told.map(({ outcome }) => outcome)).toEqual(Array(60).fill('whole'));
    expect(t.service.refusals).toBeLessThan(t.service.starts.length / 3);
  });

  it('that only grows slower is not given much more than it works on', async () => {
    const t = simulate({ places: 2 });
    let most = 0;
    t.checks.push(() => (most = Math.max(most, t.scheduler.load.limit)));
    many(150, 'a').forEach((text) => t.ask(text, 'background'));
    await t.run(31_000);
    expect(t.told).toHaveLength(150);
    expect(most).toBeLessThanOrEqual(6);
  });

  it('that refuses by rate is asked once a second then, and faster again as it goes well', async () => {
    const t = simulate({ rate: 3, work: 100 });
    many(60, 'a').forEach((text) => t.ask(text, 'live'));
    await t.run(3000);
    const paced = t.service.starts.filter(({ at }) => at > 100).map(({ at }) => at);
    for (const [n, at] of paced.entries()) if (n > 0) expect(at - (paced[n - 1] ?? 0)).toBeGreaterThan(750);
    await t.run(57_000);
    expect(t.told.map(({ outcome }) => outcome)).toEqual(Array(60).fill('whole'));
    expect(t.service.refusals).toBeLessThan(15);
    const [first, last] = [t.told[0]!, t.told.at(-1)!];
    expect((last.at - first.at) / 60).toBeLessThan(900); // faster than one a second
  });

  it('halves once for what was under way at the refusal', async () => {
    const t = simulate({ rate: 0 });
    many(4, 'a').forEach((text) => t.ask(text, 'live'));
    await t.run(40);
    expect(t.scheduler.load.limit).toBe(2);
  });
});

describe('a connection that is lost', () => {
  it('has half as many on it the next time: where it breaks at every fourth chunk, four would never get through', async () => {
    const t = simulate({ outage: [0, 50] });
    many(4, 'a').forEach((text) => t.ask(text, 'live'));
    await t.run(40);
    expect(t.scheduler.load.limit).toBe(2);
    await t.run(5000);
    expect(t.told.map(({ outcome }) => outcome)).toEqual(Array(4).fill('whole'));
  });
});

describe('a server whose places are known', () => {
  it('is asked for so many, always, and never paced', async () => {
    const t = simulate({ rate: 5, work: 100 }, 2);
    many(12, 'a').forEach((text) => t.ask(text, 'live'));
    await t.run(20_000);
    expect(t.scheduler.load.limit).toBe(2);
    const gaps = t.service.starts.map(({ at }, n) => at - (t.service.starts[n - 1]?.at ?? at));
    expect(gaps.filter((gap) => gap === 0).length).toBeGreaterThan(3);
    expect(t.told.every(({ outcome }) => outcome === 'whole')).toBe(true);
  });
});

describe('whatever the service does', () => {
  const services = fc.record({
    places: fc.integer({ min: 1, max: 12 }),
    work: fc.integer({ min: 40, max: 1500 }),
    rate: fc.constantFrom(2, 5, Infinity),
    most: fc.constantFrom(2, 4, Infinity),
    outage: fc.tuple(fc.nat(4000), fc.nat(20_000)).map(([from, long]) => [from, from + long] as const),
  });
  const wishes = fc.array(
    fc.record({ live: fc.boolean(), at: fc.integer({ min: 0, max: 120 }).map((n) => n * 100) }),
    { minLength: 1, maxLength: 30 },
  );

  it('no more than the limit is under way, who listens goes first, and all is served in the end', async () => {
    await fc.assert(
      fc.asyncProperty(services, wishes, fc.constantFrom(null, 1, 2, 4), async (is, list, atOnce) => {
        const t = simulate(is, atOnce);
        const names = list.map(({ live }, n) => `${live ? 'live' : 'background'} ${n}`);
        const isPending = (text: string) => t.scheduler.stateOf(requestOf(text))?.phase === 'pending';
        t.service.onStart = (text) => {
          // The one that starts is counted already. (A smaller limit holds for what starts under it.)
          expect(t.scheduler.load.active).toBeLessThanOrEqual(t.scheduler.load.limit);
          if (text.startsWith('background'))
            expect([text, names.filter((name) => name.startsWith('live') && isPending(name))]).toEqual([
              text,
              [],
            ]);
        };
        list.forEach(({ live, at }, n) =>
          t.clock.after(at, () => t.ask(names[n] ?? '', live ? 'live' : 'background')),
        );
        await t.run(40_000, 100);
        for (let turn = 0; turn < 400 && t.scheduler.load.queued + t.scheduler.load.active > 0; turn++)
          await t.run(5000, 500);
        expect(t.told.map(({ text }) => text).sort()).toEqual([...names].sort());
        for (const { text, outcome } of t.told)
          if (text.startsWith('background')) expect([text, outcome]).toEqual([text, 'whole']);
          else expect(['whole', 'network', 'rate-limited', 'overloaded']).toContain(outcome);
        // Who was told of a failure asks again.
        const failed = t.told.filter(({ outcome }) => outcome !== 'whole').map(({ text }) => text);
        for (const text of failed) {
          t.ask(text, 'live');
          await t.run(20_000, 500);
          expect(t.told.at(-1)).toMatchObject({ text, outcome: 'whole' });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('who listens does not wait for the background, and the background gets on when nobody does', async () => {
    const t = simulate({ work: 1000 });
    many(40, 'background').forEach((text) => t.ask(text, 'background'));
    await t.run(2500);
    for (let n = 0; n < 10; n++) {
      t.ask(`live ${n}`, 'live');
      await t.run(1020);
      expect(t.told.map(({ text }) => text)).toContain(`live ${n}`);
    }
    await t.run(10_000);
    expect(t.told).toHaveLength(50);
  });
});
