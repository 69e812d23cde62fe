/** The Electron program on the double of the `electron` module, its window recorded: for what only keys can begin. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { installRecorder } from '../../e2e/support/recorder.ts';
import { findChromium } from '../../support/find-chromium.ts';
import { installProbe } from './probe.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Where nobody listens: what is not asked for must not speak. */
const NOBODY = 'http://127.0.0.1:9/v1';

export interface DoubleProgram {
  readonly electron: ElectronApplication;
  /** Of the main window, with the recorder and the probe in it. */
  readonly page: Page;
  close(): Promise<void>;
}

export async function startDouble(): Promise<DoubleProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
  const { executablePath } = await findChromium();
  const env = {
    ...process.env,
    ...{ LECTERN_HOME: join(folder, 'home'), LECTERN_NODE: process.execPath, DOUBLE_TMP: folder },
    ...{ TOGETHER_API_KEY: '', TOGETHER_BASE_URL: NOBODY, LECTERN_CHROMIUM: executablePath },
  };
  const electron = await _electron.launch({
    executablePath: join(ROOT, 'test/electron-double/bin/electron'),
    args: [ROOT],
    cwd: ROOT,
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1])),
  });
  const page = await electron.firstWindow();
  const windowIsThere = () => page.getByRole('banner').getByRole('heading', { level: 1 }).waitFor();
  await windowIsThere();
  await installRecorder(page);
  await installProbe(page);
  await page.reload(); // the double opens the window before anybody can look into it
  await windowIsThere();
  return {
    electron,
    page,
    async close() {
      await electron.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/**
 * Presses a key for all programs.
 * @returns when its callback was called: milliseconds since 1970, with fractions.
 */
export async function pressKey({ electron }: DoubleProgram, accelerator: string): Promise<number> {
  const at = await electron.evaluate((_electron, accelerator) => {
    const { doublePressKey } = globalThis as unknown as { doublePressKey(key: string): boolean };
    const now = performance.timeOrigin + performance.now();
    return doublePressKey(accelerator) ? now : null;
  }, accelerator);
  if (at === null) throw new Error(`${accelerator} is not registered.`);
  return at;
}

/** Puts a text on the clipboard, as another program would. */
export async function copyText({ electron }: DoubleProgram, text: string): Promise<void> {
  await electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), text);
}
