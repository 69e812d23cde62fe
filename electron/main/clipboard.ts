/** The system's clipboard, only ever read. */
import { fileURLToPath } from 'node:url';
import type { Clipboard, ClipboardItem } from 'electron';
import { LecternError } from '../core/errors.ts';
import type { Copied, CopiedFrom } from '../core/clipping/copied.ts';

/** How Electron names a format of the system that has no MIME type of its own. */
const systemFormat = (name: string) => `electron application/osclipboard;format="${name}"`;

/** Lists of files as `file:` addresses, one a line, the first line perhaps a word such as "copy". */
const FILE_LISTS = ['text/uri-list', 'x-special/gnome-copied-files', 'public.file-url'].flatMap((name) => [
  name,
  systemFormat(name),
]);
/** Windows: one path in UTF-16, ended by a zero. A list of several (`CF_HDROP`) has its first here, too. */
const WINDOWS_FILE = systemFormat('FileNameW');

/** What password managers set: https://nspasteboard.org, KDE's Klipper, and Windows' clipboard formats. */
const SECRETS = [
  'x-kde-passwordManagerHint',
  'org.nspasteboard.ConcealedType',
  'ExcludeClipboardContentFromMonitorProcessing',
].flatMap((name) => [name, systemFormat(name)]);

/** @throws LecternError `refused` where there is no such clipboard, `internal` where it cannot be read. */
export async function readCopied(clipboard: Clipboard, from: CopiedFrom): Promise<Copied> {
  const source = from === 'selection' ? selectionOf(clipboard) : clipboard;
  let items: readonly ClipboardItem[];
  try {
    items = await source.read();
  } catch (cause) {
    throw new LecternError(
      'internal',
      'The clipboard could not be read. Copy the text again, then press again.',
      {
        retryable: true,
        cause,
      },
    );
  }
  const types = items.flatMap((item) => item.types);
  const secret = types.some((type) => SECRETS.includes(type));
  const [text, html, files] = secret
    ? ['', '', []]
    : [await textOf(items, 'text/plain'), await textOf(items, 'text/html'), await filesOf(items)];
  return { source: from, text, html, files, types, secret };
}

/** Electron's types promise it on every system; there is one on Linux alone. */
function selectionOf(clipboard: Clipboard): Clipboard {
  const selection: Clipboard | undefined = clipboard.selection;
  if (selection) return selection;
  throw new LecternError(
    'refused',
    'Only Linux tells programs what is selected. Copy the text, then use the key for what was copied.',
  );
}

async function textOf(items: readonly ClipboardItem[], type: string): Promise<string> {
  const blob = await payload(items, type);
  return blob ? blob.text() : '';
}

/** What was offered and is gone by now, or was never given, is simply not there. */
async function payload(items: readonly ClipboardItem[], type: string): Promise<Blob | null> {
  const item = items.find(({ types }) => types.includes(type));
  const got: unknown = await item?.getType(type).catch(() => null);
  return got instanceof Blob ? got : null;
}

async function filesOf(items: readonly ClipboardItem[]): Promise<readonly string[]> {
  const lists = await Promise.all(FILE_LISTS.map((type) => textOf(items, type)));
  const listed = lists.flatMap((list) => list.split(/\r?\n|\0/).flatMap(pathOf));
  const named = await payload(items, WINDOWS_FILE);
  const path = named && new TextDecoder('utf-16le').decode(await named.arrayBuffer()).replace(/\0[^]*$/, '');
  return [...new Set([...listed, ...(path ? [path] : [])])];
}

function pathOf(line: string): readonly string[] {
  if (!line.startsWith('file:') || !URL.canParse(line)) return [];
  try {
    return [fileURLToPath(line)];
  } catch {
    return []; // on another machine
  }
}
