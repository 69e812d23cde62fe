/** All that the native menu offers, by the habits of each system. What is done inside the page is sent to it as a command. */
import type { MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../contract/table.ts';
import type { CommandName } from '../core/shortcuts/table.ts';

export type Command = EventPayload<'app.command'>['command'];

export type Row =
  | { readonly command: Command; readonly label: string }
  /** @property keysOf The command of the page that does the same. */
  | { readonly role: NonNullable<MenuItemConstructorOptions['role']>; readonly keysOf?: CommandName }
  /** The last documents, as a menu of their own. */
  | 'documents'
  | 'separator';

export interface Column {
  readonly label: string;
  readonly rows: readonly Row[];
}

const QUIT: readonly Row[] = ['separator', { role: 'quit' }];
const SETTINGS: Row = { command: 'show-settings', label: 'Settings…' };

export const columns = (mac: boolean): readonly Column[] => [
  ...(mac
    ? [
        {
          label: 'Lectern',
          rows: [
            { role: 'about' },
            'separator',
            SETTINGS,
            'separator',
            { role: 'hide' },
            { role: 'hideOthers' },
            { role: 'unhide' },
            ...QUIT,
          ] as const satisfies readonly Row[],
        },
      ]
    : []),
  {
    label: 'File',
    rows: [
      { command: 'open-file', label: 'Open…' },
      { command: 'open-address', label: 'Open Address…' },
      'documents',
      { command: 'show-library', label: 'Library' },
      { command: 'show-exports', label: 'Audiobooks' },
      'separator',
      { command: 'export', label: 'Make an Audiobook…' },
      'separator',
      ...(mac ? [{ role: 'close' } as const] : [SETTINGS, ...QUIT]),
    ],
  },
  {
    label: 'Edit',
    rows: [
      { role: 'undo' },
      { role: 'redo' },
      'separator',
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' }, // raises the page's own paste event, which reads the text aloud: no clipboard permission needed
      { role: 'selectAll' },
      'separator',
      { command: 'find', label: 'Find in Document…' },
    ],
  },
  {
    label: 'Playback',
    rows: [
      { command: 'play-pause', label: 'Play or Pause' },
      { command: 'stop', label: 'Stop' },
      'separator',
      { command: 'next-sentence', label: 'Next Sentence' },
      { command: 'previous-sentence', label: 'Previous Sentence' },
      { command: 'next-paragraph', label: 'Next Paragraph' },
      { command: 'previous-paragraph', label: 'Previous Paragraph' },
      'separator',
      { command: 'next-document', label: 'Next Document' },
      { command: 'show-queue', label: 'Up Next' },
      'separator',
      { command: 'study-mode', label: 'Study Mode' },
      { command: 'faster', label: 'Faster' },
      { command: 'slower', label: 'Slower' },
      'separator',
      { command: 'mark-sentence', label: 'Mark Sentence' },
      { command: 'toggle-bookmark', label: 'Bookmark This Place' },
    ],
  },
  {
    label: 'View',
    rows: [
      { command: 'show-bookmarks', label: 'Bookmarks' },
      'separator',
      { command: 'text-larger', label: 'Larger Text' },
      { command: 'text-smaller', label: 'Smaller Text' },
      { command: 'text-reset', label: 'Normal Text' },
      'separator',
      { role: 'togglefullscreen', keysOf: 'full-screen' },
    ],
  },
  {
    label: 'Window',
    rows: [
      { role: 'minimize' },
      ...(mac
        ? ([{ role: 'zoom' }, 'separator', { role: 'front' }] as const satisfies readonly Row[])
        : [{ role: 'close' } as const]),
    ],
  },
  { label: 'Help', rows: [{ command: 'show-shortcuts', label: 'Keyboard Shortcuts' }] },
];
