/** The web program as a person has it: a process of its own, and its window in a real browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';
import { installRecorder } from '../../e2e/support/recorder.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/find-chromium.ts';
import { installProbe } from './probe.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../out/main/lectern.js');
const SIZE = { width: 1180, height: 820 };
/** Where nobody listens: what is not asked for must not speak. */
const NOBODY = 'http://127.0.0.1:9/v1';

export const isBuilt = (): boolean => existsSync(PROGRAM);

export async function startBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS], env: { ...process.env, ...env } });
}

export interface Program {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts `lectern serve` on an empty folder of its own. @param speech A server in Together's place. */
export async function startProgram(speech: { readonly url: string } | null): Promise<Program> {
  const home = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
  const service = speech
    ? { TOGETHER_API_KEY: 'a-key-of-the-bench', TOGETHER_BASE_URL: baseOf(speech.url) }
    : { TOGETHER_API_KEY: '', TOGETHER_BASE_URL: NOBODY };
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--json'], {
    env: { ...process.env, LECTERN_HOME: home, ...service },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** `http://…/v1` of `ws://…/v1/audio/speech/websocket`. */
const baseOf = (url: string) => url.replace(/^ws/, 'http').replace('/audio/speech/websocket', '');

/** Opens the window with the probe in it. @param recorded Whether its sound is recorded too, which costs it some time. */
export async function openWindow(browser: Browser, program: Program, recorded: boolean): Promise<Page> {
  const page = await browser.newPage({ viewport: SIZE });
  if (recorded) await installRecorder(page);
  await installProbe(page);
  await page.goto(program.url);
  await page.getByRole('banner').getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Gives the window a file as its own picker does, and waits until its page is shown. */
export async function openFile(page: Page, name: string, text: string, sign: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.locator('[data-place]', { hasText: sign }).first().waitFor();
}
