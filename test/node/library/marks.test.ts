import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MarkKind } from '../../../electron/core/marks.ts';
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';
import { inPieces, temporaryFolder } from '../../support/temporary.ts';

async function setUp(directory?: string) {
  const folder = directory ?? (await temporaryFolder());
  let time = 1000;
  const library = await openLibrary({
    directory: folder,
    reader: createFakeReader(),
    now: () => time++,
  });
  onTestFinished(() => library.close());
  return { folder, library };
}

const markAt = (block: number, offset: number, kind: MarkKind = 'bookmark') => ({
  kind,
  position: { section: 0, block, offset, quote: `“quote” – 森 ${block}` },
  text: `“quote” – 森 ${block}, and the rest.`,
  chapter: block === 0 ? null : 'Loomings',
});

describe('the marks of a document', () => {
  it('are kept whole, and listed in reading order', async () => {
    const { folder, library } = await setUp();
    const { id } = (await library.add('a.txt', inPieces('A'))).entry;
    const made = [];
    for (const mark of [markAt(10, 0), markAt(2, 30, 'sentence'), markAt(2, 4), markAt(0, 0)])
      made.push(await library.addMark(id, mark));
    expect(made[1]).toEqual({ ...markAt(2, 30, 'sentence'), id: made[1]?.id, madeAt: 1002 });
    library.close();
    const again = await setUp(folder);
    expect(await again.library.marks(id)).toEqual([made[3], made[2], made[1], made[0]]);
  });

  it('are there once for a kind and a place, and keep their time', async () => {
    const { library } = await setUp();
    const { id } = (await library.add('a.txt', inPieces('A'))).entry;
    const first = await library.addMark(id, markAt(3, 0));
    expect(await library.addMark(id, markAt(3, 0))).toEqual(first);
    await library.addMark(id, markAt(3, 0, 'sentence'));
    expect((await library.marks(id)).map(({ kind }) => kind)).toEqual(['bookmark', 'sentence']);
  });

  it('are removed one by one, and can be put back as old as they were', async () => {
    const { library } = await setUp();
    const { id } = (await library.add('a.txt', inPieces('A'))).entry;
    const kept = await library.addMark(id, markAt(1, 0));
    const gone = await library.addMark(id, markAt(2, 0));
    await library.removeMark(gone.id);
    await library.removeMark(gone.id);
    expect(await library.marks(id)).toEqual([kept]);
    const back = await library.addMark(id, markAt(2, 0), gone.madeAt);
    expect(back.madeAt).toBe(gone.madeAt);
    expect(back.id).toBeGreaterThan(gone.id); // no number means two marks
  });

  it('move to where their text stands now, two of them to one place too', async () => {
    const { library } = await setUp();
    const { id } = (await library.add('a.txt', inPieces('A'))).entry;
    const mark = await library.addMark(id, markAt(1, 0));
    const other = await library.addMark(id, markAt(5, 0));
    const moved = { section: 2, block: 7, offset: 3, quote: 'elsewhere' };
    await library.moveMark(mark.id, moved);
    expect(await library.marks(id)).toEqual([other, { ...mark, position: moved }]);
    await library.moveMark(other.id, moved);
    expect((await library.marks(id)).map(({ position }) => position)).toEqual([moved, moved]);
  });

  it('go with their document, and belong to no other', async () => {
    const { library } = await setUp();
    const a = (await library.add('a.txt', inPieces('A'))).entry;
    const b = (await library.add('b.txt', inPieces('B'))).entry;
    await library.addMark(a.id, markAt(1, 0));
    const kept = await library.addMark(b.id, markAt(1, 0));
    await library.remove(a.id);
    await library.add('a.txt', inPieces('A'));
    expect(await library.marks(a.id)).toEqual([]);
    expect(await library.marks(b.id)).toEqual([kept]);
    await expect(library.addMark('f'.repeat(64), markAt(0, 0))).rejects.toMatchObject({
      kind: 'document-missing',
    });
  });

  it('can be made in a library of the first version, which keeps all it had', async () => {
    const folder = await temporaryFolder();
    const id = 'a'.repeat(64);
    const first = new DatabaseSync(join(folder, 'library.sqlite'));
    first.exec(`
      CREATE TABLE document (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL, authors TEXT NOT NULL,
        format TEXT NOT NULL, language TEXT, cover_file TEXT, cover_type TEXT, added_at INTEGER NOT NULL,
        opened_at INTEGER, progress REAL NOT NULL DEFAULT 0, position TEXT
      ) STRICT, WITHOUT ROWID;
      INSERT INTO document VALUES ('${id}', 'a.txt', '${id}.txt', 'Old', '[]', 'text', NULL, NULL, NULL, 1, 2, 0.5,
        '{"section":0,"block":3,"offset":1,"quote":"q"}');
      PRAGMA user_version = 1`);
    first.close();
    const { library } = await setUp(folder);
    expect(await library.get(id)).toMatchObject({ title: 'Old', progress: 0.5, position: { block: 3 } });
    expect(await library.marks(id)).toEqual([]);
    const mark = await library.addMark(id, markAt(3, 1));
    expect(await library.marks(id)).toEqual([mark]);
  });
});
