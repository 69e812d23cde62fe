import { readdir } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { importResult } from '../../electron/contract/table.ts';
import { FrameDecoder } from '../../electron/core/speech/frames.ts';
import { createFakeServer } from '../fakes/speech-server.ts';
import { settle, until } from '../support/until.ts';
import { connect, get, startServer } from './support.ts';

type Started = Awaited<ReturnType<typeof startServer>>;

/** A call over the contract's socket. */
async function open({ port, cookie, origin }: Pick<Started, 'port' | 'cookie' | 'origin'>) {
  const page = connect(port, { cookie, origin });
  expect(await page.opened).toBe('open');
  let last = 0;
  const call = async (name: string, input?: unknown): Promise<{ ok: boolean; value?: unknown }> => {
    const id = ++last;
    page.socket.send(JSON.stringify({ id, call: name, input }));
    await until(() => page.messages.some((message) => message['id'] === id));
    return page.messages.find((message) => message['id'] === id)?.['reply'] as { ok: boolean };
  };
  const ticket = async (name: string, input: unknown) =>
    v.parse(v.object({ ticket: v.string() }), (await call(name, input)).value).ticket;
  return { ...page, call, ticket };
}

const speechRequest = (text = 'Hello.') => ({
  request: {
    server: 'embedded',
    model: 'model',
    voice: 'embedded-en',
    text,
    language: 'en',
    pronunciation: [],
  },
  priority: 'live',
});

describe('the contract over the socket', () => {
  it('answers each call by its id, and sends every page the events', async () => {
    const started = await startServer();
    const [first, second] = [await open(started), await open(started)];
    expect(await first.call('settings.set', { theme: 'dark' })).toMatchObject({
      ok: true,
      value: { theme: 'dark' },
    });
    expect(await second.call('settings.get')).toMatchObject({ ok: true, value: { theme: 'dark' } });
    expect(await first.call('no.such.call')).toMatchObject({ ok: false, error: { kind: 'bad-request' } });
    for (const page of [first, second])
      await until(() => page.messages.some((message) => message['event'] === 'settings.changed'));
  });

  it('goes on after a page has come back', async () => {
    const started = await startServer();
    const first = await open(started);
    await first.call('settings.set', { theme: 'dark' });
    first.socket.terminate();
    const second = await open(started);
    expect(await second.call('settings.get')).toMatchObject({ value: { theme: 'dark' } });
  });

  it.each(['{', '[]', '{"id":"x"}', 'null', '{"call":"app.info"}'])(
    'ends with a page that sends %s',
    async (text) => {
      const started = await startServer();
      const bad = await open(started);
      bad.socket.send(text);
      expect(await bad.closed).toBe(1007);
      const good = await open(started);
      expect(await good.call('app.info')).toMatchObject({ ok: true });
    },
  );

  it('ends when the program is closed', async () => {
    const started = await startServer();
    const page = await open(started);
    await started.server.close();
    await page.closed;
    await expect(get(started.port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('an upload', () => {
  const put = (started: Started, ticket: string, body: string | Uint8Array) =>
    get(
      started.port,
      `/upload/${ticket}`,
      { cookie: started.cookie, origin: started.origin },
      { method: 'PUT', body },
    );
  const left = async ({ ports }: Started) => readdir(join(ports.folder, 'library', 'incoming'));

  it('is kept, once for a ticket', async () => {
    const started = await startServer();
    const page = await open(started);
    const body = 'A paragraph.\n'.repeat(200_000);
    const ticket = await page.ticket('library.import', { name: 'Big book.txt', bytes: body.length });
    const answer = await put(started, ticket, body);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(v.parse(importResult, JSON.parse(answer.text))).toMatchObject({
      ok: true,
      entry: { title: 'Big book' },
    });
    expect(await page.call('library.list')).toMatchObject({ value: [{ title: 'Big book' }] });
    expect((await put(started, ticket, body)).status).toBe(404);
    expect(await left(started)).toEqual([]);
  });

  it.each([
    ['that cannot be read', 'corrupt', 7, 'corrupt-document'],
    ['that is shorter than announced', 'short', 500, 'file-unreadable'],
    ['that is longer than announced', 'long'.repeat(500_000), 5, 'file-unreadable'],
  ])('%s leaves nothing, and the answer arrives', async (_what, body, bytes, kind) => {
    const started = await startServer();
    const page = await open(started);
    const ticket = await page.ticket('library.import', { name: 'a.txt', bytes });
    const answer = await put(started, ticket, body);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { kind } });
    expect(await left(started)).toEqual([]);
    expect(await page.call('library.list')).toMatchObject({ value: [] });
    expect(started.faults).toEqual([]);
  });

  it('that is cut off leaves nothing', async () => {
    const started = await startServer();
    const page = await open(started);
    const ticket = await page.ticket('library.import', { name: 'a.txt', bytes: 1_000_000 });
    const sent = httpRequest({
      host: '127.0.0.1',
      port: started.port,
      path: `/upload/${ticket}`,
      method: 'PUT',
      headers: { cookie: started.cookie, origin: started.origin, 'content-length': 1_000_000 },
    });
    sent.on('error', () => undefined);
    sent.write(Buffer.alloc(100_000));
    while ((await left(started)).length === 0) await settle(1);
    sent.destroy();
    while ((await left(started)).length > 0) await settle(1);
    expect(await page.call('library.list')).toMatchObject({ value: [] });
    expect(started.faults).toEqual([]);
  });

  it('above the bound is refused when it is announced', async () => {
    const page = await open(await startServer());
    expect(await page.call('library.import', { name: 'a.txt', bytes: 2 ** 31 })).toMatchObject({
      ok: false,
      error: { kind: 'document-too-large' },
    });
  });
});

describe('speech over HTTP', () => {
  it('arrives whole', async () => {
    const started = await startServer();
    const page = await open(started);
    const ticket = await page.ticket('speech.request', speechRequest());
    const response = await fetch(`${started.origin}/speech/${ticket}`, {
      headers: { cookie: started.cookie },
    });
    const frames = new FrameDecoder().push(new Uint8Array(await response.arrayBuffer()));
    expect(frames.at(-1)).toEqual({ type: 'end', samples: 6 });
  });

  it('is cancelled at the voice server when its reader goes', async () => {
    const embedded = createFakeServer({
      server: 'embedded',
      async *script(_request, signal) {
        yield { type: 'audio', pcm: new Uint8Array(4800).fill(8) };
        await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
      },
    });
    const started = await startServer({
      servers: { together: createFakeServer({ server: 'together' }), embedded },
    });
    const page = await open(started);
    const ticket = await page.ticket('speech.request', speechRequest());
    const response = await reading(started, ticket);
    for await (const _ of response) break;
    await until(() => embedded.aborted === 1);
    expect(started.faults).toEqual([]);
  });

  it('waits for a reader that does not read, and ends with one that goes', async () => {
    let made = 0;
    let cancelled = false;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          made += 1;
          controller.enqueue(new Uint8Array(64_000));
        },
        cancel() {
          cancelled = true;
        },
      });
    const started = await startServer({}, { bulk: async () => new Response(endless()) });
    const response = await reading(started, 'x'.repeat(22));
    response.pause();
    // The buffers of both sockets fill; then nothing more is made.
    for (let before = -1; before !== made; await settle(2000)) before = made;
    const buffered = made;
    expect(buffered).toBeGreaterThan(0);
    expect(buffered * 64_000).toBeLessThan(64_000_000);
    expect(cancelled).toBe(false);

    for await (const _ of response) if (made > buffered + 10) break; // reading goes on, then the reader goes
    await until(() => cancelled);
    expect(started.faults).toEqual([]);
  });
});

const reading = ({ port, cookie }: Started, ticket: string) =>
  new Promise<IncomingMessage>((done) =>
    httpRequest({ host: '127.0.0.1', port, path: `/speech/${ticket}`, headers: { cookie } }, done).end(),
  );
