import { describe, expect, it } from 'vitest';
import { commandOf, keysOf, SHORTCUTS } from '../../../renderer/app/shortcuts.ts';

type Press = Parameters<typeof commandOf>[0];
const press = (key: string, code: string, held: Partial<Press> = {}): Press => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const ctrl = { ctrlKey: true };

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
    expect(commandOf(key, 'linux')).toBe(command);
  });

  it('takes Command for Control on a Mac, and only there', () => {
    expect(commandOf(press('o', 'KeyO', { metaKey: true }), 'darwin')).toBe('open-file');
    expect(commandOf(press('o', 'KeyO', ctrl), 'darwin')).toBeNull();
    expect(commandOf(press('o', 'KeyO', { metaKey: true }), 'win32')).toBeNull();
  });

  it('leaves alone what it does not know, and everything with Alt', () => {
    expect(commandOf(press('q', 'KeyQ'), 'linux')).toBeNull();
    expect(commandOf(press('o', 'KeyO'), 'linux')).toBeNull();
    expect(commandOf(press('t', 'KeyT', { shiftKey: true }), 'linux')).toBeNull();
    expect(commandOf(press('[', 'Digit8', { altKey: true, ctrlKey: true }), 'linux')).toBeNull();
  });

  it('gives every chord one meaning', () => {
    const chords = SHORTCUTS.flatMap((shortcut) =>
      shortcut.chords.map(({ mod, shift, key }) => `${mod ?? ''}${shift ?? ''}${key}`),
    );
    expect(new Set(chords).size).toBe(chords.length);
  });

  it('writes keys as the platform does', () => {
    expect(keysOf('next-paragraph', 'linux')).toBe('Ctrl+Shift+]');
    expect(keysOf('next-paragraph', 'darwin')).toBe('⇧⌘]');
    expect(keysOf('play-pause', 'win32')).toBe('Space');
    expect(keysOf('paste', 'linux')).toBeUndefined();
  });
});
