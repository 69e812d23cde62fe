import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../electron/core/speech/types.ts';
import type { StudySettings } from '../../../renderer/player/types.ts';
import { SAMPLES_PER_CHARACTER } from '../../fakes/voice.ts';
import { speechDocument } from '../../support/speech-document.ts';
import { contains, settle, setup, sound } from './setup.ts';

const ONE = 'The first sentence is here.';
const TWO = 'Then there comes a second one.';
const THREE = 'And the third one ends it all.';
const LONG = `${'Whoever walks along the river in the early morning hears the boats before he sees them, '.repeat(4)}and goes home.`;

const STUDY: StudySettings = { times: 1, slower: 1, pause: 2, stops: true };

async function study(settings: Partial<StudySettings>, text = `${ONE} ${TWO} ${THREE}`) {
  const t = setup(speechDocument([[text]]));
  t.player.setStudy({ ...STUDY, ...settings });
  t.player.play();
  await settle();
  const phase = () => t.player.state.phase;
  const heard = (part: string) => contains(t.output.heard, sound(part));
  /** The sentence that is shown. */
  const shown = () => text.slice(...(t.player.playhead?.sentence ?? [0, 0]));
  return { ...t, phase, heard, shown };
}

describe('study mode', () => {
  it('stops after each sentence with the sentence shown, and goes on by play and by next', async () => {
    const t = await study({});
    await t.runUntil(() => t.phase() === 'paused');
    expect([t.heard(ONE), t.heard(TWO)]).toEqual([1, 0]);
    expect(t.shown()).toBe(ONE);
    await t.run(5);
    expect(t.phase()).toBe('paused');

    t.player.play();
    await settle();
    await t.runUntil(() => t.phase() === 'paused');
    expect([t.heard(ONE), t.heard(TWO), t.heard(THREE)]).toEqual([1, 1, 0]);
    expect(t.shown()).toBe(TWO);

    t.player.nextSentence();
    await settle();
    await t.runUntil(() => t.phase() === 'finished');
    expect([t.heard(ONE), t.heard(TWO), t.heard(THREE)]).toEqual([1, 1, 1]);
  });

  it('asks for each sentence once, and for the next one before it is wanted', async () => {
    const t = await study({ times: 3, pause: 1 });
    expect(t.texts()).toEqual([ONE, TWO]);
    for (let hearing = 1; hearing < 3; hearing++) {
      await t.runUntil(() => t.clock.waits(1000));
      expect(t.phase()).toBe('playing'); // the silence is meant: nothing is waited for
      t.clock.advance(1000);
      await settle();
    }
    await t.runUntil(() => t.phase() === 'paused');
    expect(t.heard(ONE)).toBe(3);
    expect(t.texts()).toEqual([ONE, TWO]);
  });

  it('repeats more slowly, and the next sentence is as fast as ever', async () => {
    const t = await study({ times: 2, slower: 0.5, stops: false });
    const full = (ONE.length * SAMPLES_PER_CHARACTER) / SAMPLE_RATE;
    await t.runUntil(() => t.clock.waits(2000));
    const first = t.output.frame;
    t.clock.advance(2000);
    await settle();
    await t.runUntil(() => t.clock.waits(2000));
    const second = (t.output.frame - first) / SAMPLE_RATE;
    expect(second).toBeGreaterThan(1.8 * full);
    expect(t.heard(ONE)).toBe(1); // the other one was stretched
    t.clock.advance(2000);
    await settle();
    await t.runUntil(() => t.clock.waits(2000));
    expect(t.heard(TWO)).toBe(1);
    expect(t.player.rate).toBe(1);
  });

  it('goes on by itself after the pause where that is wanted, to the end', async () => {
    const t = await study({ stops: false });
    for (const part of [ONE, TWO]) {
      await t.runUntil(() => t.clock.waits(2000));
      expect(t.heard(part)).toBe(1);
      t.clock.advance(2000);
      await settle();
    }
    await t.runUntil(() => t.phase() === 'finished');
    expect(t.heard(THREE)).toBe(1);
  });

  it('says a long sentence whole, though a voice says it in parts', async () => {
    const t = await study({}, `${LONG} ${TWO}`);
    await t.runUntil(() => t.phase() === 'paused');
    expect(t.texts().slice(0, -1).join(' ')).toBe(LONG);
    expect(t.texts().at(-1)).toBe(TWO);
    expect(t.heard(TWO)).toBe(0);
  });

  it('says it again by the step back, and goes further back by the next', async () => {
    const t = await study({});
    await t.runUntil(() => t.phase() === 'paused');
    t.player.play();
    await settle();
    await t.runUntil(() => t.phase() === 'paused');
    t.player.previousSentence();
    await settle();
    expect(t.player.state.phase).not.toBe('paused');
    await t.runUntil(() => t.phase() === 'paused');
    expect([t.heard(ONE), t.heard(TWO)]).toEqual([1, 2]);
  });

  it('pauses in the silence between, and begins the sentence again from there', async () => {
    const t = await study({ times: 2 });
    await t.runUntil(() => t.clock.waits(2000));
    t.player.pause();
    t.clock.advance(60_000);
    await settle();
    expect(t.phase()).toBe('paused');
    t.player.play();
    await settle();
    await t.runUntil(() => t.clock.waits(2000));
    expect(t.heard(ONE)).toBe(2);
  });

  it('begins and ends while it is listened to, with the sentence that is heard', async () => {
    const t = setup(speechDocument([[`${ONE} ${TWO} ${THREE}`]]));
    t.player.play();
    await settle();
    await t.run(0.1);
    t.player.setStudy(STUDY);
    await settle();
    await t.runUntil(() => t.player.state.phase === 'paused');
    expect(contains(t.output.heard, sound(TWO))).toBe(0);
    t.player.setStudy(null);
    t.player.play();
    await settle();
    await t.runUntil(() => t.player.state.phase === 'finished');
    expect(contains(t.output.heard, sound(TWO))).toBe(1);
    expect(contains(t.output.heard, sound(THREE))).toBe(1);
  });
});
