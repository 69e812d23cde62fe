/** Every setting is found by the words people have for it, and shown on its page. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const field = (page: Page) => dialog(page).getByRole('combobox', { name: 'Find a setting' });
const marked = (page: Page) => dialog(page).locator('[data-found]');
const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));

test.beforeEach(async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+,');
  await expect(dialog(page)).toBeVisible();
});

test('by keyboard alone: looked for, chosen, shown with a mark, and changed at once', async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+f');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('font');
  const options = dialog(page).getByRole('option');
  await expect(options).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  const wanted = (await options.nth(1).locator('.name').textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(marked(page)).toContainText(wanted);

  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('karaoke');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('tab', { name: 'Reading & highlight' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(marked(page)).toContainText('Mark the word');
  const toggle = dialog(page).getByRole('switch', { name: 'Mark the word' });
  await expect(toggle).toBeFocused();
  await page.keyboard.press('Space');
  await expect(toggle).not.toBeChecked();

  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('xyzzy');
  await expect(dialog(page)).toContainText('No setting of that name.');
  await page.keyboard.press('Escape');
  await expect(dialog(page).getByRole('tab', { name: 'Voice' })).toBeVisible(); // Escape ended the search alone
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
});

test('by pointer: a key of a command far down its page', async ({ page }) => {
  await field(page).fill('larger');
  await dialog(page)
    .getByRole('option', { name: /^Larger text/ })
    .click();
  await expect(marked(page)).toContainText('Larger text');
  await expect(marked(page)).toBeInViewport();
});

test('what this program has not is not found', async ({ page }, info) => {
  await field(page).fill('autostart');
  const option = dialog(page).getByRole('option', { name: /^Start with the desktop/ });
  if (info.project.name === 'web') await expect(dialog(page)).toContainText('No setting of that name.');
  else await expect(option).toBeVisible();
});

test('is accessible in both themes', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await field(page).fill('speech');
    await settled(page);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(marked(page)).toBeVisible();
    await settled(page);
    await expectAccessible(page);
  }
});
