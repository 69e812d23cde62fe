import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { cancelled } from '../../../electron/core/event-log.ts';
import { waitSentence } from '../../../electron/core/speech/backoff.ts';
import {
  createScheduler,
  type Outcome,
  type ScheduledEvent,
  type Scheduler,
} from '../../../electron/core/speech/scheduler.ts';
import type { Priority, Speaker, SpeechEvent, SpeechRequest } from '../../../electron/core/speech/types.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { lastTake } from '../../support/last-take.ts';
import { until } from '../../support/until.ts';

const requestOf = (text: string): SpeechRequest => ({
  ...{ server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text,
});
const audio = (...bytes: number[]): SpeechEvent => ({ type: 'audio', pcm: new Uint8Array(bytes) });
const word = (start: number): SpeechEvent => ({
  type: 'words',
  words: [{ word: 'w', start, end: start + 1 }],
});

/** A speaker that says what the test lets it say, when the test lets it. */
class HandSpeaker implements Speaker {
  readonly tries: HandTry[] = [];

  async *speak(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpeechEvent> {
    const mine = new HandTry(request.text, signal);
    this.tries.push(mine);
    signal.addEventListener('abort', () => mine.wake());
    for (;;) {
      while (mine.todo.length === 0 && !signal.aborted) await mine.woken;
      if (signal.aborted) throw cancelled();
      const next = mine.todo.shift()!;
      if (next === 'end') return;
      if (next instanceof Error) throw next;
      yield next;
    }
  }

  /** The latest try of this text. */
  of(text: string): HandTry {
    return this.tries.filter((one) => one.text === text).at(-1)!;
  }

  get texts(): string[] {
    return this.tries.map(({ text }) => text);
  }
}

class HandTry {
  readonly text: string;
  readonly signal: AbortSignal;
  readonly todo: (SpeechEvent | Error | 'end')[] = [];
  #wake = Promise.withResolvers<void>();

  constructor(text: string, signal: AbortSignal) {
    this.text = text;
    this.signal = signal;
  }

  get woken(): Promise<void> {
    return this.#wake.promise;
  }

  wake(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  say(...events: (SpeechEvent | Error | 'end')[]): void {
    this.todo.push(...events);
    this.wake();
  }
}

const setUp = (atOnce = 4, random = () => 0) => {
  const clock = createManualClock();
  const speaker = new HandSpeaker();
  return { clock, speaker, scheduler: createScheduler({ speaker, clock, random, atOnce }) };
};

/** Asks, and gathers what comes. */
const ask = (scheduler: Scheduler, text: string, priority: Priority = 'live') => {
  const controller = new AbortController();
  const events: ScheduledEvent[] = [];
  const outcome = (async () => {
    try {
      for await (const event of scheduler.speak(requestOf(text), { priority, signal: controller.signal }))
        events.push(event);
      return 'whole';
    } catch (error) {
      return error instanceof LecternError ? error.kind : error;
    }
  })();
  const bytes = () => events.flatMap((event) => (event.type === 'audio' ? [...event.pcm] : []));
  const waits = () =>
    events.flatMap((event) => (event.type === 'waiting' ? [event.wait && waitSentence(event.wait)] : []));
  return { events, outcome, bytes, waits, abort: () => controller.abort() };
};
const failed = (kind: LecternError['kind'], retryAfter: number | null = null) =>
  new LecternError(kind, `It was ${kind}.`, { retryable: true, retryAfter });

describe('the queue', () => {
  it('makes so many at a time, and the rest in the order of asking', async () => {
    const { scheduler, speaker } = setUp(2);
    const asked = ['a', 'b', 'c', 'd'].map((text) => ask(scheduler, text));
    expect(speaker.texts).toEqual(['a', 'b']);
    expect(scheduler.load).toEqual({ active: 2, queued: 2, limit: 2 });
    speaker.of('b').say(audio(1, 2), 'end');
    await asked[1]!.outcome;
    expect(speaker.texts).toEqual(['a', 'b', 'c']);
    for (const text of ['a', 'c']) speaker.of(text).say('end');
    await until(() => speaker.texts.length === 4);
    speaker.of('d').say('end');
    expect(await Promise.all(asked.map(({ outcome }) => outcome))).toEqual(Array(4).fill('whole'));
    expect(scheduler.load).toMatchObject({ active: 0, queued: 0 });
  });

  it('takes live before background, and keeps a place for it', async () => {
    const { scheduler, speaker } = setUp(2);
    const background = ['x', 'y'].map((text) => ask(scheduler, text, 'background'));
    expect(speaker.texts).toEqual(['x']);
    const live = ['a', 'b'].map((text) => ask(scheduler, text));
    expect(speaker.texts).toEqual(['x', 'a']);
    speaker.of('x').say('end');
    await background[0]!.outcome;
    expect(speaker.texts).toEqual(['x', 'a', 'b']);
    speaker.of('a').say('end');
    await live[0]!.outcome;
    expect(speaker.texts).toEqual(['x', 'a', 'b', 'y']);
  });

  it('moves what is asked for in the background to the front when somebody listens', async () => {
    const { scheduler, speaker } = setUp(1);
    ask(scheduler, 'x', 'background');
    for (const text of ['y', 'z']) ask(scheduler, text, 'background');
    ask(scheduler, 'z', 'live');
    speaker.of('x').say('end');
    await until(() => speaker.texts.length === 2);
    expect(speaker.texts).toEqual(['x', 'z']);
  });
});

describe('the same request twice', () => {
  it('is made once, and both get all of it, in buffers of their own', async () => {
    const { scheduler, speaker } = setUp();
    const first = ask(scheduler, 'a  text');
    speaker.tries[0]!.say(audio(1, 2), word(0));
    await until(() => first.events.length === 2);
    const second = ask(scheduler, 'a text', 'background');
    await until(() => second.events.length === 2);
    for (const event of first.events) if (event.type === 'audio') event.pcm.fill(9);
    speaker.tries[0]!.say(audio(3, 4), 'end');
    expect(await Promise.all([first.outcome, second.outcome])).toEqual(['whole', 'whole']);
    expect(second.bytes()).toEqual([1, 2, 3, 4]);
    expect(speaker.tries).toHaveLength(1);
  });

  it('is stopped only when nobody wants it any more', async () => {
    const { scheduler, speaker } = setUp();
    const first = ask(scheduler, 'a');
    const second = ask(scheduler, 'a');
    first.abort();
    expect(await first.outcome).toBe('cancelled');
    expect(speaker.tries[0]!.signal.aborted).toBe(false);
    second.abort();
    expect(await second.outcome).toBe('cancelled');
    expect(speaker.tries[0]!.signal.aborted).toBe(true);
    await until(() => scheduler.load.active === 0);
    const third = ask(scheduler, 'a');
    speaker.of('a').say(audio(5, 6), 'end');
    expect(await third.outcome).toBe('whole');
    expect(third.bytes()).toEqual([5, 6]);
  });

  it('is not even begun when its turn comes after all have gone', async () => {
    const { scheduler, speaker } = setUp(1);
    const first = ask(scheduler, 'a');
    const second = ask(scheduler, 'b');
    second.abort();
    await second.outcome;
    speaker.of('a').say('end');
    await first.outcome;
    expect(speaker.texts).toEqual(['a']);
    expect(scheduler.load).toMatchObject({ active: 0, queued: 0 });
  });
});

describe('a failure', () => {
  it('that cannot be mended is told at once', async () => {
    const { scheduler, speaker, clock } = setUp();
    const asked = ask(scheduler, 'a');
    speaker.of('a').say(audio(1, 2), new LecternError('voice-unknown', 'No such voice.'));
    expect(await asked.outcome).toBe('voice-unknown');
    expect(asked.bytes()).toEqual([1, 2]);
    expect(clock.waiting).toBe(0);
  });

  it('that is none of ours becomes internal', async () => {
    const { scheduler, speaker } = setUp();
    const asked = ask(scheduler, 'a');
    speaker.of('a').say(new TypeError('x is not a function'));
    expect(await asked.outcome).toBe('internal');
  });

  it('is tried again after a pause that doubles, and told after five tries', async () => {
    const { scheduler, speaker, clock } = setUp();
    const asked = ask(scheduler, 'a');
    for (const pause of [250, 500, 1000, 2000]) {
      const tries = speaker.tries.length;
      speaker.of('a').say(failed('speech-timeout'));
      await until(() => clock.waits(pause));
      clock.advance(pause - 1);
      expect(speaker.tries).toHaveLength(tries);
      clock.advance(1);
      expect(speaker.tries).toHaveLength(tries + 1);
    }
    speaker.of('a').say(failed('speech-timeout'));
    expect(await asked.outcome).toBe('speech-timeout');
    expect(speaker.tries).toHaveLength(5);
  });

  it('is jittered', async () => {
    const { scheduler, speaker, clock } = setUp(4, () => 0.5);
    ask(scheduler, 'a');
    speaker.of('a').say(failed('speech-timeout'));
    await until(() => clock.waits(375));
  });

  it('waits as long as the server asks, and says so', async () => {
    const { scheduler, speaker, clock } = setUp();
    const asked = ask(scheduler, 'a');
    speaker.of('a').say(failed('rate-limited', 20));
    await until(() => asked.waits().length === 1);
    expect(asked.waits()).toEqual(['Waiting 20 s: It was rate-limited.']);
    clock.advance(20_000);
    speaker.of('a').say(audio(1, 2), 'end');
    expect(await asked.outcome).toBe('whole');
    expect(asked.waits()).toEqual(['Waiting 20 s: It was rate-limited.', null]);
  });

  it('is told when the pause that is asked for is beyond reason', async () => {
    const { scheduler, speaker } = setUp();
    const asked = ask(scheduler, 'a');
    speaker.of('a').say(failed('rate-limited', 86_400));
    expect(await asked.outcome).toBe('rate-limited');
  });

  it('of the server holds everybody back, once', async () => {
    const { scheduler, speaker, clock } = setUp(2);
    const asked = ['a', 'b', 'c'].map((text) => ask(scheduler, text));
    speaker.of('a').say(failed('network'));
    await until(() => asked[0]!.waits().length === 1);
    speaker.of('b').say(failed('network'));
    await until(() => asked[1]!.waits().length === 1);
    const late = ask(scheduler, 'd');
    await until(() => late.waits().length === 1);
    expect(asked[2]!.waits()).toHaveLength(1);
    expect(speaker.tries).toHaveLength(2);
    expect(clock.waiting).toBe(1);
    clock.advance(250);
    expect(speaker.texts).toEqual(['a', 'b', 'a', 'b']);
  });

  it('of the server in answer to several at once is one failure', async () => {
    const { scheduler, speaker, clock } = setUp(4, () => 0.99);
    const texts = ['a', 'b', 'c', 'd'];
    const asked = texts.map((text) => ask(scheduler, text));
    for (const [index, text] of texts.entries()) {
      speaker.of(text).say(failed('rate-limited', 2));
      await until(() => asked[index]!.waits().length >= 1);
      clock.advance(1);
    }
    clock.advance(2000);
    expect(speaker.texts).toEqual([...texts, ...texts]);
  });

  it('of the server that asks for more lengthens the pause', async () => {
    const { scheduler, speaker, clock } = setUp(2);
    const asked = ['a', 'b'].map((text) => ask(scheduler, text));
    speaker.of('a').say(failed('network'));
    await until(() => clock.waits(250));
    speaker.of('b').say(failed('rate-limited', 7));
    await until(() => clock.waits(7000));
    expect(clock.waiting).toBe(1);
    expect(asked[0]!.waits().at(-1)).toContain('Waiting 7 s');
  });

  it('of one chunk leaves the others alone', async () => {
    const { scheduler, speaker, clock } = setUp(1);
    ask(scheduler, 'a');
    ask(scheduler, 'b');
    speaker.of('a').say(failed('speech-empty'));
    await until(() => speaker.texts.length === 2);
    expect(speaker.texts).toEqual(['a', 'b']);
    clock.advance(250);
    speaker.of('b').say('end');
    await until(() => speaker.texts.length === 3);
    expect(speaker.texts).toEqual(['a', 'b', 'a']);
  });

  it('after half of the sound begins anew, and whoever joins then hears the new try alone', async () => {
    const { scheduler, speaker, clock } = setUp();
    const asked = ask(scheduler, 'a');
    speaker.of('a').say(word(0), audio(1, 2, 3, 4), failed('network'));
    await until(() => clock.waits(250));
    clock.advance(250);
    await until(() => speaker.texts.length === 2);
    expect(asked.events).not.toContainEqual({ type: 'anew' }); // what was heard counts until something takes its place
    speaker.of('a').say(audio(5, 6), word(0));
    await until(() => asked.events.some(({ type }) => type === 'anew'));
    const late = ask(scheduler, 'a');
    speaker.of('a').say(word(1), audio(7, 8), 'end');
    expect(await Promise.all([asked.outcome, late.outcome])).toEqual(['whole', 'whole']);
    const take = [audio(5, 6), word(0), word(1), audio(7, 8)];
    expect(lastTake(asked.events)).toEqual(take);
    expect(late.events).toEqual(take);
    expect(asked.events.slice(0, 2)).toEqual([word(0), audio(1, 2, 3, 4)]);
  });

  it('that is waited for is told by what is left of it, to whoever joins late', async () => {
    const { scheduler, speaker, clock } = setUp();
    ask(scheduler, 'a');
    speaker.of('a').say(failed('rate-limited', 20));
    await until(() => clock.waits(20_000));
    clock.advance(12_500);
    const late = ask(scheduler, 'a');
    await until(() => late.waits().length === 1);
    expect(late.waits()).toEqual(['Waiting 8 s: It was rate-limited.']);
  });

  it('of the server is borne longer where nobody listens, until somebody does', async () => {
    const { scheduler, speaker, clock } = setUp();
    const background = ask(scheduler, 'a', 'background');
    const live = ask(scheduler, 'b');
    for (let outage = 0; outage < 12; outage++) {
      for (const { todo, say } of speaker.tries.map((one) => ({ todo: one.todo, say: one.say.bind(one) })))
        if (todo.length === 0) say(failed('network'));
      await new Promise(setImmediate);
      clock.advance(30_000);
    }
    expect(await live.outcome).toBe('network');
    expect(scheduler.stateOf(requestOf('a'))).toMatchObject({ phase: 'requested' });
    speaker.of('a').say(audio(1, 2), 'end');
    expect(await background.outcome).toBe('whole');
  });

  it('that is waited for ends at once when it is aborted', async () => {
    const { scheduler, speaker, clock } = setUp();
    const asked = ask(scheduler, 'a');
    speaker.of('a').say(failed('rate-limited', 20));
    await until(() => clock.waits(20_000));
    asked.abort();
    expect(await asked.outcome).toBe('cancelled');
    expect(scheduler.load).toMatchObject({ active: 0, queued: 0 });
    clock.advance(20_000);
    expect(speaker.tries).toHaveLength(1);
  });
});

describe('a chunk', () => {
  it('is pending, requested, audible or failed, as long as somebody wants it', async () => {
    const { scheduler, speaker, clock } = setUp(1);
    const state = (text: string) => scheduler.stateOf(requestOf(text));
    expect(state('a')).toBeNull();
    const controller = new AbortController();
    const slow = scheduler
      .speak(requestOf('a'), { priority: 'live', signal: controller.signal })
      [Symbol.asyncIterator]();
    const first = slow.next();
    const second = ask(scheduler, 'b');
    expect([state('a'), state('b')]).toEqual([{ phase: 'requested' }, { phase: 'pending', held: null }]);
    speaker.of('a').say(failed('overloaded', 20));
    await until(() => clock.waits(20_000));
    for (const text of ['a', 'b'])
      expect(state(text)).toEqual({
        phase: 'pending',
        held: { reason: 'It was overloaded.', until: 20_000 },
      });
    await first;
    clock.advance(20_000);
    speaker.of('a').say(audio(1, 2), 'end');
    await until(() => state('a')?.phase === 'audible');
    controller.abort();
    await expect(slow.next()).rejects.toMatchObject({ kind: 'cancelled' });
    expect(state('a')).toBeNull();

    const refusal = new LecternError('speech-refused', 'No.');
    speaker.of('b').say(refusal);
    expect(await second.outcome).toBe('speech-refused');
    expect(state('b')).toBeNull();
  });

  it('that failed is failed for those who want it, and is asked anew for whoever comes then', async () => {
    const { scheduler, speaker } = setUp();
    const stop = new AbortController();
    const reader = scheduler
      .speak(requestOf('a'), { priority: 'live', signal: stop.signal })
      [Symbol.asyncIterator]();
    const waiting = reader.next();
    speaker.of('a').say(audio(1, 2), new LecternError('speech-refused', 'No.'));
    await waiting; // the error is not read yet
    await until(() => scheduler.stateOf(requestOf('a'))?.phase === 'failed');
    const again = ask(scheduler, 'a');
    speaker.of('a').say(audio(3, 4), 'end');
    expect(await again.outcome).toBe('whole');
    expect(again.bytes()).toEqual([3, 4]);
    await expect(reader.next()).rejects.toMatchObject({ kind: 'speech-refused' });
  });
});

describe('the outcome of each try', () => {
  const listen = () => {
    const clock = createManualClock();
    const speaker = new HandSpeaker();
    const outcomes: Outcome[] = [];
    const onOutcome = (outcome: Outcome) => outcomes.push(outcome);
    const scheduler = createScheduler({ speaker, clock, random: () => 0, atOnce: 4, onOutcome });
    return { clock, speaker, scheduler, outcomes };
  };

  it('counts an outage once for all that it hits, and ends with what goes well', async () => {
    const { clock, speaker, scheduler, outcomes } = listen();
    for (const text of ['a', 'b', 'c']) ask(scheduler, text);
    for (const text of ['a', 'b', 'c']) speaker.of(text).say(failed('network'));
    await until(() => outcomes.length === 3);
    clock.advance(30_000);
    for (const text of ['a', 'b']) speaker.of(text).say(failed('network'));
    await until(() => outcomes.length === 5);
    speaker.of('c').say(audio(1, 2), 'end');
    await until(() => outcomes.length === 6);
    clock.advance(30_000);
    speaker.of('a').say(failed('network'));
    await until(() => outcomes.length === 7);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.times))).toEqual([1, 1, 1, 2, 2, 'ok', 1]);
  });

  it('says whether somebody listens', async () => {
    const { speaker, scheduler, outcomes } = listen();
    ask(scheduler, 'a', 'background');
    speaker.of('a').say(new LecternError('key-refused', 'No.'));
    await until(() => outcomes.length === 1);
    ask(scheduler, 'b', 'background');
    ask(scheduler, 'c');
    speaker.of('b').say(new LecternError('key-refused', 'No.'));
    await until(() => outcomes.length === 2);
    expect(outcomes).toMatchObject([
      { ok: false, listening: false, times: 1, error: { kind: 'key-refused' } },
      { ok: false, listening: true, times: 1 },
    ]);
  });
});

describe('whatever happens', () => {
  it('every request settles, and the sound of each is whole or failed', async () => {
    const step = fc.record({
      what: fc.constantFrom('say', 'end', 'fail', 'refuse', 'abort', 'time'),
      who: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, atOnce) => {
          const { scheduler, speaker, clock } = setUp(atOnce);
          const asked = Array.from({ length: 6 }, (_, n) =>
            ask(scheduler, `text ${n % 4}`, n % 2 === 0 ? 'live' : 'background'),
          );
          for (const { what, who } of steps) {
            const one = speaker.tries.at(-1 - who);
            if (what === 'say') one?.say(audio(1, 2));
            if (what === 'end') one?.say('end');
            if (what === 'fail') one?.say(failed(who % 2 === 0 ? 'network' : 'speech-timeout'));
            if (what === 'refuse') one?.say(new LecternError('speech-refused', 'No.'));
            if (what === 'abort') asked[who]!.abort();
            if (what === 'time') clock.advance(700);
            await new Promise(setImmediate);
            expect(scheduler.load.active).toBeLessThanOrEqual(atOnce);
          }
          for (let turn = 0; scheduler.load.active + scheduler.load.queued > 0 && turn < 200; turn++) {
            for (const one of speaker.tries) one.say('end');
            clock.advance(30_000);
            await new Promise(setImmediate);
          }
          const outcomes = await Promise.all(asked.map(({ outcome }) => outcome));
          for (const outcome of outcomes)
            expect(['whole', 'cancelled', 'network', 'speech-timeout', 'speech-refused']).toContain(outcome);
        },
      ),
      { numRuns: 60 },
    );
  });
});
