/**
 * Every command that can have a key, in one table: what it does and its usual keys. Whoever can do a thing registers it
 * with `Commands`; the table only names it. Those of the group "Anywhere" have keys that work in every program: Electron
 * alone has them, and its main process does them (docs/hotkeys.md says why these keys).
 */
import type { Chord } from './chord.ts';

export const GROUPS = ['Listening', 'Reading', 'Window', 'Anywhere'] as const;

interface Row {
  readonly command: string;
  readonly what: string;
  readonly group: (typeof GROUPS)[number];
  /** The first is the one that is shown. */
  readonly chords: readonly Chord[];
}

const ROWS = [
  { command: 'play-pause', what: 'Play or pause', group: 'Listening', chords: [{ key: ' ' }] },
  { command: 'stop', what: 'Stop', group: 'Listening', chords: [{ key: 'escape' }] },
  {
    command: 'previous-sentence',
    what: 'Sentence back',
    group: 'Listening',
    chords: [{ mod: true, key: '[' }],
  },
  {
    command: 'next-sentence',
    what: 'Sentence forward',
    group: 'Listening',
    chords: [{ mod: true, key: ']' }],
  },
  {
    command: 'previous-paragraph',
    what: 'Paragraph back',
    group: 'Listening',
    chords: [{ mod: true, shift: true, key: '[' }],
  },
  {
    command: 'next-paragraph',
    what: 'Paragraph forward',
    group: 'Listening',
    chords: [{ mod: true, shift: true, key: ']' }],
  },
  { command: 'slower', what: 'Slower', group: 'Listening', chords: [{ key: ',' }] },
  { command: 'faster', what: 'Faster', group: 'Listening', chords: [{ key: '.' }] },
  { command: 'mark-sentence', what: 'Mark the sentence', group: 'Listening', chords: [{ key: 'm' }] },
  { command: 'study-mode', what: 'Study mode', group: 'Listening', chords: [{ key: 's' }] },
  { command: 'next-document', what: 'Next document of the queue', group: 'Listening', chords: [] },
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
  { command: 'show-bookmarks', what: 'Bookmarks', group: 'Reading', chords: [] },
  { command: 'show-plan', what: 'What will be read', group: 'Reading', chords: [{ key: 'w' }] },
  { command: 'page-view', what: 'Text, page or both', group: 'Reading', chords: [{ key: 'v' }] },
  { command: 'find', what: 'Find in the document', group: 'Reading', chords: [{ mod: true, key: 'f' }] },
  {
    command: 'text-larger',
    what: 'Larger text',
    group: 'Reading',
    chords: [
      { mod: true, key: '=' },
      { mod: true, key: '+' },
    ],
  },
  {
    command: 'text-smaller',
    what: 'Smaller text',
    group: 'Reading',
    chords: [{ mod: true, key: '-' }],
  },
  {
    command: 'text-reset',
    what: 'Usual text size',
    group: 'Reading',
    chords: [{ mod: true, key: '0' }],
  },
  { command: 'export', what: 'Make an audiobook', group: 'Reading', chords: [{ key: 'e' }] },
  { command: 'add-to-queue', what: 'Add to the queue', group: 'Reading', chords: [{ key: 'a' }] },
  { command: 'show-queue', what: 'Up next', group: 'Window', chords: [{ key: 'q' }] },
  { command: 'show-exports', what: 'Audiobooks', group: 'Window', chords: [] },
  { command: 'open-file', what: 'Open a file', group: 'Window', chords: [{ mod: true, key: 'o' }] },
  { command: 'open-address', what: 'Open a web address', group: 'Window', chords: [{ key: 'u' }] },
  { command: 'show-library', what: 'Library', group: 'Window', chords: [{ key: 'l' }] },
  { command: 'show-settings', what: 'Settings', group: 'Window', chords: [{ mod: true, key: ',' }] },
  { command: 'full-screen', what: 'Full screen', group: 'Window', chords: [{ key: 'f11' }] },
  { command: 'show-shortcuts', what: 'All keys', group: 'Window', chords: [{ key: '?' }] },
  {
    command: 'read-clipboard',
    what: 'Read what was copied, pause, go on',
    group: 'Anywhere',
    chords: [{ mod: true, shift: true, key: ' ' }],
  },
  { command: 'read-selected-anywhere', what: 'Read what is selected', group: 'Anywhere', chords: [] },
  { command: 'queue-clipboard', what: 'Read what was copied afterwards', group: 'Anywhere', chords: [] },
  { command: 'pause-anywhere', what: 'Pause or go on', group: 'Anywhere', chords: [] },
  {
    command: 'stop-anywhere',
    what: 'Stop reading',
    group: 'Anywhere',
    chords: [{ mod: true, shift: true, key: 'f8' }],
  },
  { command: 'show-pill', what: 'Go to the small player', group: 'Anywhere', chords: [] },
] as const satisfies readonly Row[];

/** What a key, a menu or a button may ask for. Pasting, and the pause before a sleep, come from the system and have no key of ours. */
export type CommandName = (typeof ROWS)[number]['command'] | 'paste' | 'pause';

export interface Shortcut extends Row {
  readonly command: CommandName;
}

export const SHORTCUTS: readonly Shortcut[] = ROWS;
