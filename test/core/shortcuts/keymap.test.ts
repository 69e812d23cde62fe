import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chordOf, chordText, fits, type Chord } from '../../../electron/core/shortcuts/chord.ts';
import {
  assign,
  commandOf,
  keymapOf,
  keysOf,
  othersWith,
  usualChords,
  type OwnKeys,
} from '../../../electron/core/shortcuts/keymap.ts';
import { SHORTCUTS } from '../../../electron/core/shortcuts/table.ts';
import { anyPress, ctrl, ctrlShift, press } from './presses.ts';

const usual = keymapOf({});

describe('keys of the window', () => {
  it.each([
    [press(' ', 'Space'), 'play-pause'],
    [press('Escape', 'Escape'), 'stop'],
    [press('[', 'BracketLeft', ctrl), 'previous-sentence'],
    [press(']', 'BracketRight', ctrl), 'next-sentence'],
    [press('{', 'BracketLeft', { ...ctrl, shiftKey: true }), 'previous-paragraph'],
    [press('}', 'BracketRight', { ...ctrl, shiftKey: true }), 'next-paragraph'],
    [press(',', 'Comma'), 'slower'],
    [press('.', 'Period'), 'faster'],
    [press(',', 'Comma', ctrl), 'show-settings'],
    [press('t', 'KeyT'), 'start-here'],
    [press('?', 'Slash', { shiftKey: true }), 'show-shortcuts'],
    [press('?', 'Minus', { shiftKey: true }), 'show-shortcuts'], // a German keyboard
    [press('=', 'Equal', ctrl), 'text-larger'],
    [press('+', 'Equal', { ...ctrl, shiftKey: true }), 'text-larger'],
    [press('+', 'BracketRight', { ...ctrl, shiftKey: false }), 'next-sentence'],
    [press('-', 'Minus', ctrl), 'text-smaller'],
    [press('0', 'Digit0', ctrl), 'text-reset'],
    [press('o', 'KeyO', ctrl), 'open-file'],
  ])('%o does %s', (key, command) => {
    expect(commandOf(key, usual, 'linux')).toBe(command);
  });

  it('takes Command for Control on a Mac, and only there', () => {
    expect(commandOf(press('o', 'KeyO', { metaKey: true }), usual, 'darwin')).toBe('open-file');
    expect(commandOf(press('o', 'KeyO', ctrl), usual, 'darwin')).toBeNull();
    expect(commandOf(press('o', 'KeyO', { metaKey: true }), usual, 'win32')).toBeNull();
  });

  it('leaves alone what it does not know, and everything with Alt', () => {
    expect(commandOf(press('z', 'KeyZ'), usual, 'linux')).toBeNull();
    expect(commandOf(press('o', 'KeyO'), usual, 'linux')).toBeNull();
    expect(commandOf(press('t', 'KeyT', { shiftKey: true }), usual, 'linux')).toBeNull();
    expect(commandOf(press('[', 'Digit8', { altKey: true, ctrlKey: true }), usual, 'linux')).toBeNull();
  });

  it('gives every chord one meaning', () => {
    const chords = SHORTCUTS.flatMap((shortcut) => shortcut.chords.map(chordText));
    expect(new Set(chords).size).toBe(chords.length);
  });

  it('writes the first key of a command as the platform does', () => {
    expect(keysOf('text-larger', usual, 'linux')).toBe('Ctrl+=');
    expect(keysOf('next-paragraph', usual, 'darwin')).toBe('⇧⌘]');
    expect(keysOf('paste', usual, 'linux')).toBeUndefined();
  });
});

describe('keys of a person’s own', () => {
  it('take the place of the usual ones', () => {
    const keymap = keymapOf({ 'play-pause': ['p', 'f7'], stop: [] });
    expect(commandOf(press('p'), keymap, 'linux')).toBe('play-pause');
    expect(commandOf(press('F7'), keymap, 'linux')).toBe('play-pause');
    expect(commandOf(press(' '), keymap, 'linux')).toBeNull();
    expect(commandOf(press('Escape'), keymap, 'linux')).toBeNull();
    expect(keysOf('play-pause', keymap, 'linux')).toBe('P');
    expect(keysOf('stop', keymap, 'linux')).toBeUndefined();
  });

  it('go before what the table, also one of a later version, gives the same key', () => {
    const keymap = keymapOf({ 'show-library': ['t'] });
    expect(commandOf(press('t'), keymap, 'linux')).toBe('show-library');
    expect(keysOf('start-here', keymap, 'linux')).toBeUndefined();
  });

  it('are passed over where they cannot be read', () => {
    expect(keymapOf({ stop: ['K', 'k'] }).get('stop')).toEqual([{ key: 'k' }]);
  });

  it('are not kept where they are the usual ones', () => {
    const changed = assign({}, 'stop', [{ key: 'k' }], () => false);
    expect(changed).toEqual({ stop: ['k'] });
    expect(assign(changed, 'stop', usualChords('stop'), () => false)).toEqual({});
  });

  it('are taken from whoever had them, and from nobody else', () => {
    const pressed = press('+', 'Equal', ctrlShift);
    const such = (chord: Chord) => fits(chord, pressed, 'linux');
    expect(othersWith({}, 'stop', such)).toEqual(['text-larger']);
    const own = assign({}, 'stop', [chordOf(pressed, 'linux')], such);
    expect(own).toEqual({ 'text-larger': ['Mod+='], stop: ['Mod+Shift+='] });
  });

  it('mean one command each, whatever is pressed for which in what order', () => {
    const commands = fc.constantFrom(...SHORTCUTS.map(({ command }) => command));
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, anyPress), { maxLength: 12 }), (choices) => {
        let own: OwnKeys = {};
        for (const [command, pressed] of choices) {
          const such = (chord: Chord) => fits(chord, pressed, 'linux');
          own = assign(own, command, [chordOf(pressed, 'linux')], such);
          expect(commandOf(pressed, keymapOf(own), 'linux')).toBe(command);
          expect(othersWith(own, command, such)).toEqual([]);
        }
        for (const { command } of SHORTCUTS) {
          const texts = usualChords(command).map(chordText);
          own = assign(own, command, usualChords(command), (chord) => texts.includes(chordText(chord)));
        }
        expect(own).toEqual({});
      }),
    );
  });
});
