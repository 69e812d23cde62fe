import { describe, expect, it, onTestFinished } from 'vitest';
import { NOTHING_PLAYING, type NowPlaying } from '../../../electron/contract/player-schemas.ts';
import { LINGERS, PillModel } from '../../../renderer/pill/pill.svelte.ts';
import { press } from '../../core/shortcuts/presses.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { settle } from '../../support/until.ts';

const DOCUMENT = { id: 'a'.repeat(64), title: 'Moby-Dick', author: null };

async function setUp() {
  const lectern = new FakeLectern();
  const clock = createManualClock();
  let idle = 0;
  const model = new PillModel(lectern.api, clock, () => idle++);
  onTestFinished(() => model.close());
  await settle();
  const plays = (now: Partial<NowPlaying>) =>
    lectern.emit('player.now', { ...NOTHING_PLAYING, document: DOCUMENT, ...now });
  return { lectern, clock, model, plays, idle: () => idle };
}

describe('the small player', () => {
  it('shows the sentence around its word', async () => {
    const { model, plays } = await setUp();
    plays({ phase: 'playing', sentence: { text: 'Call me Ishmael.', word: [5, 7] } });
    expect(model.words).toEqual({ before: 'Call ', word: 'me', after: ' Ishmael.' });
    plays({ phase: 'playing', sentence: { text: 'Call me Ishmael.', word: null } });
    expect(model.words).toEqual({ before: '', word: '', after: 'Call me Ishmael.' });
    expect(model.speaking).toBe(true);
  });

  it('answers before it explains, and explains a failure', async () => {
    const { lectern, model, plays } = await setUp();
    plays({ phase: 'waiting', reason: 'No network.' });
    expect(model.answer).toBe('No network.');
    lectern.emit('pill.changed', { sentence: 'The clipboard is empty.', offer: null });
    expect(model.answer).toBe('The clipboard is empty.');
  });

  it('steers by keys of the window and by arrows, and by no others', async () => {
    const { lectern, model } = await setUp();
    expect(model.commandOf(press(' ', 'Space'))).toBe('play-pause');
    expect(model.commandOf(press('ArrowRight', 'ArrowRight'))).toBe('next-sentence');
    expect(model.commandOf(press('l', 'KeyL'))).toBeNull(); // the library is not here
    await lectern.api.call('settings.set', { shortcuts: { 'play-pause': ['k'] } });
    expect(model.commandOf(press('k', 'KeyK'))).toBe('play-pause');
    model.command('next-sentence');
    model.act('close');
    await settle();
    expect(lectern.calls('player.command')).toEqual([{ command: 'next-sentence' }]);
    expect(lectern.calls('pill.act')).toEqual([{ action: 'close' }]);
  });

  it('goes by itself when nothing is read and nobody is at it', async () => {
    const { lectern, clock, model, plays, idle } = await setUp();
    plays({ phase: 'playing' });
    clock.advance(LINGERS * 3);
    plays({ phase: 'paused' });
    clock.advance(LINGERS * 3);
    expect(idle()).toBe(0);
    plays({ phase: 'finished' });
    model.attend(true);
    clock.advance(LINGERS * 3);
    expect(idle()).toBe(0);
    model.attend(false);
    lectern.emit('pill.changed', { sentence: 'Read it?', offer: 'https://example.org' });
    clock.advance(LINGERS * 3);
    expect(idle()).toBe(0);
    lectern.emit('pill.changed', { sentence: null, offer: null });
    clock.advance(LINGERS - 1);
    expect(idle()).toBe(0);
    clock.advance(1);
    expect(idle()).toBe(1);
  });
});
