import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { KOKORO } from '../../../electron/core/speech/catalogue.ts';
import { meteredSpeaker } from '../../../electron/core/speech/metered-speaker.ts';
import type { Speaker, SpeechEvent, SpeechRequest } from '../../../electron/core/speech/types.ts';
import { totalOf, totalsByModel, type UsageLedger } from '../../../electron/core/speech/usage.ts';
import { createMemoryLedger } from '../../fakes/usage-ledger.ts';
import { collect } from '../../support/collect.ts';

const audio: SpeechEvent = { type: 'audio', pcm: new Uint8Array(2) };
const request = (text: string, changes: Partial<SpeechRequest> = {}): SpeechRequest => ({
  server: 'together',
  model: KOKORO.id,
  voice: 'af_heart',
  text,
  language: 'en',
  pronunciation: [],
  ...changes,
});
const error = (kind: LecternError['kind']) => new LecternError(kind, 'No.');

/** @param script What the server does once the text was sent. */
function setUp(script: (request: SpeechRequest) => AsyncIterable<SpeechEvent>, cap: number | null = null) {
  const ledger = createMemoryLedger();
  const problems: unknown[] = [];
  const clock = { today: '2026-05-31', cap };
  const asked: string[] = [];
  const speaker: Speaker = {
    async *speak(asking, _signal, onSent) {
      asked.push(asking.text);
      onSent?.();
      yield* script(asking);
    },
  };
  const make = (of: Speaker, kept: Pick<UsageLedger, 'add' | 'spend'> = ledger) =>
    meteredSpeaker(of, {
      ledger: kept,
      today: () => clock.today,
      monthlyCap: () => clock.cap,
      onProblem: (problem) => problems.push(problem),
    });
  return { ledger, problems, clock, asked, make, metered: make(speaker) };
}

async function* good(): AsyncGenerator<SpeechEvent> {
  yield audio;
}

async function all(speaker: Speaker, asked: SpeechRequest): Promise<SpeechEvent[]> {
  return collect(speaker.speak(asked, new AbortController().signal));
}

describe('the meter', () => {
  it('counts characters as they are sent, requests and cost, by model and day', async () => {
    const { metered, ledger, clock } = setUp(good);
    await all(metered, request('  Hello,\n  you 😀. '));
    await all(metered, request('a'.repeat(1000)));
    clock.today = '2026-06-01';
    await all(metered, request('June.', { server: 'embedded', model: 'espeak-ng' }));
    expect(ledger.rows('2026-05')).toEqual([
      {
        day: '2026-05-31',
        server: 'together',
        model: KOKORO.id,
        requests: 2,
        characters: 1013,
        dollars: expect.closeTo((4 * 1013) / 1e6, 12),
        unpriced: 0,
        failures: {},
      },
    ]);
    expect(ledger.rows('2026-06')).toMatchObject([{ server: 'embedded', characters: 5, dollars: 0 }]);
  });

  it('counts characters without a known price by themselves', async () => {
    const { metered, ledger } = setUp(good);
    await all(metered, request('Hello.', { model: 'new/model' }));
    expect(totalOf(ledger.rows('2026-05'))).toMatchObject({ characters: 6, unpriced: 6, dollars: 0 });
  });

  it.each([
    ['rate-limited', 0],
    ['key-refused', 0],
    ['voice-unknown', 0],
    ['network', 6],
    ['speech-timeout', 6],
  ] as const)(
    'counts a chunk that failed as %s before any sound with %d characters',
    async (kind, counted) => {
      const { metered, ledger } = setUp(async function* () {
        yield* [];
        throw error(kind);
      });
      await expect(all(metered, request('Hello.'))).rejects.toMatchObject({ kind });
      const total = totalOf(ledger.rows('2026-05'));
      expect(total).toMatchObject({ characters: counted, requests: 1, failures: { [kind]: 1 } });
      expect(total.dollars).toBeCloseTo((4 * counted) / 1e6, 12);
    },
  );

  it('counts what was heard in part, and what was stopped once it was sent; stopping is no failure', async () => {
    const { metered, ledger } = setUp(async function* () {
      yield audio;
      throw error('overloaded');
    });
    await expect(all(metered, request('Hello.'))).rejects.toThrow();
    for await (const _ of metered.speak(request('Bye.'), new AbortController().signal)) break;
    expect(totalOf(ledger.rows('2026-05'))).toMatchObject({
      characters: 10,
      requests: 2,
      failures: { overloaded: 1 },
    });
  });

  it('gives back what was stopped, or failed, before it was sent', async () => {
    const { make, ledger } = setUp(good);
    const unsent = make({
      async *speak() {
        yield* [];
        throw error('network');
      },
    });
    await expect(all(unsent, request('Hello.'))).rejects.toThrow();
    expect(totalOf(ledger.rows('2026-05'))).toMatchObject({ characters: 0, requests: 1 });
  });

  it('adds up by model, the dearest first', async () => {
    const { metered, ledger } = setUp(good);
    await all(metered, request('a'.repeat(50), { model: 'new/model' }));
    await all(metered, request('Hello.'));
    await all(metered, request('a'.repeat(9), { server: 'embedded', model: 'espeak-ng' }));
    expect(totalsByModel(ledger.rows('2026-05')).map(({ model }) => model)).toEqual([
      KOKORO.id,
      'new/model',
      'espeak-ng',
    ]);
  });

  it('goes on speaking where it cannot write, and says so once', async () => {
    const { make, problems } = setUp(good);
    const broken = () => {
      throw error('disk-full');
    };
    const metered = make({ speak: good }, { add: broken, spend: broken });
    expect(await all(metered, request('One.'))).toEqual([audio]);
    expect(await all(metered, request('Two.'))).toEqual([audio]);
    expect(problems).toHaveLength(1);
  });
});

describe('the monthly limit', () => {
  /** $4 a million: a thousand characters are $0.004. */
  const thousand = 'a'.repeat(1000);

  it('refuses the chunk that would exceed it, before it is sent, with a sentence that names the setting', async () => {
    const { metered, asked, ledger } = setUp(good, 0.008);
    await all(metered, request(thousand));
    await all(metered, request(thousand));
    await expect(all(metered, request('One more.'))).rejects.toMatchObject({
      kind: 'spending-limit',
      retryable: false,
      message: expect.stringMatching(/\$0\.01 for May.*“At most a month”.*“Store & cost”/),
    });
    expect(asked).toHaveLength(2);
    expect(totalOf(ledger.rows('2026-05')).dollars).toBeCloseTo(0.008, 12);
  });

  it('holds for chunks that are under way at the same time', async () => {
    const gate = Promise.withResolvers<void>();
    const { metered } = setUp(async function* () {
      await gate.promise;
      yield audio;
    }, 0.008);
    const chunks = [1, 2, 3, 4].map(() => all(metered, request(thousand)));
    gate.resolve();
    const outcomes = await Promise.allSettled(chunks);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('has room again for what was refused by the server, and in another month', async () => {
    let refuse = true;
    const { metered, clock } = setUp(async function* () {
      if (refuse) throw error('rate-limited');
      yield audio;
    }, 0.004);
    await expect(all(metered, request(thousand))).rejects.toMatchObject({ kind: 'rate-limited' });
    refuse = false;
    await all(metered, request(thousand));
    await expect(all(metered, request(thousand))).rejects.toMatchObject({ kind: 'spending-limit' });
    clock.today = '2026-06-01';
    await all(metered, request(thousand));
  });

  it('of nothing still lets the embedded voice speak', async () => {
    const { metered } = setUp(good, 0);
    await expect(all(metered, request('a'))).rejects.toMatchObject({ kind: 'spending-limit' });
    expect(await all(metered, request('a', { server: 'embedded', model: 'espeak-ng' }))).toEqual([audio]);
  });

  it('does not let through what has no known price', async () => {
    const { metered, clock, asked } = setUp(good, 100);
    await expect(all(metered, request('a', { model: 'new/model' }))).rejects.toMatchObject({
      kind: 'spending-limit',
      message: expect.stringMatching(/price of this voice is not known/),
    });
    expect(asked).toEqual([]);
    clock.cap = null;
    await all(metered, request('a', { model: 'new/model' }));
  });

  it('is refused where it cannot be counted', async () => {
    const { make } = setUp(good, 5);
    const broken = () => {
      throw error('disk-full');
    };
    const metered = make({ speak: good }, { add: () => undefined, spend: broken });
    await expect(all(metered, request('a'))).rejects.toMatchObject({ kind: 'disk-full' });
  });
});
