import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { wordBelow } from './support/reader.ts';

/** The text under a highlight, or null. */
const marked = (page: Page, name: 'lectern-sentence' | 'lectern-word') =>
  page.evaluate((key) => {
    const [place] = CSS.highlights.get(key) ?? [];
    if (!place) return null;
    const range = document.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    return range.toString();
  }, name);

/** Where the spoken line is in the view, 0 at its top and 1 at its bottom. */
const spokenLine = (page: Page) =>
  page.evaluate(() => {
    const [place] = CSS.highlights.get('lectern-sentence') ?? [];
    if (!place) return null;
    const range = document.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    const view = document.querySelector('main')?.getBoundingClientRect();
    const line = range.getClientRects()[0];
    return view && line ? (line.top - view.top) / view.height : null;
  });

async function openChapter(page: Page) {
  await page.getByRole('button', { name: 'Hear it at once' }).click();
  await page.getByRole('button', { name: 'Contents', exact: true }).click();
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByRole('button', { name: 'II', exact: true }).click();
  await page.keyboard.press('c');
  await expect.poll(() => marked(page, 'lectern-sentence')).toContain('o’clock');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
});

test('a click on a word starts there; a selection is read; taking it away starts nothing', async ({
  page,
}) => {
  await openChapter(page);
  const word = await wordBelow(page);
  await page.mouse.click(word.x, word.y);
  await expect.poll(() => marked(page, 'lectern-sentence')).toContain(word.near);
  await page.keyboard.press('Space');

  const other = await wordBelow(page);
  await page.mouse.dblclick(other.x, other.y);
  await expect(page.getByRole('button', { name: /^Read selection/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await page.mouse.click(other.x, other.y);
  await expect(page.getByRole('button', { name: /^Read selection/ })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('the page follows the voice until it is scrolled by hand, and comes back when it is asked to', async ({
  page,
}) => {
  await openChapter(page);
  await page.keyboard.press('Space');
  await expect.poll(() => spokenLine(page)).toBeLessThan(0.45);
  await page.mouse.move(590, 400);
  await page.mouse.wheel(0, 4000);
  const pill = page.getByRole('button', { name: 'Back to spoken text' });
  await expect(pill).toBeVisible();
  await pill.click();
  await expect(pill).toBeHidden();
  await expect.poll(() => spokenLine(page)).toBeGreaterThan(0.1);
  await expect.poll(() => spokenLine(page)).toBeLessThan(0.45);
});

test('a long scroll keeps the page small and what is seen in its place', async ({ page }) => {
  await openChapter(page);
  const most = await page.evaluate(async () => {
    const view = document.querySelector('main');
    if (!view) return null;
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
    let blocks = 0;
    let moved = 0;
    for (const by of [...Array.from({ length: 40 }, () => 500), ...Array.from({ length: 60 }, () => -300)]) {
      const seen = [...view.querySelectorAll<HTMLElement>('[data-place]')].find(
        (element) => element.getBoundingClientRect().bottom > 120,
      );
      const before = seen?.getBoundingClientRect().top ?? 0;
      const from = view.scrollTop;
      view.scrollTop += by;
      const wanted = view.scrollTop - from;
      await frame();
      const now = view.querySelector(`[data-place="${seen?.dataset['place'] ?? ''}"]`);
      if (now) moved = Math.max(moved, Math.abs(now.getBoundingClientRect().top - (before - wanted)));
      blocks = Math.max(blocks, view.querySelectorAll('[data-place]').length);
    }
    return { blocks, moved };
  });
  expect(most?.blocks).toBeLessThan(250);
  expect(most?.moved).toBeLessThan(2);
});

test('what is pasted is read, and a field keeps its own keys', async ({ page }) => {
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'This was copied. It is read at once.');
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
  });
  await expect.poll(() => marked(page, 'lectern-sentence')).toContain('This was copied.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Voice' }).click();
  const search = page.getByRole('searchbox', { name: 'Find a voice' });
  await search.fill('german');
  await search.press('Space');
  await search.press('?');
  await expect(search).toHaveValue('german ?');
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test('Space is the voice’s after a chapter was chosen', async ({ page }) => {
  await page.getByRole('button', { name: 'Hear it at once' }).click();
  await page.getByRole('button', { name: 'Contents', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('button', { name: 'II', exact: true })
    .click();
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('the place is there again after a reload', async ({ page }) => {
  await openChapter(page);
  await page.keyboard.press('ControlOrMeta+]');
  await page.keyboard.press('ControlOrMeta+]');
  await page.keyboard.press('Space');
  await expect.poll(() => marked(page, 'lectern-word')).not.toBeNull();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const sentence = await marked(page, 'lectern-sentence');
  await page.reload();
  await page.locator('[data-place]').first().waitFor();
  await page.keyboard.press('Space');
  await expect.poll(() => marked(page, 'lectern-sentence')).toBe(sentence);
});
