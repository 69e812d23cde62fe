/** The small player: on top in Electron, in a window of the browser's in the web program. */
import type { Page } from '@playwright/test';
import { expect, test, type Running } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { copyText, electronOf, pillOf, pillWindow, pressHotkey, READ_KEY } from './support/hotkeys.ts';
import { marked, openFile, pauseButton, play, playButton, textFile, wordsMarked } from './support/reader.ts';

const SENTENCES = ['One ship was late that year.', 'Two letters came with it.', 'Nobody spoke of the third.'];
/** Long enough not to end while a loaded machine looks at it. */
const TEXT = `${SENTENCES.join(' ')} `.repeat(30);

const button = (pill: Page, name: string) => pill.getByRole('button', { name, exact: true });

const said = (pill: Page) => pill.locator('p.sentence');

async function read(running: Running): Promise<Page> {
  await copyText(running, TEXT);
  await pressHotkey(running, READ_KEY);
  const pill = await pillOf(running);
  await expect(button(pill, 'Pause')).toBeVisible();
  return pill;
}

test.describe('in Electron', () => {
  test.beforeEach(({}, info) =>
    test.skip(info.project.name !== 'double', 'keys and clipboard are the double’s'),
  );

  test('shows the spoken word, and steers', async ({ launch }) => {
    const running = await launch();
    const pill = await read(running);
    await expect(pill.getByRole('heading', { level: 1 })).toHaveText(/^One ship/);
    await expect(pill.locator('mark')).toHaveText(/\w+/);
    await button(pill, 'Pause').click();
    await expect(playButton(running.page)).toBeVisible();

    const before = (await said(pill).textContent()) ?? '';
    await button(pill, 'Sentence forward').click();
    await expect(said(pill)).not.toHaveText(before);
    await button(pill, 'Sentence back').click();
    await expect(said(pill)).toHaveText(before);

    await button(pill, 'Faster').click();
    await expect(pill.getByRole('group', { name: 'Speed' })).toContainText('1.1×');
    await expect(running.page.getByRole('button', { name: 'Speed 1.1×' })).toBeVisible();
    await button(pill, 'Slower').click();
    await expect(pill.getByRole('group', { name: 'Speed' })).toContainText('1×');

    await button(pill, 'Play').click();
    await wordsMarked(running.page, 2);
    await button(pill, 'Close').click();
    await expect(playButton(running.page)).toBeVisible(); // a clipping’s voice goes with its player
    expect((await pillWindow(running))?.visible).toBe(false);
  });

  test('a book is read on when the small player is closed', async ({ launch }) => {
    const running = await launch();
    const { page } = running;
    await openFile(page, textFile('long.txt', `${TEXT}\n\n`.repeat(40)), 'long');
    await play(page);
    await page.getByRole('button', { name: 'Small player' }).click();
    const pill = await pillOf(running);
    await expect(button(pill, 'Pause')).toBeVisible();
    await button(pill, 'Close').click();
    await expect.poll(async () => (await pillWindow(running))?.visible).toBe(false);
    const before = await marked(page, 'lectern-word');
    await expect.poll(() => marked(page, 'lectern-word')).not.toBe(before);
    await expect(pauseButton(page)).toBeVisible();
  });

  test('takes the keyboard when it is asked to, is worked by it, and gives it back', async ({ launch }) => {
    const running = await launch();
    const pill = await read(running);
    expect(await pillWindow(running)).toMatchObject({ focused: false, focusable: false });
    await electronOf(running).evaluate(({ app }) =>
      app.emit('second-instance', {}, ['lectern', '.', '--show-pill'], '/', null),
    );
    await expect.poll(() => pillWindow(running)).toMatchObject({ focused: true, focusable: true });

    await pill.keyboard.press('Space');
    await expect(button(pill, 'Play')).toBeVisible();
    const before = (await said(pill).textContent()) ?? '';
    await pill.keyboard.press('ArrowRight');
    await expect(said(pill)).not.toHaveText(before);
    await pill.keyboard.press('ArrowLeft');
    await expect(said(pill)).toHaveText(before);
    const reached: string[] = [];
    for (let tab = 0; tab < 7; tab++) {
      await pill.keyboard.press('Tab');
      reached.push(await pill.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
    }
    expect(reached).toEqual([
      ...['Open in reader', 'Close', 'Slower', 'Faster', 'Sentence back', 'Play', 'Sentence forward'],
    ]);
    await pill.keyboard.press('Escape');
    await expect
      .poll(() => pillWindow(running))
      .toMatchObject({ visible: true, focused: false, focusable: false });
  });

  test('is remembered where it was put', async ({ launch }) => {
    const first = await launch();
    await read(first);
    await electronOf(first).evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.isAlwaysOnTop())
        ?.setBounds({ x: 100, y: 120 }),
    );
    await first.close();
    const second = await launch();
    await read(second);
    expect((await pillWindow(second))?.bounds).toMatchObject({ x: 100, y: 120 });
  });

  for (const theme of ['light', 'dark'] as const)
    test(`can be used by everybody, in the ${theme} theme`, async ({ launch }) => {
      const running = await launch();
      await copyText(running, '***');
      await pressHotkey(running, READ_KEY);
      const pill = await pillOf(running);
      await pill.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(pill.getByRole('status')).toContainText('no words');
      await expectAccessible(pill);
      await read(running);
      await button(pill, 'Pause').click();
      await expect(button(pill, 'Play')).toBeVisible();
      await expectAccessible(pill);
    });

  test('the clippings stand in the library, are opened and kept, and go when they are not wanted', async ({
    launch,
  }) => {
    const running = await launch();
    const { page } = running;
    await read(running);
    await copyText(running, 'Another text, copied later.');
    await pressHotkey(running, READ_KEY);
    await expect(page.getByRole('banner').getByRole('heading', { level: 1 })).toHaveText(/^Another text/);
    await page.getByRole('button', { name: 'Library', exact: true }).click();
    const list = page.getByRole('region', { name: 'Clippings' });
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await expectAccessible(page);
    await list.getByRole('button', { name: /^Keep One ship/ }).click();
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await expect(page.getByRole('heading', { name: 'All documents' })).toBeVisible();

    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
    await page.getByRole('switch', { name: 'Keep the last clippings' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
  });
});

test.describe('in a browser', () => {
  test.beforeEach(({}, info) =>
    test.skip(info.project.name !== 'web', 'Electron has a window of its own for it'),
  );

  test('is a window of the browser’s, with the same in it', async ({ page }) => {
    test.skip(!(await page.evaluate(() => 'documentPictureInPicture' in window)), 'this browser has none');
    await openFile(page, textFile('long.txt', `${TEXT}\n\n`.repeat(40)), 'long');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Small player' }).click();
    const pill = await opened;
    await expect(button(pill, 'Play')).toBeVisible();
    await button(pill, 'Play').click();
    await wordsMarked(page, 2);
    await expect(pill.locator('mark')).toHaveText(/\w+/);
    await button(pill, 'Pause').click();
    await expect(playButton(page)).toBeVisible();
    await expectAccessible(pill);
    const closed = pill.waitForEvent('close');
    await button(pill, 'Close').click();
    await closed;
  });

  test('is not shown where the browser has none, nor are keys for all programs', async ({
    page,
    ownBrowser,
  }) => {
    const bare = await (await ownBrowser()).newPage();
    await bare.context().addCookies(await page.context().cookies());
    await bare.addInitScript(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    await bare.goto(page.url());
    await openFile(bare, textFile('one.txt', TEXT), 'one');
    await expect(bare.getByRole('button', { name: 'Small player' })).toBeHidden();
    await bare.keyboard.press('ControlOrMeta+,');
    await bare.getByRole('tab', { name: 'Shortcuts' }).click();
    await expect(bare.getByRole('list', { name: 'Window' })).toBeVisible();
    await expect(bare.getByRole('list', { name: 'Anywhere' })).toBeHidden();
    await bare.context().close();
  });
});
