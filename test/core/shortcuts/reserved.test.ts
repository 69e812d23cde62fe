import { describe, expect, it } from 'vitest';
import type { KeyPress, Platform } from '../../../electron/core/shortcuts/chord.ts';
import { isHeldKey, refusalOf } from '../../../electron/core/shortcuts/reserved.ts';
import { SHORTCUTS } from '../../../electron/core/shortcuts/table.ts';
import { ctrl, ctrlShift, press } from './presses.ts';

const shift = { shiftKey: true };

describe('keys that cannot be chosen', () => {
  it.each<readonly [KeyPress, Platform, RegExp]>([
    [press('w', 'KeyW', ctrl), 'linux', /^Browsers keep Ctrl\+W for themselves\. Choose another key\.$/],
    [press('T', 'KeyT', ctrlShift), 'win32', /^Browsers keep Ctrl\+Shift\+T /],
    [press('w', 'KeyW', { metaKey: true }), 'darwin', /^Browsers keep ⌘W /],
    [press('F5', 'F5'), 'linux', /^Browsers keep F5 /],
    [press('h', 'KeyH', { metaKey: true }), 'darwin', /^The system keeps ⌘H /],
    [press('U', 'KeyU', ctrlShift), 'linux', /^The system keeps Ctrl\+Shift\+U /],
    [press('v', 'KeyV', ctrl), 'linux', /^Ctrl\+V is needed to copy/],
    [press('Enter', 'Enter'), 'linux', /^Enter is needed to move about/],
    [press('ArrowDown', 'ArrowDown'), 'linux', /^↓ is needed to move about/],
    [press('ArrowLeft', 'ArrowLeft', shift), 'linux', /^Shift\+← is needed/],
    [press('k', 'KeyK', { altKey: true }), 'linux', /^Keys with Alt belong to the system/],
    [press('˚', 'KeyK', { altKey: true }), 'darwin', /^Keys with Option /],
    [press('k', 'KeyK', ctrl), 'darwin', /^Keys with Control /],
    [press('k', 'KeyK', { metaKey: true }), 'win32', /^Keys with the Windows key /],
    [press('Dead', 'Quote'), 'linux', /^This key is there to change/],
    [press('CapsLock', 'CapsLock'), 'linux', /^This key is there to change/],
  ])('%o on %s', (pressed, platform, sentence) => {
    expect(refusalOf(pressed, platform)).toMatch(sentence);
  });

  it.each([
    press('k', 'KeyK'),
    press('k', 'KeyK', ctrl),
    press('ArrowLeft', 'ArrowLeft'),
    press('ArrowDown', 'ArrowDown', ctrl),
    press('F9', 'F9'),
    press('H', 'KeyH', ctrlShift),
    press('é', 'Digit2'),
  ])('are not %o', (pressed) => {
    expect(refusalOf(pressed, 'linux')).toBeNull();
  });

  it('are not those of the table, but for Escape, which cancels', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const)
      for (const { command, chords } of SHORTCUTS)
        for (const { mod = false, shift: shiftKey = false, key } of chords) {
          const held = platform === 'darwin' ? { metaKey: mod } : { ctrlKey: mod };
          const refusal = refusalOf(press(key, '', { ...held, shiftKey }), platform);
          expect([command, refusal !== null]).toEqual([command, key === 'escape']);
        }
  });

  it('are told from keys that are only held', () => {
    expect(
      ['Shift', 'Control', 'Meta', 'AltGraph', 'k', 'F1'].filter((key) => isHeldKey(press(key))),
    ).toEqual(['Shift', 'Control', 'Meta', 'AltGraph']);
  });
});
