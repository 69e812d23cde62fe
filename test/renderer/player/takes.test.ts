import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { samplesOf } from '../../../electron/core/speech/pcm.ts';
import type { WordTime } from '../../../electron/core/speech/types.ts';
import { fakeSpeech, fakeWords, SAMPLES_PER_CHARACTER, type FakeRequest } from '../../fakes/voice.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { contains, PAUSES, settle, setup, sound, trimmed } from './setup.ts';

const ONE =
  'The first sentence is here, and as it takes a while to say it to its very end, it is surely none of the short ones.';
const TWO = 'Then there comes a second one, which takes its time as well.';
const THREE = 'And the third one ends it all.';
const S = PAUSES.pauseSentence;

interface Take {
  readonly samples: readonly number[];
  readonly words: readonly WordTime[];
}

/** As the fake voice says it, and none of its samples: so many times as long. */
function otherTake(text: string, longer: number): Take {
  const speech = fakeSpeech(text);
  const length = Math.round(speech.length * longer);
  const inTake = (seconds: number) => seconds * longer;
  return {
    samples: Array.from({ length }, (_, at) => -(speech[Math.floor(at / longer)] ?? 1)),
    words: fakeWords(text).map(({ word, start, end }) => ({
      ...{ word, start: inTake(start), end: inTake(end) },
    })),
  };
}

const firstTake = (text: string): Take => ({ samples: sound(text), words: fakeWords(text) });

function give(request: FakeRequest | undefined, { samples, words }: Take, from = 0, to = samples.length) {
  if (from === 0 && words.length > 0) request?.give({ type: 'words', words });
  const pcm = Int16Array.from(samples.slice(from, to));
  request?.give({ type: 'audio', pcm: new Uint8Array(pcm.buffer) });
}

/** The first sample that is not the expected one; null: none. */
function differsAt(heard: readonly number[], expected: readonly number[]): number | null {
  const at = expected.findIndex((sample, index) => heard[index] !== sample);
  if (at >= 0) return at;
  return heard.length > expected.length ? expected.length : null;
}

const startOf = ({ words }: Take, word: string) =>
  samplesOf(words.find((one) => one.word === word)?.start ?? NaN);

async function begin(...sentences: readonly string[]) {
  const t = setup(speechDocument([[sentences.join(' ')]]), { automatic: false });
  t.player.play();
  await settle();
  return t;
}

/** The words that were marked, in order. */
const marked = ({ said }: Awaited<ReturnType<typeof begin>>, text: string) =>
  said.flatMap(({ word }) => (word ? [text.slice(...word)] : [])).filter((w, n, all) => w !== all[n - 1]);

describe('a chunk that is begun anew', () => {
  it('is heard as the new take alone where nothing of the first was, and what follows it stays', async () => {
    const t = await begin(ONE, TWO, THREE);
    const [one, two, three] = t.fetcher.requests;
    const [first, second] = [firstTake(TWO), otherTake(TWO, 1.08)];
    give(two, first, 0, 5000);
    three?.giveAll();
    one?.giveAll();
    await settle();
    await t.run(0.1);
    two?.give({ type: 'anew' });
    give(two, second, 0, 700);
    await settle();
    give(two, second, 700);
    two?.end();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(trimmed(t.output.heard)).toEqual([...[...sound(ONE, S), ...second.samples, ...sound(S, THREE)]]);
    expect(marked(t, `${ONE} ${TWO} ${THREE}`)).toEqual(
      [ONE, TWO, THREE].flatMap((text) => fakeWords(text).map(({ word }) => word)),
    );
  });

  it('goes on with the new take at the word in which the first one broke off', async () => {
    const t = await begin(ONE, TWO);
    const [one, two] = t.fetcher.requests;
    const [first, second] = [firstTake(ONE), otherTake(ONE, 1.1)];
    const seam = startOf(first, 'none');
    give(one, first, 0, seam + 300);
    two?.giveAll();
    await settle();
    await t.run(0.05);
    one?.give({ type: 'anew' });
    for (let at = 0; at < second.samples.length; at += 900) give(one, second, at, at + 900);
    one?.end();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(
      differsAt(trimmed(t.output.heard), [
        ...first.samples.slice(0, seam),
        ...second.samples.slice(startOf(second, 'none')),
        ...sound(S, TWO),
      ]),
    ).toBe(null);
    expect(marked(t, `${ONE} ${TWO}`)).toEqual(
      [ONE, TWO].flatMap((text) => fakeWords(text).map(({ word }) => word)),
    );
  });

  it('says the word again that broke off where it was heard already', async () => {
    const t = await begin(ONE);
    const [one] = t.fetcher.requests;
    const [first, second] = [firstTake(ONE), otherTake(ONE, 0.93)];
    const broken = startOf(first, 'none') + 300;
    give(one, first, 0, broken);
    await settle();
    await t.run(2);
    expect(t.player.state).toEqual({ phase: 'waiting', reason: null });
    one?.give({ type: 'anew' });
    one?.give({ type: 'waiting', wait: { reason: 'A pause is asked for.', seconds: null } });
    await settle();
    expect(t.player.state).toEqual({ phase: 'waiting', reason: 'A pause is asked for.' });
    give(one, second);
    one?.end();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, first.samples.slice(0, broken - 72))).toBe(1);
    expect(contains(t.output.heard, second.samples.slice(startOf(second, 'none') + 72))).toBe(1);
    expect(marked(t, ONE)).toEqual(fakeWords(ONE).map(({ word }) => word));
  });

  it('does not say a word again of which next to nothing was missing', async () => {
    const t = await begin(ONE);
    const [one] = t.fetcher.requests;
    const [first, second] = [firstTake(ONE), otherTake(ONE, 1.05)];
    const broken = startOf(first, 'takes') - SAMPLES_PER_CHARACTER - 20;
    give(one, first, 0, broken);
    await settle();
    await t.run(0.05);
    one?.give({ type: 'anew' });
    give(one, second);
    one?.end();
    await t.runUntil(() => t.player.state.phase === 'finished');
    const said = [...first.samples.slice(0, broken), ...second.samples.slice(startOf(second, 'takes'))];
    expect(differsAt(trimmed(t.output.heard), said)).toBe(null);
  });

  it('is at its end where all of its words were said', async () => {
    const t = await begin(ONE, TWO);
    const [one, two] = t.fetcher.requests;
    const first = firstTake(ONE);
    give(one, first);
    two?.giveAll();
    await settle();
    await t.run(0.05);
    one?.give({ type: 'anew' });
    give(one, otherTake(ONE, 1.1), 0, 900);
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(differsAt(trimmed(t.output.heard), [...first.samples, ...sound(S, TWO)])).toBe(null);
  });

  it('goes on from one broken take to the next, and tells why it waits', async () => {
    const t = await begin(ONE);
    const [one] = t.fetcher.requests;
    const takes = [firstTake(ONE), otherTake(ONE, 1.1), otherTake(ONE, 0.9)] as const;
    const [first, second, third] = takes;
    give(one, first, 0, startOf(first, 'while') + 300);
    await settle();
    await t.run(0.05);
    one?.give({ type: 'anew' });
    // Breaks off before it comes to what is still to be said; another one after.
    give(one, second, 0, startOf(second, 'first'));
    one?.give({ type: 'anew' });
    give(one, second, 0, startOf(second, 'short') + 100);
    await settle();
    await t.run(0.05);
    one?.give({ type: 'anew' });
    give(one, third);
    one?.end();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(
      differsAt(trimmed(t.output.heard), [
        ...first.samples.slice(0, startOf(first, 'while')),
        ...second.samples.slice(startOf(second, 'while'), startOf(second, 'short')),
        ...third.samples.slice(startOf(third, 'short')),
      ]),
    ).toBe(null);
  });

  it.each(['voice', 'plan'] as const)(
    'is said to its end where the %s changes between its takes',
    async (what) => {
      const t = await begin(ONE, TWO);
      const [one] = t.fetcher.requests;
      give(one, { ...firstTake(ONE), words: [] }, 0, 9000);
      await settle();
      await t.run(0.05);
      one?.give({ type: 'anew' });
      one?.give({ type: 'waiting', wait: { reason: 'A pause is asked for.', seconds: null } });
      await settle();
      if (what === 'voice') t.player.voiceChanged();
      else t.player.planChanged();
      await settle();
      t.fetcher.automatic = true;
      t.fetcher.requests.filter(({ settled }) => !settled).forEach((request) => request.giveAll());
      await t.runUntil(() => t.player.state.phase === 'finished');
      expect(contains(t.output.heard, sound(ONE).slice(9000, -1))).toBe(1);
      expect(contains(t.output.heard, sound(TWO))).toBe(1);
    },
  );

  it('is told to have failed where the last take did, and begins no sentence twice by itself', async () => {
    const t = await begin(ONE);
    const [one] = t.fetcher.requests;
    const first = firstTake(ONE);
    give(one, first, 0, startOf(first, 'none'));
    await settle();
    await t.run(0.05);
    one?.give({ type: 'anew' });
    give(one, otherTake(ONE, 1.1), 0, 2000);
    await settle();
    one?.fail(new LecternError('speech-refused', 'This passage cannot be said.'));
    await t.runUntil(() => t.player.state.phase === 'failed');
    expect(contains(t.output.heard, first.samples.slice(0, startOf(first, 'none') - 72))).toBe(1);
  });
});
