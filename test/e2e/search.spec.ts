import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expectSpoken, marked, pauseButton, playButton } from './support/reader.ts';

const panel = (page: Page) => page.getByRole('search', { name: 'Find in the document' });
const field = (page: Page) => panel(page).getByRole('searchbox');

test.beforeEach(async ({ page }) => {
  await page.getByRole('button', { name: 'Hear it at once' }).click();
  await pauseButton(page).click();
  await expect(playButton(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+f');
  await expect(field(page)).toBeFocused();
});

test('a word of another chapter is found, shown and read from', async ({ page }) => {
  const spoken = await marked(page, 'lectern-sentence');
  await field(page).fill("O'CLOCK");
  await expect(panel(page).getByRole('status')).toHaveText(/place/);
  await expect(panel(page).getByRole('heading', { name: /scandal in bohemia/i })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => marked(page, 'lectern-found')).toBe('o’clock');
  await expect(playButton(page)).toBeVisible();
  expect(await marked(page, 'lectern-sentence')).not.toContain('o’clock');
  expect(spoken).not.toContain('o’clock');
  await page.keyboard.press('t');
  await expect(pauseButton(page)).toBeVisible();
  await expectSpoken(page, 'o’clock');
});

test('arrows walk through what was found, Escape gives the keyboard back to the text', async ({ page }) => {
  await field(page).fill('the');
  const hits = panel(page).getByRole('listitem').getByRole('button');
  await expect(hits.nth(0)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(hits.nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole('main')).toBeFocused();
  expect(await marked(page, 'lectern-found')).toBe('');
});

for (const theme of ['light', 'dark'] as const)
  test(`every state of it can be used by everyone in the ${theme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expectAccessible(page);
    await field(page).fill('the');
    await expect(panel(page).getByRole('listitem').first()).toBeVisible();
    await expectAccessible(page);
    await field(page).fill('zzyzx');
    await expect(panel(page).getByRole('status')).toHaveText('Nothing found');
    await expectAccessible(page);
  });

test('F11 fills the screen, and gives the window back', async ({ page }) => {
  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('F11');
  await expect.poll(full).toBe(true);
  await page.keyboard.press('F11');
  await expect.poll(full).toBe(false);
});
