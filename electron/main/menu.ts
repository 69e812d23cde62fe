import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../contract/table.ts';

type Command = EventPayload<'app.command'>['command'];

type Row =
  | { readonly command: Command; readonly label: string; readonly keys?: string }
  | { readonly role: NonNullable<MenuItemConstructorOptions['role']> }
  | 'separator';

interface Column {
  readonly label: string;
  readonly rows: readonly Row[];
}

const QUIT: readonly Row[] = ['separator', { role: 'quit' }];
const SETTINGS: Row = { command: 'show-settings', label: 'Settings…', keys: 'CmdOrCtrl+,' };

/** All that the native menu offers. What is done inside the page is sent to it as a command; the rest are Electron's roles. */
const columns = (mac: boolean): readonly Column[] => [
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
      { command: 'open-file', label: 'Open…', keys: 'CmdOrCtrl+O' },
      { command: 'show-library', label: 'Library' },
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
      { command: 'find', label: 'Find in Document…', keys: 'CmdOrCtrl+F' },
    ],
  },
  {
    label: 'Read',
    rows: [
      { command: 'play-pause', label: 'Play or Pause' },
      { command: 'stop', label: 'Stop' },
      'separator',
      { command: 'next-sentence', label: 'Next Sentence', keys: 'CmdOrCtrl+]' },
      { command: 'previous-sentence', label: 'Previous Sentence', keys: 'CmdOrCtrl+[' },
      { command: 'next-paragraph', label: 'Next Paragraph', keys: 'CmdOrCtrl+Shift+]' },
      { command: 'previous-paragraph', label: 'Previous Paragraph', keys: 'CmdOrCtrl+Shift+[' },
      'separator',
      { command: 'faster', label: 'Faster' },
      { command: 'slower', label: 'Slower' },
      'separator',
      { command: 'mark-sentence', label: 'Mark Sentence' },
      { command: 'toggle-bookmark', label: 'Bookmark This Place', keys: 'CmdOrCtrl+B' },
    ],
  },
  {
    label: 'View',
    rows: [
      { command: 'show-bookmarks', label: 'Bookmarks' },
      'separator',
      { command: 'text-larger', label: 'Larger Text', keys: 'CmdOrCtrl+=' },
      { command: 'text-smaller', label: 'Smaller Text', keys: 'CmdOrCtrl+-' },
      { command: 'text-reset', label: 'Normal Text', keys: 'CmdOrCtrl+0' },
      'separator',
      { role: 'togglefullscreen' },
    ],
  },
  { label: 'Help', rows: [{ command: 'show-shortcuts', label: 'Keyboard Shortcuts' }] },
];

/** @param send Takes a command to the window. */
export function createMenu(platform: NodeJS.Platform, send: (command: Command) => void): Menu {
  const item = (row: Row): MenuItemConstructorOptions => {
    if (row === 'separator') return { type: 'separator' };
    if ('role' in row) return { role: row.role };
    return {
      id: row.command,
      label: row.label,
      click: () => send(row.command),
      // Shown here and handled in the page, where a person can change them.
      ...(row.keys === undefined ? {} : { accelerator: row.keys, registerAccelerator: false }),
    };
  };
  return Menu.buildFromTemplate(
    columns(platform === 'darwin').map(({ label, rows }) => ({ label, submenu: rows.map(item) })),
  );
}
