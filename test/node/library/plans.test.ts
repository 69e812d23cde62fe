import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NO_CHOICES, type DocumentChoices } from '../../../electron/core/document/plan.ts';
import { openLibrary } from '../../../electron/node/library/library.ts';
import { createFakeReader } from '../../fakes/document-reader.ts';
import { inPieces, temporaryFolder } from '../../support/temporary.ts';

async function open(directory: string) {
  const library = await openLibrary({ directory, reader: createFakeReader() });
  onTestFinished(() => library.close());
  return library;
}

const CHOICES: DocumentChoices = {
  notes: 'inline',
  kinds: { table: false, contents: true },
  blocks: [{ section: 3, key: 'abc.1', kind: 'note', spoken: true }],
  language: 'de',
  margins: { top: 0.1, right: 0, bottom: 0.08, left: 0 },
};

describe('the reading plan of a document', () => {
  it('is kept whole, and goes with its document', async () => {
    const folder = await temporaryFolder();
    const library = await open(folder);
    const { id } = (await library.add('a.txt', inPieces('A'))).entry;
    expect(await library.plan(id)).toEqual(NO_CHOICES);
    await library.setPlan(id, { ...CHOICES, notes: 'after' });
    await library.setPlan(id, CHOICES);
    library.close();
    const again = await open(folder);
    expect(await again.plan(id)).toEqual(CHOICES);
    await again.remove(id);
    await again.add('a.txt', inPieces('A'));
    expect(await again.plan(id)).toEqual(NO_CHOICES);
  });

  it('keeps the choices that can be used where another version wrote some that cannot', async () => {
    const folder = await temporaryFolder();
    const library = await open(folder);
    const { id } = (await library.add('a.txt', inPieces('A'))).entry;
    await library.setPlan(id, CHOICES);
    const db = new DatabaseSync(join(folder, 'library.sqlite'));
    const written = { ...CHOICES, notes: 'sung', margins: { top: 9 }, kinds: { hologram: true } };
    db.prepare('UPDATE reading_plan SET choices = ?').run(JSON.stringify(written));
    db.close();
    expect(await library.plan(id)).toEqual({ ...CHOICES, notes: null, margins: null, kinds: {} });
  });

  it('is refused for a document that is not there', async () => {
    const library = await open(await temporaryFolder());
    await expect(library.setPlan('f'.repeat(64), CHOICES)).rejects.toMatchObject({
      kind: 'document-missing',
    });
  });
});
