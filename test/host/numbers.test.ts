import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../electron/contract/client.ts';
import { LecternError } from '../../electron/core/errors.ts';
import { KOKORO } from '../../electron/core/speech/catalogue.ts';
import { totalOf } from '../../electron/core/speech/usage.ts';
import type { SpeechRequest } from '../../electron/core/speech/types.ts';
import { createHost } from '../../electron/host/host.ts';
import { createFakePorts } from '../fakes/host-ports.ts';
import { createFakeServer, fakeVoice } from '../fakes/speech-server.ts';
import { framesOf } from '../support/frames.ts';
import { until } from '../support/until.ts';

const request: SpeechRequest = {
  server: 'together',
  model: KOKORO.id,
  voice: 'af_heart',
  text: 'Hello.',
  language: 'en',
  pronunciation: [],
};

async function setUp() {
  const gate = { fail: null as LecternError | null, connect: 0, service: 0 };
  const ports = await createFakePorts();
  const together = createFakeServer({
    server: 'together',
    voices: [fakeVoice('together', 'af_heart', 'en')],
    script: async function* () {
      if (gate.fail) throw gate.fail;
      ports.clock.advance(gate.service);
      yield { type: 'audio', pcm: new Uint8Array(48_000).fill(8) };
    },
  });
  const host = createHost({ ...ports, servers: { together, embedded: ports.servers.embedded } });
  onTestFinished(() => host.close());
  const api = createApi({
    call: (name, input) => host.dispatch('trusted', name, input),
    on: () => () => undefined,
  });
  await api.call('key.set', { key: 'k' });
  const speak = async (asked: Partial<SpeechRequest> = {}) => {
    const { ticket } = await api.call('speech.request', {
      request: { ...request, ...asked, pronunciation: [] },
      priority: 'live',
    });
    const frames = await framesOf(await host.bulk(new Request(`http://127.0.0.1/speech/${ticket}`)));
    return { ticket, last: frames.at(-1) };
  };
  /** Chunks are kept a moment after they were heard. */
  const stored = (chunks: number) =>
    until(() => {
      void ports.store.usage().then((usage) => (kept = usage.chunks));
      return kept >= chunks;
    });
  let kept = 0;
  const spent = async () => totalOf((await api.call('usage.month')).rows);
  return { ports, api, speak, stored, spent, gate, together };
}

describe('what speech cost', () => {
  it('is what was sent: what is stored costs nothing, and is heard even beyond the limit', async () => {
    const { api, speak, stored, spent, together } = await setUp();
    await speak();
    await stored(1);
    expect((await speak()).last?.type).toBe('end');
    expect(await spent()).toMatchObject({ requests: 1, characters: 6 });

    await api.call('settings.set', { monthlyCap: 0 });
    expect((await speak()).last?.type).toBe('end');
    expect((await speak({ text: 'New.' })).last).toMatchObject({
      type: 'error',
      error: { kind: 'spending-limit', message: expect.stringContaining('Store & cost') },
    });
    expect((await speak({ server: 'embedded', model: 'm', voice: 'v' })).last?.type).toBe('end');
    expect(together.requests).toHaveLength(1);
    expect(await api.call('usage.month')).toMatchObject({ month: '2026-05', today: '2026-05-31' });
  });

  it('takes a limit of dollars, or none, and nothing else', async () => {
    const { api } = await setUp();
    expect((await api.call('settings.get')).monthlyCap).toBeNull();
    expect((await api.call('settings.set', { monthlyCap: 2.5 })).monthlyCap).toBe(2.5);
    await expect(api.call('settings.set', { monthlyCap: -1 })).rejects.toMatchObject({ kind: 'bad-request' });
    expect((await api.call('settings.set', { monthlyCap: null })).monthlyCap).toBeNull();
  });
});

describe('the diagnostics', () => {
  it('count the store, measure the way to the sound, and take the window’s part', async () => {
    const { api, speak, stored, gate } = await setUp();
    gate.service = 140;
    const { ticket } = await speak();
    await stored(1);
    await speak();
    await api.call('diagnostics.heard', { ticket, arrived: 150, sounded: null });
    await api.call('diagnostics.heard', { ticket, arrived: null, sounded: 20 });
    await api.call('diagnostics.heard', { ticket: 'x'.repeat(24), arrived: 1, sounded: 1 });
    const found = await api.call('diagnostics.get');
    const same = (value: number) => ({ count: 1, p50: value, p95: value });
    expect(found.firstAudio).toEqual({
      parts: { queue: same(0), connect: same(0), service: same(140), window: same(10), sound: same(20) },
      total: same(170),
    });
    expect(found.store).toMatchObject({ hits: 1, misses: 1, chunks: 1 });
    expect(found).toMatchObject({ speaking: 'together', key: { present: true }, errors: [] });
  });

  it('have the last errors, without what a person typed, opened or named', async () => {
    const { api, speak, gate } = await setUp();
    gate.fail = new LecternError('key-refused', 'Together AI does not take the key.');
    await speak();
    await api.call('library.addText', { text: '   ' });
    await expect(api.call('document.open', { id: 'f'.repeat(64) })).rejects.toThrow();
    await expect(
      api.call('speech.request', {
        request: { ...request, voice: 'af_heart+', pronunciation: [] },
        priority: 'live',
      }),
    ).rejects.toThrow();
    expect((await api.call('diagnostics.get')).errors).toMatchObject([
      {
        where: 'speech.request',
        kind: 'voice-unknown',
        sentence: expect.stringContaining('a voice is missing'),
      },
      { where: 'document.open', kind: 'document-missing', sentence: null },
      { where: 'speech by together', kind: 'key-refused' },
    ]);
  });
});
