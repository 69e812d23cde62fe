import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';

/** What is shown moves in; axe would measure colours half-way. */
const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));

async function check(page: Page) {
  await settled(page);
  await expectAccessible(page);
}

async function openSample(page: Page) {
  await page.getByRole('button', { name: 'Hear it at once' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    });

    test('an empty library, a full one and its menu', async ({ page }) => {
      await expect(page.getByRole('heading', { name: 'Nothing to read yet.' })).toBeVisible();
      await check(page);
      await openSample(page);
      await page.getByRole('button', { name: 'Library', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'All documents' })).toBeVisible();
      await check(page);
      await page.getByRole('button', { name: /^More for/ }).click();
      await check(page);
    });

    test('the reader, its contents and its menus', async ({ page }) => {
      await openSample(page);
      await check(page);
      await page.keyboard.press('c');
      await expect(page.getByRole('navigation', { name: 'Contents' })).toBeVisible();
      await check(page);
      await page.getByRole('button', { name: /^Speed/ }).click();
      await expect(page.getByRole('menu', { name: 'Speed' })).toBeVisible();
      await check(page);
    });

    test('every page of the settings', async ({ page }, info) => {
      await openSample(page);
      await page.keyboard.press('ControlOrMeta+,');
      const tabs = page.getByRole('tab');
      await expect(tabs).toHaveCount(info.project.name === 'web' ? 9 : 10); // the desktop's own is in Electron alone
      for (const tab of await tabs.all()) {
        await tab.click();
        await check(page);
      }
    });

    test('all keys', async ({ page }) => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await check(page);
    });

    test('a fault, in a narrow window', async ({ page }) => {
      await page.setViewportSize({ width: 400, height: 700 });
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
      await expect(page.getByRole('region', { name: 'Notices' })).toContainText('empty');
      await check(page);
    });
  });
}

test('what takes the keyboard gives it back: to what had it, or to the page where that is gone', async ({
  page,
}) => {
  await openSample(page);
  const main = page.getByRole('main');
  await main.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(main).toBeFocused();

  const speed = page.getByRole('button', { name: /^Speed/ });
  await speed.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: '2×' }).press('Enter');
  await expect(speed).toBeFocused();

  // By the pointer: Space means the voice then, and not that button.
  const settings = page.getByRole('button', { name: 'Settings', exact: true });
  await settings.click();
  await page.getByRole('tab', { name: 'Speed' }).click();
  await page.keyboard.press('Escape');
  await expect(main).toBeFocused();

  await page.keyboard.press('l');
  const more = page.getByRole('button', { name: /^More for/ });
  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Remove from library' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Open the sample book' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});
