/** The key is in the header and in the protected store, and nowhere else: not in any form, whatever goes wrong. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { KOKORO } from '../../electron/core/speech/catalogue.ts';
import { VoiceServer } from '../fakes/voice-server.ts';
import { secretIn } from '../support/secret.ts';
import { expect, test as base } from './support/app.ts';
import { notices, openSample, openVoiceSettings, pause, reload, wordsMarked } from './support/reader.ts';

/** With characters that every encoding writes otherwise. */
const KEY = 'tgp_v1_S3cret+key/with=all~kinds-0123456789abcdef';
const OWN_FILES = ['key', 'key.sealed'];

const test = base.extend<{ service: VoiceServer }>({
  service: async ({}, use) => {
    const service = await VoiceServer.start();
    await use(service);
    await service.close();
  },
  environment: async ({ service }, use) =>
    use({ TOGETHER_BASE_URL: service.baseUrl, LECTERN_DEBUG: '1', ELECTRON_ENABLE_LOGGING: '1' }),
});

/** An answer that says the key back, as services do. */
const TELLTALE = {
  status: 401,
  headers: { 'x-your-key': KEY, 'www-authenticate': `Bearer error="${KEY}"` },
  body: { error: { message: `Invalid API key: ${KEY}`, type: KEY, param: KEY, code: 'invalid_api_key' } },
};

/** All that goes over the contract, in both directions. */
function wireLog(page: Page) {
  const log = { sent: [] as string[], received: [] as string[] };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => log.sent.push(String(payload)));
    socket.on('framereceived', ({ payload }) => log.received.push(String(payload)));
  });
  return log;
}

/** The page's heap once everything that nobody holds is gone, as V8 writes it down. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  for (let times = 0; times < 3; times++) await session.send('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** Every file of the program's data with the secret in it, its name too, and the form that it has there. */
async function filesWith(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => {
      const name = relative(folder, file);
      return [...secretIn(name, KEY), ...secretIn(await readFile(file), KEY)].map(
        (form) => `${name}: ${form}`,
      );
    }),
  );
  return found.flat();
}

/** As a person does it: by hand, no script in between. */
async function enterKey(page: Page): Promise<void> {
  await openVoiceSettings(page);
  await page.getByLabel('Together AI key').click();
  await page.keyboard.insertText(KEY);
  await page.getByRole('button', { name: 'Keep the key' }).click();
  await expect(page.getByRole('button', { name: 'Remove the key' })).toBeEnabled();
}

const alert = (page: Page) => page.getByRole('alert').getByRole('paragraph');
const tryAgain = (page: Page) => page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();

test('the key is found in the header and its store alone', async ({ launch, service, home }, info) => {
  // Refused wherever it is shown, by answers that repeat it.
  service.plainStatus = 401;
  service.connectionFaults = () => ({ refuse: TELLTALE });
  const first = await launch();
  const before = wireLog(first.page);
  await reload(first.page); // from here on the wire is logged
  await openSample(first.page);
  await enterKey(first.page);
  await first.page.getByRole('button', { name: 'Test the key' }).click();
  await expect(first.page.getByRole('status').filter({ hasText: 'key' })).toContainText(
    'does not accept this key',
  );
  await first.page.keyboard.press('Escape');
  await first.page.keyboard.press('Space');
  await expect(alert(first.page)).toContainText('does not take the key');
  expect(secretIn(await heapOf(first.page), KEY)).toEqual([]);
  await first.close();

  // Refused by the first message, then in the middle of a chunk with the key as the reason, then well.
  const asked = service.upgrades.length;
  const error = { message: `Bad key ${KEY}`, type: KEY, param: null, code: KEY };
  service.connectionFaults = (index) => (index === asked ? { firstMessage: { error, close: true } } : {});
  service.chunkFaults = () => ({ after: 1, fail: { as: 'failed', error } });
  service.voices = () => ({ data: [{ model: KOKORO.id, voices: [{ id: 'x', name: 'af_heart' }] }] });
  const second = await launch();
  const { page } = second;
  const wire = wireLog(page);
  await reload(page);
  await page.keyboard.press('Space');
  await expect(alert(page)).toContainText('refused to speak');
  await tryAgain(page);
  await expect.poll(() => service.commits.length).toBeGreaterThan(0);
  await expect(alert(page)).toContainText('refused to speak');
  service.chunkFaults = () => ({});
  await tryAgain(page);
  await wordsMarked(page, 3);
  await pause(page);

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Store & cost' }).click();
  await page.getByLabel('At most a month').fill('5');
  await page.getByRole('tab', { name: 'Diagnostics' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('speech-refused');
  expect(secretIn(await panel.innerText(), KEY)).toEqual([]);
  if (info.project.name === 'web') {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect(notices(page)).toContainText('on the clipboard');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('speech-refused');
    expect(copied).not.toMatch(/Holmes|Sherlock|\/home\/|Users|lectern-e2e/);
    expect(secretIn(copied, KEY)).toEqual([]);
  }
  await page.keyboard.press('Escape');

  // It went out in the header, and in nothing else that the service was sent.
  const { upgrades, plain } = service;
  expect(upgrades.length).toBeGreaterThan(1);
  expect(plain.length).toBeGreaterThan(0);
  for (const { url, headers } of [...upgrades, ...plain]) {
    const { authorization, ...others } = headers;
    expect(authorization).toBe(`Bearer ${KEY}`);
    expect(secretIn(JSON.stringify([url, others]), KEY)).toEqual([]);
  }
  expect(secretIn(JSON.stringify(service.connections.map(({ messages }) => messages)), KEY)).toEqual([]);

  // It went into the program once, and nothing that came out has it.
  if (info.project.name === 'web') {
    const sent = [...before.sent, ...wire.sent];
    const received = [...before.received, ...wire.received];
    expect(sent.filter((frame) => secretIn(frame, KEY).length > 0)).toHaveLength(1);
    expect(received.length).toBeGreaterThan(20);
    expect(secretIn(received.join('\n'), KEY)).toEqual([]);
  }
  expect(secretIn(await page.content(), KEY)).toEqual([]);

  const own = (await filesWith(home)).filter(
    (found) => !OWN_FILES.some((name) => found.startsWith(`${name}:`)),
  );
  expect(own).toEqual([]);
  expect(await readdir(home)).toEqual(
    expect.arrayContaining(['settings.json', 'usage.sqlite', 'voices.json']),
  );
  expect(secretIn(first.written() + second.written(), KEY)).toEqual([]);

  expect(secretIn(await heapOf(page), KEY)).toEqual([]);
  // Were the page to keep it, this search would find it.
  await page.evaluate((key) => Object.assign(globalThis, { kept: key }), KEY);
  expect(secretIn(await heapOf(page), KEY)).toContain('plain');

  // Taken away, it is in no file at all.
  await openVoiceSettings(page);
  await page.getByRole('button', { name: 'Remove the key' }).click();
  await expect(page.getByLabel('Together AI key')).toBeVisible();
  expect(await filesWith(home)).toEqual([]);
});

test('a key that could not be kept is in no place either', async ({ launch, service, home }) => {
  service.plainStatus = 401;
  const { page, written } = await launch();
  await openVoiceSettings(page);
  await page.getByLabel('Together AI key').click();
  await page.keyboard.insertText(`${KEY}${'x'.repeat(600)}`); // longer than any key
  await page.getByRole('button', { name: 'Keep the key' }).click();
  await expect(notices(page)).toContainText('key');
  expect(secretIn(await notices(page).innerText(), KEY)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await filesWith(home)).toEqual([]);
  expect(secretIn(written(), KEY)).toEqual([]);
  expect(secretIn(await heapOf(page), KEY)).toEqual([]);
});

test('the page forgets the key as soon as it was handed over, while the service still tries it', async ({
  page,
  service,
}) => {
  const answer = Promise.withResolvers<void>();
  service.plainAfter = answer.promise;
  await enterKey(page);
  await expect.poll(() => service.plain.length).toBeGreaterThan(0);
  expect(secretIn(await heapOf(page), KEY)).toEqual([]);
  expect(await page.getByRole('status').filter({ hasText: 'key' }).count()).toBe(0);
  answer.resolve();
  await expect(page.getByRole('status').filter({ hasText: 'error' })).toBeVisible();
});
