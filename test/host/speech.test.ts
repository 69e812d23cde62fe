import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { KOKORO, TOGETHER_VOICES } from '../../electron/core/speech/catalogue.ts';
import type { SpeechEvent, SpeechRequest } from '../../electron/core/speech/types.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts, type FakePorts } from '../fakes/host-ports.ts';
import { createFakeServer, fakeVoice } from '../fakes/speech-server.ts';
import { framesOf } from '../support/frames.ts';
import { until } from '../support/until.ts';

const request: SpeechRequest = {
  server: 'embedded',
  model: 'model',
  voice: 'embedded-en',
  text: 'Hello.',
  language: 'en',
  pronunciation: [],
};
const piece: SpeechEvent = { type: 'audio', pcm: new Uint8Array(4800).fill(8) }; // no silence, which is no speech

type Script = (request: SpeechRequest, signal: AbortSignal) => AsyncIterable<SpeechEvent>;
const embeddedOf = (script: Script) => createFakeServer({ server: 'embedded', script });
const serversWith = (embedded: ReturnType<typeof embeddedOf>) => ({
  together: createFakeServer({ server: 'together' }),
  embedded,
});

async function setUp(overrides: Partial<FakePorts> = {}) {
  const ports = await createFakePorts(overrides);
  const host = createHost(ports);
  onTestFinished(() => host.close());
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  const ask = async (asked: Partial<SpeechRequest> = {}) =>
    api.call('speech.request', { request: { ...request, ...asked }, priority: 'live' });
  const get = (ticket: string, init: RequestInit = {}) =>
    host.bulk(new Request(`http://127.0.0.1/speech/${ticket}`, init));
  return { ports, host, api, ask, get };
}

describe('text for the voice', () => {
  const asked = 'Dr. Lee paid $3.50 😀';
  const inWords = 'Doctor Lee paid three dollars and fifty cents';
  const sonic = { server: 'together', model: 'cartesia/sonic-3', voice: 'v' } as const;

  it('is written out for voices that need it, and told with the way back', async () => {
    const { ask, get, ports } = await setUp({ emojiNames: () => () => 'grinning face' });
    const { spoken, ticket } = await ask({ text: asked });
    expect(spoken?.text).toBe(`${inWords}, grinning face`);
    expect(spoken?.pieces.at(0)).toEqual({ source: [0, 3], spoken: [0, 6], same: false });
    await (await get(ticket)).arrayBuffer();
    expect(ports.servers.embedded.requests.at(-1)?.text).toBe(`${inWords}, grinning face`);
    expect((await ask({ text: 'Hello.' })).spoken).toBeNull();
  });
  it('is left to the models that do it themselves, unless it is always wanted, or never', async () => {
    const { ask, api } = await setUp();
    await api.call('key.set', { key: 'k' });
    expect((await ask({ ...sonic, text: asked })).spoken).toBeNull();
    await api.call('settings.set', { writeOut: 'always' });
    expect((await ask({ ...sonic, text: asked })).spoken?.text).toContain('Doctor');
    await api.call('settings.set', { writeOut: 'never' });
    expect((await ask({ text: asked })).spoken).toBeNull();
  });
  it('says no emoji where the person wants none', async () => {
    const { ask, api } = await setUp({ emojiNames: () => () => 'grinning face' });
    await api.call('settings.set', { speakEmoji: false });
    expect((await ask({ text: asked })).spoken?.text).toBe(inWords);
  });
  it('is part of what speech is stored under', async () => {
    const { ask, get, api } = await setUp();
    await (await get((await ask({ text: asked })).ticket)).arrayBuffer();
    await expect.poll(async () => (await ask({ text: asked })).stored).toBe(true);
    await api.call('settings.set', { writeOut: 'never' });
    expect((await ask({ text: asked })).stored).toBe(false);
  });
});

describe('a chunk of speech', () => {
  it('comes as frames, and from the store the second time', async () => {
    const { ask, get, ports } = await setUp();
    const first = await ask();
    expect(first.stored).toBe(false);
    const response = await get(first.ticket);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const frames = await framesOf(response);
    expect(frames.at(-1)).toEqual({ type: 'end', samples: 6 });
    expect(frames.map((frame) => frame.type).sort()).toEqual(['audio', 'end', 'words']);

    const second = await ask();
    expect(second.stored).toBe(true);
    expect((await framesOf(await get(second.ticket))).at(-1)).toEqual({ type: 'end', samples: 6 });
    expect(ports.servers.embedded.requests).toHaveLength(1);
  });

  it('is had by a ticket once', async () => {
    const { ask, get } = await setUp();
    const { ticket } = await ask();
    expect((await get(ticket)).status).toBe(200);
    const again = await get(ticket);
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ error: { kind: 'refused' } });
  });

  it('is had within thirty seconds, and the ticket is forgotten then', async () => {
    const { ask, get, ports } = await setUp();
    const { ticket } = await ask();
    ports.clock.advance(30_001);
    expect((await get(ticket)).status).toBe(404);
    expect(ports.servers.embedded.requests).toEqual([]);
  });

  it('is had by GET only', async () => {
    const { ask, get } = await setUp();
    expect((await get((await ask()).ticket, { method: 'POST' })).status).toBe(405);
  });

  it.each(['the body is cancelled', 'the request is aborted'])('ends at the server when %s', async (how) => {
    const embedded = embeddedOf(async function* (_request, signal) {
      yield piece;
      await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
      throw new LecternError('cancelled', 'It was cancelled.');
    });
    const { ask, get, ports } = await setUp({ servers: serversWith(embedded) });
    const gone = new AbortController();
    const body = (await get((await ask()).ticket, { signal: gone.signal })).body!.getReader();
    await body.read();
    if (how === 'the body is cancelled') await body.cancel();
    else gone.abort();
    await until(() => embedded.aborted === 1);
    expect(ports.faults).toEqual([]);
  });

  it('that fails ends with its error, and is not kept', async () => {
    const embedded = embeddedOf(async function* () {
      yield piece;
      throw new LecternError('voice-unknown', 'This voice is not there.');
    });
    const { ask, get } = await setUp({ servers: serversWith(embedded) });
    expect((await framesOf(await get((await ask()).ticket))).at(-1)).toEqual({
      type: 'error',
      error: {
        kind: 'voice-unknown',
        message: 'This voice is not there.',
        retryable: false,
        retryAfter: null,
      },
    });
    expect((await ask()).stored).toBe(false);
  });

  it('of the service needs a key, unless it was heard before', async () => {
    const { ask, api, ports } = await setUp();
    await expect(ask({ server: 'together' })).rejects.toMatchObject({ kind: 'key-missing' });
    await ports.store.put({ ...request, server: 'together' }, { pcm: new Uint8Array(2), words: [] });
    expect((await ask({ server: 'together' })).stored).toBe(true);
    await api.call('key.set', { key: 'k' });
    expect((await ask({ server: 'together', text: 'New.' })).stored).toBe(false);
  });

  it('is spoken even where the store fails', async () => {
    const broken = () => Promise.reject(new LecternError('storage', 'The store is broken.'));
    const { store } = await createFakePorts();
    const { ask, get } = await setUp({ store: { ...store, get: broken, has: broken, put: broken } });
    expect((await framesOf(await get((await ask()).ticket))).at(-1)).toEqual({ type: 'end', samples: 6 });
  });
});

describe('who speaks', () => {
  const servers = () => ({
    together: createFakeServer({
      server: 'together',
      voices: [fakeVoice('together', 'heart', 'en-US'), fakeVoice('together', 'siwis', 'fr')],
    }),
    embedded: createFakeServer({
      server: 'embedded',
      voices: [fakeVoice('embedded', 'e-en', 'en-GB'), fakeVoice('embedded', 'e-de', 'de')],
    }),
  });

  it('is the offline voice without a key, and it says how to get a better one', async () => {
    const { api } = await setUp();
    const status = await api.call('speech.status');
    expect(status).toMatchObject({ server: 'embedded', state: 'idle', error: null });
    expect(status.notice).toMatch(/offline voice.*Together AI key.*settings/);
  });

  it('is the service with a key, unless the person wants the offline voice', async () => {
    const { api } = await setUp();
    await api.call('key.set', { key: 'k' });
    expect(await api.call('speech.status')).toMatchObject({ server: 'together', notice: null });
    await api.call('settings.set', { preferOffline: true });
    const status = await api.call('speech.status');
    expect(status.server).toBe('embedded');
    expect(status.notice).toMatch(/offline voice/);
  });

  it('is told to the windows as it changes', async () => {
    const { host, ports } = await setUp();
    const heard: unknown[] = [];
    host.subscribe((name, payload) => void (name === 'speech.status' && heard.push(payload)));
    ports.servers.embedded.setStatus({ state: 'ready', error: null });
    await until(() => heard.length === 1);
    expect(heard).toMatchObject([{ server: 'embedded', state: 'ready' }]);
  });

  it('may be others than before: the windows are told', async () => {
    const { host, api, ports } = await setUp();
    let told = 0;
    host.subscribe((name) => void (name === 'speech.voicesChanged' && told++));
    ports.servers.together.setVoices([fakeVoice('together', 'new', 'en')]);
    expect(told).toBe(1);
    expect((await api.call('speech.voices')).map(({ voice }) => voice)).toContain('new');
  });

  it('is the chosen voice where it reads the language, else the best', async () => {
    const { api } = await setUp({ servers: servers() });
    const voiceFor = async (language: string | null) =>
      (await api.call('speech.voiceFor', { language })).voice;
    const choose = (server: 'together' | 'embedded', voice: string) =>
      api.call('settings.set', { voice: { server, model: 'model', voice } });
    expect(await voiceFor('en')).toBe('e-en');
    expect(await voiceFor('de-AT')).toBe('e-de');
    await api.call('key.set', { key: 'k' });
    expect(await voiceFor('en')).toBe('heart');
    expect(await voiceFor(null)).toBe('heart');
    expect(await voiceFor('fr-CA')).toBe('siwis');
    expect(await voiceFor('de')).toBe('e-de'); // the service does not speak it
    expect(await voiceFor('tlh')).toBe('heart');
    await api.call('settings.set', { voiceFollows: false });
    const passage = async (language: string, document: string) =>
      (await api.call('speech.voiceFor', { language, document })).voice;
    expect(await passage('fr', 'en')).toBe('heart');
    expect(await passage('fr', 'fr')).toBe('siwis');
    await api.call('settings.set', { voiceFollows: true });
    expect(await passage('fr', 'en')).toBe('siwis');
    await choose('embedded', 'e-en');
    expect(await voiceFor('en-US')).toBe('e-en');
    expect(await voiceFor('fr')).toBe('siwis');
    await choose('together', 'heart');
    await api.call('key.clear');
    expect(await voiceFor('en')).toBe('e-en'); // the chosen one cannot speak without a key
    expect((await api.call('speech.voices')).map(({ voice }) => voice)).toEqual([
      'heart',
      'siwis',
      'e-en',
      'e-de',
    ]);
  });
});

describe('a service that fails', () => {
  const down = new LecternError('network', 'There is no network.', { retryable: true });

  async function listening() {
    let error: LecternError | null = down;
    const together = createFakeServer({
      server: 'together',
      voices: [fakeVoice('together', 'heart', 'en-US'), fakeVoice('together', 'bella', 'en-US')],
      async *script() {
        if (error) throw error;
        yield piece;
      },
    });
    const t = await setUp({ servers: { together, embedded: createFakeServer({ server: 'embedded' }) } });
    await t.api.call('key.set', { key: 'k' });
    const status = () => t.api.call('speech.status');
    const listen = async () => framesOf(await t.get((await t.ask({ server: 'together' })).ticket));
    const frames = listen();
    for (let tries = 1; tries < 5; tries++) {
      await until(() => together.requests.length === tries && t.ports.clock.waiting > 0);
      t.ports.clock.advance(5_000); // longer than any of the waits, and all of them shorter than the patience
    }
    return { ...t, together, status, listen, frames, mend: () => (error = null) };
  }

  it('is said with its waits, and the offline voice is offered, stands in, and goes back when told to', async () => {
    const { api, together, status, frames, ports } = await listening();
    const told = await frames;
    expect(told.at(-1)).toMatchObject({ type: 'error', error: { kind: 'network' } });
    expect(told.filter(({ type }) => type === 'waiting')).toHaveLength(8); // each wait, and its end
    expect(await status()).toMatchObject({
      server: 'together',
      standingIn: false,
      offer: { to: 'embedded', sentence: expect.stringContaining('offline voice') },
    });
    expect((await api.call('speech.voiceFor', { language: 'en' })).server).toBe('together');

    expect(await api.call('speech.standIn', { on: true })).toMatchObject({
      server: 'embedded',
      standingIn: true,
      offer: null,
      notice: expect.stringContaining('in the place of Together AI'),
    });
    expect((await api.call('speech.voiceFor', { language: 'en' })).server).toBe('embedded');
    expect((await api.call('settings.get')).preferOffline).toBe(false);

    ports.clock.advance(15_000);
    await until(() => together.looks === 1);
    expect((await status()).offer).toMatchObject({ to: 'together' });
    expect(await api.call('speech.standIn', { on: false })).toMatchObject({
      server: 'together',
      standingIn: false,
      offer: null,
      notice: null,
    });
  });

  it('is not offered a stand-in any more when it speaks', async () => {
    const { status, frames, listen, mend } = await listening();
    await frames;
    mend();
    await listen();
    expect((await status()).offer).toBeNull();
  });

  it('has its place again when another key is entered, or one of its voices chosen', async () => {
    const { api, frames } = await listening();
    await frames;
    await api.call('speech.standIn', { on: true });
    await api.call('settings.set', { rate: 2 });
    expect((await api.call('speech.status')).standingIn).toBe(true);
    await api.call('settings.set', { voice: { server: 'together', model: 'model', voice: 'bella' } });
    expect(await api.call('speech.status')).toMatchObject({ server: 'together', standingIn: false });
    await api.call('speech.standIn', { on: true });
    await api.call('key.set', { key: 'another' });
    expect(await api.call('speech.status')).toMatchObject({ server: 'together', standingIn: false });
  });

  it('stands in for nobody where the settings ask for the offline voice', async () => {
    const { api, frames } = await listening();
    await frames;
    await api.call('settings.set', { preferOffline: true });
    expect(await api.call('speech.status')).toMatchObject({
      server: 'embedded',
      standingIn: false,
      offer: null,
    });
  });
});

describe('a mix of voices', () => {
  const kokoro = { server: 'together', model: KOKORO.id } as const;
  const withKokoro = async () => {
    const together = createFakeServer({ server: 'together', voices: TOGETHER_VOICES });
    const set = await setUp({ servers: { together, embedded: createFakeServer({ server: 'embedded' }) } });
    await set.api.call('key.set', { key: 'k' });
    return { ...set, together };
  };

  it('is sent and stored in its one way to be written', async () => {
    const { ask, get, together } = await withKokoro();
    await framesOf(await get((await ask({ ...kokoro, voice: 'af_bella(2.0) + af_heart' })).ticket));
    expect(together.requests.map(({ voice }) => voice)).toEqual(['af_bella(2)+af_heart(1)']);
    expect((await ask({ ...kokoro, voice: 'af_bella(2)+af_heart(1)' })).stored).toBe(true);
  });

  it('that cannot be is refused before anything is sent, and as a setting, too', async () => {
    const { ask, api, together } = await withKokoro();
    const voice = 'af_bella(2)+af_nobody(1)';
    await expect(ask({ ...kokoro, voice })).rejects.toThrow(/“af_nobody”/);
    await expect(api.call('settings.set', { voice: { ...kokoro, voice } })).rejects.toMatchObject({
      kind: 'voice-unknown',
    });
    expect((await api.call('settings.get')).voice).toBeNull();
    expect(together.requests).toEqual([]);
  });

  it('can be the chosen voice', async () => {
    const { api } = await withKokoro();
    const voice = 'bf_emma+bf_lily';
    const kept = await api.call('settings.set', { voice: { ...kokoro, voice } });
    expect(kept.voice?.voice).toBe('bf_emma(1)+bf_lily(1)');
    expect(await api.call('speech.voiceFor', { language: 'en-US' })).toMatchObject({
      voice: 'bf_emma(1)+bf_lily(1)',
      name: 'Emma 50\u00A0% + Lily 50\u00A0%',
    });
    expect((await api.call('speech.voiceFor', { language: 'fr' })).voice).toBe('ff_siwis');
  });
});
