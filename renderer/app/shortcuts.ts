/**
 * Every key of the window, in one table: what it does, how it is written, how it is recognised. Whoever can do a thing
 * registers it with `Commands`; the table only names it.
 */
import type { APP_COMMANDS } from '../../electron/contract/schemas.ts';

/** What a key, a menu or a button may ask for: the application's own commands and those of the window. */
export type CommandName =
  | (typeof APP_COMMANDS)[number]
  | 'start-here'
  | 'read-selection'
  | 'back-to-voice'
  | 'toggle-contents'
  | 'full-screen'
  | 'next-chapter'
  | 'previous-chapter';

/** `mod` is Command on macOS and Control elsewhere. `key` as in `KeyboardEvent.key`, lower case; or one of `code`. */
interface Chord {
  readonly mod?: true;
  readonly shift?: true;
  readonly key: string;
  /** The key's place on the keyboard, for signs that some layouts have elsewhere. */
  readonly code?: string;
}

export interface Shortcut {
  readonly command: CommandName;
  readonly what: string;
  readonly group: 'Listening' | 'Reading' | 'Window';
  readonly chords: readonly [Chord, ...Chord[]];
}

const back = { key: '[', code: 'BracketLeft' } as const;
const forward = { key: ']', code: 'BracketRight' } as const;

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'play-pause', what: 'Play or pause', group: 'Listening', chords: [{ key: ' ' }] },
  { command: 'stop', what: 'Stop', group: 'Listening', chords: [{ key: 'escape' }] },
  {
    command: 'previous-sentence',
    what: 'Sentence back',
    group: 'Listening',
    chords: [{ mod: true, ...back }],
  },
  {
    command: 'next-sentence',
    what: 'Sentence forward',
    group: 'Listening',
    chords: [{ mod: true, ...forward }],
  },
  {
    command: 'previous-paragraph',
    what: 'Paragraph back',
    group: 'Listening',
    chords: [{ mod: true, shift: true, ...back }],
  },
  {
    command: 'next-paragraph',
    what: 'Paragraph forward',
    group: 'Listening',
    chords: [{ mod: true, shift: true, ...forward }],
  },
  { command: 'slower', what: 'Slower', group: 'Listening', chords: [{ key: ',' }] },
  { command: 'faster', what: 'Faster', group: 'Listening', chords: [{ key: '.' }] },
  { command: 'mark-sentence', what: 'Mark the sentence', group: 'Listening', chords: [{ key: 'm' }] },
  { command: 'start-here', what: 'Start reading here', group: 'Reading', chords: [{ key: 't' }] },
  { command: 'read-selection', what: 'Read the selection', group: 'Reading', chords: [{ key: 'r' }] },
  { command: 'back-to-voice', what: 'Back to the spoken text', group: 'Reading', chords: [{ key: 'b' }] },
  { command: 'toggle-contents', what: 'Contents', group: 'Reading', chords: [{ key: 'c' }] },
  {
    command: 'toggle-bookmark',
    what: 'Bookmark this place',
    group: 'Reading',
    chords: [{ mod: true, key: 'b' }],
  },
  { command: 'find', what: 'Find in the document', group: 'Reading', chords: [{ mod: true, key: 'f' }] },
  {
    command: 'text-larger',
    what: 'Larger text',
    group: 'Reading',
    chords: [
      { mod: true, key: '=', code: 'Equal' },
      { mod: true, key: '+' },
    ],
  },
  {
    command: 'text-smaller',
    what: 'Smaller text',
    group: 'Reading',
    chords: [{ mod: true, key: '-', code: 'Minus' }],
  },
  {
    command: 'text-reset',
    what: 'Usual text size',
    group: 'Reading',
    chords: [{ mod: true, key: '0', code: 'Digit0' }],
  },
  { command: 'open-file', what: 'Open a file', group: 'Window', chords: [{ mod: true, key: 'o' }] },
  { command: 'show-library', what: 'Library', group: 'Window', chords: [{ key: 'l' }] },
  { command: 'show-settings', what: 'Settings', group: 'Window', chords: [{ mod: true, key: ',' }] },
  { command: 'full-screen', what: 'Full screen', group: 'Window', chords: [{ key: 'f11' }] },
  { command: 'show-shortcuts', what: 'All keys', group: 'Window', chords: [{ key: '?' }] },
];

export type Platform = 'darwin' | 'win32' | 'linux';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The command of a key press, or null. */
export function commandOf(press: KeyPress, platform: Platform): CommandName | null {
  const mod = platform === 'darwin' ? press.metaKey : press.ctrlKey;
  const other = platform === 'darwin' ? press.ctrlKey : press.metaKey;
  if (press.altKey || other) return null;
  const fits = (chord: Chord) => {
    if (mod !== (chord.mod ?? false)) return false;
    const byKey = press.key.toLowerCase() === chord.key;
    // A sign such as "?" or "+" brings its own Shift; where the layout moved it, only its place counts.
    if (chord.code === undefined) return byKey && (isSign(chord.key) || press.shiftKey === !!chord.shift);
    return (byKey || press.code === chord.code) && press.shiftKey === !!chord.shift;
  };
  return SHORTCUTS.find(({ chords }) => chords.some(fits))?.command ?? null;
}

const isSign = (key: string) => key.length === 1 && key !== ' ' && key.toUpperCase() === key;

const KEY_NAMES: Readonly<Record<string, string>> = { ' ': 'Space', escape: 'Esc' };

/** How a command's first chord is written on this platform: "Ctrl+Shift+]", "⇧⌘]"; undefined where it has none. */
export function keysOf(command: CommandName, platform: Platform): string | undefined {
  const chord = SHORTCUTS.find((shortcut) => shortcut.command === command)?.chords[0];
  if (!chord) return undefined;
  const key = KEY_NAMES[chord.key] ?? chord.key.toUpperCase();
  if (platform === 'darwin') return `${chord.shift ? '⇧' : ''}${chord.mod ? '⌘' : ''}${key}`;
  return [...(chord.mod ? ['Ctrl'] : []), ...(chord.shift ? ['Shift'] : []), key].join('+');
}
