import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chordOf, chordText, fits, parseChord, writeChord } from '../../../electron/core/shortcuts/chord.ts';
import { SHORTCUTS } from '../../../electron/core/shortcuts/table.ts';
import { anyPress, ctrl, ctrlShift, press } from './presses.ts';

const textOf = (...made: Parameters<typeof press>) => chordText(chordOf(press(...made), 'linux'));

describe('a chord', () => {
  it('that was made of a press fits that press, and is read as it was written', () => {
    fc.assert(
      fc.property(anyPress, (pressed) => {
        const chord = chordOf(pressed, 'linux');
        expect(fits(chord, pressed, 'linux')).toBe(true);
        expect(parseChord(chordText(chord))).toEqual(chord);
      }),
    );
  });

  it('has one text, whatever a layout needs Shift for', () => {
    expect(textOf('K', 'KeyK', ctrlShift)).toBe('Mod+Shift+k');
    expect(textOf(' ', 'Space')).toBe('space');
    expect(textOf('F7', 'F7', { shiftKey: true })).toBe('Shift+f7');
    expect(textOf('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(textOf('}', 'BracketRight', ctrlShift)).toBe('Mod+Shift+]');
    expect(textOf('+', 'BracketRight', ctrl)).toBe('Mod++'); // a German keyboard
    expect(textOf('ß', 'Minus')).toBe('ß');
  });

  it('of the table is read as it was written', () => {
    const chords = SHORTCUTS.flatMap((shortcut) => [...shortcut.chords]);
    expect(chords.map((chord) => parseChord(chordText(chord)))).toEqual(chords);
  });

  it.each([
    '',
    'Mod+',
    'Mod+Shift+',
    'Shift+?',
    'Ctrl+k',
    'K',
    'Mod+K',
    'mod+k',
    'Space',
    ' ',
    '\n',
    'a b',
    'ab-',
  ])('is not read from %j', (text) => {
    expect(parseChord(text)).toBeNull();
  });

  it('is written as the platform does', () => {
    const written = (text: string, platform: 'darwin' | 'win32') => {
      const chord = parseChord(text);
      return chord && writeChord(chord, platform);
    };
    expect(written('Mod+Shift+]', 'win32')).toBe('Ctrl+Shift+]');
    expect(written('Mod+Shift+]', 'darwin')).toBe('⇧⌘]');
    expect(written('space', 'win32')).toBe('Space');
    expect(written('arrowleft', 'win32')).toBe('←');
    expect(written('f11', 'darwin')).toBe('F11');
    expect(written('insert', 'win32')).toBe('Insert');
  });
});
