/** Keys that work in every program: which commands have one, and what can be said of each. */
import { ACTION_OF_COMMAND } from '../clipping/actions.ts';
import { SHORTCUTS, type CommandName } from './table.ts';

export const HOTKEYS = SHORTCUTS.filter(({ group }) => group === 'Anywhere').map(({ command }) => command);

export type HotkeyLight = 'on' | 'asked' | 'off' | 'none';

export interface HotkeyState {
  readonly command: CommandName;
  /** `asked`: the desktop was asked for it and does not say whether it gave it. `none`: it has no key. */
  readonly light: HotkeyLight;
  /** Why it is not `on`, and what helps, as a sentence. */
  readonly reason: string | null;
}

/** What registering a command's keys has brought. */
export interface Registration {
  /** As a person reads them: "Ctrl+Shift+Space". */
  readonly keys: readonly string[];
  /** Of these, those that the system refused. */
  readonly refused: readonly string[];
  /** Of these, those that cannot be a key that works everywhere. */
  readonly impossible: readonly string[];
  /** It has been pressed, and the press has arrived. */
  readonly proved: boolean;
}

export interface HotkeySystem {
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** On Linux: the session is Wayland's, where programs get keys from the desktop's portal alone. */
  readonly wayland: boolean;
}

/**
 * The light beside a hotkey. On Wayland a registration that succeeds only says that the desktop was asked: it may refuse
 * later and tells nobody (electron/electron#52218). The first press that arrives is the proof.
 */
export function hotkeyState(command: CommandName, made: Registration, system: HotkeySystem): HotkeyState {
  const { keys, refused, impossible, proved } = made;
  if (keys.length === 0) return { command, light: 'none', reason: null };
  if (impossible.length > 0)
    return {
      command,
      light: 'off',
      reason: `${list(impossible)} cannot work in other programs. Choose a key with ${system.platform === 'darwin' ? 'Command' : 'Ctrl'}, or a function key.`,
    };
  if (refused.length > 0) return { command, light: 'off', reason: refusal(command, refused, system) };
  if (system.wayland && !proved)
    return {
      command,
      light: 'asked',
      reason: `Your desktop was asked for ${list(keys)} and does not say whether it agreed. Press it once: the light turns on when it arrives. ${byHand(command)}`,
    };
  return { command, light: 'on', reason: null };
}

function refusal(command: CommandName, keys: readonly string[], system: HotkeySystem): string {
  if (system.wayland)
    return `This Wayland desktop gave no key: it has no portal for global shortcuts, or its portal refused. ${byHand(command)}`;
  const who = {
    darwin: 'macOS or another program',
    win32: 'Windows or another program',
    linux: 'The desktop or another program',
  };
  return `${who[system.platform]} has taken ${list(keys)}. Choose another key here, or free it there.`;
}

const byHand = (command: CommandName) =>
  `In the desktop’s own keyboard settings you can bind the command “lectern --${ACTION_OF_COMMAND[command] ?? ''}”.`;

const list = (keys: readonly string[]) => keys.join(' and ');
