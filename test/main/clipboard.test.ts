/** The system's clipboard read through Electron's own shapes, as the double has them. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clipboard } from 'electron';
import { readCopied } from '../../electron/main/clipboard.ts';
import { clipboard as double, ClipboardItem } from '../electron-double/clipboard.ts';

// The double has as much of Electron's as its conformance test allows; the types differ in what it leaves out.
const clipboard = double as unknown as Clipboard;
const put = (items: Readonly<Record<string, string | Blob>>) => {
  onTestFinished(() => double.clear());
  return double.write([new ClipboardItem(items)]);
};

describe('the clipboard', () => {
  it('gives text, markup and what else was offered', async () => {
    await put({ 'text/plain': 'Words', 'text/html': '<p>Words</p>', 'image/png': 'PNG' });
    expect(await readCopied(clipboard, 'clipboard')).toEqual({
      ...{ source: 'clipboard', text: 'Words', html: '<p>Words</p>', files: [], secret: false },
      types: ['text/plain', 'text/html', 'image/png'],
    });
  });

  it('is empty where nothing is there', async () => {
    expect(await readCopied(clipboard, 'clipboard')).toMatchObject({
      text: '',
      html: '',
      files: [],
      types: [],
    });
  });

  it.each<readonly [string, Readonly<Record<string, string | Blob>>, readonly string[]]>([
    [
      'a list of addresses',
      { 'text/uri-list': '# two\r\nfile:///a%20b.txt\r\nfile:///c.epub\r\nhttps://x.org' },
      ['/a b.txt', '/c.epub'],
    ],
    [
      'GNOME’s list',
      { 'electron application/osclipboard;format="x-special/gnome-copied-files"': 'cut\nfile:///a.md' },
      ['/a.md'],
    ],
    [
      'a file of the Finder',
      { 'electron application/osclipboard;format="public.file-url"': 'file:///Users/ada/a.md' },
      ['/Users/ada/a.md'],
    ],
    [
      'a file of the Explorer',
      {
        'electron application/osclipboard;format="FileNameW"': new Blob([
          Buffer.from('C:\\a.md\0', 'utf16le'),
        ]),
      },
      ['C:\\a.md'],
    ],
    ['one of another machine', { 'text/uri-list': 'file://server/share/a.md' }, []],
  ])('gives files: %s', async (_what, items, files) => {
    await put(items);
    expect((await readCopied(clipboard, 'clipboard')).files).toEqual(files);
  });

  it('takes nothing of what a password manager put there', async () => {
    await put({
      'text/plain': 'hunter2',
      'electron application/osclipboard;format="org.nspasteboard.ConcealedType"': '',
    });
    expect(await readCopied(clipboard, 'clipboard')).toMatchObject({ secret: true, text: '', html: '' });
  });

  it('says where there is no selection, and where nothing can be read', async () => {
    const elsewhere = { ...double, selection: undefined } as unknown as Clipboard;
    await expect(readCopied(elsewhere, 'selection')).rejects.toMatchObject({ kind: 'refused' });
    const broken = { ...double, read: () => Promise.reject(new Error('busy')) } as unknown as Clipboard;
    await expect(readCopied(broken, 'clipboard')).rejects.toMatchObject({
      kind: 'internal',
      retryable: true,
    });
  });

  it('is left as it was', async () => {
    await put({ 'text/plain': 'Words' });
    const before = await double.read();
    await readCopied(clipboard, 'clipboard');
    expect(await double.read()).toBe(before);
  });
});
