import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/core/clock.ts';
import type { SpeechEvent } from '../../../electron/core/speech/types.ts';
import { PATIENCE } from '../../../electron/node/speech/chunk.ts';
import { partsOf, randomOf } from '../../fakes/spoken.ts';
import type { ChunkFaults } from '../../fakes/voice-speech.ts';
import {
  clientOf,
  clock,
  close,
  collect,
  expectTold,
  failure,
  faults,
  never,
  parts,
  requestOf,
  server,
  tell,
  TEXT,
  useVoiceServer,
} from '../../support/speech-client.ts';
import { until } from '../../support/until.ts';

useVoiceServer();

/**
 * Asks twice for what is refused at first, and taken then.
 * @param patience Milliseconds that each is waited for.
 * @returns what was told before it was refused, and the sound that was taken.
 */
async function takenTheSecondTime(patience: number) {
  const client = clientOf();
  const waited = async () => {
    await until(() => clock.waits(patience));
    clock.advance(patience);
  };
  const told: SpeechEvent[] = [];
  const once = failure(collect(client.speak(requestOf(TEXT), never), (event) => told.push(event)));
  await waited();
  expect(await once).toMatchObject({ kind: 'speech-empty', retryable: true });
  const again = tell(TEXT, client);
  await waited();
  return { told, pcm: (await again).pcm };
}

describe('sound', () => {
  it.each([1, 2, 3, 4])('survives any split of its bytes (seed %i)', async (seed) => {
    const random = randomOf(seed);
    faults({ deltaBytes: Array.from({ length: 50 }, () => 1 + Math.floor(random() * 4000)) });
    expectTold(await tell(), parts(TEXT));
  });

  it('survives samples that are split over two deltas', async () => {
    faults({ deltaBytes: [1001] });
    expectTold(await tell(), parts(TEXT));
  });

  it.each([[[9600]], [[7, 30]], [[44, 1]]])('survives a RIFF header, cut at %j', async (deltaBytes) => {
    faults({ riff: true, deltaBytes });
    expectTold(await tell(), parts(TEXT));
  });

  it('is taken from binary frames', async () => {
    faults({ binary: true });
    expectTold(await tell(), parts(TEXT));
  });

  it('without a context id belongs to the only context there is', async () => {
    faults({ withoutIds: true });
    expectTold(await tell(), parts(TEXT));
  });

  it.each<[string, ChunkFaults]>([
    ['in binary frames', { binary: true }],
    ['without a context id', { withoutIds: true }],
  ])(
    '%s is never mixed up, however many chunks there are: each gets a connection of its own',
    async (_, how) => {
      faults(how);
      const client = clientOf();
      const texts = Array.from({ length: 6 }, (_, n) => `This is number ${n} of six, and like no other.`);
      // What cannot be told apart is a failure, that trying again mends: then it is known how this server is.
      const first = await Promise.allSettled(texts.map((text) => tell(text, client)));
      for (const [n, told] of first.entries()) {
        if (told.status === 'fulfilled') expectTold(told.value, parts(texts[n]!));
        else expect(told.reason).toMatchObject({ kind: 'protocol', retryable: true });
      }
      const again = await Promise.all(texts.map((text) => tell(text, client)));
      for (const [n, text] of texts.entries()) expectTold(again[n]!, parts(text));
      expect(server.connections.every(({ mostAlive }, n) => n === 0 || mostAlive === 1)).toBe(true);
    },
  );

  it('in binary frames after a chunk that was given up comes over another connection', async () => {
    const gate = Promise.withResolvers<void>();
    let deltas = 0;
    const eachDeltaAfter = () => (++deltas < 2 ? Promise.resolve() : gate.promise);
    server.chunkFaults = ({ index }) => ({
      binary: true,
      ...(index === 0 && { ignoresCancel: true, eachDeltaAfter }),
    });
    const client = clientOf();
    for await (const event of client.speak(requestOf('Given up in the midst of it.'), never))
      if (event.type === 'audio') break;
    const telling = tell(TEXT, client);
    gate.resolve();
    expectTold(await telling, parts(TEXT));
    expect(server.connections).toHaveLength(2);
  });

  it.each([1, 4])('of the default context, which is not ours, is not heard (%i chunks)', async (chunks) => {
    faults({ strayWithoutId: true });
    const client = clientOf();
    const texts = Array.from({ length: chunks }, (_, n) => `This is number ${n}, and like no other.`);
    const told = await Promise.all(texts.map((text) => tell(text, client)));
    for (const [n, text] of texts.entries()) expectTold(told[n]!, parts(text));
    expect(server.connections).toHaveLength(1);
  });

  it('is taken from messages that come in binary frames', async () => {
    faults({ binaryMessages: true });
    expectTold(await tell(), parts(TEXT));
  });

  it('of another kind, as its RIFF header says, is a failure', async () => {
    faults({ riff: 48_000 });
    expect(await failure(tell())).toMatchObject({ kind: 'protocol', retryable: true });
  });

  it('that is silence is not told and asked for again, and taken when the same comes again', async () => {
    faults({ silence: true });
    const { told, pcm } = await takenTheSecondTime(PATIENCE.settle);
    expect(told.filter(({ type }) => type === 'audio')).toEqual([]);
    expect(pcm.length).toBeGreaterThan(0);
    expect(pcm.every((byte) => byte === 0)).toBe(true);
  });

  it('that comes a byte at a time, and slowly, is not waited for without end', async () => {
    const steps: (() => void)[] = [];
    faults({ deltaBytes: [1], eachDeltaAfter: () => new Promise((resolve) => steps.push(resolve)) });
    let over = false;
    const telling = failure(tell()).finally(() => (over = true));
    for (let step = 0; step < 100 && !over; step++) {
      await until(() => over || steps.length > step);
      clock.advance(PATIENCE.silence / 10);
      steps[step]?.();
    }
    expect(over).toBe(true);
    expect(await telling).toMatchObject({ kind: 'speech-timeout', retryable: true });
  });

  it('that came while the machine slept is read before it is given up', async () => {
    const gate = Promise.withResolvers<void>();
    faults({ eachDeltaAfter: () => gate.promise });
    const sleepy: Clock = {
      now: () => clock.now(),
      after: (milliseconds, then) => clock.after(milliseconds + 3_600_000, then),
    };
    const telling = tell(TEXT, clientOf({ clock: sleepy }));
    await until(() => server.connections[0]?.sent.some((sent) => sent.includes('delta')) ?? false);
    await until(() => clock.waits(PATIENCE.silence + 3_600_000));
    clock.advance(PATIENCE.silence + 3_600_000);
    gate.resolve();
    expectTold(await telling, parts(TEXT));
  });

  it('that is no base64 is a failure, not a noise', async () => {
    server.chunkFaults = ({ contextId }) => ({
      insert: [
        JSON.stringify({
          type: 'conversation.item.audio_output.delta',
          context_id: contextId,
          delta: '*?*?',
        }),
      ],
    });
    expect(await failure(tell())).toMatchObject({ kind: 'protocol', retryable: true });
  });

  it('of a text that has nothing to say is a failure that trying again would not mend', async () => {
    faults({ noSound: true });
    const telling = failure(tell('…'));
    await until(() => clock.waits(PATIENCE.settle));
    clock.advance(PATIENCE.settle);
    expect(await telling).toMatchObject({ kind: 'speech-empty', retryable: false });
  });

  it('without bytes is a failure', async () => {
    faults({ noSound: true });
    const telling = failure(tell());
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expect(await telling).toMatchObject({ kind: 'speech-empty', retryable: true });
  });
});

describe('items', () => {
  const [first, second, third] = partsOf(TEXT, 3) as [string, string, string];

  it('are joined when one commit makes several', async () => {
    faults({ items: 3 });
    expectTold(await tell(), parts(first, second, third));
  });

  it('are waited for after a done that cannot be the last', async () => {
    const gate = Promise.withResolvers<void>();
    faults({ items: 2, nextItemAfter: gate.promise });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.silence));
    clock.advance(PATIENCE.silence - 1);
    gate.resolve();
    expectTold(await telling, parts(...partsOf(TEXT, 2)));
  });

  it('are waited for where no words tell that the text goes on', async () => {
    const gate = Promise.withResolvers<void>();
    const text = 'It was a bright cold day in April. The clocks were striking thirteen. And so on.';
    const [most] = partsOf(text, 2) as [string];
    faults({ items: 2, words: 'never', nextItemAfter: gate.promise });
    const telling = tell(text);
    await until(() => clock.waits(PATIENCE.silence) || clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt - 1);
    gate.resolve();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expect(most.length).toBeLessThan(text.length);
    expectTold(await telling, { ...parts(text), words: [] });
  });

  it('that lack the end of the text are asked for again, and taken when the same comes again', async () => {
    faults({ saysPart: 0.8 });
    expect((await takenTheSecondTime(PATIENCE.doubt)).pcm.length).toBeGreaterThan(0);
  });

  it('that end before their words do are asked for again, and taken when the same comes again', async () => {
    faults({ mostBytes: 140_000, words: 'before' });
    expect((await takenTheSecondTime(PATIENCE.doubt)).pcm).toHaveLength(140_000);
  });

  it('keep their words where these come before the sound', async () => {
    faults({ items: 3, words: 'before' });
    expectTold(await tell(), parts(first, second, third));
  });

  it('may announce their words before the item in front of them is done', async () => {
    const [one, two] = partsOf(TEXT, 2) as [string, string];
    const frame = (contextId: string | null) => ({
      type: 'conversation.item.word_timestamps',
      ...{
        context_id: contextId,
        item_id: 'tts_2',
        words: ['early'],
        start_seconds: [0],
        end_seconds: [0.1],
      },
    });
    const gate = Promise.withResolvers<void>();
    server.chunkFaults = () => ({ items: 2, words: 'never', doneAfter: gate.promise });
    const telling = tell();
    await until(() => server.connections[0]?.sent.some((sent) => sent.includes('delta')) ?? false);
    server.connections[0]!.socket.send(JSON.stringify(frame(server.commits[0]!.contextId)));
    gate.resolve();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    const told = await telling;
    expect(told.words).toEqual([
      { word: 'early', start: close(one.length / 15), end: close(one.length / 15 + 0.1) },
    ]);
    expect(told.pcm.equals(parts(one, two).pcm)).toBe(true);
  });
});

describe('word times', () => {
  it.each(['before', 'after'] as const)('come %s the sound, in several events', async (words) => {
    faults({ words, wordBatches: 4 });
    expectTold(await tell(), parts(TEXT));
  });

  it('come even after the done', async () => {
    faults({ words: 'after-done' });
    expectTold(await tell(), parts(TEXT));
  });

  it('come nested under "timestamps"', async () => {
    faults({ wordsNested: true });
    expectTold(await tell(), parts(TEXT));
  });

  it.each(['before', 'after'] as const)('may start again within an item, %s their sound', async (words) => {
    faults({ words, wordBatches: 3, wordsRestart: true });
    expectTold(await tell(), parts(...partsOf(TEXT, 3)));
  });

  it('may be missing', async () => {
    faults({ words: 'never' });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.settle));
    clock.advance(PATIENCE.settle);
    expectTold(await telling, { ...parts(TEXT), words: [] });
  });

  it('that make no sense are ignored, as is everything of an unknown kind', async () => {
    server.chunkFaults = ({ contextId }) => ({
      unknownEvents: true,
      insert: [
        JSON.stringify({ type: 'conversation.item.word_timestamps', context_id: contextId, words: ['a'] }),
        'no JSON at all',
        '[]',
        '{"type":"session.updated","session":{}}',
      ],
    });
    expectTold(await tell(), parts(TEXT));
  });
});

describe('a done', () => {
  it('that stays away is not waited for when the words have reached the end', async () => {
    faults({ done: 'missing' });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expectTold(await telling, parts(TEXT));
  });

  it('that stays away is not missed however fast the words have reached the end', async () => {
    const words = TEXT.split(' ');
    server.chunkFaults = ({ contextId }) => ({
      insert: [
        JSON.stringify({
          ...{ type: 'conversation.item.word_timestamps', context_id: contextId, item_id: 'tts_1', words },
          start_seconds: words.map((_, index) => index / 50),
          end_seconds: words.map((_, index) => (index + 1) / 50),
        }),
      ],
      ...{ deltaBytes: [24_000], after: 1, stall: true },
    });
    const telling = tell();
    await until(() => clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    const { pcm, words: told } = await telling;
    expect(pcm.length).toBe(24_000);
    expect(told.map(({ word }) => word)).toEqual(words);
  });

  it('that stays away ends by deadline, which every delta pushes back', async () => {
    const steps: (() => void)[] = [];
    const eachDeltaAfter = () => new Promise<void>((resolve) => steps.push(resolve));
    faults({ done: 'missing', words: 'never', eachDeltaAfter, deltaBytes: [80_000] });
    const telling = tell();
    for (let step = 0; step < 3; step++) {
      await until(() => steps.length > step && clock.waits(PATIENCE.silence));
      clock.advance(PATIENCE.silence - 1);
      steps[step]!();
    }
    clock.advance(1);
    expectTold(await telling, { ...parts(TEXT), words: [] });
  });

  it('that comes before its sound loses nothing', async () => {
    faults({ done: 'early' });
    let words = false;
    const onEvent = (event: SpeechEvent) => (words ||= event.type === 'words');
    const telling = collect(clientOf().speak(requestOf(TEXT), never), onEvent);
    await until(() => words && clock.waits(PATIENCE.doubt));
    clock.advance(PATIENCE.doubt);
    expectTold(await telling, parts(TEXT));
  });

  it('that stays away after too little sound is a timeout', async () => {
    faults({ after: 2, stall: true });
    const telling = failure(tell());
    await until(() => clock.waits(PATIENCE.silence));
    clock.advance(PATIENCE.silence);
    expect(await telling).toMatchObject({ kind: 'speech-timeout', retryable: true });
  });

  it('and all else that stays away is a timeout', async () => {
    faults({ after: 0, stall: true });
    const telling = failure(tell());
    await until(() => server.commits.length === 1);
    clock.advance(PATIENCE.first);
    expect((await telling).kind).toMatch(/speech-timeout|network/);
  });
});
