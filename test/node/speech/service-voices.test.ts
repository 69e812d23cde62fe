import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KOKORO, TOGETHER_MODELS, TOGETHER_VOICES } from '../../../electron/core/speech/catalogue.ts';
import { createServiceVoices } from '../../../electron/node/speech/service-voices.ts';
import { VoiceServer } from '../../fakes/voice-server.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { settle, until } from '../../support/until.ts';

const HOUR = 3_600_000;
const SONIC = 'cartesia/sonic-2';
const sonic = (...names: string[]) => ({
  data: [{ model: SONIC, voices: names.map((name) => ({ id: `id of ${name}`, name })) }],
});

async function setUp() {
  const service = await VoiceServer.start();
  onTestFinished(() => service.close());
  const folder = await temporaryFolder();
  const state = { key: 'k' as string | null, now: Date.UTC(2026, 4, 31) };
  const file = join(folder, 'voices.json');
  const address = `${service.baseUrl}/voices`;
  const open = (asked = address) => {
    const voices = createServiceVoices({
      file,
      address: asked,
      key: async () => state.key,
      fetch,
      now: () => state.now,
    });
    onTestFinished(() => voices.close());
    let changes = 0;
    voices.onChanged(() => changes++);
    return {
      ...{
        list: () => voices.list(),
        refresh: () => voices.refresh(),
        keyChanged: () => voices.keyChanged(),
      },
      names: async () => (await voices.list()).filter(({ model }) => model === SONIC).map(({ name }) => name),
      changes: () => changes,
      listedAt: () => voices.listedAt,
    };
  };
  return { service, folder, file, state, open };
}

describe('the voices of the service', () => {
  it('are the program’s own until the list has come, by the key in the header, and are told then', async () => {
    const { service, open } = await setUp();
    service.voices = () => sonic('Laidback Woman');
    const voices = open();
    expect(await voices.list()).toEqual(TOGETHER_VOICES);
    await until(() => voices.changes() === 1);
    expect(await voices.names()).toEqual(['Laidback Woman']);
    expect(service.plain).toHaveLength(1);
    expect(service.plain[0]).toMatchObject({ url: '/v1/voices', headers: { authorization: 'Bearer k' } });
    await voices.refresh(); // it is in the file, too
  });

  it('outlive the program and the network, and are asked for again after a day', async () => {
    const { service, open, state } = await setUp();
    service.voices = () => sonic('A');
    await open().refresh();
    const next = open();
    state.now += 23 * HOUR;
    expect(await next.names()).toEqual(['A']);
    await next.refresh();
    expect(service.plain).toHaveLength(1);

    state.now += HOUR;
    service.voices = () => sonic('A', 'B');
    expect(await next.names()).toEqual(['A']);
    await until(() => next.changes() === 1);
    expect(await next.names()).toEqual(['A', 'B']);
    await next.refresh(); // it is in the file, too

    await service.close();
    state.now += 48 * HOUR;
    const offline = open();
    await offline.refresh();
    expect(await offline.names()).toEqual(['A', 'B']);
    expect(offline.listedAt()).toBe(Date.UTC(2026, 5, 1));
  });

  it('are asked for again when the key has changed, and not without a key', async () => {
    const { service, open, state } = await setUp();
    service.voices = () => sonic('A');
    state.key = null;
    const voices = open();
    await voices.refresh();
    expect(service.plain).toHaveLength(0);
    state.key = 'first';
    voices.keyChanged();
    await until(() => voices.changes() === 1);
    state.key = 'second';
    service.voices = () => sonic('B');
    voices.keyChanged();
    await until(() => voices.changes() === 2);
    expect(service.plain.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
    expect(await voices.names()).toEqual(['B']);
  });

  it('are asked for model by model where the answer for all names none', async () => {
    const { service, open } = await setUp();
    service.voices = (model) => ({
      data: {
        voices: model === SONIC ? [{ id: 'a', name: 'A' }] : model ? [] : [{ id: 'lost', name: 'lost' }],
      },
    });
    const voices = open();
    await voices.refresh();
    expect(await voices.names()).toEqual(['A']);
    expect(service.plain.map(({ url }) => url).toSorted()).toEqual(
      [
        '/v1/voices',
        ...TOGETHER_MODELS.map(({ id }) => `/v1/voices?model=${encodeURIComponent(id)}`),
      ].toSorted(),
    );
  });

  it.each([
    ['refused', null],
    ['no list', () => ({ error: { message: 'no' } })],
    ['empty', () => ({ data: [] })],
  ])('stay what they are where the answer is %s, and the next try waits ten minutes', async (_, answer) => {
    const { service, open, state } = await setUp();
    service.voices = answer;
    const voices = open();
    await voices.refresh();
    const asked = service.plain.length;
    expect(await voices.list()).toEqual(TOGETHER_VOICES);
    await voices.refresh();
    expect(service.plain).toHaveLength(asked);
    state.now += 600_001;
    service.voices = () => sonic('A');
    await voices.refresh();
    expect(await voices.names()).toEqual(['A']);
  });

  it('are kept in a file of their owner alone, without the key, and a damaged one is none', async () => {
    const { service, open, file, folder, state } = await setUp();
    state.key = 'tgp_secret';
    service.voices = () => ({ data: [{ model: KOKORO.id, voices: [{ id: 'x', name: 'af_heart' }] }] });
    await open().refresh();
    expect(await readdir(folder)).toEqual(['voices.json']);
    expect(await readFile(file, 'utf8')).not.toContain('tgp_secret');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const damage of ['', '{"version":1', '{"version":1,"voices":5}', 'null']) {
      await writeFile(file, damage);
      const voices = open('http://127.0.0.1:9/v1/voices');
      expect(await voices.list()).toEqual(TOGETHER_VOICES);
    }
  });

  it('of another address are not taken for this one’s', async () => {
    const { service, open, state } = await setUp();
    service.voices = () => sonic('A');
    await open().refresh();
    state.key = null;
    expect(await open('http://127.0.0.1:9/v1/voices').names()).toEqual([]);
  });

  it('that come after another key was set are dropped', async () => {
    const { service, open, state } = await setUp();
    const voices = open();
    await voices.list();
    service.voices = () => sonic('of the new key');
    const old = voices.refresh();
    state.key = null;
    voices.keyChanged();
    await old;
    await settle();
    expect(await voices.names()).toEqual([]);
  });
});
