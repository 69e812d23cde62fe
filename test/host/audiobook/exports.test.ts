import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApi } from '../../../electron/contract/client.ts';
import type { CallInput, LecternApi } from '../../../electron/contract/table.ts';
import type { ExportJob } from '../../../electron/core/audiobook/order.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import type { SpeechEvent, SpeechRequest } from '../../../electron/core/speech/types.ts';
import { createHost, type Host } from '../../../electron/host/host.ts';
import { createFakePorts, type FakePorts } from '../../fakes/host-ports.ts';
import { createFakeServer } from '../../fakes/speech-server.ts';

const PARAGRAPHS = Array.from(
  { length: 12 },
  (_, n) => `This is the paragraph with the letter ${String.fromCharCode(97 + n)}.`,
);

/** Samples: a quick, plausible voice. */
const PER_CHARACTER = 800;

let ports: FakePorts;
let host: Host;
let api: LecternApi;
let id: string;
let told: Map<string, ExportJob | null>;
/** Stands in the way of the embedded voice. */
let gate: (request: SpeechRequest, signal: AbortSignal) => Promise<void>;

beforeEach(async () => {
  gate = async () => undefined;
  ports = await createFakePorts({
    servers: {
      together: createFakeServer({ server: 'together' }),
      embedded: createFakeServer({
        server: 'embedded',
        async *script(request, signal): AsyncGenerator<SpeechEvent> {
          await gate(request, signal);
          yield { type: 'audio', pcm: new Uint8Array(request.text.length * 2 * PER_CHARACTER).fill(8) };
        },
      }),
    },
  });
  await mkdir(join(ports.folder, 'in'));
  const file = join(ports.folder, 'in', 'book.txt');
  await writeFile(file, PARAGRAPHS.join('\n'));
  id = (await ports.library.addFile(file)).entry.id;
  await start();
});

async function start(changes: Partial<FakePorts['exports']> = {}): Promise<void> {
  told = new Map();
  host = createHost({ ...ports, exports: { ...ports.exports, ...changes } });
  const here = host;
  onTestFinished(() => here.close());
  host.subscribe((name, payload) => {
    if (name !== 'export.changed') return;
    const { id: job, job: now } = payload as { id: string; job: ExportJob | null };
    told.set(job, now);
  });
  api = createApi({
    call: (name, input) => here.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
}

const order = (changes: Partial<CallInput<'export.start'>> = {}): CallInput<'export.start'> => ({
  documentId: id,
  what: { kind: 'chapters', chapters: [{ row: 0, title: 'All of it' }] },
  voice: null,
  forms: ['mp3'],
  split: { kind: 'none' },
  mp3: { encoder: 'wasm', rate: 24_000, mode: { kind: 'cbr', kbps: 64 }, loudness: -18 },
  id3: 4,
  tags: { title: 'Book', authors: ['A'], narrator: 'N', year: null, cover: false },
  folder: null,
  fileName: null,
  ...changes,
});
const settled = (job: string, state: ExportJob['state']) =>
  vi.waitFor(async () => {
    const now = (await api.call('export.list')).find((one) => one.id === job);
    expect(now?.state).toBe(state);
    return now!;
  });
/** So many segments are finished, and the window knows. */
const toldOf = (job: string, segments: number) =>
  vi.waitFor(() => {
    ports.clock.advance(250);
    expect(told.get(job)?.segments.done).toBe(segments);
  });
const texts = () => ports.servers.embedded.requests.map(({ text }) => text);

describe('exports', () => {
  it('speak every segment, keep it, and make a file of them', async () => {
    const { id: job } = await api.call('export.start', order());
    const done = await settled(job, 'done');
    expect(texts().toSorted()).toEqual(PARAGRAPHS.toSorted());
    expect(ports.exports.assembler.made.get('Book')).toEqual(
      PARAGRAPHS.map((text) => `${text} ${text.length * PER_CHARACTER}`),
    );
    expect(done).toMatchObject({
      files: [join(ports.folder, 'audiobooks', 'Book.mp3')],
      segments: { done: 12, all: 12 },
      characters: { bought: 0 },
      cost: 0,
    });
    await vi.waitFor(() => expect(told.get(job)?.state).toBe('done'));
  });

  it('ask for nothing that was heard before', async () => {
    const first = await api.call('export.start', order());
    await settled(first.id, 'done');
    const before = texts().length;
    const again = await api.call('export.start', order({ split: { kind: 'chapter' } }));
    await settled(again.id, 'done');
    expect(texts().length).toBe(before);
  });

  it('do not believe what is stored and cannot be all of the text', async () => {
    const first = await api.call('export.start', order());
    await settled(first.id, 'done');
    const spoken = texts().length;
    const request = ports.servers.embedded.requests.find(({ text }) => text === PARAGRAPHS[3])!;
    await ports.store.put(request, { pcm: new Uint8Array(4800), words: [] });
    const again = await api.call('export.start', order({ split: { kind: 'chapter' } }));
    await settled(again.id, 'done');
    expect(texts().slice(spoken)).toEqual([PARAGRAPHS[3]]);
    expect((await ports.store.get(request))?.pcm.length).toBe(PARAGRAPHS[3]!.length * 2 * PER_CHARACTER);
  });

  it('pause, and go on where they were', async () => {
    const held = Promise.withResolvers<void>();
    gate = async ({ text }, signal) => {
      if (text !== PARAGRAPHS[5]) return;
      await Promise.race([held.promise, new Promise((done) => signal.addEventListener('abort', done))]);
    };
    const { id: job } = await api.call('export.start', order());
    await vi.waitFor(() => expect(texts()).toContain(PARAGRAPHS[5]));
    await toldOf(job, 5);
    expect((await api.call('export.pause', { id: job })).state).toBe('paused');
    gate = async () => undefined;
    expect((await api.call('export.resume', { id: job })).state).toBe('speaking');
    await settled(job, 'done');
    // What was finished was not asked for again.
    for (const text of PARAGRAPHS.slice(0, 5)) expect(texts().filter((one) => one === text)).toHaveLength(1);
  });

  it('go on after a restart with what was at work, and leave what was paused', async () => {
    gate = ({ text }, signal) =>
      text === PARAGRAPHS[3]
        ? new Promise((done) => signal.addEventListener('abort', () => done()))
        : Promise.resolve();
    const { id: job } = await api.call('export.start', order());
    const other = await api.call('export.start', order({ tags: { ...order().tags, title: 'Other' } }));
    await api.call('export.pause', { id: other.id });
    await toldOf(job, 3);
    await host.close();
    gate = async () => undefined;
    await start({ goOn: true });
    await settled(job, 'done');
    expect((await api.call('export.list')).map(({ state }) => state)).toEqual(['done', 'paused']);
  });

  it('fail with a sentence and can be tried again', async () => {
    gate = async ({ text }) => {
      if (text === PARAGRAPHS[7])
        throw new LecternError('spending-limit', 'The spending limit is reached. Raise it.');
    };
    const { id: job } = await api.call('export.start', order());
    expect((await settled(job, 'failed')).error).toMatchObject({ kind: 'spending-limit' });
    gate = async () => undefined;
    const before = texts().filter((text) => text === PARAGRAPHS[0]).length;
    await api.call('export.resume', { id: job });
    const done = await settled(job, 'done');
    expect(done.error).toBeNull();
    expect(texts().filter((text) => text === PARAGRAPHS[0])).toHaveLength(before);
  });

  it('make again once what was found faulty, and then say so', async () => {
    const { assembler } = ports.exports;
    assembler.faults.push([{ index: 2, sentence: 'The third sentence is silent.' }]);
    const { id: job } = await api.call('export.start', order());
    await settled(job, 'done');
    expect(texts().filter((text) => text === PARAGRAPHS[2])).toHaveLength(2);

    const fault = [{ index: 2, sentence: 'The third sentence is silent.' }];
    assembler.faults.push(fault, fault);
    const next = await api.call('export.start', order({ split: { kind: 'chapter' } }));
    const failed = await settled(next.id, 'failed');
    expect(failed.error?.message).toContain('The third sentence is silent.');
  });

  it('count what was bought, at the price of the voice', async () => {
    const { together } = ports.servers;
    const voices = (await together.voices()).map((voice) => ({ ...voice, pricePerMillion: 4 }));
    await host.close();
    ports = {
      ...ports,
      keys: {
        ...ports.keys,
        status: async () => ({ present: true, source: 'stored', storage: 'file', notice: null }),
      },
      servers: { ...ports.servers, together: Object.assign(together, { voices: async () => voices }) },
    };
    await start();
    const outline = await api.call('export.outline', { id, voice: null });
    const characters = PARAGRAPHS.join('').length;
    expect(outline.rows).toMatchObject([
      { characters, stored: 0, cost: expect.closeTo((4 * characters) / 1e6, 12) as number },
    ]);
    const { id: job } = await api.call('export.start', order());
    const done = await settled(job, 'done');
    expect(done.characters.bought).toBe(characters);
    expect(done.cost).toBeCloseTo((4 * characters) / 1e6, 12);
    expect((await api.call('export.outline', { id, voice: null })).rows).toMatchObject([
      { stored: characters, cost: 0 },
    ]);
  });

  it('are refused at once where nothing can be written, or there is no room', async () => {
    const { assembler } = ports.exports;
    assembler.free = new LecternError('storage', 'The folder cannot be written.');
    await expect(api.call('export.start', order())).rejects.toMatchObject({ kind: 'storage' });
    assembler.free = 1000;
    const { id: job } = await api.call('export.start', order());
    expect((await settled(job, 'failed')).error).toMatchObject({ kind: 'disk-full' });
    expect(texts()).toEqual([]);
    assembler.free = 1e12;
    await api.call('export.resume', { id: job });
    await settled(job, 'done');
  });

  it('are refused at once with an mp3 that their encoder cannot make: nothing is spoken for it', async () => {
    const spoken = vi.fn();
    gate = async () => spoken();
    const mode = { kind: 'vbr', quality: 4 } as const;
    const mp3 = { encoder: 'lamejs', rate: 24_000, mode, loudness: -18 } as const;
    await expect(api.call('export.start', order({ mp3 }))).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('constant bit rates only'),
    });
    expect(await api.call('export.list')).toEqual([]);
    expect(spoken).not.toHaveBeenCalled();
  });

  it('go only into folders that the person chose', async () => {
    const folder = '/somewhere/else';
    await expect(api.call('export.start', order({ folder }))).rejects.toMatchObject({ kind: 'refused' });
    await host.close();
    ports = { ...ports, desktop: { ...ports.desktop, chooseFolder: async () => folder } };
    await start();
    expect(await api.call('export.chooseFolder')).toBe(folder);
    const { id: job } = await api.call('export.start', order({ folder }));
    expect((await settled(job, 'done')).files).toEqual([`${folder}/Book.mp3`]);
  });

  it('can be fetched, and forgotten', async () => {
    const { id: job } = await api.call('export.start', order());
    await settled(job, 'done');
    const response = await host.bulk(new Request(`http://localhost/export/${job}/0`));
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%9Cbung.mp3");
    expect(await response.text()).toContain('Book.mp3');
    expect((await host.bulk(new Request(`http://localhost/export/${job}/1`))).status).toBe(404);
    await api.call('export.remove', { id: job });
    expect(await api.call('export.list')).toEqual([]);
    expect(told.get(job)).toBeNull();
  });

  it('the same order again goes on with the export that there is', async () => {
    gate = (_, signal) => new Promise((done) => signal.addEventListener('abort', () => done()));
    const first = await api.call('export.start', order());
    const second = await api.call('export.start', order());
    expect(second.id).toBe(first.id);
    expect(await api.call('export.list')).toHaveLength(1);
    await api.call('export.remove', { id: first.id });
  });
});
