import { describe, expect, it } from 'vitest';
import { chordText } from '../../../electron/core/shortcuts/chord.ts';
import type { OwnKeys } from '../../../electron/core/shortcuts/keymap.ts';
import type { CommandName } from '../../../electron/core/shortcuts/table.ts';
import { KeyRecorder } from '../../../renderer/settings/key-recorder.svelte.ts';
import { ctrl, press } from '../../core/shortcuts/presses.ts';

function setUp(first: OwnKeys = {}) {
  const kept = { own: first, saves: 0 };
  const recorder = new KeyRecorder(
    'linux',
    () => kept.own,
    (own) => {
      kept.own = own;
      kept.saves++;
    },
  );
  const keys = (command: CommandName) => recorder.chords(command).map(chordText);
  return { recorder, kept, keys };
}

describe('the recorder of keys', () => {
  it('takes the next press for the key that was chosen, and no other', () => {
    const { recorder, kept, keys } = setUp();
    expect(recorder.press(press('k'))).toBe(false);
    recorder.listen('stop', 0);
    expect(recorder.press(press('Control', 'ControlLeft', ctrl))).toBe(true);
    expect(recorder.awaited).toEqual({ command: 'stop', at: 0 });
    expect(recorder.press(press('k', 'KeyK', ctrl))).toBe(true);
    expect(recorder.awaited).toBeNull();
    expect(kept).toEqual({ own: { stop: ['Mod+k'] }, saves: 1 });
    expect(keys('stop')).toEqual(['Mod+k']);
  });

  it('adds a further key behind the others, once', () => {
    const { recorder, keys } = setUp();
    for (let time = 0; time < 2; time++) {
      recorder.listen('stop', recorder.chords('stop').length);
      recorder.press(press('k'));
    }
    expect(keys('stop')).toEqual(['escape', 'k']);
  });

  it('keeps what was by Escape, and clears by Delete or Backspace', () => {
    const { recorder, kept, keys } = setUp();
    recorder.listen('text-larger', 1);
    recorder.press(press('Escape'));
    expect([recorder.awaited, kept.saves]).toEqual([null, 0]);
    recorder.listen('text-larger', 1);
    recorder.press(press('Delete'));
    expect(keys('text-larger')).toEqual(['Mod+=']);
    recorder.listen('text-larger', 0);
    recorder.press(press('Backspace'));
    expect(keys('text-larger')).toEqual([]);
    expect(kept.own).toEqual({ 'text-larger': [] });
  });

  it('leaves Tab to the page, and listens no more when it is left', () => {
    const { recorder } = setUp();
    recorder.listen('stop', 0);
    expect(recorder.press(press('Tab'))).toBe(false);
    recorder.stopListening();
    expect(recorder.awaited).toBeNull();
  });

  it('refuses in a sentence, and takes the next press', () => {
    const { recorder, kept } = setUp();
    recorder.listen('stop', 0);
    recorder.press(press('w', 'KeyW', ctrl));
    expect(recorder.objection).toMatchObject({ command: 'stop', instead: null });
    expect(recorder.objection?.sentence).toContain('Ctrl+W');
    recorder.press(press('k'));
    expect(recorder.objection).toBeNull();
    expect(kept.own).toEqual({ stop: ['k'] });
  });

  it('names who has the key, and takes it from there only when asked to', () => {
    const { recorder, kept } = setUp();
    recorder.listen('stop', 0);
    recorder.press(press('f', 'KeyF', ctrl));
    expect(recorder.objection?.sentence).toBe('Ctrl+F is in use for “Find in the document”.');
    expect(kept.saves).toBe(0);
    recorder.stopListening(); // on the way to the button
    recorder.useInstead();
    expect(kept.own).toEqual({ find: [], stop: ['Mod+f'] });
    expect([recorder.objection, recorder.awaited]).toEqual([null, null]);
  });

  it('gives the usual keys back, and asks first where another command has them', () => {
    const { recorder, kept } = setUp({ find: [], stop: ['Mod+f'], slower: ['k'] });
    recorder.reset('slower');
    expect(kept.own).toEqual({ find: [], stop: ['Mod+f'] });
    recorder.reset('find');
    expect(recorder.objection?.sentence).toBe('Ctrl+F is in use for “Stop”.');
    expect(kept.own).toEqual({ find: [], stop: ['Mod+f'] });
    recorder.useInstead();
    expect(kept.own).toEqual({ stop: [] });
    recorder.resetAll();
    expect(kept.own).toEqual({});
    expect([recorder.anyChanged, recorder.isChanged('stop')]).toEqual([false, false]);
  });
});
