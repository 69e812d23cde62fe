import { createHash } from 'node:crypto';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { START } from '../../../electron/core/document/model.ts';
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';
import { inPieces, temporaryFolder } from '../../support/temporary.ts';

async function setUp(directory?: string) {
  const folder = directory ?? (await temporaryFolder());
  const reader = createFakeReader();
  let time = 1000;
  const library = await openLibrary({ directory: folder, reader, now: () => time++ });
  onTestFinished(() => library.close());
  return { folder, reader, library };
}
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('library.sqlite'))
    .map((entry) => entry.name)
    .sort();

describe('the library', () => {
  it('keeps a copy under the hash of its bytes, however they were cut', async () => {
    const { folder, library, reader } = await setUp();
    const { entry, alreadyThere } = await library.add('Walden.TXT', inPieces('I went ', 'to the ', 'woods.'));
    expect(alreadyThere).toBe(false);
    expect(entry).toEqual({
      id: hashOf('I went to the woods.'),
      title: 'Walden',
      authors: ['A. Nonymous'],
      format: 'text',
      language: 'en',
      hasCover: false,
      addedAt: 1000,
      openedAt: null,
      progress: 0,
      position: null,
    });
    expect(await filesIn(folder)).toEqual([`${entry.id}.txt`]);
    expect(await library.file(entry.id)).toEqual({
      path: join(folder, 'files', `${entry.id}.txt`),
      name: 'Walden.TXT',
    });
    expect(reader.openNow.size).toBe(0);
  });

  it('takes the same bytes once, whatever their name', async () => {
    const { folder, library } = await setUp();
    const first = await library.add('a.txt', inPieces('Same.'));
    const second = await library.add('b.md', inPieces('Sa', 'me.'));
    expect(second).toEqual({ entry: first.entry, alreadyThere: true });
    expect(await library.list()).toHaveLength(1);
    expect(await filesIn(folder)).toEqual([`${first.entry.id}.txt`]);
  });

  it('takes the same bytes once when they come twice at a time', async () => {
    const { folder, library } = await setUp();
    const both = await Promise.all([
      library.add('a.txt', inPieces('Same.')),
      library.add('a.txt', inPieces('Same.')),
    ]);
    expect(both.map((added) => added.alreadyThere).sort()).toEqual([false, true]);
    expect(await filesIn(folder)).toHaveLength(1);
  });

  it('keeps the cover, and serves it', async () => {
    const { library } = await setUp();
    const { entry } = await library.add('book.epub', inPieces('cover'));
    expect(entry.hasCover).toBe(true);
    expect(await library.cover(entry.id)).toMatchObject({ mediaType: 'image/png' });
    expect(await library.cover('f'.repeat(64))).toBeNull();
  });

  it('leaves nothing of what cannot be read', async () => {
    const { folder, library } = await setUp();
    await expect(library.add('bad.epub', inPieces('corrupt'))).rejects.toMatchObject({
      kind: 'corrupt-document',
      message: 'bad.epub is damaged.',
    });
    expect(await filesIn(folder)).toEqual([]);
    expect(await library.list()).toEqual([]);
  });

  it('leaves nothing of what was cut off', async () => {
    const { folder, library } = await setUp();
    const broken = async function* () {
      yield* inPieces('half');
      throw new Error('the line broke');
    };
    await expect(library.add('a.txt', broken())).rejects.toMatchObject({ kind: 'storage' });
    expect(await filesIn(folder)).toEqual([]);
  });

  it('says when the disk is full', async () => {
    const { folder, library } = await setUp();
    const full = async function* () {
      yield* inPieces('half');
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    };
    await expect(library.add('a.txt', full())).rejects.toMatchObject({ kind: 'disk-full', retryable: true });
    expect(await filesIn(folder)).toEqual([]);
  });

  it('adds a file, or says what is wrong with it', async () => {
    const { folder, library } = await setUp();
    await writeFile(join(folder, 'mine.txt'), 'Mine.');
    expect((await library.addFile(join(folder, 'mine.txt'))).entry.title).toBe('mine');
    await expect(library.addFile(join(folder, 'none.txt'))).rejects.toMatchObject({
      kind: 'file-unreadable',
      message: 'There is no such file. Check its name and its folder.',
    });
    await expect(library.addFile(folder)).rejects.toMatchObject({ kind: 'file-unreadable' });
  });

  it('removes the entry, its file and its cover', async () => {
    const { folder, library } = await setUp();
    const { entry } = await library.add('book.epub', inPieces('cover'));
    await library.remove(entry.id);
    await library.remove(entry.id);
    expect(await filesIn(folder)).toEqual([]);
    expect(await library.get(entry.id)).toBeNull();
    for (const gone of [
      library.file(entry.id),
      library.markOpened(entry.id),
      library.savePosition(entry.id, START, 0),
    ])
      await expect(gone).rejects.toMatchObject({ kind: 'document-missing' });
  });

  it('lists what was used last first, and remembers it and the position', async () => {
    const { folder, library } = await setUp();
    const a = await library.add('a.txt', inPieces('A'));
    const b = await library.add('b.txt', inPieces('B'));
    expect((await library.list()).map((entry) => entry.title)).toEqual(['b', 'a']);
    const position = { section: 0, block: 3, offset: 14, quote: 'the “woods” – 森' };
    await library.markOpened(a.entry.id);
    await library.savePosition(a.entry.id, position, 0.25);
    library.close();
    const again = await setUp(folder);
    expect((await again.library.list()).map((entry) => entry.title)).toEqual(['a', 'b']);
    expect(await again.library.get(a.entry.id)).toMatchObject({ position, progress: 0.25, openedAt: 1002 });
    expect(await again.library.get(b.entry.id)).toMatchObject({ position: null });
  });

  it('keeps a position that is being saved when the library is closed, here or by another program', async () => {
    const { folder, library } = await setUp();
    const { entry } = await library.add('a.txt', inPieces('A'));
    const other = await setUp(folder);
    const save = (to: typeof library, offset: number) =>
      to.savePosition(entry.id, { section: 0, block: 0, offset, quote: '' }, 0.5);
    await save(library, 1);
    other.library.close();
    await save(library, 2);
    expect((await library.get(entry.id))?.position?.offset).toBe(2);
    const saving = save(library, 3);
    library.close();
    await saving;
    expect((await (await setUp(folder)).library.get(entry.id))?.position?.offset).toBe(3);
  });

  it('mends a copy that was removed by hand when the document is added again', async () => {
    const { folder, library } = await setUp();
    const { entry } = await library.add('a.txt', inPieces('A'));
    await rm(join(folder, 'files', `${entry.id}.txt`));
    expect((await library.add('a.txt', inPieces('A'))).alreadyThere).toBe(true);
    expect(await filesIn(folder)).toEqual([`${entry.id}.txt`]);
  });

  it.runIf(process.getuid?.() !== 0)('says when the folder cannot be written', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    await expect(setUp(join(folder, 'library'))).rejects.toMatchObject({ kind: 'storage' });
  });

  it('refuses a library that is none, and one of a later version', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'library.sqlite'),
      'no database, but long enough to be taken for one'.repeat(99),
    );
    await expect(setUp(folder)).rejects.toMatchObject({ kind: 'storage' });
    const later = await temporaryFolder();
    const db = new DatabaseSync(join(later, 'library.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(setUp(later)).rejects.toMatchObject({ kind: 'storage' });
  });
});
