import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../electron/core/clipping/actions.ts';
import type { HotkeyState } from '../../electron/core/shortcuts/hotkeys.ts';
import { REPEAT_MS } from '../../electron/core/shortcuts/press-guard.ts';
import { createHotkeys, hotkeySystem, type Shortcuts } from '../../electron/main/hotkeys.ts';
import { globalShortcut } from '../electron-double/global-shortcut.ts';

const press = (key: string) =>
  (globalThis as unknown as { doublePressKey(key: string): boolean }).doublePressKey(key);
const READ = 'CmdOrCtrl+Shift+Space';

function setUp(env: NodeJS.ProcessEnv = {}, shortcuts: Shortcuts = globalShortcut) {
  let at = 0;
  const acted: Action[] = [];
  const told: (readonly HotkeyState[])[] = [];
  const hotkeys = createHotkeys({
    ...{ shortcuts, system: hotkeySystem('linux', env), now: () => at },
    act: (action) => acted.push(action),
    changed: (states) => told.push(states),
  });
  const light = (command = 'read-clipboard') =>
    hotkeys.status().find((state) => state.command === command)?.light;
  return { hotkeys, acted, told, light, pass: (milliseconds: number) => (at += milliseconds) };
}

describe('keys for all programs', () => {
  beforeEach(() => {
    globalShortcut.unregisterAll();
    globalShortcut.setSuspended(false);
    process.env['DOUBLE_TAKEN_KEYS'] = '';
  });

  it('act once a press, as they are set', () => {
    const { hotkeys, acted, light, pass } = setUp();
    hotkeys.apply({});
    expect([light(), light('show-pill')]).toEqual(['on', 'none']);
    for (const repeat of [0, 660, 30, 30]) {
      pass(repeat);
      press(READ);
    }
    expect(acted).toEqual(['read-clipboard']);
    pass(REPEAT_MS);
    press(READ);
    expect(acted).toHaveLength(2);

    hotkeys.apply({ 'read-clipboard': ['Mod+Shift+y'], 'show-pill': ['f9'] });
    expect([press(READ), press('CmdOrCtrl+Shift+Y'), press('F9')]).toEqual([false, true, true]);
    expect(acted.slice(2)).toEqual(['read-clipboard', 'show-pill']);
    hotkeys.close();
    expect(press('F9')).toBe(false);
  });

  it('say which of them another program has, and that a letter alone is none', () => {
    process.env['DOUBLE_TAKEN_KEYS'] = READ;
    const { hotkeys, told, light } = setUp();
    hotkeys.apply({ 'show-pill': ['k'] });
    expect([light(), light('show-pill'), light('stop-anywhere')]).toEqual(['off', 'off', 'on']);
    expect(told).toHaveLength(1);
    hotkeys.apply({ 'show-pill': ['k'], find: ['f4'] }); // none of ours
    expect(told).toHaveLength(1);
  });

  it('are off where the system says yes and has nothing, or throws', () => {
    const silent = { ...globalShortcut, register: () => true };
    const { hotkeys, light } = setUp({}, silent);
    hotkeys.apply({});
    expect(light()).toBe('off');
    const throwing = {
      ...globalShortcut,
      register: () => {
        throw new TypeError('conversion failure');
      },
    };
    const other = setUp({}, throwing);
    other.hotkeys.apply({});
    expect(other.light()).toBe('off');
  });

  it('promise nothing on Wayland until a press has arrived', () => {
    const { hotkeys, light, told } = setUp({ XDG_SESSION_TYPE: 'wayland' });
    hotkeys.apply({});
    expect(light()).toBe('asked');
    press(READ);
    expect([light(), light('stop-anywhere'), told.length]).toEqual(['on', 'asked', 2]);
  });

  it('rest while a key is recorded, and take the new one up', () => {
    const { hotkeys, acted, light } = setUp();
    hotkeys.apply({});
    hotkeys.suspend(true);
    expect(press(READ)).toBe(false);
    hotkeys.apply({ 'read-clipboard': ['Mod+Shift+y'] }); // it was recorded, and is kept
    expect(light()).toBe('on');
    hotkeys.suspend(false);
    expect(press('CmdOrCtrl+Shift+Y')).toBe(true);
    expect(acted).toEqual(['read-clipboard']);
  });
});
