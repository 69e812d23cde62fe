/** Living in the desktop: tray, closing, sleep, login, the end. On the web program none of it is there, nor shown. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test as base, type Running } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import {
  openFile,
  openSample,
  pauseButton,
  play,
  playButton,
  textFile,
  title,
  wordsMarked,
} from './support/reader.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DOUBLE = join(ROOT, 'test/electron-double');

/** What the double keeps of an icon and of notifications, and Electron tells nobody. */
interface Kept {
  electronDoubleTrays: { double: { menu: Menu | null; tip: string }; emit(event: string): void }[];
  electronDoubleNotifications: { title: string; body: string; emit(event: string): void }[];
  electronDoubleBlockers: number;
}
interface Menu {
  items: { id: string; label: string; enabled: boolean; click(): void }[];
}

interface Fixtures {
  /** Whether the desktop shows tray icons. */
  readonly trayHost: boolean;
  readonly program: Running & { readonly electron: ElectronApplication };
}

const test = base.extend<Fixtures>({
  trayHost: [true, { option: true }],
  environment: async ({ trayHost, home }, use) =>
    use({
      PATH: [join(DOUBLE, 'desktop'), process.env['PATH'] ?? ''].join(delimiter),
      DOUBLE_TRAY_HOST: String(trayHost),
      XDG_CONFIG_HOME: join(home, 'config'),
    }),
  program: async ({ launch }, use, info) => {
    test.skip(info.project.name !== 'double', 'what a desktop does is seen on the double alone');
    const running = await launch();
    if (!running.electron) throw new Error('not an Electron program');
    await use({ ...running, electron: running.electron });
  },
});

const trayLabels = (electron: ElectronApplication): Promise<string[]> =>
  electron.evaluate(() =>
    ((globalThis as unknown as Kept).electronDoubleTrays[0]?.double.menu?.items ?? []).map(
      ({ label }) => label,
    ),
  );

const choose = (electron: ElectronApplication, label: string): Promise<void> =>
  electron.evaluate((_electron, label) => {
    const { items } = (globalThis as unknown as Kept).electronDoubleTrays[0]?.double.menu ?? { items: [] };
    const item = items.find((one) => one.label === label);
    if (!item) throw new Error(`no ${label} among ${items.map((one) => one.label).join(', ')}`);
    item.click();
  }, label);

const windowOf = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window ? { visible: window.isVisible(), minimized: window.isMinimized() } : null;
  });

const closeWindow = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const notifications = (electron: ElectronApplication) =>
  electron.evaluate(() =>
    (globalThis as unknown as Kept).electronDoubleNotifications.map(({ title, body }) => ({ title, body })),
  );

const blockers = (electron: ElectronApplication): Promise<number> =>
  electron.evaluate(() => (globalThis as unknown as Kept).electronDoubleBlockers);

/** From now on questions are answered so. @returns how often one was asked, and the last one. */
const answerQuestions = async (electron: ElectronApplication, response: number) => {
  await electron.evaluate(({ dialog }, response) => {
    Object.assign(globalThis, { asked: [] });
    const answer = (...values: unknown[]) => {
      (globalThis as unknown as { asked: unknown[] }).asked.push(values.at(-1));
      return Promise.resolve({ response, checkboxChecked: false });
    };
    Object.assign(dialog, { showMessageBox: answer });
  }, response);
  return () =>
    electron.evaluate(
      () => (globalThis as unknown as { asked: { message: string; buttons: string[] }[] }).asked,
    );
};

const LONG = textFile(
  'long-letter.md',
  `# A long letter\n\n${Array.from({ length: 1500 }, (_, n) => `Sentence ${n} of a letter that takes its time on the way home.`).join('\n\n')}\n`,
);

async function beginExport({ page, electron }: Running, folder: string): Promise<void> {
  await electron?.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, folder);
  await openFile(page, LONG, 'A long letter');
  await page.keyboard.press('e');
  const sheet = page.getByRole('dialog', { name: 'Make an audiobook' });
  await sheet.getByRole('button', { name: /^In / }).click();
  await sheet.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(sheet).toBeHidden();
}

const desktopPage = async (page: Page): Promise<void> => {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Desktop' }).click();
};

test('the tray tells what is spoken, steers it, and opens the last documents', async ({ program }) => {
  const { page, electron } = program;
  await openSample(page);
  await openFile(page, LONG, 'A long letter');
  await play(page);
  await wordsMarked(page, 3);
  await expect.poll(() => trayLabels(electron)).toContain('Pause');
  expect((await trayLabels(electron))[0]).toContain('A long letter');
  expect((await trayLabels(electron))[1]).not.toBe('');
  expect(await blockers(electron)).toBe(1);

  await choose(electron, 'Pause');
  await expect(playButton(page)).toBeVisible();
  await expect.poll(() => trayLabels(electron)).toContain('Play');
  await expect.poll(() => blockers(electron)).toBe(0);
  await choose(electron, 'Play');
  await expect(pauseButton(page)).toBeVisible();
  await choose(electron, 'Stop');
  await expect(playButton(page)).toBeVisible();

  await closeWindow(electron);
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: false });
  await choose(electron, (await trayLabels(electron)).find((label) => label.includes('Sherlock')) ?? '');
  await expect(title(page)).toContainText('Sherlock Holmes');
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: true });
});

test('closing hides the window, the sound goes on, and that is said once', async ({ program }) => {
  const { page, electron } = program;
  await openSample(page);
  await play(page);
  await wordsMarked(page, 2);
  await closeWindow(electron);
  await expect.poll(() => windowOf(electron)).toEqual({ visible: false, minimized: false });
  await wordsMarked(page, 4);
  await expect.poll(() => notifications(electron)).toHaveLength(1);
  await choose(electron, 'Open Lectern');
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: true });
  await closeWindow(electron);
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: false });
  expect(await notifications(electron)).toEqual([
    { title: 'Lectern goes on', body: expect.stringContaining('tray') },
  ]);
});

test('a second start with a file shows the hidden window with it', async ({ program, home, environment }) => {
  const { page, electron } = program;
  const file = join(home, 'second.md');
  await writeFile(file, '# Second\n\nGiven to the running program.');
  await closeWindow(electron);
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: false });
  const env = { ...process.env, ...environment, LECTERN_HOME: home, LECTERN_NODE: process.execPath };
  const second = spawn(join(DOUBLE, 'bin/electron'), [ROOT, file], { env, stdio: 'ignore' });
  expect((await once(second, 'exit'))[0]).toBe(0);
  await expect(title(page)).toContainText(/second/i);
  expect(await windowOf(electron)).toMatchObject({ visible: true });
  const recent = () => electron.evaluate(({ app }) => app.getRecentDocuments());
  await expect.poll(recent).toEqual([file]);
});

test('sleep pauses, and keeps the place', async ({ program }) => {
  const { page, electron } = program;
  await openSample(page);
  await play(page);
  await wordsMarked(page, 3);
  await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await expect(playButton(page)).toBeVisible();
  await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  await play(page);
  await wordsMarked(page, 3);
});

test('quitting while an audiobook is being made asks, and loses nothing', async ({
  program,
  home,
  launch,
}) => {
  const { page, electron } = program;
  await beginExport(program, join(home, 'taken-along'));
  const asked = await answerQuestions(electron, 1);
  await expect.poll(() => blockers(electron)).toBe(1);
  await choose(electron, 'Quit Lectern');
  await expect.poll(async () => (await asked()).length).toBe(1);
  const [question] = await asked();
  expect(question?.message).toBe('The audiobook “A long letter” is being made.');
  expect(question?.buttons).toEqual(['Quit and go on next time', 'Keep running in the tray']);
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: false });
  await choose(electron, 'Open Lectern');
  await expect(title(page)).toContainText('A long letter');

  await answerQuestions(electron, 0);
  const ended = once(electron.process(), 'exit');
  await choose(electron, 'Quit Lectern').catch(() => undefined); // the program may be gone before it answers
  await ended;
  const again = await launch();
  await again.page.keyboard.press('l');
  await again.page.getByRole('button', { name: /^Audiobooks/ }).click();
  const row = again.page.getByRole('dialog', { name: 'Audiobooks' }).getByRole('article');
  await expect(row).toContainText('A long letter');
  await expect(row.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('an audiobook that is ready is told while the window is hidden', async ({ program, home }) => {
  const { page, electron } = program;
  await electron.evaluate(
    ({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
    },
    join(home, 'made'),
  );
  await openFile(page, textFile('short.md', '# Short\n\nIt is soon read.\n'), 'Short');
  await closeWindow(electron);
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: false });
  await page.keyboard.press('e');
  const sheet = page.getByRole('dialog', { name: 'Make an audiobook' });
  await sheet.getByRole('button', { name: /^In / }).click();
  await sheet.getByRole('button', { name: 'Export', exact: true }).click();
  await expect
    .poll(() => notifications(electron), { timeout: 30_000 })
    .toContainEqual({ title: 'Lectern', body: 'The audiobook “Short” is ready.' });
  await electron.evaluate(() => {
    (globalThis as unknown as Kept).electronDoubleNotifications.at(-1)?.emit('click');
  });
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: true });
  await expect(page.getByRole('dialog', { name: 'Audiobooks' })).toBeVisible();
});

test('starting with the desktop is a file of ours, which shows no window', async ({ program, home }) => {
  const { page } = program;
  const file = join(home, 'config/autostart/lectern.desktop');
  await desktopPage(page);
  const toggle = page.getByRole('switch', { name: 'Start with the desktop' });
  await toggle.check({ force: true });
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toMatch(/^Exec=.*"--hidden"$/m);
  await toggle.uncheck({ force: true });
  await expect.poll(() => stat(file).catch(() => null)).toBeNull();
});

test('a start with the desktop shows no window', async ({ launch }, info) => {
  test.skip(info.project.name !== 'double', 'what a desktop does is seen on the double alone');
  const { electron } = await launch('--hidden');
  if (!electron) throw new Error('not an Electron program');
  await expect.poll(() => trayLabels(electron)).toContain('Open Lectern');
  expect(await windowOf(electron)).toEqual({ visible: false, minimized: false });
  await choose(electron, 'Open Lectern');
  await expect.poll(() => windowOf(electron)).toMatchObject({ visible: true });
});

test('the native menu opens the last documents', async ({ program }) => {
  const { page, electron } = program;
  await openSample(page);
  await openFile(page, textFile('letter.md', '# A letter\n\nOne. Two.\n'), 'A letter');
  const recent = () =>
    electron.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.getMenuItemById('recent')?.submenu?.items ?? []).map(({ label }) => label),
    );
  await expect.poll(async () => (await recent()).join()).toMatch(/^A letter,.*Sherlock Holmes/);
  await electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('recent')?.submenu?.items.at(-1)?.click(),
  );
  await expect(title(page)).toContainText('Sherlock Holmes');
  const columns = await electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label),
  );
  expect(columns).toEqual(['File', 'Edit', 'Playback', 'View', 'Window', 'Help']);
});

test('the page of the desktop is accessible in both themes', async ({ program: { page } }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (colorScheme === 'light') await desktopPage(page);
    await expect(page.getByText('Closing the window hides it, and the voice goes on.')).toBeVisible();
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    );
    await expectAccessible(page);
  }
});

test.describe('where nobody shows tray icons', () => {
  test.use({ trayHost: false });

  test('a start with the desktop shows a minimised window', async ({ launch }, info) => {
    test.skip(info.project.name !== 'double', 'what a desktop does is seen on the double alone');
    const { electron } = await launch('--hidden');
    if (!electron) throw new Error('not an Electron program');
    await expect.poll(() => windowOf(electron)).toEqual({ visible: false, minimized: true });
  });

  test('closing strands nobody: it ends the program, and the settings say so', async ({ program }) => {
    const { page, electron } = program;
    await desktopPage(page);
    await expect(page.getByText('This desktop shows no tray icons now')).toBeVisible();
    const ended = once(electron.process(), 'exit');
    await closeWindow(electron).catch(() => undefined);
    expect((await ended)[0]).toBe(0);
  });
});

base('the web program has no desktop, and shows none', async ({ page }, info) => {
  base.skip(info.project.name !== 'web');
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByRole('tab', { name: 'Voice' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Desktop' })).toHaveCount(0);
});
