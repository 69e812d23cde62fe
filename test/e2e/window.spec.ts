import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { addFiles, openFile, paste, reload, textFile, title } from './support/reader.ts';

const KEY = 'tgp_v1_write-only-this-must-never-come-back';

const openSettings = (page: Page) => page.keyboard.press('ControlOrMeta+,');

test('a setting shows at once and stays', async ({ page }) => {
  await addFiles(page, textFile('note.txt', 'A short note.'));
  await expect(title(page)).toContainText('note');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await openSettings(page);
  await page.getByRole('radio', { name: 'Light' }).check({ force: true });
  const light = await paper();
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await reload(page);
  await expect.poll(paper).toBe(dark);
});

test('the key goes in and never comes out', async ({ page, home }, info) => {
  const received: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(String(payload))),
  );
  await reload(page);
  await openSettings(page);
  await page.getByRole('tab', { name: 'Voice' }).click();
  await page.getByLabel('Together AI key').fill(KEY);
  await page.getByRole('button', { name: 'Keep the key' }).click();
  await expect(page.getByRole('button', { name: 'Remove the key' })).toBeVisible();
  await reload(page);
  await openSettings(page);
  await page.getByRole('tab', { name: 'Voice' }).click();
  await expect(page.getByRole('button', { name: 'Remove the key' })).toBeVisible();

  expect(await page.content()).not.toContain(KEY);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    KEY,
  );
  expect(received.filter((frame) => frame.includes(KEY))).toEqual([]);
  // Electron has the system encrypt it; the web program keeps it in a file of its owner alone.
  expect(await filesWith(home, KEY)).toEqual(info.project.name === 'web' ? ['key'] : []);

  await page.getByRole('button', { name: 'Remove the key' }).click();
  await expect(page.getByLabel('Together AI key')).toBeVisible();
  expect(await filesWith(home, KEY)).toEqual([]);
});

async function filesWith(folder: string, secret: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(secret)) found.push(path.slice(folder.length + 1));
  }
  return found;
}

test('? shows all keys, and Escape closes them', async ({ page }) => {
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Play or pause')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('no control of the player lies over another, however narrow the window', async ({ page }) => {
  await openFile(page, textFile('note.md', '# A note\n\nA short note.'), 'A note');
  for (const width of [1280, 1000, 980, 979, 920, 880, 800, 700, 660, 620, 480]) {
    await page.setViewportSize({ width, height: 600 });
    expect(await crowded(page), `at ${width}`).toEqual([]);
  }
});

/** Pairs of buttons and sliders of the player that share more room than a slider's margin, and what sticks out of the window. */
function crowded(page: Page): Promise<string[]> {
  return page.getByRole('contentinfo', { name: 'Player' }).evaluate((bar) => {
    const controls = [...bar.querySelectorAll('button, input')].map((control) => ({
      name: control.getAttribute('aria-label') ?? control.textContent,
      box: control.getBoundingClientRect(),
    }));
    const seen = controls.filter(({ box }) => box.width > 0);
    const outside = seen.filter(({ box }) => box.left < 0 || box.right > innerWidth).map(({ name }) => name);
    const pairs = seen.flatMap((one, index) =>
      seen
        .slice(index + 1)
        .filter(
          ({ box }) =>
            Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > 1 &&
            Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 8,
        )
        .map(({ name }) => `${one.name} / ${name}`),
    );
    return [...outside, ...pairs];
  });
}

test('every main state passes axe', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing to read yet.' })).toBeVisible();
  await expectAccessible(page);

  await paste(page, '# A title\n\nA paragraph of plain text. And a second sentence.');
  await expect(page.getByRole('button', { name: 'Contents' })).toBeVisible();
  await page.getByRole('button', { name: 'Contents' }).click();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('region', { name: 'All documents' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await openSettings(page);
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expectAccessible(page);
  }
});
