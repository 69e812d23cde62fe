import { describe, expect, it } from 'vitest';
import { hotkeyState, type Registration } from '../../../electron/core/shortcuts/hotkeys.ts';
import { createPressGuard, REPEAT_MS } from '../../../electron/core/shortcuts/press-guard.ts';
import { refusalOf } from '../../../electron/core/shortcuts/reserved.ts';
import { ctrl, ctrlShift, press } from './presses.ts';

const made = (given: Partial<Registration> = {}): Registration => ({
  ...{ keys: ['Ctrl+Shift+Space'], refused: [], impossible: [], proved: false },
  ...given,
});
const X11 = { platform: 'linux', wayland: false } as const;
const WAYLAND = { platform: 'linux', wayland: true } as const;
const light = (registration: Registration, system: Parameters<typeof hotkeyState>[2]) =>
  hotkeyState('read-clipboard', registration, system);

describe('the light beside a hotkey', () => {
  it('is on where the system gave the key, and none where there is no key', () => {
    expect(light(made(), X11)).toEqual({ command: 'read-clipboard', light: 'on', reason: null });
    expect(light(made({ keys: [] }), X11).light).toBe('none');
  });

  it('is off with the reason', () => {
    const refused = made({ refused: ['Ctrl+Shift+Space'] });
    expect(light(refused, X11)).toMatchObject({
      light: 'off',
      reason: expect.stringMatching(/another program has taken Ctrl\+Shift\+Space\. Choose another/),
    });
    expect(light(refused, { platform: 'darwin', wayland: false }).reason).toMatch(/^macOS or another/);
    expect(light(made({ impossible: ['K'] }), X11).reason).toMatch(/^K cannot work in other programs/);
  });

  it('on Wayland promises nothing before a press has arrived, and names the command to bind', () => {
    expect(light(made(), WAYLAND)).toMatchObject({
      light: 'asked',
      reason: expect.stringContaining('“lectern --read-clipboard”'),
    });
    expect(light(made({ proved: true }), WAYLAND).light).toBe('on');
    expect(light(made({ refused: ['Ctrl+Shift+Space'] }), WAYLAND)).toMatchObject({
      light: 'off',
      reason: expect.stringMatching(/no portal for global shortcuts.*“lectern --read-clipboard”/),
    });
  });
});

describe('one press, one deed', () => {
  it('takes the repeats of a key that is held for no presses', () => {
    const guard = createPressGuard();
    const held = [0, 660, 690, 720, 5000, 5030].map((at) => guard.isPress('a', at));
    expect(held).toEqual([true, false, false, false, true, false]);
  });

  it('knows keys apart, and a later press for what it is', () => {
    const guard = createPressGuard();
    expect(guard.isPress('a', 0)).toBe(true);
    expect(guard.isPress('b', 1)).toBe(true);
    expect(guard.isPress('a', REPEAT_MS)).toBe(true);
  });
});

describe('a key for all programs', () => {
  it('needs more than what other programs write or use with Ctrl alone', () => {
    expect(refusalOf(press('k', 'KeyK'), 'linux', true)).toMatch(/would be missing in every other program/);
    expect(refusalOf(press('k', 'KeyK', ctrl), 'linux', true)).toMatch(/Choose one with Ctrl and Shift/);
    expect(refusalOf(press('é', 'Digit2', ctrlShift), 'linux', true)).not.toBeNull();
    expect(refusalOf(press('K', 'KeyK', ctrlShift), 'linux', true)).toBeNull();
    expect(refusalOf(press(' ', 'Space', ctrlShift), 'linux', true)).toBeNull();
    expect(refusalOf(press('F9', 'F9'), 'win32', true)).toBeNull();
  });
});
