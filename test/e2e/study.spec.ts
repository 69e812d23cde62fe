/** Study mode: one sentence at a time, repeated, and on when the person wants it. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import {
  expectSpoken,
  marked,
  notices,
  openFile,
  pauseButton,
  playButton,
  textFile,
} from './support/reader.ts';

const LESSON = textFile(
  'lesson.md',
  '# Lesson\n\nThe lamp is lit. The boats have come home. Nobody is on the shore any more.\n',
);
const toggle = (page: Page) => page.getByRole('button', { name: 'Study mode' });

test('stops after each sentence, goes on by Space, and the sentence stays marked', async ({ page }) => {
  await openFile(page, LESSON, 'Lesson');
  await page.keyboard.press('s');
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(notices(page)).toContainText('each sentence is heard twice, then Space goes on');
  await page.keyboard.press('Space');
  await expectSpoken(page, /Lesson/);
  await expect(playButton(page)).toBeVisible({ timeout: 30_000 });
  expect(await marked(page, 'lectern-sentence')).toBe('Lesson');

  await page.keyboard.press('Space');
  await expectSpoken(page, /^The lamp is lit/);
  await expect(playButton(page)).toBeVisible({ timeout: 30_000 });
  expect(await marked(page, 'lectern-sentence')).toMatch(/^The lamp is lit/);
  await page.keyboard.press('ControlOrMeta+]');
  await expectSpoken(page, /^The boats/);

  await page.keyboard.press('s');
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'false');
  await expectSpoken(page, /^Nobody/);
});

test('its settings hold at once, and outlive a restart', async ({ launch }) => {
  const before = await launch();
  await openFile(before.page, LESSON, 'Lesson');
  await before.page.keyboard.press('ControlOrMeta+,');
  await before.page.getByRole('tab', { name: 'Speed & pauses' }).click();
  await before.page.getByRole('switch', { name: 'Study mode' }).check({ force: true });
  await before.page.getByRole('slider', { name: 'How often each sentence is heard' }).fill('1');
  await before.page.getByRole('switch', { name: 'Wait after each sentence' }).uncheck({ force: true });
  await before.page.getByRole('slider', { name: 'Pause between two hearings' }).fill('0');
  await before.page.keyboard.press('Escape');
  await expect(toggle(before.page)).toHaveAttribute('aria-pressed', 'true');
  await before.close();

  const { page } = await launch();
  await expect(toggle(page)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Space');
  await expect(pauseButton(page)).toBeVisible();
  await expectSpoken(page, /^Nobody/); // by itself, sentence after sentence
});

test('its settings are accessible in both themes', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Speed & pauses' }).click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    );
    await expectAccessible(page);
  }
});
