import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { Queue } from '../../../renderer/queue/queue.svelte.ts';
import { Notices } from '../../../renderer/ui/notices.svelte.ts';
import { longDocument, novel, plainDocument } from '../../fakes/documents.ts';
import { FakeLectern } from '../../fakes/lectern-api.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

async function setUp() {
  const lectern = new FakeLectern();
  const notices = new Notices(createManualClock());
  const ids = [
    lectern.add(novel()),
    lectern.add(longDocument(4)),
    lectern.add(plainDocument('Third\nIt is.')),
  ];
  const read: { id: string; restart: boolean }[] = [];
  const broken = new Set<string>();
  /** Whether the person chooses another document while the next one is opened. */
  const chosen = { other: false };
  const queue = new Queue({
    api: lectern.api,
    notices,
    show: () => undefined,
    choose:
      () =>
      async (id, { restart }) => {
        if (broken.has(id)) return 'failed';
        read.push({ id, restart });
        return chosen.other ? 'dropped' : 'open';
      },
  });
  const entries = await lectern.api.call('library.list');
  for (const entry of entries) await queue.add(entry);
  const queued = () => queue.entries.map(({ id }) => ids.indexOf(id));
  return { lectern, notices, ids, read, broken, chosen, queue, entries, queued };
}
const sentences = (notices: Notices) => notices.list.map(({ sentence }) => sentence);

describe('the queue in the window', () => {
  it('says what comes next, and takes each once', async () => {
    const { queue, notices, entries, queued } = await setUp();
    expect(queued()).toEqual([0, 1, 2]);
    expect(sentences(notices)).toEqual([`“${entries[2]?.title}” is in the queue, 3 in all.`]);
    const [first] = entries;
    if (first) await queue.add(first);
    expect(queued()).toEqual([1, 2, 0]);
  });

  it('moves at once, and back where that could not be kept', async () => {
    const { lectern, ids, queue, queued, notices } = await setUp();
    const moving = queue.move(ids[2] ?? '', 0);
    expect(queued()).toEqual([2, 0, 1]);
    await moving;
    expect((await lectern.api.call('queue.list')).map(({ id }) => ids.indexOf(id))).toEqual([2, 0, 1]);
    lectern.fail('queue.move', new LecternError('disk-full', 'The disk is full.'));
    await queue.move(ids[1] ?? '', 0);
    expect(queued()).toEqual([2, 0, 1]);
    expect(sentences(notices)).toContain('The disk is full.');
  });

  it('gives back what was removed, at its place', async () => {
    const { queue, queued, notices } = await setUp();
    const second = queue.entries[1];
    if (second) await queue.remove(second);
    expect(queued()).toEqual([0, 2]);
    notices.list.at(-1)?.action?.run();
    await expect.poll(queued).toEqual([0, 1, 2]);
    await queue.clear();
    expect(queued()).toEqual([]);
    notices.list.at(-1)?.action?.run();
    await expect.poll(queued).toEqual([0, 1, 2]);
  });

  it('plays through: the finished one is heard, what cannot be opened is left out', async () => {
    const { queue, ids, broken, read, queued, notices, entries } = await setUp();
    broken.add(ids[0] ?? '');
    expect(await queue.playNext(ids[2] ?? '')).toBe(true);
    expect(read).toEqual([{ id: ids[1], restart: false }]);
    expect(queued()).toEqual([]);
    expect(sentences(notices)).toContain(`Now “${entries[1]?.title}”.`);
    expect(await queue.playNext(ids[1] ?? '')).toBe(false);
  });

  it('keeps what was to be next where another was chosen while it was opened, and leaves it at that', async () => {
    const { queue, ids, read, chosen, queued, notices } = await setUp();
    chosen.other = true;
    expect(await queue.playNext(null)).toBe(true);
    expect(read).toEqual([{ id: ids[0], restart: false }]);
    expect(queued()).toEqual([0, 1, 2]);
    expect(sentences(notices).filter((sentence) => sentence.startsWith('Now'))).toEqual([]);
  });

  it('goes on by two where it is asked twice at once', async () => {
    const { queue, ids, read, queued } = await setUp();
    expect(await Promise.all([queue.playNext(null), queue.playNext(null)])).toEqual([true, true]);
    expect(read.map(({ id }) => id)).toEqual([ids[0], ids[1]]);
    expect(queued()).toEqual([2]);
  });

  it('begins what was read to its end from the start', async () => {
    const { lectern, queue, read, entries } = await setUp();
    const [first] = entries;
    if (!first) throw new Error('no entry');
    const position = { section: 0, block: 0, offset: 0, quote: '' };
    await lectern.api.call('document.savePosition', { id: first.id, position, progress: 0.999 });
    await queue.reload();
    await queue.playNext(null);
    expect(read).toEqual([{ id: first.id, restart: true }]);
  });
});
