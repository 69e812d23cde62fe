/** Several documents read one after the other, in an order that a person makes, which a restart does not lose. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { addFiles, notices, openFile, pauseButton, play, textFile, title } from './support/reader.ts';

const letter = (name: string) => textFile(`${name}.md`, `# Letter ${name}\n\nIt is ${name}.\n`);

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Up next' });
const titles = (page: Page) => dialog(page).locator('li .title').allTextContents();

const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));

/** One letter is open and shown, these are queued. */
async function queueLetters(page: Page, ...names: readonly string[]): Promise<void> {
  await openFile(page, letter('zero'), 'Letter zero');
  await page.keyboard.press('l');
  for (const name of names) {
    await addFiles(page, letter(name));
    await expect(title(page)).toContainText(`Letter ${name}`);
    await page.keyboard.press('l');
    await page.getByRole('button', { name: `More for Letter ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Add to queue' }).click();
    await expect(page.getByRole('button', { name: /^Up next, \d queued/ }).first()).toBeVisible();
  }
  await page.getByRole('button', { name: 'More for Letter zero' }).click();
  await page.getByRole('menuitem', { name: 'Open' }).click();
  await expect(title(page)).toContainText('Letter zero');
  await page.keyboard.press('q');
  await expect.poll(() => titles(page)).toEqual(names.map((name) => `Letter ${name}`));
}

test('plays through in the order that the keyboard and the pointer made', async ({ page }) => {
  await queueLetters(page, 'one', 'two', 'three');
  await dialog(page).getByRole('button', { name: 'Move Letter three', exact: true }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => titles(page)).toEqual(['Letter three', 'Letter one', 'Letter two']);
  await expect(dialog(page).getByRole('button', { name: 'Move Letter three', exact: true })).toBeFocused();

  await settled(page);
  const grip = await dialog(page).getByRole('button', { name: 'Move Letter two', exact: true }).boundingBox();
  const first = await dialog(page).locator('li').first().boundingBox();
  if (!grip || !first) throw new Error('no rows');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + grip.width / 2, first.y + first.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => titles(page)).toEqual(['Letter two', 'Letter three', 'Letter one']);
  await page.keyboard.press('Escape');

  await play(page);
  for (const name of ['two', 'three', 'one']) {
    await expect(title(page)).toContainText(`Letter ${name}`);
    await expect(pauseButton(page)).toBeVisible();
    await expect(notices(page)).toContainText(`Now “Letter ${name}”.`);
  }
  await expect(page.getByRole('button', { name: 'Up next', exact: true })).toBeVisible();
});

test('survives a restart, and what was removed comes back', async ({ launch }) => {
  const before = await launch();
  await queueLetters(before.page, 'one', 'two');
  await dialog(before.page).getByRole('button', { name: 'Remove Letter two' }).click();
  await expect.poll(() => titles(before.page)).toEqual(['Letter one']);
  await before.kill();

  const { page } = await launch();
  await page.keyboard.press('q');
  await expect.poll(() => titles(page)).toEqual(['Letter one']);
  await dialog(page).getByRole('button', { name: 'Clear the queue' }).click();
  await expect(dialog(page)).toContainText('Nothing is queued.');
  await page.keyboard.press('Escape');
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await page.keyboard.press('q');
  await expect.poll(() => titles(page)).toEqual(['Letter one']);
  await dialog(page).getByRole('button', { name: 'Read Letter one now' }).click();
  await expect(title(page)).toContainText('Letter one');
});

test('is accessible in both themes', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await queueLetters(page, 'one');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await expectAccessible(page);
  }
});
