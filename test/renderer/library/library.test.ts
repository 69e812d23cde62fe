import { describe, expect, it } from 'vitest';
import type { CallName } from '../../../electron/contract/table.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { Library } from '../../../renderer/library/library.svelte.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { longDocument, novel } from '../../fakes/documents.ts';
import { lateAnswers } from '../../fakes/late-answers.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

/** @param held Calls whose answers come when the test says so. */
async function setUp(held: readonly CallName[] = []) {
  const lectern = new FakeLectern();
  const late = lateAnswers(lectern.api, held);
  const clock = createManualClock();
  const notices = new Notices(clock);
  const closed: string[] = [];
  const library = new Library({
    api: late.api,
    notices,
    onRemoved: (id) => closed.push(id),
    upload: async (file, onProgress) => {
      if (file.name.endsWith('.doc'))
        return {
          ok: false,
          error: {
            kind: 'unsupported-format',
            message: `“${file.name}” is a kind of file that Lectern cannot read yet.`,
            retryable: false,
            retryAfter: null,
          },
        };
      onProgress(0.5);
      return lectern.api.call('library.addText', { text: await file.text() });
    },
  });
  return { lectern, late, clock, notices, library, closed };
}
const titles = (library: Library) => library.entries.map(({ title }) => title);

describe('the library', () => {
  it('lists what was opened last first', async () => {
    const { lectern, library } = await setUp();
    lectern.add(novel(), { openedAt: 5, addedAt: 1 });
    lectern.add(longDocument(40), { openedAt: null, addedAt: 9 });
    expect(library.loaded).toBe(false);
    await library.reload();
    expect(titles(library)).toEqual(['A long walk', 'Pride and Prejudice']);
  });

  it('takes files one after another and tells which could not be read', async () => {
    const { library, notices } = await setUp();
    const first = await library.addFiles([
      new File(['x'], 'old.doc'),
      new File(['A first text.'], 'a.txt'),
      new File(['Another text.'], 'b.txt'),
    ]);
    expect(first?.title).toBe('A first text.');
    expect(titles(library)).toHaveLength(2);
    expect(library.incoming).toEqual([]);
    expect(notices.list).toMatchObject([
      { tone: 'error', sentence: '“old.doc” is a kind of file that Lectern cannot read yet.' },
    ]);
  });

  it('tells the first refusals one by one and counts the others', async () => {
    const { library, notices } = await setUp();
    await library.addFiles([1, 2, 3, 4, 5].map((n) => new File(['x'], `${n}.doc`)));
    expect(notices.list.map(({ sentence }) => sentence)).toEqual([
      ...[1, 2, 3].map((n) => `“${n}.doc” is a kind of file that Lectern cannot read yet.`),
      '2 more files were not added. Add them one by one to see why.',
    ]);
  });

  it('tells what the dialog’s files could not be, after one that could as well', async () => {
    const { lectern, library, notices } = await setUp();
    const good = await lectern.api.call('library.addText', { text: 'A good text.' });
    const error = {
      kind: 'no-text',
      message: '“b.txt” has no words.',
      retryable: false,
      retryAfter: null,
    } as const;
    lectern.chosen = [good, { ok: false, error }];
    expect((await library.openDialog())?.title).toBe('A good text.');
    expect(notices.list).toMatchObject([{ sentence: '“b.txt” has no words.' }]);
  });

  it('hides at once, removes when the way back has passed', async () => {
    const { lectern, clock, library, closed } = await setUp();
    const id = lectern.add(novel());
    await library.reload();
    library.remove(library.entries[0]!);
    expect(titles(library)).toEqual([]);
    expect(closed).toEqual([id]);
    clock.advance(6900);
    expect(lectern.calls('library.remove')).toEqual([]);
    clock.advance(200);
    expect(lectern.calls('library.remove')).toEqual([{ id }]);
  });

  it('gives back what was taken away by mistake', async () => {
    const { lectern, clock, library, notices } = await setUp();
    lectern.add(novel());
    await library.reload();
    library.remove(library.entries[0]!);
    notices.take(notices.list[0]!);
    clock.advance(60_000);
    expect(titles(library)).toEqual(['Pride and Prejudice']);
    expect(lectern.calls('library.remove')).toEqual([]);
  });

  it('keeps what was taken away and is brought in again, or is read after all', async () => {
    const { lectern, clock, library } = await setUp();
    await library.addText('A text that is pasted twice.');
    const id = lectern.add(novel());
    await library.reload();
    for (const entry of library.entries) library.remove(entry);
    expect(titles(library)).toEqual([]);
    await library.addText('A text that is pasted twice.');
    library.keep(id);
    clock.advance(60_000);
    expect(titles(library).sort()).toEqual(['A text that is pasted twice.', 'Pride and Prejudice']);
    expect(lectern.calls('library.remove')).toEqual([]);
  });

  it('gives the whole way back to what is taken away a second time', async () => {
    const { lectern, clock, library } = await setUp();
    const entry = await library.addText('A text that is removed twice.');
    if (!entry) throw new Error('no entry');
    library.remove(entry);
    clock.advance(6000);
    await library.addText('A text that is removed twice.');
    library.remove(entry);
    clock.advance(6000);
    expect(lectern.calls('library.remove')).toEqual([]);
    clock.advance(1000);
    expect(lectern.calls('library.remove')).toEqual([{ id: entry.id }]);
  });

  it('shows the newest list, whatever the order in which lists come', async () => {
    const { lectern, library, late } = await setUp(['library.list']);
    const before = library.reload();
    lectern.add(novel());
    const after = library.reload();
    await late.giveAll((count) => count - 1);
    await Promise.all([before, after]);
    expect(titles(library)).toEqual(['Pride and Prejudice']);
  });

  it('shows it again where it could not be removed', async () => {
    const { lectern, clock, library, notices } = await setUp();
    lectern.add(novel());
    await library.reload();
    lectern.fail('library.remove', new LecternError('storage', 'The library could not be written.'));
    library.remove(library.entries[0]!);
    clock.advance(8000);
    await expect.poll(() => titles(library)).toEqual(['Pride and Prejudice']);
    expect(notices.list).toMatchObject([{ sentence: 'The library could not be written.' }]);
  });
});
