/** Audiobooks out of the window, with the embedded voice: ordered, watched, stopped and taken up again, and heard. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBuffer } from 'music-metadata';
import type { Page } from '@playwright/test';
import { VoiceServer } from '../fakes/voice-server.ts';
import { expect, test as base, type Running } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { notices, openFile, pause, play, textFile, wordsMarked } from './support/reader.ts';

const LETTERS = textFile(
  'letters.md',
  '# The first letter\n\nIt is short. The second sentence ends it.\n\n# A letter between\n\nIt says only that there will be another one.\n\n# The last letter\n\nThis one is heard: the lamp is lit, and the boats are home.\n',
);
/** Long enough to be met at work. */
const LONG = textFile(
  'long-letter.md',
  `# A long letter\n\n${Array.from({ length: 1500 }, (_, n) => `Sentence ${n} of a letter that takes its time on the way home.`).join('\n\n')}\n`,
);

const test = base.extend<{ audiobooks: string; start: () => Promise<Running> }>({
  audiobooks: async ({ home }, use) => use(join(home, 'Taken along')),
  /** Starts the program; the system's dialogs, where there are any, choose `audiobooks`. */
  start: async ({ launch, audiobooks }, use) =>
    use(async () => {
      const running = await launch();
      await running.electron?.evaluate(({ dialog, shell }, folder) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
        Object.assign(globalThis, { shown: [] });
        shell.showItemInFolder = (path) =>
          void (globalThis as unknown as { shown: string[] }).shown.push(path);
      }, audiobooks);
      return running;
    }),
});

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Make an audiobook' });
const list = (page: Page) => page.getByRole('dialog', { name: 'Audiobooks' });
const row = (page: Page, title: string) => list(page).getByRole('article', { name: title });
const exportButton = (page: Page) => sheet(page).getByRole('button', { name: 'Export', exact: true });

async function chooseFolder({ page, electron }: Running): Promise<void> {
  if (!electron) return;
  await sheet(page).getByRole('button', { name: /^In / }).click();
  await expect(sheet(page).getByRole('button', { name: 'In Taken along' })).toBeVisible();
}

async function order(running: Running): Promise<void> {
  await chooseFolder(running);
  await exportButton(running.page).click();
  await expect(sheet(running.page)).toBeHidden();
}

async function chooseVoice(page: Page, name: string | RegExp): Promise<void> {
  await sheet(page)
    .getByRole('button', { name: /^Voice/ })
    .click();
  await page.getByRole('menu', { name: 'Voice' }).getByRole('menuitemradio', { name }).first().click();
}

async function showList(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await page.getByRole('button', { name: /^Audiobooks/ }).click();
  await expect(list(page)).toBeVisible();
}

const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));

/** The one finished file of an export: downloaded, or where it was put. */
async function fileOf({ page, electron }: Running, title: string): Promise<Buffer> {
  if (!electron) {
    const bytes = await row(page, title)
      .getByRole('link')
      .evaluate(async (link: HTMLAnchorElement) => [
        ...new Uint8Array(await (await fetch(link.href)).arrayBuffer()),
      ]);
    return Buffer.from(bytes);
  }
  await row(page, title).getByRole('button', { name: 'Show the files' }).click();
  const shown = () => electron.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  await expect.poll(shown).toHaveLength(1);
  return readFile((await shown())[0] ?? '');
}

/** Plays the middle of a sound in the page's own browser. @returns its seconds, and how far it came from there. */
const playMiddle = (page: Page, bytes: Buffer) =>
  page.evaluate(async (base64) => {
    const sound = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const audio = new Audio(URL.createObjectURL(new Blob([sound], { type: 'audio/mpeg' })));
    audio.muted = true;
    const once = (name: string) =>
      new Promise((resolve) => audio.addEventListener(name, resolve, { once: true }));
    const loaded = once('loadedmetadata');
    audio.load();
    await loaded;
    const sought = once('seeked');
    audio.currentTime = audio.duration / 2;
    await sought;
    const from = audio.currentTime;
    await audio.play();
    while (audio.currentTime === from) await once('timeupdate');
    audio.pause();
    return { seconds: audio.duration, from, to: audio.currentTime };
  }, bytes.toString('base64'));

test('from a card of the library: chapters chosen and named, made, told, played and sought in', async ({
  start,
}) => {
  const running = await start();
  const { page } = running;
  await openFile(page, LETTERS, 'The first letter');
  await page.keyboard.press('l');
  await page.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Make an audiobook…' }).click();

  await expect(sheet(page)).toContainText('3 chapters');
  await sheet(page).getByRole('checkbox', { name: 'The first letter' }).uncheck({ force: true });
  await expect(sheet(page)).toContainText('2 chapters');
  await sheet(page).getByLabel('Title of chapter 3').fill('Home at last');
  await sheet(page).getByLabel('Title', { exact: true }).fill('Letters');
  await order(running);

  const ready = notices(page).locator(':scope > *').filter({ hasText: 'The audiobook “Letters” is ready.' });
  await ready.getByRole('button', { name: 'Show' }).click();
  await expect(row(page, 'Letters')).toContainText('One file');

  const bytes = await fileOf(running, 'Letters');
  const { common, format, native } = await parseBuffer(bytes, { mimeType: 'audio/mpeg' }, { duration: true });
  expect(common).toMatchObject({ title: 'Letters', album: 'Letters' });
  const chapters = (native['ID3v2.4'] ?? [])
    .filter(({ id }) => id === 'CHAP')
    .map(
      ({ value }) =>
        value as {
          info: { startTime: number; endTime: number };
          frames: Map<string, string>;
        },
    );
  expect(chapters.map(({ frames }) => frames.get('TIT2'))).toEqual(['A letter between', 'Home at last']);
  const planned = (chapters.at(-1)?.info.endTime ?? 0) / 1000; // from the plan's count of samples
  expect(planned).toBeGreaterThan(2);
  expect(Math.abs((format.duration ?? 0) - planned)).toBeLessThan(0.1);

  const { seconds, from, to } = await playMiddle(page, bytes);
  expect(Math.abs(seconds - planned)).toBeLessThan(0.1);
  expect(from).toBeCloseTo(seconds / 2, 1);
  expect(to).toBeGreaterThan(from);
});

test('while one listens: at work, paused, taken up again, found again after a restart, and cancelled when asked', async ({
  start,
}) => {
  test.slow(); // the program is started twice
  const running = await start();
  const { page } = running;
  await openFile(page, LONG, 'A long letter');
  await page.keyboard.press('e');
  await expect(sheet(page)).toContainText('One chapter');
  await order(running);
  await play(page);
  await wordsMarked(page, 3);
  await pause(page);

  await showList(page);
  const job = row(page, 'A long letter');
  await expect(job).toContainText(/\d+ % · speaking/);
  await job.getByRole('button', { name: /^Pause/ }).click();
  await expect(job).toContainText(/^.*Paused at \d+ %/);
  await job.getByRole('button', { name: /^Go on/ }).click();
  await expect(job).toContainText('speaking');
  await job.getByRole('button', { name: /^Pause/ }).click();
  await expect(job).toContainText('Paused at');
  const before = await job.textContent();
  await running.kill();

  const again = (await start()).page;
  await showList(again);
  await expect(row(again, 'A long letter')).toHaveText(before ?? '');
  await row(again, 'A long letter')
    .getByRole('button', { name: /^Cancel/ })
    .click();
  const question = list(again).getByRole('alertdialog');
  await expect(question).toBeVisible();
  await expectAccessible(again);
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(question).toBeHidden();
  await row(again, 'A long letter')
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await question.getByRole('button', { name: 'Cancel the audiobook' }).click();
  await expect(list(again)).toContainText('No audiobook yet.');
});

test('a selection, from the menu at it', async ({ start }) => {
  const running = await start();
  const { page } = running;
  await openFile(page, LETTERS, 'The first letter');
  const words = page.getByRole('main', { name: 'Text' }).getByText('It is short.');
  await words.selectText();
  await words.click({ button: 'right', position: { x: 30, y: 10 } });
  await page.getByRole('menuitem', { name: 'Make an audiobook of the selection…' }).click();
  await expect(sheet(page)).toContainText('The selection');
  await sheet(page).getByLabel('Title', { exact: true }).fill('A passage');
  await order(running);
  await showList(page);
  await expect(row(page, 'A passage')).toContainText('One file');
  const { format } = await parseBuffer(
    await fileOf(running, 'A passage'),
    { mimeType: 'audio/mpeg' },
    { duration: true },
  );
  expect(format.duration).toBeGreaterThan(0.2);
  expect(format.duration).toBeLessThan(6);
});

for (const theme of ['light', 'dark'] as const)
  test(`by keyboard alone, and to everybody, in the ${theme} theme`, async ({ start }) => {
    const running = await start();
    const { page } = running;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openFile(page, LETTERS, 'The first letter');
    const tabTo = async (target: ReturnType<Page['locator']>) => {
      for (let step = 0; step < 40; step++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('not reached by Tab');
    };
    await page.keyboard.press('e');
    await expect(sheet(page)).toContainText('3 chapters');
    for (const part of ['Text beside the sound', 'Loudness, encoder and tags']) {
      await tabTo(sheet(page).locator('summary', { hasText: part }));
      await page.keyboard.press('Enter');
    }
    await expect(sheet(page).getByRole('radio', { name: 'lamejs' })).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    await tabTo(sheet(page).getByRole('checkbox', { name: 'The first letter' }));
    await page.keyboard.press('Space');
    await expect(sheet(page)).toContainText('2 chapters');
    if (running.electron) await chooseFolder(running);
    await tabTo(exportButton(page));
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toBeHidden();
    await showList(page);
    await expect(row(page, 'The first letter')).toContainText('One file');
    await settled(page);
    await expectAccessible(page);
    await tabTo(list(page).getByRole('button', { name: /^Take .* off the list$/ }));
    await page.keyboard.press('Enter');
    await expect(list(page)).toContainText('No audiobook yet.');
    await page.keyboard.press('Escape');
    await expect(list(page)).toBeHidden();
  });

base.describe('with a service that refuses', () => {
  const paid = test.extend<{ service: VoiceServer }>({
    service: async ({}, use) => {
      const service = await VoiceServer.start();
      await use(service);
      await service.close();
    },
    environment: async ({ service }, use) =>
      use({ TOGETHER_API_KEY: 'a-key', TOGETHER_BASE_URL: service.baseUrl }),
  });

  paid('the list says why, and “Try again” ends it well once the service is', async ({ start, service }) => {
    service.connectionFaults = () => ({ refuse: { status: 402 } });
    const running = await start();
    const { page } = running;
    await openFile(page, LETTERS, 'The first letter');
    await page.keyboard.press('e');
    await expect(sheet(page)).toContainText('¢');
    await chooseVoice(page, / offline$/);
    await expect(sheet(page)).toContainText('· free');
    await chooseVoice(page, 'By the language');
    await expect(sheet(page)).toContainText('¢');
    await order(running);
    await showList(page);
    const job = row(page, 'The first letter');
    await expect(job).toContainText('the spending limit is reached');
    await settled(page);
    await expectAccessible(page);
    service.connectionFaults = () => ({});
    await job.getByRole('button', { name: /^Try again/ }).click();
    await expect(job).toContainText('One file');
    const texts = service.commits.map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(0);
    expect(new Set(texts).size).toBe(texts.length); // nothing was paid for twice
  });
});

test('a sheet that is closed while its export is begun closes no other', async ({ start }) => {
  const running = await start();
  const { page } = running;
  const faults: Error[] = [];
  page.on('pageerror', (fault) => faults.push(fault));
  await openFile(page, LETTERS, 'The first letter');
  await page.keyboard.press('e');
  await chooseFolder(running);
  await expect(exportButton(page)).toBeEnabled();
  await exportButton(page).evaluate((button: HTMLElement) => {
    button.click();
    button.closest('dialog')?.querySelector<HTMLElement>('[aria-label=Close]')?.click();
    setTimeout(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true })));
  });
  await expect(notices(page)).toContainText('is being made into an audiobook');
  await expect(exportButton(page)).toBeEnabled();
  expect(faults).toEqual([]);
});
