/** From an action to what the player's page is asked for, over the real library. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { NOTHING_PLAYING, type NowPlaying } from '../../electron/contract/player-schemas.ts';
import type { Copied } from '../../electron/core/clipping/copied.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { MOST_CLIPPINGS } from '../../electron/host/clipping-history.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts, type FakePorts } from '../fakes/host-ports.ts';
import { until } from '../support/until.ts';

async function setUp({ pageThere = true, ...overrides }: Partial<FakePorts> & { pageThere?: boolean } = {}) {
  let copied: Copied | LecternError = nothing();
  const did: string[] = [];
  const note = (what: string) => () => void did.push(what);
  const ports = await createFakePorts({
    ...overrides,
    anywhere: {
      async copied(from) {
        if (copied instanceof LecternError) throw copied;
        return { ...copied, source: from };
      },
      pill: { show: note('show'), hide: note('hide'), enter: note('enter'), leave: note('leave') },
      preparePlayer: note('prepare'),
      revealWindow: note('reveal'),
      hotkeys: { status: () => [], suspend: (on) => void did.push(`suspend ${String(on)}`) },
    },
  });
  const host = createHost(ports);
  onTestFinished(() => host.close());
  const events: { name: string; payload: unknown }[] = [];
  host.subscribe((name, payload) => events.push({ name, payload }));
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  const tell = (now: Partial<NowPlaying>) => api.call('player.tell', { ...NOTHING_PLAYING, ...now });
  if (pageThere) await tell({});
  const heard = <T>(name: string) =>
    events.filter((event) => event.name === name).map(({ payload }) => payload as T);
  const read = () => heard<{ id: string; restart: boolean }>('document.read');
  return {
    ...{ ports, host, api, did, tell, heard, read },
    copy: (given: Partial<Copied> | LecternError) =>
      (copied = given instanceof LecternError ? given : { ...nothing(), ...given }),
    /** As the page does once it has what it was asked for. */
    plays: (phase: NowPlaying['phase'], id = read().at(-1)?.id ?? '') =>
      tell({ phase, document: { id, title: 'T', author: null } }),
    said: async () => (await api.call('pill.state')).sentence,
    commands: () => heard<{ command: string }>('app.command').map(({ command }) => command),
  };
}

const nothing = (): Copied => ({
  ...{ source: 'clipboard', text: '', html: '', files: [], types: [], secret: false },
});

describe('a press of the reading key', () => {
  it('keeps what was copied beside the library, and has it read from its beginning', async () => {
    const { host, api, copy, read, did } = await setUp();
    copy({ text: 'Call me Ishmael.' });
    await host.act('read-clipboard');
    const [clipping] = await api.call('clipping.list');
    expect(clipping).toMatchObject({ title: 'Call me Ishmael.', format: 'text' });
    expect(read()).toEqual([{ id: clipping?.id, restart: true }]);
    expect(await api.call('library.list')).toEqual([]);
    expect(did).toEqual(['show', 'prepare']);
  });

  it('pauses and goes on while the same is read, and reads it again after its end', async () => {
    const { host, copy, plays, read, commands, said } = await setUp();
    copy({ text: 'Call me Ishmael.' });
    await host.act('read-clipboard');
    await host.act('read-clipboard'); // it is about to be heard: not yet a wish to pause
    expect([read().length, commands()]).toEqual([1, []]);
    for (const phase of ['playing', 'paused', 'waiting'] as const) {
      await plays(phase);
      await host.act('read-clipboard');
    }
    expect(commands()).toEqual(['play-pause', 'play-pause', 'play-pause']);
    await plays('finished');
    await host.act('read-clipboard');
    expect(read()).toHaveLength(2);
    expect(await said()).toBe('The same as before: it is read again.');
  });

  it('reads the same again where a book has taken its place, and what is new at once', async () => {
    const { host, copy, plays, read, commands } = await setUp();
    copy({ text: 'Call me Ishmael.' });
    await host.act('read-clipboard');
    await plays('playing');
    await plays('playing', 'b'.repeat(64));
    await host.act('read-clipboard');
    copy({ text: 'Some years ago' });
    await host.act('read-clipboard');
    expect(read()).toHaveLength(3);
    expect(commands()).toEqual([]);
  });

  it('answers with a sentence, whatever is wrong, and asks for nothing', async () => {
    const { host, copy, said, read } = await setUp();
    await host.act('read-clipboard');
    expect(await said()).toMatch(/is empty/);
    copy(new LecternError('refused', 'Only Linux tells what is selected.'));
    await host.act('read-selection');
    expect(await said()).toBe('Only Linux tells what is selected.');
    copy({ files: ['/nowhere/book.epub'] });
    await host.act('read-clipboard');
    expect(await said()).toMatch(/^“book\.epub” was not added\. There is no such file/);
    expect(read()).toEqual([]);
  });

  it('waits for a page that is not there yet, the newest wish first', async () => {
    const { host, copy, tell, read, did } = await setUp({ pageThere: false });
    copy({ text: 'One.' });
    await host.act('read-clipboard');
    copy({ text: 'Two.' });
    await host.act('read-clipboard');
    expect([read(), did.filter((what) => what === 'prepare').length]).toEqual([[], 2]);
    await tell({});
    expect(read()).toHaveLength(1);
    host.playerGone();
    copy({ text: 'Three.' });
    await host.act('read-clipboard');
    expect(read()).toHaveLength(1);
    await tell({});
    expect(read()).toHaveLength(2);
  });
});

describe('a copied web address', () => {
  const ADDRESS = 'https://example.org/essay';
  const article = Promise.withResolvers<void>();
  const fetched = async () => {
    await article.promise;
    return { address: ADDRESS, bytes: new TextEncoder().encode('The essay.') };
  };

  it('offers its article; the same key takes the offer, and nothing waits for it', async () => {
    const { host, api, copy, read, said, commands, plays } = await setUp({ fetchAddress: fetched });
    copy({ text: ` ${ADDRESS}\n` });
    await host.act('read-clipboard');
    expect(await api.call('pill.state')).toEqual({
      sentence: 'A web address was copied. Press the same key again to hear its article.',
      offer: ADDRESS,
    });
    await host.act('read-clipboard');
    await host.act('read-clipboard'); // it is on its way already
    expect(await said()).toBe('The article is being fetched …');
    await plays('playing', 'b'.repeat(64));
    await host.act('pause');
    expect([read(), commands()]).toEqual([[], ['play-pause']]);

    article.resolve();
    await until(() => read().length === 1);
    expect((await api.call('library.list')).map(({ id }) => id)).toEqual([read()[0]?.id]);
    await plays('playing');
    await host.act('read-clipboard');
    expect(commands()).toEqual(['play-pause', 'play-pause']);
  });

  it('says what hinders, and offers it again', async () => {
    const fails = () => Promise.reject(new LecternError('network', 'This page cannot be reached.'));
    const { host, api, copy, read, said } = await setUp({ fetchAddress: fails });
    copy({ text: ADDRESS });
    await host.act('read-clipboard');
    await api.call('pill.act', { action: 'take-offer' });
    let sentence: string | null = null;
    await until(() => {
      void said().then((now) => (sentence = now));
      return sentence === 'This page cannot be reached.';
    });
    await host.act('read-clipboard');
    expect((await api.call('pill.state')).offer).toBe(ADDRESS);
    expect(read()).toEqual([]);
  });
});

describe('what is read afterwards', () => {
  it('stands in the queue, in its order, and is read at once where nothing is', async () => {
    const { host, api, copy, plays, read, said, ports } = await setUp();
    copy({ text: 'First.' });
    await host.act('queue-clipboard');
    expect(read()).toHaveLength(1);
    await plays('playing');
    copy({ text: 'Second.' });
    await host.act('queue-clipboard');
    expect(await said()).toBe('It is read next.');
    const path = join(ports.folder, 'third.txt');
    await writeFile(path, 'Third.');
    copy({ files: [path] });
    await host.act('queue-clipboard');
    expect(await said()).toBe('It is read in its turn, 1 before it.');
    expect(read()).toHaveLength(1);
    const queued = async () => (await api.call('queue.list')).map(({ title }) => title);
    expect(await queued()).toEqual(['Second.', 'third']);
    await host.act('stop');
    expect(await queued()).toEqual(['Second.', 'third']); // it is for later, too
  });

  it('is several files that were copied, before what waits already', async () => {
    const { host, api, copy, plays, read, ports } = await setUp();
    copy({ text: 'First.' });
    await host.act('queue-clipboard');
    await plays('playing');
    copy({ text: 'Last.' });
    await host.act('queue-clipboard');
    const files = ['a.txt', 'b.txt', 'c.txt'].map((name) => join(ports.folder, name));
    for (const file of files) await writeFile(file, `The text of ${file}.`);
    copy({ files });
    await host.act('read-clipboard');
    expect(read()).toHaveLength(2);
    expect((await api.call('queue.list')).map(({ title }) => title)).toEqual(['b', 'c', 'Last.']);
  });

  it('stays until it was read, though no history is wanted', async () => {
    const { host, api, copy, plays } = await setUp();
    for (const text of ['First.', 'Second.']) {
      copy({ text });
      await host.act('queue-clipboard');
      await plays('playing');
    }
    await api.call('settings.set', { keepClippings: false });
    await host.act('pause');
    expect((await api.call('queue.list')).map(({ title }) => title)).toEqual(['Second.']);
  });
});

describe('the history', () => {
  it('holds the last ones, each once', async () => {
    const { host, api, copy } = await setUp();
    for (let text = 0; text < MOST_CLIPPINGS + 3; text++) {
      copy({ text: `Text ${text}.` });
      await host.act('read-clipboard');
    }
    expect(await api.call('clipping.list')).toHaveLength(MOST_CLIPPINGS);
    copy({ text: 'Text 9.' });
    await host.act('read-clipboard');
    const titles = (await api.call('clipping.list')).map(({ title }) => title);
    expect([titles.length, titles[0]]).toEqual([MOST_CLIPPINGS, 'Text 9.']);
  });

  it('is nothing where it is not wanted: a text is gone when the next is read', async () => {
    const { host, api, copy, plays, ports } = await setUp();
    copy({ text: 'Old.' });
    await host.act('read-clipboard');
    await plays('playing');
    await api.call('settings.set', { keepClippings: false });
    expect(await api.call('clipping.list')).toEqual([]);
    copy({ text: 'Secret.' });
    await host.act('read-clipboard');
    await plays('playing');
    await host.act('pause'); // after what the page's word began
    const kept = await ports.library.clippings();
    expect(kept.map(({ title }) => title)).toEqual(['Secret.']);
  });

  it('is cleared but for what is read, and one of it can be kept as a document', async () => {
    const { host, api, copy, plays } = await setUp();
    for (const text of ['One.', 'Two.', 'Three.']) {
      copy({ text });
      await host.act('read-clipboard');
      await plays('playing');
    }
    const [, two] = await api.call('clipping.list');
    await api.call('clipping.keep', { id: two?.id ?? '' });
    expect((await api.call('library.list')).map(({ title }) => title)).toEqual(['Two.']);
    await api.call('clipping.clear');
    expect((await api.call('clipping.list')).map(({ title }) => title)).toEqual(['Three.']);
  });
});

describe('the pill', () => {
  it('opens what is read in the reader, and takes a clipping’s voice along when it is closed', async () => {
    const { host, api, copy, plays, heard, did, commands } = await setUp();
    copy({ text: 'One.' });
    await host.act('read-clipboard');
    await plays('playing');
    await api.call('pill.act', { action: 'open-document' });
    expect(heard('document.show')).toHaveLength(1);
    await api.call('pill.act', { action: 'leave' });
    await api.call('pill.act', { action: 'close' });
    expect(did.slice(-3)).toEqual(['reveal', 'leave', 'hide']);
    expect(commands()).toEqual(['stop']);
    await plays('playing', 'b'.repeat(64));
    await api.call('pill.act', { action: 'close' });
    expect(commands()).toEqual(['stop']); // a book is read on
    await api.call('player.command', { command: 'faster' });
    expect(commands()).toEqual(['stop', 'faster']);
  });

  it('says that nothing is read where there is nothing to pause', async () => {
    const { host, said, commands } = await setUp();
    await host.act('pause');
    expect([await said(), commands()]).toEqual(['Nothing is being read.', []]);
  });
});
