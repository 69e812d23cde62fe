import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expectSpoken, marked, notices, pause, pauseButton, play, wordBelow } from './support/reader.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Bookmarks' });
const rows = (page: Page) => panel(page).getByRole('listitem');
const goTo = (page: Page, row: number) => rows(page).nth(row).getByRole('button').first();
const showPanel = (page: Page) => page.getByRole('button', { name: 'Bookmarks', exact: true }).click();

/** What is shown moves in; axe would measure colours half-way. */
const settled = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));

async function chooseChapter(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Contents', exact: true }).click();
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByRole('button', { name, exact: true }).click();
  await contents.getByRole('button', { name: 'Close contents' }).click();
}

/** Silent, at the first sentence of a chapter. */
async function stepIntoChapter(page: Page): Promise<void> {
  await listenToSample(page);
  await pause(page);
  await chooseChapter(page, 'II');
  await expectSpoken(page, 'II');
  await page.keyboard.press('ControlOrMeta+]');
  await expectSpoken(page, 'o’clock');
}

/** Marks the sentence that is heard now. @returns it. */
async function markWhileListening(page: Page): Promise<string> {
  await page.keyboard.press('m');
  await expect.poll(() => marked(page, 'lectern-marked')).not.toBe('');
  return marked(page, 'lectern-marked');
}

/** A point of the window inside the first character that is marked. */
const startOfMarked = (page: Page) =>
  page.evaluate(() => {
    const [place] = CSS.highlights.get('lectern-marked') ?? [];
    if (!place) throw new Error('nothing is marked');
    const range = document.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.startContainer, place.startOffset + 1);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 4, y: y + height / 2 };
  });

async function listenToSample(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Hear it at once' }).click();
  await expect(pauseButton(page)).toBeVisible();
}

test('a sentence is marked while it is heard, and stays so after a reload', async ({ page }) => {
  await listenToSample(page);
  await chooseChapter(page, 'II');
  await expectSpoken(page, 'o’clock');
  const sentence = await markWhileListening(page);
  await expect(notices(page)).toContainText('Marked: “');
  await expect(pauseButton(page)).toBeVisible();
  await pause(page);

  await page.reload();
  await expect.poll(() => marked(page, 'lectern-marked')).toBe(sentence);
  await showPanel(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(panel(page).getByRole('heading', { level: 3 })).toHaveText('II');
  await expect(goTo(page, 0)).toContainText(sentence);
  await expect(goTo(page, 0)).toContainText('Marked sentence · just now');
});

test('M again takes the mark away', async ({ page }) => {
  await listenToSample(page);
  await pause(page);
  await markWhileListening(page);
  await page.reload();
  await expect.poll(() => marked(page, 'lectern-marked')).not.toBe('');
  await expect.poll(() => marked(page, 'lectern-sentence')).not.toBe('');
  await page.keyboard.press('m');
  await expect.poll(() => marked(page, 'lectern-marked')).toBe('');
});

test('a place is bookmarked by key and by button, and gone to', async ({ page }) => {
  await stepIntoChapter(page);
  const sentence = await marked(page, 'lectern-sentence');
  await page.keyboard.press('ControlOrMeta+b');
  await showPanel(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(goTo(page, 0)).toContainText(sentence);

  // Scrolled away in silence, the text in view is meant.
  await page.getByRole('main').hover();
  await page.mouse.wheel(0, 5000);
  await expect(page.getByRole('button', { name: 'Back to spoken text' })).toBeVisible();
  await page.getByRole('button', { name: 'Bookmark this place' }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(await goTo(page, 1).textContent()).not.toContain(sentence);

  await goTo(page, 0).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.locator('[data-place]', { hasText: sentence })).toBeInViewport();
  await expectSpoken(page, sentence);
  await page.keyboard.press('ControlOrMeta+b');
  await expect(rows(page)).toHaveCount(1);
  await play(page);
  await expectSpoken(page, sentence);
});

test('the text’s menu marks the sentence under the pointer', async ({ page }) => {
  await stepIntoChapter(page);
  const word = await wordBelow(page);
  await page.mouse.click(word.x, word.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Mark this sentence' }).click();
  await expect.poll(() => marked(page, 'lectern-marked')).toContain(word.near);
  await expect(notices(page)).toHaveText(''); // it lies over the text
  const start = await startOfMarked(page);
  await page.mouse.click(start.x, start.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove mark' }).click();
  await expect.poll(() => marked(page, 'lectern-marked')).toBe('');
});

test('what is removed is gone for good, unless it is taken back', async ({ page }) => {
  await listenToSample(page);
  await pause(page);
  await page.keyboard.press('ControlOrMeta+b');
  await markWhileListening(page);
  await showPanel(page);
  await expect(rows(page)).toHaveCount(2);
  const text = await goTo(page, 1).textContent();
  const remove = panel(page).getByRole('button', { name: /^Remove: / });
  await remove.nth(1).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(remove.first()).toBeFocused();
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(await goTo(page, 1).textContent()).toBe(text);

  await remove.nth(1).click();
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('Enter'); // the keyboard stands on the next row's button
  await expect(panel(page)).toContainText('Nothing is kept yet.');
  await page.reload();
  await showPanel(page);
  await expect(panel(page)).toContainText('Nothing is kept yet.');
  expect(await marked(page, 'lectern-marked')).toBe('');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
});

test('bookmarks outlive the program’s sudden end', async ({ launch }) => {
  const first = await launch();
  await listenToSample(first.page);
  const sentence = await markWhileListening(first.page);
  await first.kill();
  const { page } = await launch();
  await expect.poll(() => marked(page, 'lectern-marked')).toBe(sentence);
});

for (const theme of ['light', 'dark'] as const)
  test(`the panel can be used by everyone in the ${theme} theme`, async ({ page }) => {
    await listenToSample(page);
    await page.emulateMedia({ colorScheme: theme });
    await pause(page);
    await showPanel(page);
    await expect(panel(page)).toContainText('Nothing is kept yet.');
    await settled(page);
    await expectAccessible(page);
    await markWhileListening(page);
    await page.keyboard.press('ControlOrMeta+b');
    await expect(rows(page)).toHaveCount(2);
    await settled(page);
    await expectAccessible(page);
  });
