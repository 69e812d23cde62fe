/**
 * One fixture for every program: a spec that takes `page` runs on the web program, on the double and on Electron alike.
 * Each test has a folder of data of its own, and starts without a key.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import {
  _electron,
  chromium,
  test as base,
  type Browser,
  type ElectronApplication,
  type Page,
} from '@playwright/test';
import { CHROMIUM_FLAGS } from '../../support/find-chromium.ts';
import { windowIsThere } from './reader.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** The service's address in tests: a port of this machine on which nobody listens. */
const NOBODY = 'http://127.0.0.1:9/v1';
const SIZE = { width: 1180, height: 820 };

export interface Running {
  readonly page: Page;
  /** Null for the web program. */
  readonly electron: ElectronApplication | null;
  /** Of the program's own process. */
  readonly pid: number;
  /** All that the program has written so far, to either of its streams. */
  written(): string;
  close(): Promise<void>;
  /** Ends the program as a power cut would. */
  kill(): Promise<void>;
}

interface Fixtures {
  /** All of the program's data. */
  readonly home: string;
  /** What the program is started with besides; for specs to override. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the program on `home`; it is closed with the test. @param file A document for the command line. */
  readonly launch: (file?: string) => Promise<Running>;
  readonly page: Page;
}

interface WorkerFixtures {
  readonly browser: Browser;
  readonly ownBrowser: () => Promise<Browser>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  ownBrowser: [
    async ({}, use) => {
      const started: Promise<Browser>[] = [];
      await use(() => {
        const executablePath = process.env['LECTERN_CHROMIUM'] ?? '';
        started[0] ??= chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
        return started[0];
      });
      for (const browser of await Promise.all(started)) await browser.close();
    },
    { scope: 'worker' },
  ],

  home: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-e2e-'));
    const home = join(folder, 'home');
    await mkdir(home);
    await use(home);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },

  environment: async ({}, use) => use({}),

  launch: async ({ home, environment, ownBrowser }, use, info) => {
    const env = { ...programEnvironment(home), ...environment };
    const started: Running[] = [];
    await use(async (file) => {
      const running =
        info.project.name === 'web'
          ? await startWeb(await ownBrowser(), env, file)
          : await startElectron(env, file, info.project.name === 'double');
      started.push(running);
      return running;
    });
    await Promise.all(started.map((running) => running.close()));
  },

  page: async ({ launch }, use) => {
    const { page } = await launch();
    await use(page);
  },
});

export { expect } from '@playwright/test';

/** This process's environment, less what would make a test depend on who runs it. */
function programEnvironment(home: string): Record<string, string> {
  const env: Record<string, string | undefined> = {
    ...process.env,
    LECTERN_HOME: home,
    LECTERN_NODE: process.execPath,
    DOUBLE_TMP: dirname(home),
    TOGETHER_BASE_URL: NOBODY,
  };
  delete env['TOGETHER_API_KEY'];
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function startElectron(
  env: Record<string, string>,
  file: string | undefined,
  double: boolean,
): Promise<Running> {
  const electron = await _electron.launch({
    ...(double ? { executablePath: join(ROOT, 'test/electron-double/bin/electron') } : {}),
    args: [ROOT, ...(file === undefined ? [] : [file])],
    cwd: ROOT,
    env,
  });
  const written = collected(electron.process());
  const page = await electron.firstWindow();
  await page.waitForURL((url) => url.protocol !== 'about:');
  await windowIsThere(page);
  return {
    page,
    electron,
    pid: pidOf(electron.process()),
    written,
    close: () => electron.close(),
    kill: () => killGroup(electron.process()),
  };
}

async function startWeb(
  browser: Browser,
  env: Record<string, string>,
  file: string | undefined,
): Promise<Running> {
  const command = file === undefined ? ['serve', '--json'] : ['serve', '--json', file];
  const child = spawn(
    env['LECTERN_NODE'] ?? process.execPath,
    [join(ROOT, 'out/main/lectern.js'), ...command],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stderr.pipe(process.stderr, { end: false });
  const written = collected(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(url);
  await windowIsThere(page);
  const stop = async (signal: NodeJS.Signals) => {
    await page.context().close();
    await end(child, signal);
  };
  return {
    page,
    electron: null,
    pid: pidOf(child),
    written,
    close: () => stop('SIGTERM'),
    kill: () => stop('SIGKILL'),
  };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the program did not start');
  return pid;
}

function collected({ stdout, stderr }: ChildProcess): () => string {
  const pieces: Buffer[] = [];
  for (const stream of [stdout, stderr]) stream?.on('data', (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString('utf8');
}

/** Playwright starts Electron as the head of a process group: its helpers, or the double's browser, end with it. */
async function killGroup(child: ChildProcess): Promise<void> {
  if (process.platform === 'win32' || child.pid === undefined) return end(child, 'SIGKILL');
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
