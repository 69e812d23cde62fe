import { describe, expect, it } from 'vitest';
import { parseChord } from '../../electron/core/shortcuts/chord.ts';
import { acceleratorOf } from '../../electron/main/accelerators.ts';

describe('keys in the menu', () => {
  it.each([
    ['Mod+Shift+]', 'CmdOrCtrl+Shift+]'],
    ['Mod+k', 'CmdOrCtrl+K'],
    ['Mod++', 'CmdOrCtrl+Plus'],
    ['Mod+space', 'CmdOrCtrl+Space'],
    ['Mod+arrowleft', 'CmdOrCtrl+Left'],
    ['f11', 'F11'],
    ['Shift+f24', 'Shift+F24'],
    ['k', null],
    ['space', null],
    ['Mod+é', null],
    ['Mod+f25', null],
    ['Mod+mediaplay', null],
  ])('%s is written %s', (text, accelerator) => {
    const chord = parseChord(text);
    expect(chord && acceleratorOf(chord)).toBe(accelerator);
  });
});
