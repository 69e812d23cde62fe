/** Keys that work in every program, the clipboard and the pill, as a test drives and sees them on the double. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { REPEAT_MS } from '../../../electron/core/shortcuts/press-guard.ts';
import { expect, type Running } from './app.ts';

export const READ_KEY = 'CmdOrCtrl+Shift+Space';
export const STOP_KEY = 'CmdOrCtrl+Shift+F8';

const ROOT = resolve(import.meta.dirname, '../../..');
const lastPresses = new WeakMap<ElectronApplication, Map<string, number>>();

export const electronOf = ({ electron }: Running): ElectronApplication => {
  if (!electron) throw new Error('not an Electron program');
  return electron;
};

/** Presses a key that the application has registered. @returns whether it has. */
export async function pressAtOnce(running: Running, key: string): Promise<boolean> {
  const electron = electronOf(running);
  const presses = lastPresses.get(electron) ?? new Map<string, number>();
  lastPresses.set(electron, presses);
  const registered = await electron.evaluate(
    (_electron, key) =>
      (globalThis as unknown as { doublePressKey(key: string): boolean }).doublePressKey(key),
    key,
  );
  presses.set(key, performance.now()); // it has arrived by now: on a loaded machine that is long after it was sent
  return registered;
}

/** The same, once it cannot be taken for the repeat of a key that is held. */
export async function pressHotkey(running: Running, key: string): Promise<void> {
  const before = lastPresses.get(electronOf(running))?.get(key) ?? -Infinity;
  await expect.poll(() => performance.now() - before, { intervals: [50] }).toBeGreaterThan(REPEAT_MS + 20);
  expect(await pressAtOnce(running, key)).toBe(true);
}

/** Puts something on the clipboard as another program would: payloads by MIME type. */
export async function copy(
  running: Running,
  payloads: Readonly<Record<string, string>>,
  to: 'clipboard' | 'selection' = 'clipboard',
): Promise<void> {
  await electronOf(running).evaluate(
    async ({ clipboard, ClipboardItem }, { payloads, to }) => {
      const target = to === 'selection' ? clipboard.selection : clipboard;
      if (Object.keys(payloads).length === 0) target.clear();
      else await target.write([new ClipboardItem(payloads)]);
    },
    { payloads, to },
  );
}

export const copyText = (running: Running, text: string) => copy(running, { 'text/plain': text });

/** The page of the pill, once it is there. */
export async function pillOf(running: Running): Promise<Page> {
  const electron = electronOf(running);
  const isPill = (page: Page) => page.url().endsWith('/pill.html');
  await expect.poll(() => electron.windows().some(isPill)).toBe(true);
  const page = electron.windows().find(isPill);
  if (!page) throw new Error('no pill');
  await page.getByRole('main', { name: 'Small player' }).waitFor();
  return page;
}

export interface PillWindow {
  readonly visible: boolean;
  readonly focused: boolean;
  readonly focusable: boolean;
  readonly onTop: boolean;
  readonly bounds: { readonly x: number; readonly y: number };
}

/** What the system sees of the pill; null where there is none. */
export async function pillWindow(running: Running): Promise<PillWindow | null> {
  return electronOf(running).evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().endsWith('/pill.html'),
    );
    if (!window) return null;
    return {
      visible: window.isVisible(),
      focused: window.isFocused(),
      focusable: window.isFocusable(),
      onTop: window.isAlwaysOnTop(),
      bounds: window.getBounds(),
    };
  });
}

/** Starts the program a second time, which hands its arguments over and ends. */
export async function secondStart(home: string, ...args: string[]): Promise<void> {
  const env = { ...process.env, LECTERN_HOME: home, LECTERN_NODE: process.execPath };
  const program = spawn(join(ROOT, 'test/electron-double/bin/electron'), [ROOT, ...args], {
    env,
    stdio: 'ignore',
  });
  const [code] = (await once(program, 'exit')) as [number];
  expect(code).toBe(0);
}
