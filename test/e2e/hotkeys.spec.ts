/** From a key pressed in another program to the voice. The double stands for Electron: keys and clipboard are its. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Running } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import {
  copy,
  copyText,
  pillOf,
  pillWindow,
  pressAtOnce,
  pressHotkey,
  READ_KEY,
  secondStart,
  STOP_KEY,
} from './support/hotkeys.ts';
import { marked, wordsMarked } from './support/reader.ts';

test.beforeEach(({}, info) =>
  test.skip(info.project.name !== 'double', 'keys and clipboard are the double’s'),
);

/** Long enough not to end while a loaded machine looks at it. */
const TEXT =
  'The lamp was lit early that evening. She read on by it until the words began to walk. Nobody came. '.repeat(
    20,
  );

const pillButton = async (running: Running, name: string) =>
  (await pillOf(running)).getByRole('button', { name, exact: true });
const speaks = async (running: Running) => expect(await pillButton(running, 'Pause')).toBeVisible();
const rests = async (running: Running) => expect(await pillButton(running, 'Play')).toBeVisible();
const answers = async (running: Running, sentence: string | RegExp) =>
  expect((await pillOf(running)).getByRole('status')).toHaveText(sentence);

test('the key reads what was copied, pauses, goes on; another stops', async ({ launch }) => {
  const running = await launch();
  await copyText(running, TEXT);
  await pressHotkey(running, READ_KEY);
  const pill = await pillOf(running);
  await wordsMarked(running.page, 3);
  await expect(pill.locator('mark')).not.toBeEmpty();
  expect(await pillWindow(running)).toMatchObject({
    ...{ visible: true, focused: false, focusable: false, onTop: true },
  });

  await pressHotkey(running, READ_KEY);
  await rests(running);
  const heard = await marked(running.page, 'lectern-sentence');
  await pressHotkey(running, READ_KEY);
  await speaks(running);
  await wordsMarked(running.page, 2);
  expect(heard).not.toBe('');

  await pressHotkey(running, STOP_KEY);
  await rests(running);
  await pressHotkey(running, READ_KEY);
  await answers(running, 'The same as before: it is read again.');
  await speaks(running);
});

test('a key that is held reads once', async ({ launch }) => {
  const running = await launch();
  await copyText(running, TEXT);
  for (let repeat = 0; repeat < 12; repeat++) await pressAtOnce(running, READ_KEY);
  await speaks(running);
  await wordsMarked(running.page, 2);
});

test('the pill comes up where it was left, and never over an edge', async ({ launch, home }) => {
  await writeFile(join(home, 'pill.json'), JSON.stringify({ places: { 1: { x: 40, y: 9000 } }, last: '1' }));
  const running = await launch();
  await copyText(running, TEXT);
  await pressHotkey(running, READ_KEY);
  await pillOf(running);
  expect((await pillWindow(running))?.bounds).toMatchObject({ x: 40, y: 1040 - 156 });
});

test('what cannot be read has its answer, each its own', async ({ launch }) => {
  const running = await launch();
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    // No answer twice in a row: the second would be taken for there before its key was heard.
    [{}, /^The clipboard is empty\./],
    [{ 'image/png': 'PNG' }, /^The clipboard holds a picture\./],
    [{ 'text/plain': ' \n ' }, /^The clipboard is empty\./],
    [{ 'text/plain': '\0\u0001\u0002data' }, /^The clipboard holds data, not text\./],
    [{ 'text/plain': '*** --- ***' }, /^The clipboard holds signs but no words\./],
    [{ 'electron application/osclipboard;format="x-cad"': 'solid' }, /^The clipboard holds data, not text\./],
    [
      { 'text/plain': 'hunter2', 'x-kde-passwordManagerHint': 'secret' },
      /^The clipboard holds a secret of a password manager\./,
    ],
    [
      { 'text/plain': 'word '.repeat(1_700_000) },
      /^The clipboard holds more text than can be read at once\./,
    ],
  ];
  for (const [payloads, answer] of cases) {
    await copy(running, payloads);
    await pressHotkey(running, READ_KEY);
    await answers(running, answer);
  }
  await expect(running.page.getByRole('region', { name: 'Notices' })).toContainText('more text than');
});

test('five megabytes are read, and their length is told', async ({ launch }) => {
  const running = await launch();
  const paragraph = 'Nobody in the house spoke of it again, and the ship was late that year.\n\n';
  await copyText(running, paragraph.repeat(Math.ceil(5_000_000 / paragraph.length)));
  await pressHotkey(running, READ_KEY);
  await answers(running, /^A long text, about 8\d\d,000 words\.$/);
  await wordsMarked(running.page, 2);
});

test('rich text is read as its structure', async ({ launch }) => {
  const running = await launch();
  const html =
    '<html><body><!--StartFragment--><h2>Of Ships</h2><p>The <b>ship</b> was late.</p><ul><li>A rope</li></ul><pre>x = 1</pre><!--EndFragment--></body></html>';
  await copy(running, { 'text/plain': 'Of Ships\nThe ship was late.\nA rope\nx = 1', 'text/html': html });
  await pressHotkey(running, READ_KEY);
  await speaks(running);
  const page = running.page;
  await expect(page.getByRole('heading', { name: 'Of Ships', level: 2 })).toBeVisible();
  await expect(page.locator('main strong, main b', { hasText: 'ship' }).first()).toBeVisible();
  await expect(page.locator('pre, code', { hasText: 'x = 1' }).first()).toBeVisible();
});

test('copied files open as documents and are read, one after another', async ({ launch, home }) => {
  const running = await launch();
  const [first, second] = [join(home, 'first one.md'), join(home, 'second.md')];
  await writeFile(first, '# First\n\nOne.');
  await writeFile(second, '# Second\n\nAnother.');
  const list = [first, second].map((path) => `file://${encodeURI(path)}`).join('\r\n');
  await copy(running, { 'text/plain': list, 'text/uri-list': list });
  await pressHotkey(running, READ_KEY);
  await answers(running, '2 documents: they are read one after another.');
  await expect(running.page.getByRole('banner').getByRole('heading', { level: 1 })).toHaveText('First');
  await expect(running.page.getByRole('banner').getByRole('heading', { level: 1 })).toHaveText('Second');
});

test('what is selected is read, by an argument of a second start, and a link pauses it', async ({
  launch,
  home,
}) => {
  const running = await launch();
  await copy(running, { 'text/plain': TEXT }, 'selection');
  await secondStart(home, '--read-selection');
  await speaks(running);
  await secondStart(home, 'lectern://pause');
  await rests(running);
  await secondStart(home, '--pause');
  await speaks(running);

  // Anything but a name of the list is nothing: the text stays what it was.
  await secondStart(home, `lectern://read-clipboard?text=other`);
  await secondStart(home, `lectern://open/${encodeURIComponent(join(home, 'settings.json'))}`);
  await secondStart(home, 'lectern://stop/');
  await rests(running);
  await copyText(running, 'Copied for the link.');
  await secondStart(home, 'lectern://read-clipboard');
  await expect(running.page.getByRole('banner').getByRole('heading', { level: 1 })).toHaveText(
    'Copied for the link.',
  );
});

test('with the window closed or never shown, the voice comes all the same', async ({ launch }) => {
  const running = await launch();
  await copyText(running, TEXT);
  const { electron } = running;
  // On macOS the program goes on without a window; here somebody else keeps it.
  await electron?.evaluate(({ app, BrowserWindow }) => {
    app.removeAllListeners('window-all-closed');
    app.on('window-all-closed', () => undefined);
    for (const window of BrowserWindow.getAllWindows()) window.destroy(); // closing would only hide it
  });
  await expect.poll(() => electron?.windows().length).toBe(0);
  await pressHotkey(running, READ_KEY);
  await speaks(running);
  const seen = await electron?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => [window.webContents.getURL(), window.isVisible()]),
  );
  expect(seen).toContainEqual(['app://lectern/', false]);
  await (await pillButton(running, 'Open in reader')).click();
  await expect
    .poll(() =>
      electron?.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (window) => window.webContents.getURL() === 'app://lectern/' && window.isVisible(),
        ),
      ),
    )
    .toBe(true);
});

test.describe('in the settings', () => {
  test.use({ environment: { DOUBLE_TAKEN_KEYS: READ_KEY } });

  test('a key that another program has says so, and another is recorded by pressing', async ({ launch }) => {
    const running = await launch();
    const { page } = running;
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
    const keys = page.getByRole('list', { name: 'Anywhere' });
    await expect(keys).toContainText(
      'Does not work. The desktop or another program has taken Ctrl+Shift+Space. Choose another key here, or free it there.',
    );
    await expectAccessible(page);

    const name = 'Read what was copied, pause, go on';
    const key = page
      .getByRole('group', { name, exact: true })
      .getByRole('button', { name: new RegExp(`^${name}: `) });
    await key.focus();
    await page.keyboard.press('Enter');
    await expect(key).toHaveText('Press a key');
    // What is pressed now is to be recorded, not done.
    await expect.poll(() => pressAtOnce(running, STOP_KEY)).toBe(false);
    await page.keyboard.press('k');
    await expect(keys.getByRole('alert')).toContainText('K would be missing in every other program.');
    await page.keyboard.press('ControlOrMeta+Shift+F8');
    await expect(keys.getByRole('alert')).toContainText('Ctrl+Shift+F8 is in use for “Stop reading”.');
    await page.keyboard.press('Escape');
    await key.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+Shift+Y');
    await expect(key).toHaveText('Ctrl+Shift+Y');
    await expect(keys).not.toContainText('Does not work');
    await expect.poll(() => pressAtOnce(running, STOP_KEY)).toBe(true);

    await page.keyboard.press('Escape');
    await copyText(running, TEXT);
    await pressHotkey(running, 'CmdOrCtrl+Shift+Y');
    await speaks(running);
  });
});

test.describe('on Wayland', () => {
  test.use({ environment: { XDG_SESSION_TYPE: 'wayland' } });

  test('nothing is promised: the light turns on when a press has arrived', async ({ launch }) => {
    const running = await launch();
    const { page } = running;
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
    const keys = page.getByRole('list', { name: 'Anywhere' });
    await expect(keys).toContainText('you can bind the command “lectern --read-clipboard”');
    await expect(keys.getByText('Asked of the desktop')).toHaveCount(2);
    await pressHotkey(running, READ_KEY);
    await expect(keys.getByText('Asked of the desktop')).toHaveCount(1);
    await expect(keys.getByText('Works in every program')).toHaveCount(1);
  });
});
