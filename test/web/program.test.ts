import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { FrameDecoder } from '../../electron/core/speech/frames.ts';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import { startWebProgram, type WebProgramOptions } from '../../electron/web/server.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { connect, get } from './support.ts';

const source = (path: string) => new URL(`../../electron/node/${path}`, import.meta.url);
const KEY = 'sk-live-1a2b3c4d5e';

/** The whole program on a folder: real reader, real store, real voice. */
async function start(folder: string, changes: Partial<WebProgramOptions> = {}) {
  const rendererDirectory = join(folder, 'renderer');
  await mkdir(rendererDirectory, { recursive: true });
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><title>Lectern</title>');
  await writeFile(join(folder, 'sample.txt'), 'Good morning. This is the sample.\n\nIt has two paragraphs.');
  const log: unknown[] = [];
  const program = await startWebProgram({
    env: { LECTERN_HOME: join(folder, 'home'), TOGETHER_BASE_URL: 'http://127.0.0.1:1/v1' },
    workers: {
      documents: source('documents/worker.ts'),
      espeak: source('speech/embedded/worker.ts'),
      audiobook: source('audiobook/worker.ts'),
    },
    version: '1.2.3',
    port: 0,
    speechPort: null,
    rendererDirectory,
    samplePath: join(folder, 'sample.txt'),
    file: null,
    report: (fault) => log.push(fault),
    ...changes,
  });
  onTestFinished(() => program.close());
  const url = new URL(program.url);
  const entered = await get(url.port, `/${url.search}`);
  const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const page = connect(url.port, { cookie, origin: url.origin });
  expect(await page.opened).toBe('open');
  let last = 0;
  const api = createApi({
    async call(call, input) {
      const id = ++last;
      page.socket.send(JSON.stringify({ id, call, input }));
      await until(() => page.messages.some((message) => message['id'] === id));
      return page.messages.find((message) => message['id'] === id)?.['reply'];
    },
    on: () => () => undefined,
  });
  const fetchBulk = (path: string) => fetch(`${url.origin}/${path}`, { headers: { cookie } });
  return { program, api, page, log, fetchBulk };
}

async function sample(api: Awaited<ReturnType<typeof start>>['api']) {
  const added = await api.call('library.addSample');
  if (!added.ok) throw new Error(added.error.message);
  return added.entry;
}

describe('the web program', () => {
  it('reads a book aloud with the offline voice, and from the store the next time', async () => {
    const { api, log, fetchBulk } = await start(await temporaryFolder());
    expect(await api.call('app.info')).toMatchObject({ version: '1.2.3', program: 'web' });
    const { id } = await sample(api);
    const { blocks } = await api.call('document.section', { id, index: 0 });
    const text = blocks[0]?.text ?? '';
    expect(text).toBe('Good morning. This is the sample.');

    const { server, model, voice, wordTimes } = await api.call('speech.voiceFor', { language: 'en' });
    expect([server, wordTimes]).toEqual(['embedded', true]);
    const speak = async () => {
      const { ticket, stored } = await api.call('speech.request', {
        request: { server, model, voice, text, language: 'en', pronunciation: [] },
        priority: 'live',
      });
      const response = await fetchBulk(`speech/${ticket}`);
      const frames = new FrameDecoder().push(new Uint8Array(await response.arrayBuffer()));
      const words = frames.flatMap((frame) => (frame.type === 'words' ? frame.words : []));
      const end = frames.at(-1);
      return { stored, words, samples: end?.type === 'end' ? end.samples : 0 };
    };
    const first = await speak();
    expect(first.stored).toBe(false);
    expect(first.words.map(({ word }) => word.toLowerCase().replace(/\W/g, ''))).toEqual(
      text
        .toLowerCase()
        .replace(/[^\w ]/g, '')
        .split(' '),
    );
    expect(first.samples / SAMPLE_RATE).toBeGreaterThan(first.words.at(-1)?.start ?? Infinity);
    let chunks = 0;
    while (chunks === 0) chunks = (await api.call('speech.storeUsage')).chunks;
    expect(await speak()).toMatchObject({ stored: true, samples: first.samples, words: first.words });
    expect(log).toEqual([]);
  });

  it('has everything again after a new start', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    const { id } = await sample(first.api);
    await first.api.call('document.open', { id });
    const position = { section: 0, block: 1, offset: 3, quote: 'has two' };
    await first.api.call('document.savePosition', { id, position, progress: 0.75 });
    await first.api.call('settings.set', { theme: 'dark' });
    await first.program.close();

    const second = await start(folder);
    expect((await second.api.call('app.info')).startDocument).toBe(id);
    expect((await second.api.call('document.open', { id })).entry).toMatchObject({
      position,
      progress: 0.75,
    });
    expect((await second.api.call('settings.get')).theme).toBe('dark');
  });

  it('opens the file it was started with, or does not start', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'mine.md'), '# Mine\n\nMy own text.');
    const { api } = await start(folder, { file: join(folder, 'mine.md') });
    const { startDocument } = await api.call('app.info');
    expect((await api.call('library.list')).map(({ id }) => id)).toEqual([startDocument]);
    await expect(start(folder, { file: join(folder, 'none.md') })).rejects.toMatchObject({
      kind: 'file-unreadable',
    });
  });

  it('keeps the key to itself: no reply, no event, no log and no file but its own has it', async () => {
    const folder = await temporaryFolder();
    const { api, page, log } = await start(folder);
    await api.call('key.set', { key: KEY });
    expect(await api.call('key.status')).toMatchObject({ present: true, source: 'stored' });
    expect(await api.call('speech.status')).toMatchObject({ server: 'together', notice: null });
    expect(await api.call('key.test')).toMatchObject({ ok: false });
    await api.call('speech.voices');
    await api.call('settings.set', { theme: 'dark' });
    await api.call('library.addText', { text: 'Text.' });
    expect(JSON.stringify(page.messages)).not.toContain(KEY);
    expect(JSON.stringify(log)).not.toContain(KEY);
    const files = await readdir(join(folder, 'home'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile() && entry.name !== 'key'))
      expect(await readFile(join(file.parentPath, file.name), 'latin1'), file.name).not.toContain(KEY);
  });

  it('asks the service with the key, in the header alone', async () => {
    const asked: { url: string | undefined; key: string | undefined }[] = [];
    const service = createServer((request, response) => {
      asked.push({ url: request.url, key: request.headers.authorization });
      response.writeHead(401).end();
    });
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
    onTestFinished(() => void service.close());
    const { port } = v.parse(v.object({ port: v.number() }), service.address());
    const folder = await temporaryFolder();
    const { api, fetchBulk } = await start(folder, {
      env: {
        LECTERN_HOME: join(folder, 'home'),
        TOGETHER_API_KEY: KEY,
        TOGETHER_BASE_URL: `http://127.0.0.1:${port}/v1`,
      },
    });
    expect(await api.call('key.status')).toMatchObject({ present: true, source: 'environment' });
    expect(await api.call('key.test')).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/does not accept/),
    });
    const { server, model, voice } = await api.call('speech.voiceFor', { language: 'en' });
    const { ticket } = await api.call('speech.request', {
      request: { server, model, voice, text: 'Hello there.', language: 'en', pronunciation: [] },
      priority: 'live',
    });
    const frames = new FrameDecoder().push(
      new Uint8Array(await (await fetchBulk(`speech/${ticket}`)).arrayBuffer()),
    );
    expect(frames.at(-1)).toMatchObject({ type: 'error', error: { kind: 'key-refused' } });
    expect(asked.length).toBeGreaterThanOrEqual(2);
    for (const { url, key } of asked) {
      expect(url).not.toContain(KEY);
      expect(key).toBe(`Bearer ${KEY}`);
    }
  });

  it('opens the voice to other programs when asked, with a key', async () => {
    const { program } = await start(await temporaryFolder(), { speechPort: 0 });
    expect(program.speechUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    const voices = (headers: Record<string, string>) => fetch(`${program.speechUrl}/voices`, { headers });
    expect((await voices({})).status).toBe(401);
    expect((await voices({ authorization: `Bearer ${program.speechKey}` })).status).toBe(200);
  });
});
