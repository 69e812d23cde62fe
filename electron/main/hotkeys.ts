/** Keys that work in every program: registered, checked, and told the truth about. */
import type { GlobalShortcut } from 'electron';
import { ACTION_OF_COMMAND, type Action } from '../core/clipping/actions.ts';
import { writeChord, type Platform } from '../core/shortcuts/chord.ts';
import {
  hotkeyState,
  HOTKEYS,
  type HotkeyState,
  type HotkeySystem,
  type Registration,
} from '../core/shortcuts/hotkeys.ts';
import { keymapOf, type OwnKeys } from '../core/shortcuts/keymap.ts';
import { createPressGuard } from '../core/shortcuts/press-guard.ts';
import type { CommandName } from '../core/shortcuts/table.ts';
import { acceleratorOf } from './accelerators.ts';

export interface Hotkeys {
  /** Registers these keys in the place of those before. */
  apply(own: OwnKeys): void;
  status(): readonly HotkeyState[];
  /** While a key is recorded: the system would hand it to us instead of to the page. */
  suspend(on: boolean): void;
  close(): void;
}

/** What is used of Electron's `globalShortcut`. */
export type Shortcuts = Pick<
  GlobalShortcut,
  'register' | 'isRegistered' | 'unregisterAll' | 'setSuspended' | 'isSuspended'
>;

interface Needs {
  readonly shortcuts: Shortcuts;
  readonly system: HotkeySystem;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly act: (action: Action) => void;
  /** Some light has changed. */
  readonly changed: (states: readonly HotkeyState[]) => void;
}

/** Whether this session's keys are the desktop's to give. */
export const hotkeySystem = (platform: Platform, env: NodeJS.ProcessEnv): HotkeySystem => ({
  platform,
  wayland:
    platform === 'linux' && (env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] ?? '') !== ''),
});

export function createHotkeys({ shortcuts, system, now, act, changed }: Needs): Hotkeys {
  const guard = createPressGuard();
  const made = new Map<CommandName, Registration>();
  let applied: string | null = null;
  let wanted: OwnKeys = {};
  let told = '';

  const status = () => HOTKEYS.map((command) => hotkeyState(command, made.get(command) ?? NO_KEYS, system));
  const tell = () => {
    const states = status();
    const text = JSON.stringify(states);
    if (text === told) return;
    told = text;
    changed(states);
  };

  const pressed = (command: CommandName, accelerator: string) => {
    if (!guard.isPress(accelerator, now())) return;
    const registration = made.get(command);
    if (registration) made.set(command, { ...registration, proved: true });
    tell();
    const action = ACTION_OF_COMMAND[command];
    if (action) act(action);
  };

  const register = (command: CommandName, own: OwnKeys): Registration => {
    const chords = keymapOf(own).get(command) ?? [];
    const named = chords.map((chord) => ({
      keys: writeChord(chord, system.platform),
      accelerator: acceleratorOf(chord),
    }));
    const refused = named.filter(
      ({ accelerator }) => accelerator !== null && !take(accelerator, () => pressed(command, accelerator)),
    );
    return {
      keys: named.map(({ keys }) => keys),
      refused: refused.map(({ keys }) => keys),
      impossible: named.filter(({ accelerator }) => accelerator === null).map(({ keys }) => keys),
      proved: false,
    };
  };

  /** Electron says no by `false`, and does not always say it: what it has, it is asked again. */
  const take = (accelerator: string, callback: () => void): boolean => {
    try {
      return shortcuts.register(accelerator, callback) && shortcuts.isRegistered(accelerator);
    } catch {
      return false; // it throws at what it cannot read as a key
    }
  };

  const apply = (own: OwnKeys) => {
    wanted = own;
    const keys = JSON.stringify(HOTKEYS.map((command) => keymapOf(own).get(command)));
    if (keys === applied) return; // the settings have changed in some other respect
    if (shortcuts.isSuspended()) shortcuts.setSuspended(false); // nothing can be registered meanwhile
    applied = keys;
    shortcuts.unregisterAll();
    made.clear();
    for (const command of HOTKEYS) made.set(command, register(command, own));
    tell();
  };

  return {
    apply,
    status,
    suspend(on) {
      if (shortcuts.isSuspended() === on) return;
      shortcuts.setSuspended(on);
      if (!on) apply(wanted);
    },
    close: () => shortcuts.unregisterAll(),
  };
}

const NO_KEYS: Registration = { keys: [], refused: [], impossible: [], proved: false };
