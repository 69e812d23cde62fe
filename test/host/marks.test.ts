import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts, type FakePorts } from '../fakes/host-ports.ts';

/** A program on these ports, and what its windows were told. */
function start(ports: FakePorts) {
  const host = createHost(ports);
  onTestFinished(() => host.close());
  const told: unknown[] = [];
  host.subscribe((name, payload) => {
    if (name === 'document.marksChanged') told.push(payload);
  });
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  return { api, told };
}

async function setUp() {
  const ports = await createFakePorts();
  const { api, told } = start(ports);
  const added = await api.call('library.addText', { text: 'Loomings\nCall me Ishmael.\nSome years ago.' });
  if (!added.ok) throw new Error(added.error.message);
  return { ports, api, told, id: added.entry.id };
}

const markAt = (block: number, quote: string) => ({
  kind: 'sentence' as const,
  position: { section: 0, block, offset: 0, quote },
  text: quote,
  chapter: null,
});

describe('the marks of the host', () => {
  it('are kept, removed, and told to all windows', async () => {
    const { api, told, id } = await setUp();
    const mark = await api.call('document.addMark', { id, mark: markAt(1, 'Call me Ishmael.') });
    expect(await api.call('document.marks', { id })).toEqual([mark]);
    await api.call('document.removeMark', { id, mark: mark.id });
    expect(await api.call('document.marks', { id })).toEqual([]);
    expect(told).toEqual([{ id }, { id }]);
  });

  it('are found again by their quotes when the blocks have moved, once for a start of the program', async () => {
    const { ports, api, id } = await setUp();
    // As an earlier version of the reader counted: the title was no block of its own.
    await api.call('document.addMark', { id, mark: markAt(0, 'Call me Ishmael.') });
    await api.call('document.addMark', { id, mark: markAt(1, 'Some years ago.') });

    const later = start(ports);
    const found = await later.api.call('document.marks', { id });
    expect(found.map(({ position, text }) => [position.block, text])).toEqual([
      [1, 'Call me Ishmael.'],
      [2, 'Some years ago.'],
    ]);
    expect(await ports.library.marks(id)).toEqual(found);
    const opened = ports.reader.opened;
    await later.api.call('document.marks', { id });
    expect(ports.reader.opened).toBe(opened);
  });

  it('are none for a document without any, which is not opened for that', async () => {
    const { ports, api, id } = await setUp();
    const opened = ports.reader.opened;
    expect(await api.call('document.marks', { id })).toEqual([]);
    expect(ports.reader.opened).toBe(opened);
    await expect(
      api.call('document.addMark', { id: 'f'.repeat(64), mark: markAt(0, 'q') }),
    ).rejects.toMatchObject({ kind: 'document-missing' });
  });
});
