/** Keys of a person's own: pressed where one is awaited, in force at once, kept, and given back. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { openSample, pauseButton, playButton, reload } from './support/reader.ts';

async function openShortcuts(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Shortcuts' }).click();
}

const command = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true });
/** The buttons of a command's keys, as they are written. */
const keysOf = (page: Page, name: string): Locator =>
  command(page, name).getByRole('button', { name: new RegExp(`^${name}: `) });

/** As somebody without a mouse does it. */
async function record(page: Page, name: string, keys: string): Promise<void> {
  await keysOf(page, name).first().focus();
  await page.keyboard.press('Enter');
  await expect(keysOf(page, name).first()).toHaveText('Press a key');
  await page.keyboard.press(keys);
}

async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('a key that is pressed for a command does it at once, is shown everywhere, and stays', async ({
  page,
}) => {
  await openSample(page);
  await openShortcuts(page);
  await record(page, 'Play or pause', 'k');
  await expect(keysOf(page, 'Play or pause')).toHaveText('K');
  await expect(keysOf(page, 'Play or pause')).toBeFocused();
  await closeSettings(page);

  await expect(playButton(page)).toHaveAttribute('data-tip', 'Play · K');
  await page.keyboard.press('k');
  await expect(pauseButton(page)).toBeVisible();
  await page.keyboard.press('Space'); // means nothing now
  await page.keyboard.press('k');
  await expect(playButton(page)).toBeVisible();

  await reload(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Play or pause').locator('..')).toContainText('K');
  await keys.getByRole('button', { name: 'Change keys' }).click();
  await page.getByRole('button', { name: 'Usual key for Play or pause' }).click();
  await expect(keysOf(page, 'Play or pause')).toHaveText('Space');
  await closeSettings(page);
  await expect(playButton(page)).toHaveAttribute('data-tip', 'Play · Space');
});

test('a key of another command is told by that name, and taken from it when that is wanted', async ({
  page,
}) => {
  await openShortcuts(page);
  await record(page, 'Start reading here', 'ControlOrMeta+f');
  await expect(page.getByRole('alert')).toContainText(/(Ctrl\+|⌘)F is in use for “Find in the document”\./);
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(keysOf(page, 'Start reading here')).toHaveText('T');

  await record(page, 'Start reading here', 'ControlOrMeta+f');
  await page.getByRole('button', { name: 'Use it here instead' }).click();
  await expect(keysOf(page, 'Start reading here')).toHaveText(/F$/);
  await expect(keysOf(page, 'Start reading here')).toBeFocused();
  await expect(command(page, 'Find in the document')).toContainText('No key');

  await page.getByRole('button', { name: 'Reset all keys' }).click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(keysOf(page, 'Start reading here')).toHaveText('T');
  await expect(keysOf(page, 'Find in the document')).toHaveText(/F$/);
});

test('a key that others keep is refused in a sentence; Escape leaves the old one, Delete none', async ({
  page,
}) => {
  await openShortcuts(page);
  await record(page, 'Library', 'ControlOrMeta+c');
  await expect(page.getByRole('alert')).toHaveText(
    /C is needed to copy, paste and write\. Choose another key\./,
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(/^Enter is needed to move about/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await expect(keysOf(page, 'Library')).toHaveText('L');

  await record(page, 'Library', 'Delete');
  await expect(command(page, 'Library')).toContainText('No key');
  await expect(page.getByRole('button', { name: 'Add a key for Library' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect(page.getByRole('alert')).toContainText('Space is in use for “Play or pause”.');
  await page.keyboard.press('F7');
  await expect(keysOf(page, 'Library')).toHaveText('F7');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('g');
  await expect(keysOf(page, 'Library')).toHaveText(['F7', 'G']);
});

test('Tab leads on from a key that is awaited, and the key stays', async ({ page }) => {
  await openShortcuts(page);
  await record(page, 'Contents', 'Tab');
  await expect(page.getByRole('button', { name: 'Add a key for Contents' })).toBeFocused();
  await expect(keysOf(page, 'Contents')).toHaveText('C');
});

test('the keys are those of every window', async ({ page, ownBrowser }, info) => {
  test.skip(info.project.name !== 'web', 'the other programs have one window');
  const other = await (await ownBrowser()).newPage();
  await other.context().addCookies(await page.context().cookies());
  await other.goto(page.url());
  await other.getByRole('heading', { level: 1, name: 'Lectern' }).waitFor();
  await openShortcuts(page);
  await record(page, 'Settings', 'F9');
  await expect(other.getByRole('button', { name: 'Settings' })).toHaveAttribute('data-tip', 'Settings · F9');
  await other.keyboard.press('F9');
  await expect(other.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await other.context().close();
});

test('the menu of the system shows them', async ({ launch }, info) => {
  test.skip(info.project.name === 'web', 'this program has no menu of its own');
  const { page, electron } = await launch();
  const accelerator = (id: string) =>
    electron?.evaluate(
      ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.accelerator ?? null,
      id,
    );
  expect(await accelerator('find')).toBe('CmdOrCtrl+F');
  await openShortcuts(page);
  await record(page, 'Find in the document', 'F4');
  await expect.poll(() => accelerator('find')).toBe('F4');
  expect(await accelerator('show-settings')).toBe('CmdOrCtrl+,');
  expect(await accelerator('play-pause')).toBeNull(); // a Space alone belongs to the page
});

test('stored keys that cannot be used cost no others', async ({ launch, home }) => {
  const file = join(home, 'settings.json');
  const first = await launch();
  await openShortcuts(first.page);
  await record(first.page, 'Library', 'g');
  await expect(keysOf(first.page, 'Library')).toHaveText('G');
  await first.close();

  const stored = JSON.parse(await readFile(file, 'utf8')) as { shortcuts: object };
  expect(stored.shortcuts).toEqual({ 'show-library': ['g'] });
  await writeFile(file, JSON.stringify({ shortcuts: { ...stored.shortcuts, find: ['Ctrl F'], stop: 7 } }));
  const { page } = await launch();
  await openShortcuts(page);
  await expect(keysOf(page, 'Library')).toHaveText('G');
  await expect(keysOf(page, 'Stop')).toHaveText('Esc');
  await expect(keysOf(page, 'Find in the document')).toHaveText(/F$/);
});
