/** Keys that cannot be chosen, each with the reason as a sentence. */
import { chordOf, chordText, holdsForeign, writeChord, type KeyPress, type Platform } from './chord.ts';

/**
 * A page never sees some of these, and the others would be missed by whoever reads on in a browser tab. One list for
 * every program, since they share their settings. Chromium: `IsReservedCommandOrKey` in `browser_command_controller.cc`;
 * Firefox: `reserved="true"` in `browser-sets.inc.xhtml`.
 */
const BROWSER = [
  ...['Mod+n', 'Mod+t', 'Mod+w', 'Mod+q', 'Mod+Shift+n', 'Mod+Shift+t', 'Mod+Shift+w', 'Mod+Shift+p'],
  ...['Mod+tab', 'Mod+Shift+tab', 'Mod+pageup', 'Mod+pagedown', 'Mod+r', 'Mod+Shift+r', 'f5', 'Mod+f5'],
];
const SYSTEM: Readonly<Record<Platform, readonly string[]>> = {
  darwin: ['Mod+h', 'Mod+m', 'Mod+space', 'Mod+Shift+q', 'Mod+`', 'Mod+~'],
  win32: ['Mod+escape', 'Mod+Shift+escape'],
  linux: ['Mod+Shift+u'], // writes a character by its number, where IBus or GTK reads the keyboard
};
const WRITING = ['Mod+a', 'Mod+c', 'Mod+v', 'Mod+x', 'Mod+y', 'Mod+z', 'Mod+Shift+v', 'Mod+Shift+z'];
const CONTROLS = [
  ...['enter', 'tab', 'escape', 'backspace', 'delete', 'arrowup', 'arrowdown', 'pageup', 'pagedown', 'home'],
  ...['end', 'contextmenu'],
].flatMap((key) => [key, `Shift+${key}`]);
const SELECTING = ['Shift+arrowleft', 'Shift+arrowright', 'Shift+space', 'Shift+f10'];

/** Keys that are only held, or that toggle what others write. */
const HELD = [
  'shift',
  'control',
  'alt',
  'altgraph',
  'meta',
  'os',
  'fn',
  'fnlock',
  'hyper',
  'super',
  'symbol',
];
const LOCKS = ['capslock', 'numlock', 'scrolllock'];

/** Whether more is to come: a key that does nothing alone. */
export const isHeldKey = ({ key }: KeyPress): boolean => HELD.includes(key.toLowerCase());

const FOREIGN: Readonly<Record<Platform, readonly [alt: string, other: string]>> = {
  darwin: ['Option', 'Control'],
  win32: ['Alt', 'the Windows key'],
  linux: ['Alt', 'the Super key'],
};

/**
 * Why this press cannot be chosen; null: it can.
 * @param anywhere It would be taken from every other program: what writes there is not for us.
 */
export function refusalOf(press: KeyPress, platform: Platform, anywhere = false): string | null {
  if (holdsForeign(press, platform)) {
    const [alt, other] = FOREIGN[platform];
    return `Keys with ${press.altKey ? alt : other} belong to the system. Choose one without.`;
  }
  const key = press.key.toLowerCase();
  if (['dead', 'unidentified', 'process', ...LOCKS].includes(key))
    return 'This key is there to change what other keys write. Choose another.';
  const chord = chordOf(press, platform);
  const text = chordText(chord);
  const name = writeChord(chord, platform);
  if (anywhere && !(chord.mod && chord.shift) && !/^f\d+$/.test(chord.key))
    return `${name} would be missing in every other program. Choose one with ${platform === 'darwin' ? 'Command' : 'Ctrl'} and Shift, or a function key.`;
  if (anywhere && !/^([!-~ ]|[a-z][a-z0-9]+)$/.test(chord.key))
    return `${name} cannot be a key for all programs. Choose a plain letter, digit or function key.`;
  if (BROWSER.includes(text)) return `Browsers keep ${name} for themselves. Choose another key.`;
  if (SYSTEM[platform].includes(text)) return `The system keeps ${name} for itself. Choose another key.`;
  if (WRITING.includes(text)) return `${name} is needed to copy, paste and write. Choose another key.`;
  if (CONTROLS.includes(text) || SELECTING.includes(text))
    return `${name} is needed to move about and to use buttons and lists. Choose another key.`;
  return null;
}
