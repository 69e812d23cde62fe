import type { Chord } from '../core/shortcuts/chord.ts';

/** Keys that Electron names otherwise than `KeyboardEvent.key`: https://www.electronjs.org/docs/latest/api/accelerator */
const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  arrowleft: 'Left',
  arrowright: 'Right',
  arrowup: 'Up',
  arrowdown: 'Down',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  enter: 'Return',
  escape: 'Esc',
  backspace: 'Backspace',
  delete: 'Delete',
};

/**
 * A chord as Electron's menus take it, or null where they do not: they know no signs beyond ASCII, and a letter or a
 * Space alone would, on macOS, act from the menu while somebody writes in a field.
 */
export function acceleratorOf({ mod, shift, key }: Chord): string | null {
  const functionKey = /^f([1-9]|1\d|2[0-4])$/.test(key);
  const name = NAMES[key] ?? (functionKey || /^[!-~]$/.test(key) ? key.toUpperCase() : null);
  if (name === null || !(mod || functionKey)) return null;
  return `${mod ? 'CmdOrCtrl+' : ''}${shift ? 'Shift+' : ''}${name}`;
}
