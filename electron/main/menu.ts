import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../contract/table.ts';
import { keymapOf, type Keymap, type OwnKeys } from '../core/shortcuts/keymap.ts';
import type { CommandName } from '../core/shortcuts/table.ts';
import { acceleratorOf } from './accelerators.ts';

type Command = EventPayload<'app.command'>['command'];

type Row =
  | { readonly command: Command; readonly label: string }
  /** @property keysOf The command of the page that does the same. */
  | { readonly role: NonNullable<MenuItemConstructorOptions['role']>; readonly keysOf?: CommandName }
  | 'separator';

interface Column {
  readonly label: string;
  readonly rows: readonly Row[];
}

const QUIT: readonly Row[] = ['separator', { role: 'quit' }];
const SETTINGS: Row = { command: 'show-settings', label: 'Settings…' };

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
      { command: 'open-file', label: 'Open…' },
      { command: 'open-address', label: 'Open Address…' },
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
    label: 'Read',
    rows: [
      { command: 'play-pause', label: 'Play or Pause' },
      { command: 'stop', label: 'Stop' },
      'separator',
      { command: 'next-sentence', label: 'Next Sentence' },
      { command: 'previous-sentence', label: 'Previous Sentence' },
      { command: 'next-paragraph', label: 'Next Paragraph' },
      { command: 'previous-paragraph', label: 'Previous Paragraph' },
      'separator',
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
  { label: 'Help', rows: [{ command: 'show-shortcuts', label: 'Keyboard Shortcuts' }] },
];

/**
 * The application's menu. Its keys are those of the window, a person's own too.
 * @param send Takes a command to the window.
 * @returns what shows the menu; to be called again when the keys have changed.
 */
export function createMenu(
  platform: NodeJS.Platform,
  send: (command: Command) => void,
): (own: OwnKeys) => void {
  let shown: string | null = null;
  return (own) => {
    const keys = JSON.stringify(own);
    if (keys === shown) return; // the settings have changed in some other respect
    shown = keys;
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(platform === 'darwin', keymapOf(own), send)));
  };
}

function template(
  mac: boolean,
  keymap: Keymap,
  send: (command: Command) => void,
): MenuItemConstructorOptions[] {
  const keys = (command: CommandName): MenuItemConstructorOptions => {
    const [accelerator] = (keymap.get(command) ?? []).flatMap((chord) => acceleratorOf(chord) ?? []);
    // Shown here and handled in the page.
    return { registerAccelerator: false, ...(accelerator === undefined ? {} : { accelerator }) };
  };
  const item = (row: Row): MenuItemConstructorOptions => {
    if (row === 'separator') return { type: 'separator' };
    if ('role' in row) return { role: row.role, ...(row.keysOf ? keys(row.keysOf) : {}) };
    return { id: row.command, label: row.label, click: () => send(row.command), ...keys(row.command) };
  };
  return columns(mac).map(({ label, rows }) => ({ label, submenu: rows.map(item) }));
}
