/** What only the Electron program has. On the web program there is nothing here to test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { electronBinary } from '../support/electron-binary.ts';
import { expect, test, type Running } from './support/app.ts';
import { title } from './support/reader.ts';

test.beforeEach(({}, info) =>
  test.skip(info.project.name === 'web', 'this program has no window of its own'),
);

const electronOf = ({ electron }: Running): ElectronApplication => {
  if (!electron) throw new Error('not an Electron program');
  return electron;
};

test('the page has the bridge and nothing else, and the network is closed to it', async ({ page }) => {
  const found = await page.evaluate(async () => ({
    bridge: Object.keys((window as unknown as { lectern: object }).lectern).sort(),
    node: ['require', 'process', 'Buffer'].filter((name) => name in window),
    network: await fetch('https://example.com/').then(
      () => 'open',
      () => 'closed',
    ),
  }));
  expect(found).toEqual({ bridge: ['call', 'on'], node: [], network: 'closed' });
});

test('the page opens no windows and can be led nowhere', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.com/');
    const link = document.createElement('a');
    Object.assign(link, {
      href: 'https://example.com/',
      target: '_blank',
      rel: 'noopener',
      textContent: 'x',
    });
    document.body.append(link);
    link.click();
    location.href = 'https://example.com/';
  });
  await page.evaluate(() =>
    (window as unknown as { lectern: { call(n: string): unknown } }).lectern.call('app.info'),
  );
  expect(page.url()).toBe(before);
  await expect.poll(() => electronOf(running).windows().length).toBe(1);
});

test('calls that are unknown or malformed are refused with a reply', async ({ page }) => {
  const replies = await page.evaluate(async () => {
    const { call } = (window as unknown as { lectern: { call(n: unknown, i?: unknown): Promise<unknown> } })
      .lectern;
    return [
      await call('nothing.of.ours'),
      await call('document.open', { id: '../../etc' }),
      await call({}, 1),
    ];
  });
  expect(replies).toEqual(
    Array.from({ length: 3 }, () =>
      expect.objectContaining({ ok: false, error: expect.objectContaining({ kind: 'bad-request' }) }),
    ),
  );
});

test('the document of the command line is shown, and one that a second start brings', async ({
  launch,
  home,
}, info) => {
  const first = join(home, 'first.md');
  const second = join(home, 'second.md');
  await writeFile(first, '# First\n\nGiven at the start.');
  await writeFile(second, '# Second\n\nGiven to the running program.');
  const running = await launch(first);
  await expect(title(running.page)).toContainText(/first/i);

  const root = resolve(import.meta.dirname, '../..');
  const executable =
    info.project.name === 'double'
      ? join(root, 'test/electron-double/bin/electron')
      : (electronBinary() ?? '');
  const env = { ...process.env, LECTERN_HOME: home, LECTERN_NODE: process.execPath };
  const [code] = (await once(spawn(executable, [root, second], { env, stdio: 'ignore' }), 'exit')) as [
    number,
  ];
  expect(code).toBe(0);
  await expect(title(running.page)).toContainText(/second/i);
});

test('the menu steers the window', async ({ launch }) => {
  const running = await launch();
  await electronOf(running).evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('show-shortcuts')?.click(),
  );
  await expect(running.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('the system’s dialog opens documents', async ({ launch, home }) => {
  const path = join(home, 'chosen.md');
  await writeFile(path, '# Chosen\n\nBy the dialog of the system.');
  const running = await launch();
  await electronOf(running).evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, path);
  await running.page.keyboard.press('ControlOrMeta+o');
  await expect(title(running.page)).toContainText(/chosen/i);
});

test('links go to the system’s browser, web links alone', async ({ launch }) => {
  const running = await launch();
  const electron = electronOf(running);
  await electron.evaluate(({ shell }) => {
    Object.assign(globalThis, { opened: [] });
    shell.openExternal = (url) => {
      (globalThis as unknown as { opened: string[] }).opened.push(url);
      return Promise.resolve();
    };
  });
  await running.page.evaluate(async () => {
    const { call } = (window as unknown as { lectern: { call(n: string, i: unknown): Promise<unknown> } })
      .lectern;
    await call('app.openLink', { url: 'https://example.com/book' });
    await call('app.openLink', { url: 'file:///etc/passwd' });
  });
  const opened = await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual(['https://example.com/book']);
});
