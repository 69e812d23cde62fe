import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import type { Section } from '../../../electron/core/document/model.ts';
import { fakeSpeech, FAKE_VOICE, SAMPLES_PER_CHARACTER } from '../../fakes/voice.ts';
import { block } from '../../support/blocks.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { contains, PAUSES, settle, setup, sound, trimmed } from './setup.ts';

const S = PAUSES.pauseSentence;
const P = PAUSES.pauseParagraph;
const H = PAUSES.pauseHeading;
const ONE = 'The first sentence is here.';
const TWO = 'Then there comes a second one.';
const THREE = 'And the third one ends it all.';
const FOUR = 'Another paragraph has begun here.';
const NEXT = 'The next chapter opens with this.';
const PHASES = { pauses: 'paused', plays: 'playing' };

const book = () => speechDocument([[`${ONE} ${TWO} ${THREE}`, FOUR], [NEXT]]);
const seconds = (text: string) => (text.length * SAMPLES_PER_CHARACTER) / SAMPLE_RATE;

describe('reading a document', () => {
  it('says 30 sentences of two chapters sample for sample, with the pauses of their kinds', async () => {
    const sentence = (n: number) => `This is the sentence with number ${n} of them.`;
    const paragraphs = (from: number) =>
      [0, 3, 6, 9, 12].map((n) => [0, 1, 2].map((i) => sentence(from + n + i)));
    const chapters = [1, 16].map((from) => ({
      title: `Chapter with number ${from}`,
      paragraphs: paragraphs(from),
    }));
    const t = setup(
      speechDocument(
        chapters.map(({ title, paragraphs: all }) => [
          block(title, { kind: 'heading', level: 1 }),
          block('const hidden = true;', { kind: 'code', spoken: false, reason: 'code' }),
          ...all.map((sentences) => sentences.join(' ')),
        ]),
      ),
    );
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    const expected = chapters.flatMap(({ title, paragraphs: all }) => [
      title,
      H,
      ...all.flatMap(([a = '', b = '', c = '']) => [a, S, b, S, c, P]),
    ]);
    expect(trimmed(t.output.heard)).toEqual(trimmed(sound(...expected)));
    // Each asked for once; each sentence shown once, in order.
    expect(t.texts()).toEqual(expected.filter((part) => typeof part === 'string'));
    const shown = t.said.map(({ section, block: at, sentence: [from] }) => section * 1e6 + at * 1e4 + from);
    expect([...shown].sort((a, b) => a - b)).toEqual(shown);
    expect(new Set(shown).size).toBe(32);
  });

  it('shows each word while it is heard, though the loudspeaker is late', async () => {
    const latency = 2400;
    const t = setup(book(), { latency });
    t.player.play();
    await settle();
    await t.run(0.02);
    const start = t.output.heard.findIndex((sample) => sample !== 0);
    let right = 0;
    for (let i = 0; i < 20; i++) {
      await t.run(0.02);
      const sample = t.output.frame - latency - start;
      const word = t.player.playhead?.word;
      if (sample < 640 || sample > ONE.length * SAMPLES_PER_CHARACTER) continue;
      const offset = sample / SAMPLES_PER_CHARACTER;
      // The word is that of some moment in the last 25 ms: reports come so often.
      expect(word && word[0] <= offset).toBe(true);
      expect(ONE.slice(word?.[1] ?? 0, Math.floor(offset - 3))).not.toMatch(/\w \w/);
      right++;
    }
    expect(right).toBeGreaterThan(6);
  });

  it('keeps what has no letters as a silence, and passes over what is not spoken', async () => {
    const t = setup(speechDocument([[ONE, '* * *', block(TWO, { spoken: false, reason: 'note' }), FOUR]]));
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(t.texts()).toEqual([ONE, FOUR]);
    expect(trimmed(t.output.heard)).toEqual(trimmed(sound(ONE, P, P, FOUR)));
  });

  it('looks ahead within bounds, and further as the voice goes on', async () => {
    const t = setup(speechDocument([Array.from({ length: 200 }, (_, i) => `${FOUR} Number ${i} of many.`)]), {
      automatic: false,
    });
    t.player.play();
    await settle();
    expect(t.fetcher.requests).toHaveLength(3);
    t.fetcher.automatic = true;
    t.fetcher.requests.forEach((request) => request.giveAll());
    await settle();
    const asked = t.fetcher.requests.length;
    expect(asked).toBeGreaterThan(8);
    expect(asked).toBeLessThan(20);
    expect(t.player.bufferedSeconds).toBeLessThan(40);
    await t.run(3);
    expect(t.fetcher.requests.length).toBeGreaterThan(asked);
    expect(t.fetcher.requests.length).toBeLessThan(asked + 14);
  });

  it('measures how fast it reads, once it has heard enough', async () => {
    const t = setup(speechDocument([[ONE], ...Array.from({ length: 4 }, () => [`${ONE} ${TWO} ${THREE}`])]));
    expect(t.player.charactersPerSecond).toBeNull();
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.playhead?.section === 1);
    expect(t.player.charactersPerSecond).toBeNull();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(t.player.charactersPerSecond).toBeGreaterThan(70);
    expect(t.player.charactersPerSecond).toBeLessThan(SAMPLE_RATE / SAMPLES_PER_CHARACTER);
  });

  it('begins anew after the end', async () => {
    const t = setup(speechDocument([[ONE]]));
    for (const times of [1, 2]) {
      t.player.play();
      await settle();
      await t.runUntil(() => t.player.state.phase === 'finished');
      expect(contains(t.output.heard, sound(ONE))).toBe(times);
    }
    expect(t.texts()).toEqual([ONE]);
  });
});

describe('controls', () => {
  it('pauses and goes on without losing or repeating, and asks for nothing again', async () => {
    const t = setup(speechDocument([[ONE]]));
    t.player.play();
    await settle();
    await t.run(0.1);
    t.player.pause();
    expect(t.player.state).toEqual({ phase: PHASES.pauses });
    await t.run(0.3);
    expect(t.output.heard.slice(-4000).every((sample) => sample === 0)).toBe(true);
    t.player.play();
    expect(t.player.state).toEqual({ phase: PHASES.plays });
    await t.runUntil(() => t.player.state.phase === 'finished');
    const sum = (samples: readonly number[]) => samples.reduce((total, sample) => total + sample, 0);
    expect(sum(t.output.heard)).toBeCloseTo(sum(sound(ONE)), -1);
    expect(t.texts()).toHaveLength(1);
  });

  it('pauses while the first audio is on its way, and starts with its first sample', async () => {
    const t = setup(speechDocument([[ONE]]), { automatic: false });
    t.player.play();
    await settle();
    t.player.pause();
    t.fetcher.requests[0]?.giveAll();
    await settle();
    await t.run(0.5);
    expect(t.output.heard.every((sample) => sample === 0)).toBe(true);
    t.player.play();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(trimmed(t.output.heard)).toEqual(sound(ONE));
    expect(t.fetcher.requests).toHaveLength(1);
  });

  it('stops back to the start of the sentence', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(seconds(ONE) + S + 0.1);
    t.player.stop();
    await t.run(0.1);
    expect(t.player.state.phase).toBe('stopped');
    expect(t.player.playhead).toMatchObject({
      word: null,
      sentence: [ONE.length + 1, ONE.length + 1 + TWO.length],
    });
    const before = t.output.frame;
    t.player.play();
    await settle();
    await t.run(seconds(TWO) + 0.1);
    expect(trimmed(t.output.heard.slice(before)).slice(0, 5000)).toEqual(sound(TWO).slice(0, 5000));
  });

  it('goes elsewhere in flight: what was asked for is given up, and what comes late is not heard', async () => {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    const late = [...t.fetcher.requests];
    expect(t.texts()).toEqual([ONE, TWO, THREE]);
    t.player.playFrom(1, 0, 0);
    await settle();
    expect(late.every((request) => request.aborted)).toBe(true);
    late.forEach((request) => request.giveAll());
    t.fetcher.requests.at(-1)?.giveAll();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(trimmed(t.output.heard)).toEqual(sound(NEXT));
    expect(t.fetcher.requests.every((request) => request.settled)).toBe(true);
  });

  it('jumps in the middle of the sound at once: the next frame is of the new place', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(0.1);
    t.player.playFrom(0, 1, 0);
    const at = t.output.frame;
    await settle();
    await t.run(0.3);
    const four = sound(FOUR);
    expect(t.output.heard.slice(at + 72, at + 4000)).toEqual(four.slice(72, 4000));
  });

  it('starts at a word inside a chunk', async () => {
    const t = setup(book(), { automatic: false });
    t.player.playFrom(0, 0, ONE.indexOf('sentence') + 2);
    await settle();
    await t.run(0.1);
    expect(t.output.heard.every((sample) => sample === 0)).toBe(true); // it is not known yet where that word is
    t.fetcher.automatic = true;
    t.fetcher.requests.forEach((request) => request.giveAll());
    await settle();
    await t.run(0.02);
    expect(t.player.playhead?.word?.[0]).toBe(ONE.indexOf('sentence'));
    await t.run(0.2);
    const from = ONE.indexOf('sentence') * SAMPLES_PER_CHARACTER;
    const start = t.output.heard.findIndex((sample) => sample !== 0);
    expect(t.output.heard.slice(start + 72, start + 2000)).toEqual(
      [...fakeSpeech(ONE)].slice(from + 72, from + 2000),
    );
  });

  it('steps through sentences without asking for what is there', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(0.1);
    const asked = t.fetcher.requests.length;
    const begins = async (text: string) => {
      const at = t.output.frame;
      await settle();
      await t.run(0.15);
      expect(t.output.heard.slice(at + 72, at + 2000)).toEqual([...fakeSpeech(text)].slice(72, 2000));
    };
    t.player.nextSentence();
    await begins(TWO);
    t.player.nextSentence();
    await begins(THREE);
    t.player.previousSentence();
    await begins(TWO);
    t.player.nextParagraph();
    await begins(FOUR);
    t.player.previousParagraph();
    await begins(ONE);
    t.player.nextSection();
    await begins(NEXT);
    t.player.previousSection();
    await begins(ONE);
    expect(t.fetcher.requests).toHaveLength(asked);
  });

  it('steps back sentence by sentence, further than it keeps, and asks for no chunk twice', async () => {
    const sentences = Array.from({ length: 20 }, (_, n) => `Here is the sentence number ${n + 10}.`);
    const t = setup(speechDocument([sentences]));
    t.player.playFrom(0, 12, 0);
    await t.run(0.1);
    for (let step = 1; step <= 12; step++) {
      t.player.previousSentence();
      await t.run(0.1);
      expect(t.player.playhead).toMatchObject({ block: 12 - step });
    }
    expect(new Set(t.texts()).size).toBe(t.texts().length);
    expect(t.fetcher.requests.some(({ aborted }) => aborted)).toBe(false);
  });

  it('goes back to the start of a sentence first when more than a second of it was heard', async () => {
    const long = `${'A rather long sentence that takes its time, '.repeat(4)}it ends here.`;
    const t = setup(speechDocument([[`${ONE} ${long}`]]));
    t.player.playFrom(0, 0, ONE.length + 1);
    await settle();
    await t.run(1.2);
    t.player.previousSentence();
    await settle();
    expect(t.player.playhead?.sentence[0]).toBe(ONE.length + 1);
    await t.run(0.2);
    t.player.previousSentence();
    await settle();
    expect(t.player.playhead?.sentence[0]).toBe(0);
  });

  it('takes two quick steps as two, and lets a jump overrule those that wait', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = (section: Section) =>
      section.index === 1 ? gate.then(() => section) : Promise.resolve(section);
    const chapters = [[ONE], [TWO], [THREE]];
    const t = setup(speechDocument(chapters, slow));
    t.player.play();
    await settle();
    t.player.nextSection();
    t.player.nextSection();
    await settle();
    release();
    await settle();
    await t.run(0.2);
    expect(t.player.playhead?.section).toBe(2);
    t.player.previousSentence();
    t.player.playFrom(0, 0, 0);
    await settle();
    await t.run(0.2);
    expect(t.player.playhead?.section).toBe(0);
  });

  it('steps while paused and stays silent', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(0.1);
    t.player.pause();
    t.player.nextSentence();
    t.player.nextSentence();
    await settle();
    const at = t.output.frame;
    await t.run(0.3);
    expect(t.player.state.phase).toBe('paused');
    expect(t.player.playhead?.sentence[0]).toBe(ONE.length + TWO.length + 2);
    expect(t.output.heard.slice(at + 72).every((sample) => sample === 0)).toBe(true);
    t.player.play();
    await settle();
    await t.run(0.2);
    expect(contains(t.output.heard, sound(THREE).slice(0, 2000))).toBe(1);
  });

  it('reads a selection and then stops; a part of a sentence is asked for by itself', async () => {
    const t = setup(book());
    const part = TWO.slice(0, 10).trim();
    t.player.playPassages([
      { section: 0, block: 0, range: [0, ONE.length + 1 + 10] },
      { section: 1, block: 0, range: [0, NEXT.length] },
    ]);
    await settle();
    await t.runUntil(() => t.player.state.phase === 'stopped');
    expect(t.texts()).toEqual([ONE, part, NEXT]);
    expect(contains(t.output.heard, sound(ONE))).toBe(1);
    expect(contains(t.output.heard, sound(part))).toBe(1);
    expect(contains(t.output.heard, sound(NEXT))).toBe(1);
  });

  it('changes speed and volume without asking for speech again', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    t.player.setRate(2);
    t.player.setVolume(0.5);
    const at = t.output.frame;
    await t.runUntil(() => t.player.state.phase === 'finished');
    const whole = seconds(ONE + TWO + THREE + FOUR + NEXT) + 2 * S + 3 * P;
    expect(Math.abs((t.output.frame - at) / SAMPLE_RATE - whole / 2)).toBeLessThan(0.2);
    expect(t.texts()).toHaveLength(5);
    expect(t.output.volume).toBe(0.5);
  });
});

describe('when speech fails or waits', () => {
  it('says why it waits, and goes on by itself', async () => {
    const t = setup(speechDocument([[ONE]]), { automatic: false });
    t.player.play();
    await settle();
    expect(t.player.state).toEqual({ phase: 'waiting', reason: null });
    t.fetcher.requests[0]?.give({ type: 'waiting', wait: { reason: 'A pause is asked for.', seconds: 2.5 } });
    await settle();
    const { state } = t.player;
    expect(state).toEqual({ phase: 'waiting', reason: 'A pause is asked for.' });
    const seconds = [3, 500, 2, 1000, 1, 999, 1, 1, null, 5000, null];
    for (const [n, value] of seconds.entries())
      if (n % 2 === 0) expect([n, t.player.waitSeconds]).toEqual([n, value]);
      else t.clock.advance(value ?? 0);
    expect(t.player.state).toBe(state); // which is announced once
    t.fetcher.requests[0]?.give({ type: 'waiting', wait: null });
    await settle();
    expect(t.player.state).not.toMatchObject({ reason: 'A pause is asked for.' });
    t.fetcher.requests[0]?.giveAll();
    await settle();
    await t.run(0.1);
    expect(t.player.state).toEqual({ phase: 'playing' });
  });

  it('says that it waits where a voice lets it wait for long, and says no more when it comes', async () => {
    const t = setup(speechDocument([[ONE]]), { automatic: false });
    t.player.play();
    await settle();
    await t.run(0.05);
    t.clock.advance(2999);
    expect(t.player.state).toEqual({ phase: 'waiting', reason: null });
    t.clock.advance(1);
    expect(t.player.state).toEqual({ phase: 'waiting', reason: 'Waiting for the voice.' });
    t.fetcher.requests[0]?.giveSome(3000);
    await settle();
    await t.run(0.05);
    expect(t.player.state).toEqual({ phase: 'playing' });
    await t.run(0.2);
    expect(t.player.state).toEqual({ phase: 'waiting', reason: null });
    t.clock.advance(3000);
    expect(t.player.state).toEqual({ phase: 'waiting', reason: 'Waiting for the voice.' });
  });

  it('goes on where it is when a chunk is begun anew: nothing is heard twice, and nothing is left out', async () => {
    const t = setup(speechDocument([[ONE]]), { automatic: false });
    t.player.play();
    await settle();
    const [request] = t.fetcher.requests;
    const [first, second] = [fakeSpeech(ONE), fakeSpeech(ONE).map((sample) => -sample)];
    const give = (samples: Int16Array<ArrayBuffer>) =>
      request?.give({ type: 'audio', pcm: new Uint8Array(samples.slice().buffer) });
    give(first.subarray(0, 3000));
    await settle();
    await t.run(0.02);
    request?.give({ type: 'anew' });
    give(second.subarray(0, 2000));
    give(second.subarray(2000, 5000));
    give(second.subarray(5000));
    request?.end();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(t.output.heard.filter((sample) => sample !== 0)).toEqual([
      ...first.subarray(0, 3000),
      ...second.subarray(3000),
    ]);
  });

  const noNetwork = () => new LecternError('network', 'There is no network.', { retryable: true });

  /** The second sentence fails while the first one is heard, and again when it is asked for anew. */
  async function failedAhead() {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    t.fetcher.requests[0]?.giveAll();
    t.fetcher.requests[1]?.fail(noNetwork());
    t.fetcher.requests[2]?.giveAll();
    await t.runUntil(() => t.player.state.phase === 'playing');
    await t.runUntil(() => t.player.state.phase === 'waiting');
    t.fetcher.requests.findLast(({ request }) => request.text === TWO)?.fail(noNetwork());
    await settle();
    expect(t.player.state).toMatchObject({
      phase: 'failed',
      error: { kind: 'network', message: 'There is no network.' },
    });
    /** From here all goes well. */
    const mend = () => {
      t.fetcher.automatic = true;
      t.fetcher.requests.filter(({ settled }) => !settled).forEach((request) => request.giveAll());
    };
    return { ...t, mend };
  }

  it('stops before a chunk that failed, never passes it, and tries it again on play', async () => {
    const t = await failedAhead();
    await t.run(1);
    expect(trimmed(t.output.heard)).toEqual(sound(ONE));
    expect(t.player.playhead).toMatchObject({ sentence: [ONE.length + 1, expect.anything()], word: null });
    t.mend();
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(ONE))).toBe(1);
    expect(contains(t.output.heard, sound(TWO, S, THREE, P, FOUR, P, NEXT))).toBe(1);
    expect(t.texts().filter((text) => text === TWO)).toHaveLength(3);
    expect(t.texts().filter((text) => text === THREE)).toHaveLength(1);
  });

  it('goes on by itself where what failed ahead can be had when its turn comes', async () => {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    t.fetcher.requests[0]?.giveAll();
    t.fetcher.requests[1]?.fail(noNetwork());
    await settle();
    t.fetcher.automatic = true;
    t.fetcher.requests[2]?.giveAll();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(ONE))).toBe(1);
    expect(contains(t.output.heard, sound(TWO, S, THREE, P, FOUR, P, NEXT))).toBe(1);
  });

  it('asks no second time by itself for what cannot be mended', async () => {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    t.fetcher.requests[0]?.giveAll();
    t.fetcher.requests[1]?.fail(new LecternError('speech-refused', 'No.'));
    await t.runUntil(() => t.player.state.phase === 'failed');
    expect(t.texts().filter((text) => text === TWO)).toHaveLength(1);
  });

  it('leaves out what failed when it is told to, and nothing else', async () => {
    const t = await failedAhead();
    t.mend();
    t.player.skip();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(TWO))).toBe(0);
    expect(contains(t.output.heard, sound(THREE, P, FOUR, P, NEXT))).toBe(1);
    t.player.skip();
    await settle();
    expect(t.player.state.phase).toBe('finished');
  });

  it('is at the end where the last of a selection is left out', async () => {
    const t = setup(book(), { automatic: false });
    t.player.playPassages([{ section: 0, block: 0, range: [0, ONE.length] }]);
    await settle();
    t.fetcher.requests[0]?.fail(noNetwork());
    await settle();
    expect(t.player.state.phase).toBe('failed');
    t.player.skip();
    await settle();
    expect(t.player.state.phase).toBe('stopped');
  });

  it('takes speech without audio for a failure', async () => {
    const t = setup(speechDocument([[ONE]]), { automatic: false });
    t.player.play();
    await settle();
    t.fetcher.requests[0]?.end();
    await settle();
    expect(t.player.state).toMatchObject({ phase: 'failed', error: { kind: 'speech-empty' } });
  });

  it('fails with a sentence when a section cannot be read, and tries again', async () => {
    let broken = true;
    const error = new LecternError('file-unreadable', 'The file is gone.');
    const t = setup(
      speechDocument([[ONE], [TWO]], (section) =>
        broken && section.index === 1 ? Promise.reject(error) : Promise.resolve(section),
      ),
    );
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'failed');
    expect(t.player.state).toMatchObject({ error: { kind: 'file-unreadable' } });
    expect(contains(t.output.heard, sound(ONE))).toBe(1);
    broken = false;
    t.player.nextSection();
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(TWO))).toBe(1);
  });

  it('is silent and honest when audio stops arriving in the middle, and loses nothing', async () => {
    const t = setup(speechDocument([[ONE]]), { automatic: false });
    t.player.play();
    await settle();
    const pcm = new Uint8Array(fakeSpeech(ONE).buffer);
    t.fetcher.requests[0]?.give({ type: 'audio', pcm: pcm.slice(0, 4800) });
    await settle();
    await t.run(0.3);
    expect(t.player.state.phase).toBe('waiting');
    t.fetcher.requests[0]?.give({ type: 'audio', pcm: pcm.slice(4800) });
    t.fetcher.requests[0]?.end();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(ONE).slice(2400, 5400))).toBe(1);
  });
});

describe('what happens around it', () => {
  it('lets another voice say what is ahead, and what is under way be finished', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(0.02);
    t.voice.now = { ...FAKE_VOICE, voice: 'other' };
    t.player.voiceChanged();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(trimmed(t.output.heard)).toEqual(sound(ONE, S, TWO, S, THREE, P, FOUR, P, NEXT));
    const asked = t.fetcher.requests.map(({ request }) => `${request.voice} ${request.text}`);
    expect(asked).toEqual([
      ...[ONE, TWO, THREE, FOUR, NEXT].map((text) => `one ${text}`),
      // The second one begins in less than 0.3 s: it may be on its way to the loudspeaker already.
      ...[THREE, FOUR, NEXT].map((text) => `other ${text}`),
    ]);
  });

  it('lets another voice say what the first one could not, from there and unasked', async () => {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    t.fetcher.requests[0]?.giveAll();
    t.fetcher.requests[1]?.fail(new LecternError('key-refused', 'The key is not taken.'));
    await settle();
    await t.runUntil(() => t.player.state.phase === 'failed');
    t.fetcher.automatic = true;
    t.voice.now = { ...FAKE_VOICE, voice: 'other' };
    t.player.voiceChanged();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(ONE))).toBe(1);
    expect(contains(t.output.heard, sound(TWO, S, THREE, P, FOUR, P, NEXT))).toBe(1);
  });

  it.each([
    ['waits for its server', [{ type: 'waiting', wait: { reason: 'No network.', seconds: 8 } }]],
    [
      'broke off in the middle',
      [{ type: 'audio', pcm: new Uint8Array(fakeSpeech(TWO).buffer).slice(0, 4800) }],
    ],
    ['has not come', []],
  ] as const)('lets another voice say the sentence that %s, from its start', async (_, frames) => {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    t.fetcher.requests[0]?.giveAll();
    for (const frame of frames) t.fetcher.requests[1]?.give(frame);
    await t.runUntil(() => t.player.state.phase === 'playing');
    await t.runUntil(() => t.player.state.phase === 'waiting');
    const sentence = t.player.playhead?.sentence;
    t.fetcher.automatic = true;
    t.voice.now = { ...FAKE_VOICE, voice: 'other' };
    t.player.voiceChanged();
    await settle();
    expect(t.player.playhead?.sentence).toEqual(sentence);
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(ONE))).toBe(1);
    expect(contains(t.output.heard, sound(TWO, S, THREE, P, FOUR, P, NEXT))).toBe(1);
    const asked = t.fetcher.requests.map(({ request }) => `${request.voice} ${request.text}`);
    expect(asked.slice(-4)).toEqual([TWO, THREE, FOUR, NEXT].map((text) => `other ${text}`));
  });

  it('falls silent when another tab takes the sound', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(0.1);
    expect(t.lease.taken).toBe(1);
    t.lease.lose();
    expect(t.player.state.phase).toBe('paused');
  });

  it('says when the browser holds the sound back, and plays when it lets go', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    t.clock.advance(2000);
    expect(t.player.state).toMatchObject({ phase: 'waiting', reason: expect.stringContaining('browser') });
    await t.run(0.1);
    expect(t.player.state).toEqual({ phase: 'playing' });
  });

  it('pauses when the system interrupts the sound, and survives the loss of the device', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    await t.run(0.1);
    t.output.emit({ type: 'running', running: false });
    expect(t.player.state.phase).toBe('paused');
    t.player.play();
    await t.run(0.1);
    t.output.emit({ type: 'lost' });
    await settle();
    await t.run(0.1);
    expect(t.player.state).toEqual({ phase: 'playing' });
    t.output.emit({ type: 'lost' });
    t.output.emit({ type: 'lost' });
    expect(t.player.state).toMatchObject({ phase: 'failed', error: { retryable: true } });
    t.player.play();
    await settle();
    await t.run(0.1);
    expect(t.player.state.phase).toBe('playing');
    expect(t.player.playhead?.sentence[0]).toBe(0);
  });

  it('lets the device rest after a while of silence', async () => {
    const t = setup(book());
    t.player.play();
    await settle();
    expect(t.output.awake).toBe(true);
    t.player.pause();
    t.clock.advance(9000);
    expect(t.output.awake).toBe(true);
    t.clock.advance(2000);
    expect(t.output.awake).toBe(false);
    t.player.play();
    expect(t.output.awake).toBe(true);
  });

  it('gives up everything when it is unloaded', async () => {
    const t = setup(book(), { automatic: false });
    t.player.play();
    await settle();
    t.player.unload();
    await settle();
    expect(t.player.state).toEqual({ phase: 'empty' });
    expect(t.player.playhead).toBeNull();
    expect(t.fetcher.requests.every((request) => request.aborted && request.settled)).toBe(true);
    t.player.play();
    expect(t.player.state).toEqual({ phase: 'empty' });
  });

  it('shows where it would begin as soon as a document is there', async () => {
    const t = setup(book(), { at: { section: 0, block: 0, offset: ONE.length + 5, quote: '' } });
    await settle();
    expect(t.player.state).toEqual({ phase: 'stopped' });
    expect(t.player.playhead).toMatchObject({
      sentence: [ONE.length + 1, ONE.length + 1 + TWO.length],
      word: null,
    });
    expect(t.fetcher.requests).toHaveLength(0);
  });
});
