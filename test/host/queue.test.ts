import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts } from '../fakes/host-ports.ts';

describe('the queue of the host', () => {
  it('is changed by one window and told to all, and forgets what is removed from the library', async () => {
    const host = createHost(await createFakePorts());
    onTestFinished(() => host.close());
    const told: string[] = [];
    host.subscribe((name) => told.push(name));
    const api = createApi({
      call: (name, input) => host.dispatch('trusted', name, input),
      on: () => () => undefined,
    });
    const ids: string[] = [];
    for (const text of ['First\nIt is.', 'Second\nIt is.', 'Third\nIt is.']) {
      const added = await api.call('library.addText', { text });
      if (added.ok) ids.push(added.entry.id);
    }
    const titles = (entries: readonly { title: string }[]) => entries.map(({ title }) => title);
    expect(titles(await api.call('queue.add', { ids, at: null }))).toHaveLength(3);
    const [first = '', second = '', third = ''] = ids;
    const moved = await api.call('queue.move', { id: third, to: 0 });
    expect(moved.map(({ id }) => id)).toEqual([third, first, second]);
    expect((await api.call('queue.remove', { ids: [first] })).map(({ id }) => id)).toEqual([third, second]);
    expect(told.filter((name) => name === 'queue.changed')).toHaveLength(3);
    await api.call('library.remove', { id: third });
    expect((await api.call('queue.list')).map(({ id }) => id)).toEqual([second]);
  });
});
