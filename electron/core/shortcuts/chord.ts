/** A key with what is held beside it: how it is kept, recognised and written. */

/** `mod` is Command on macOS and Control elsewhere. `key` as in `KeyboardEvent.key`, lower case. */
export interface Chord {
  readonly mod?: true;
  readonly shift?: true;
  readonly key: string;
}

export type Platform = 'darwin' | 'win32' | 'linux';

/** What a `KeyboardEvent` says. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Signs that some layouts have elsewhere: their place on a keyboard of the United States, and what Shift makes of them there. */
const PLACES: Readonly<Record<string, { readonly code: string; readonly shifted: string }>> = {
  '[': { code: 'BracketLeft', shifted: '{' },
  ']': { code: 'BracketRight', shifted: '}' },
  '=': { code: 'Equal', shifted: '+' },
  '-': { code: 'Minus', shifted: '_' },
  '0': { code: 'Digit0', shifted: ')' },
};

/** Whether Control, or Command on macOS, is held. */
export const holdsMod = (press: KeyPress, platform: Platform): boolean =>
  platform === 'darwin' ? press.metaKey : press.ctrlKey;

/** Whether a key is held that no chord has: they belong to the system, and to keyboards that write with them. */
export const holdsForeign = (press: KeyPress, platform: Platform): boolean =>
  press.altKey || (platform === 'darwin' ? press.ctrlKey : press.metaKey);

export function fits(chord: Chord, press: KeyPress, platform: Platform): boolean {
  if (holdsForeign(press, platform) || holdsMod(press, platform) !== (chord.mod ?? false)) return false;
  const byKey = press.key.toLowerCase() === chord.key;
  const place = PLACES[chord.key];
  // A sign such as "?" or "+" brings its own Shift; where the layout moved it, only its place counts.
  if (!place) return byKey && (isSign(chord.key) || press.shiftKey === !!chord.shift);
  return (byKey || press.code === place.code) && press.shiftKey === !!chord.shift;
}

/** The chord that a press is kept as; the same press fits it. */
export function chordOf(press: KeyPress, platform: Platform): Chord {
  const key = press.key.toLowerCase();
  const mod = holdsMod(press, platform) ? ({ mod: true } as const) : {};
  const shift = press.shiftKey ? ({ shift: true } as const) : {};
  if (key in PLACES) return { ...mod, ...shift, key };
  // "Ctrl+Shift+]", as menus write it, and not "Ctrl+}".
  const [placed] =
    Object.entries(PLACES).find(
      ([, { code, shifted }]) => press.shiftKey && press.code === code && key === shifted,
    ) ?? [];
  if (placed !== undefined) return { ...mod, ...shift, key: placed };
  return isSign(key) ? { ...mod, key } : { ...mod, ...shift, key };
}

const isSign = (key: string) => key.length === 1 && key !== ' ' && key.toUpperCase() === key;

/** A chord as it is stored: "Mod+Shift+]", "t", "space", "f11". */
export function chordText({ mod, shift, key }: Chord): string {
  return `${mod ? 'Mod+' : ''}${shift ? 'Shift+' : ''}${key === ' ' ? 'space' : key}`;
}

/** @returns null for what `chordText` does not write. */
export function parseChord(text: string): Chord | null {
  const [, mod, shift, name = ''] = /^(Mod\+)?(Shift\+)?(.+)$/u.exec(text) ?? [];
  if (!/^(?:[^\p{C}\p{Z}\p{Lu}]|[a-z][a-z0-9]{1,23})$/u.test(name)) return null;
  const key = name === 'space' ? ' ' : name;
  if (shift && isSign(key) && !(key in PLACES)) return null;
  return { ...(mod ? { mod: true } : {}), ...(shift ? { shift: true } : {}), key };
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  escape: 'Esc',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  pageup: 'Page Up',
  pagedown: 'Page Down',
};

/** A chord as people of this platform write it: "Ctrl+Shift+]", "⇧⌘]". */
export function writeChord({ mod, shift, key }: Chord, platform: Platform): string {
  const name = KEY_NAMES[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
  if (platform === 'darwin') return `${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`;
  return [...(mod ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), name].join('+');
}
