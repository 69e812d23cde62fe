/** What a packaged Lectern must do, shown from outside: its fuses let no debugger into its main process. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';
import { speakSample } from './page-calls.ts';

export interface PackagedSubject {
  /** The packaged executable, or a link to it. */
  readonly program: string;
  /** A folder for the check's own files. */
  readonly place: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where no window could be opened: another environment for the command line. */
  readonly windowless: Readonly<Record<string, string>>;
}

export interface PackagedCheck {
  readonly name: string;
  /** Throws where it fails. @returns what is worth telling besides. */
  run(subject: PackagedSubject): Promise<string | void>;
}

export const packagedChecks: readonly PackagedCheck[] = [
  {
    name: 'the window opens, speaks a sentence and reads a document',
    async run(subject) {
      return inWindow(subject, async (page) => {
        const { bytes, pieces } = await speakSample(page);
        assert.ok(bytes > 24_000, `only ${bytes} bytes of speech came`);
        await page.getByRole('button', { name: /sample/i }).click();
        await page
          .getByText(/Bohemia/i)
          .first()
          .waitFor();
        return `${bytes} bytes of speech in ${pieces} pieces`;
      });
    },
  },
  {
    name: 'it tells its version and its commands',
    async run(subject) {
      const { code, out } = await command(subject, '--version');
      assert.deepEqual([code, /^\d+\.\d+\.\d+\n$/.test(out)], [0, true], out);
      assert.match((await command(subject, '--help')).out, /lectern export/);
    },
  },
  {
    name: '"say" writes a sound',
    async run(subject) {
      assert.equal((await command(subject, 'say', 'Good morning.', '-o', 'said.wav')).code, 0);
      const sound = await readFile(join(subject.place, 'said.wav'));
      assert.equal(sound.subarray(0, 4).toString('latin1'), 'RIFF');
      assert.ok(sound.length > 24_000, `it has only ${sound.length} bytes`);
    },
  },
  {
    name: '"export" writes an audiobook',
    async run(subject) {
      const text =
        '# One\n\nIt was a bright cold day in April.\n\n# Two\n\nThe clocks were striking thirteen.\n';
      await writeFile(join(subject.place, 'book.md'), text);
      const { code, err } = await command(subject, 'export', 'book.md', '-o', 'book.mp3');
      assert.equal(code, 0, err);
      const book = await readFile(join(subject.place, 'book.mp3'));
      assert.equal(book.subarray(0, 3).toString('latin1'), 'ID3');
      assert.ok(book.length > 20_000, `it has only ${book.length} bytes`);
    },
  },
  {
    name: 'what cannot be done is said, with the exit code of its kind',
    async run(subject) {
      const missing = await command(subject, 'text', 'no-such-file.md');
      assert.equal(missing.code, 3);
      assert.match(missing.err, /no-such-file/);
      assert.equal((await command(subject, 'say')).code, 2);
    },
  },
];

function command({ program, place, windowless }: PackagedSubject, ...args: string[]) {
  const env = { ...windowless, LECTERN_HOME: join(place, 'home') };
  const child = spawn(program, args, { cwd: place, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise<{ code: number | null; out: string; err: string }>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, out, err }));
  });
}

/** By the page's debugging protocol, which Chromium offers to whoever starts it so. */
async function inWindow<T>(subject: PackagedSubject, use: (page: Page) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(subject.place, 'window-'));
  const child = spawn(subject.program, ['--remote-debugging-port=0'], {
    env: { ...subject.env, LECTERN_HOME: home, DOUBLE_TMP: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let browser: Browser | null = null;
  try {
    const address = await new Promise<string>((found, failed) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        const url = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
        if (url !== undefined) found(url);
      });
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`It ended at its start (${String(code)}).`)));
    });
    browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    assert.ok(context, 'there is no window');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.waitForURL((url) => url.protocol !== 'about:');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    return await use(page);
  } finally {
    await browser?.close();
    child.kill();
    await ended;
  }
}
