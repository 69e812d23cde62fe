/** What the tray's menu, and the dock's, shows: what is spoken, how to steer it, the last documents. */
import type { LibraryEntry } from '../../contract/schemas.ts';
import type { NowPlaying } from '../../contract/player-schemas.ts';
import type { EventPayload } from '../../contract/table.ts';

type Command = EventPayload<'app.command'>['command'];

export type TrayAction =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'document'; readonly id: string }
  | { readonly kind: 'show' }
  | { readonly kind: 'quit' };

export type TrayRow =
  | 'separator'
  /** @property action Null: it is only read. */
  | { readonly id: string; readonly label: string; readonly action: TrayAction | null };

/** Documents of the list: as many as are found at a glance. */
const MOST_DOCUMENTS = 5;
/** Characters of a row. */
const MOST_CHARACTERS = 60;

/** @param entries The library, the last used first. @param own The quit row; the dock has one of its own. */
export function trayRows(now: NowPlaying, entries: readonly LibraryEntry[], own = true): readonly TrayRow[] {
  const row = (id: string, label: string, action: TrayAction | null): TrayRow => ({ id, label, action });
  const command = (command: Command, label: string) => row(command, label, { kind: 'command', command });
  const documents = lastDocuments(entries);
  return [
    ...(now.document
      ? [
          row('title', menuText(now.document.title), null),
          ...(now.sentence ? [row('sentence', menuText(now.sentence.text), null)] : []),
          'separator' as const,
          command('play-pause', isSpeaking(now) ? 'Pause' : 'Play'),
          command('next-sentence', 'Next Sentence'),
          command('previous-sentence', 'Previous Sentence'),
          command('stop', 'Stop'),
          'separator' as const,
        ]
      : []),
    ...documents.map(({ id, title }) => row(`document-${id}`, menuText(title), { kind: 'document', id })),
    ...(documents.length > 0 ? ['separator' as const] : []),
    ...(own
      ? [row('show', 'Open Lectern', { kind: 'show' }), row('quit', 'Quit Lectern', { kind: 'quit' })]
      : []),
  ];
}

/** Those that were opened last. @param entries The library, the last used first. */
export const lastDocuments = (entries: readonly LibraryEntry[]): readonly LibraryEntry[] =>
  entries.filter(({ openedAt }) => openedAt !== null).slice(0, MOST_DOCUMENTS);

/** Wants to be heard: also while its audio is waited for. */
export const isSpeaking = ({ phase }: NowPlaying): boolean => phase === 'playing' || phase === 'waiting';

/** The icon's tooltip. */
export const trayTip = ({ document }: NowPlaying): string =>
  document ? `Lectern – ${shortened(document.title)}` : 'Lectern';

/** In menus an & marks the letter of a key: a real one is written twice. */
export const menuText = (text: string): string => shortened(text).replaceAll('&', '&&');

function shortened(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()];
  if (characters.length <= MOST_CHARACTERS) return characters.join('');
  return `${characters
    .slice(0, MOST_CHARACTERS - 1)
    .join('')
    .trimEnd()}…`;
}
