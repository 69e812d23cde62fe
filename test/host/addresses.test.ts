import { describe, expect, it } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { LecternError } from '../../electron/core/errors.ts';
import type { FetchAddress } from '../../electron/core/web-address.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts } from '../fakes/host-ports.ts';

const page = (text: string) => new TextEncoder().encode(text);

async function setUp(fetchAddress: FetchAddress) {
  const ports = await createFakePorts({ fetchAddress });
  const host = createHost(ports);
  const shown: unknown[] = [];
  host.subscribe((name, payload) => {
    if (name === 'document.show' || name === 'app.problem') shown.push(payload);
  });
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  return { api, host, ports, shown };
}

/** Fetches until it is given up. */
const forever: FetchAddress = (_, signal) =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new LecternError('cancelled', 'Given up.'))),
  );

describe('a web address', () => {
  it('becomes a document of the library that is called by where it was found', async () => {
    const { api, ports } = await setUp(async (address) => ({
      address: `${address}/there`,
      bytes: page('Words.'),
    }));
    const added = await api.call('library.addAddress', { address: ' example.org ' });
    expect(added).toMatchObject({ ok: true, alreadyThere: false });
    const [entry] = await api.call('library.list');
    expect((await ports.library.file(entry!.id)).name).toBe('http://example.org/there');
    // It is there without a network now.
    expect((await api.call('document.open', { id: entry!.id })).summary.sections).toHaveLength(1);
  });

  it('that brings nothing is told as an answer, in the words of the fetch', async () => {
    const { api } = await setUp(async () => {
      throw new LecternError('document-missing', 'There is no such page.');
    });
    expect(await api.call('library.addAddress', { address: 'https://example.org' })).toEqual({
      ok: false,
      error: {
        kind: 'document-missing',
        message: 'There is no such page.',
        retryable: false,
        retryAfter: null,
      },
    });
    expect(await api.call('library.list')).toEqual([]);
  });

  it('is given up when it is not wanted any more, and no other', async () => {
    const { api } = await setUp(forever);
    const first = api.call('library.addAddress', { address: 'https://a.example.org' });
    const second = api.call('library.addAddress', { address: 'https://b.example.org' });
    let ended = false;
    void second.then(() => (ended = true));
    await api.call('library.cancelAddress', { address: 'https://a.example.org' });
    expect(await first).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(ended).toBe(false);
    await api.call('library.cancelAddress', { address: 'https://b.example.org' });
    expect(await second).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });

  it('that is asked for again is fetched once, for who asked last', async () => {
    const { api, host } = await setUp(forever);
    const first = api.call('library.addAddress', { address: 'https://a.example.org' });
    const second = api.call('library.addAddress', { address: 'https://a.example.org' });
    expect(await first).toMatchObject({ error: { kind: 'cancelled' } });
    await host.close();
    expect(await second).toMatchObject({ error: { kind: 'cancelled' } });
  });

  it('from outside the window is shown, or its problem is', async () => {
    const { host, shown } = await setUp(async (address) => {
      if (address.endsWith('bad')) throw new LecternError('network', 'No way there.');
      return { address, bytes: page('Words.') };
    });
    const result = await host.openFile('https://example.org/good');
    expect(result.ok && shown[0]).toEqual({ id: result.ok ? result.entry.id : '' });
    await host.openFile('https://example.org/bad');
    expect(shown[1]).toMatchObject({ error: { kind: 'network', message: 'No way there.' } });
  });
});
