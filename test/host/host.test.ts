import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { createHost } from '../../electron/host/host.ts';
import { pastedTitle } from '../../electron/host/library.ts';
import { createFakePorts, NO_DESKTOP, type FakePorts } from '../fakes/host-ports.ts';

/** A host, the window's view of it, and everything that left it. */
async function setUp(overrides: Partial<FakePorts> = {}) {
  const ports = await createFakePorts(overrides);
  const host = createHost(ports);
  onTestFinished(() => host.close());
  const left: string[] = [];
  const events: { name: string; payload: unknown }[] = [];
  host.subscribe((name, payload) => {
    left.push(JSON.stringify(payload));
    events.push({ name, payload });
  });
  const api = createApi({
    async call(name, input) {
      const reply = await host.dispatch('trusted', name, input);
      left.push(JSON.stringify(reply));
      return reply;
    },
    on: () => () => undefined,
  });
  const addText = async (text: string) => {
    const result = await api.call('library.addText', { text });
    if (!result.ok) throw new Error(result.error.message);
    return result.entry;
  };
  const heard = (name: string) => events.filter((event) => event.name === name).map((event) => event.payload);
  return { ports, host, api, left, heard, addText };
}

describe('the library of the host', () => {
  it('makes a document of pasted text, called after its first line', async () => {
    const { api, addText, heard } = await setUp();
    const entry = await addText('\n  Call me Ishmael.\nSome years ago…');
    expect(entry.title).toBe('Call me Ishmael.');
    expect(await api.call('library.list')).toEqual([entry]);
    expect(heard('library.changed')).toHaveLength(1);
  });

  it.each([
    ['Short', 'Short'],
    ['  two\t words \r\nnext', 'two words'],
    ['word '.repeat(30), `${'word '.repeat(11).trim()}…`],
    ['x'.repeat(100), `${'x'.repeat(59)}…`],
    ['😀'.repeat(70), `${'😀'.repeat(59)}…`],
  ])('calls %j %j', (text, title) => {
    expect(pastedTitle(text)).toBe(title);
  });

  it('refuses text that is empty or too long, as an answer', async () => {
    const { api } = await setUp();
    expect(await api.call('library.addText', { text: ' \n ' })).toMatchObject({
      ok: false,
      error: { kind: 'empty-document' },
    });
    expect(await api.call('library.addText', { text: 'a'.repeat(8_000_001) })).toMatchObject({
      ok: false,
      error: { kind: 'document-too-large' },
    });
  });

  it('adds the sample once', async () => {
    const { api } = await setUp();
    expect(await api.call('library.addSample')).toMatchObject({ ok: true, alreadyThere: false });
    expect(await api.call('library.addSample')).toMatchObject({ ok: true, alreadyThere: true });
  });

  it('adds what the dialog chose, each with its own answer', async () => {
    const paths: string[] = [];
    const { api, ports } = await setUp({
      desktop: { ...NO_DESKTOP, chooseFiles: async () => paths, openLink: async () => undefined },
    });
    paths.push(join(ports.folder, 'good.txt'), join(ports.folder, 'bad.txt'));
    await writeFile(paths[0]!, 'Good.');
    await writeFile(paths[1]!, 'corrupt');
    expect(await api.call('library.openDialog')).toMatchObject([
      { ok: true, entry: { title: 'good' } },
      {
        ok: false,
        error: { kind: 'corrupt-document', message: expect.stringMatching(/^“bad.txt” was not added\. /) },
      },
    ]);
  });

  it('says so where there is no dialog', async () => {
    const { api } = await setUp();
    await expect(api.call('library.openDialog')).rejects.toMatchObject({ kind: 'refused' });
  });

  it('shows a file from outside, or tells what is wrong with it', async () => {
    const { host, ports, heard } = await setUp();
    const result = await host.openFile(ports.samplePath);
    expect(heard('document.show')).toEqual([{ id: result.ok && result.entry.id }]);
    await host.openFile(join(ports.folder, 'none.txt'));
    expect(heard('app.problem')).toMatchObject([
      {
        error: {
          kind: 'file-unreadable',
          message: '“none.txt” was not added. There is no such file. Check its name and its folder.',
        },
      },
    ]);
  });
});

describe('the documents of the host', () => {
  it('are opened by nobody once it is closed: none would close them', async () => {
    const { api, host, ports, addText } = await setUp();
    const { id } = await addText('a');
    await host.close();
    await expect(api.call('document.section', { id, index: 0 })).rejects.toMatchObject({ kind: 'cancelled' });
    expect(ports.reader.openNow.size).toBe(0);
  });

  it('open, and are noted as opened', async () => {
    const { api, addText } = await setUp();
    const { id } = await addText('One.\nTwo.');
    const { entry, summary } = await api.call('document.open', { id });
    expect(entry.openedAt).not.toBeNull();
    expect(summary.sections).toHaveLength(1);
    const section = await api.call('document.section', { id, index: 0 });
    expect(section.blocks.map((block) => block.text)).toEqual(['One.', 'Two.']);
    await expect(api.call('document.section', { id, index: 7 })).rejects.toMatchObject({
      kind: 'bad-request',
    });
  });

  it('are the last one in the order in which they were asked for, whichever comes up first', async () => {
    const { api, addText, ports } = await setUp();
    const [slow, fast] = [await addText('Slow.'), await addText('Fast.')];
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const open = ports.reader.open.bind(ports.reader);
    vi.spyOn(ports.reader, 'open').mockImplementationOnce(async (...file) => {
      await held;
      return open(...file);
    });
    const opening = api.call('document.open', { id: slow.id });
    await api.call('document.open', { id: fast.id });
    release();
    expect(await opening).toMatchObject({ entry: { id: slow.id, openedAt: null } });
    expect((await api.call('library.list')).map(({ id }) => id)).toEqual([fast.id, slow.id]);
  });

  it('open on a disk that is full, unnoted', async () => {
    const { api, addText, ports } = await setUp();
    const { id } = await addText('Still here.');
    const full = new LecternError('disk-full', 'The disk is full.');
    vi.spyOn(ports.library, 'markOpened').mockRejectedValue(full);
    const { entry, summary } = await api.call('document.open', { id });
    expect(entry).toMatchObject({ id, openedAt: null });
    expect(summary.sections).toHaveLength(1);
    expect(ports.faults).toEqual([{ where: 'document.open', error: full }]);
  });

  it('keep few workers, the last used ones', async () => {
    const { api, addText, ports } = await setUp();
    const ids = [];
    for (const text of ['a', 'b', 'c']) ids.push((await addText(text)).id);
    for (const id of ids) await api.call('document.open', { id });
    expect([...ports.reader.openNow]).toEqual(['b.txt', 'c.txt']);
    await api.call('document.section', { id: ids[1]!, index: 0 });
    await api.call('document.section', { id: ids[0]!, index: 0 });
    expect([...ports.reader.openNow].sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('open once for many who ask at a time', async () => {
    const { api, addText, ports } = await setUp();
    const { id } = await addText('a');
    const before = ports.reader.opened;
    await Promise.all([0, 0, 0, 0].map((index) => api.call('document.section', { id, index })));
    expect(ports.reader.opened).toBe(before + 1);
  });

  it('close when they idle, and open again', async () => {
    const { api, addText, ports } = await setUp();
    const { id } = await addText('a');
    await api.call('document.open', { id });
    ports.clock.advance(9 * 60_000);
    await api.call('document.section', { id, index: 0 });
    ports.clock.advance(9 * 60_000);
    expect(ports.reader.openNow.size).toBe(1);
    ports.clock.advance(2 * 60_000);
    await api.call('library.list');
    expect(ports.reader.openNow.size).toBe(0);
    await expect(api.call('document.section', { id, index: 0 })).resolves.toMatchObject({ index: 0 });
  });

  it('close before they are removed', async () => {
    const { api, addText, ports } = await setUp();
    const { id } = await addText('a');
    await api.call('document.open', { id });
    await api.call('library.remove', { id });
    expect(ports.reader.openNow.size).toBe(0);
    await expect(api.call('document.open', { id })).rejects.toMatchObject({ kind: 'document-missing' });
  });

  it('come back at the next start, unless that is not wanted', async () => {
    const { api, addText } = await setUp();
    expect((await api.call('app.info')).startDocument).toBeNull();
    await addText('never opened');
    const { id } = await addText('opened');
    await api.call('document.open', { id });
    const position = { section: 0, block: 0, offset: 3, quote: 'ned' };
    await api.call('document.savePosition', { id, position, progress: 0.5 });
    expect((await api.call('app.info')).startDocument).toBe(id);
    expect((await api.call('document.open', { id })).entry).toMatchObject({ progress: 0.5, position });
    await api.call('settings.set', { reopenLast: false });
    expect((await api.call('app.info')).startDocument).toBeNull();
  });
});

describe('the images of the host', () => {
  const get = async (path: string) => {
    const { host, addText } = await setUp();
    const { id } = await addText('cover');
    return host.bulk(new Request(`http://127.0.0.1/${path.replace('ID', id)}`));
  };

  it.each(['cover/ID', 'document/ID/resource/cover.png'])('are served harmless: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    expect((await response.arrayBuffer()).byteLength).toBe(4);
  });

  it.each([
    'document/ID/resource/evil.html',
    'document/ID/resource/none.png',
    'document/ID/resource/%E0%A4%A',
    'document/ID/resource/..%2F..%2Fetc%2Fpasswd',
    `cover/${'0'.repeat(64)}`,
    `document/${'0'.repeat(64)}/resource/cover.png`,
    'nothing/here',
  ])('are not there: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});

describe('the settings of the host', () => {
  it('change in part, are told to all windows, and bound the store', async () => {
    const { api, heard } = await setUp();
    const after = await api.call('settings.set', { theme: 'dark', storeCapBytes: 5 });
    expect(after).toMatchObject({ theme: 'dark', rate: 1 });
    expect(await api.call('settings.get')).toEqual(after);
    expect(heard('settings.changed')).toEqual([after]);
    expect((await api.call('speech.storeUsage')).capBytes).toBe(5);
  });

  it('are told as they hold, though the store is cut for longer than another change takes', async () => {
    const { api, ports, heard } = await setUp();
    const cut = Promise.withResolvers<void>();
    vi.spyOn(ports.store, 'setCap').mockReturnValue(cut.promise);
    const slow = api.call('settings.set', { storeCapBytes: 5 });
    await api.call('settings.set', { theme: 'dark' });
    cut.resolve();
    expect(await slow).toMatchObject({ theme: 'dark', storeCapBytes: 5 });
    expect(heard('settings.changed').at(-1)).toEqual(await api.call('settings.get'));
  });
});

describe('the key', () => {
  const KEY = 'sk-9f8e7d6c5b4a-do-not-repeat';

  it('never comes back, by no call, no event and no log', async () => {
    const { api, ports, left, addText } = await setUp();
    await api.call('key.set', { key: KEY });
    const { id } = await addText('a');
    await api.call('app.info');
    await api.call('library.list');
    await api.call('document.open', { id });
    await api.call('speech.status');
    await api.call('speech.voices');
    await api.call('speech.voiceFor', { language: 'en' });
    await api.call('speech.storeUsage');
    await api.call('settings.set', { preferOffline: true });
    await api.call('settings.get');
    await api.call('key.status');
    await api.call('key.test');
    await api.call('key.set', { key: KEY.repeat(50) }).catch(() => undefined);
    await api.call('key.clear');
    expect(left.length).toBeGreaterThan(15);
    expect(left.filter((text) => text.includes('sk-9f8e'))).toEqual([]);
    expect(JSON.stringify(ports.faults)).not.toContain('sk-9f8e');
  });

  it('is announced, and so is who speaks then', async () => {
    const { api, heard } = await setUp();
    await api.call('key.set', { key: KEY });
    await api.call('key.clear');
    expect(heard('key.changed')).toMatchObject([{ present: true }, { present: false }]);
    await api.call('key.status');
    expect(heard('speech.status').at(-1)).toMatchObject({ server: 'embedded' });
  });
});

describe('app.openLink', () => {
  it('hands web addresses to the browser, and nothing else', async () => {
    const opened: string[] = [];
    const { api } = await setUp({
      desktop: { ...NO_DESKTOP, chooseFiles: null, openLink: async (url) => void opened.push(url) },
    });
    await api.call('app.openLink', { url: 'https://example.org/a?b#c' });
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'httpx://a'])
      await api.call('app.openLink', { url }).catch(() => undefined);
    expect(opened).toEqual(['https://example.org/a?b#c']);
  });
});
