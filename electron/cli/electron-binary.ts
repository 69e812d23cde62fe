/**
 * Where Electron's program is. Electron's npm package holds none: it is fetched once, here with progress and with
 * bounded patience, so that a machine without a way to it goes on at once with the web program.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bodyPieces } from './body-pieces.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What this file uses of `@electron/get`, which is Electron's own dependency. */
interface ElectronGet {
  downloadArtifact(details: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    checksums: unknown;
    downloader: { download(url: string, file: string): Promise<void> };
  }): Promise<string>;
}

/** Milliseconds to wait for an answer, and for a next piece of it. */
export interface Patience {
  readonly connect: number;
  readonly stall: number;
}
export const PATIENCE: Patience = { connect: 3_000, stall: 20_000 };

/** The folder of Electron's npm package, or null where it was left out. */
export function electronPackage(from: string): string | null {
  try {
    return dirname(createRequire(from).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** The program, or null where it was not fetched yet. `ELECTRON_OVERRIDE_DIST_PATH` names another folder for it. */
export function findElectron(folder: string, env: Environment): string | null {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  try {
    const name = existsSync(join(folder, 'path.txt'))
      ? readFileSync(join(folder, 'path.txt'), 'utf8')
      : 'electron';
    const program = join(override ?? join(folder, 'dist'), name);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * Fetches the program: the archive by `@electron/get` (its cache, its checksums, its mirrors), then Electron's own
 * installer, which finds the archive in the cache and unpacks it.
 *
 * @param progress Hears the part that is there, 0–1.
 * @throws Error where it cannot be had.
 */
export async function fetchElectron(
  folder: string,
  progress: (part: number) => void,
  patience: Patience = PATIENCE,
): Promise<void> {
  const require = createRequire(join(folder, 'package.json'));
  const { version } = require('./package.json') as { version: string };
  const get = (await import(pathToFileURL(require.resolve('@electron/get')).href)) as ElectronGet;
  await get.downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: require('./checksums.json'),
    downloader: { download: (url, file) => download(url, file, progress, patience) },
  });
  await unpack(folder);
}

/** @throws Error where no answer comes in time, or it is not the file. */
export async function download(
  url: string,
  file: string,
  progress: (part: number) => void,
  { connect, stall }: Patience,
): Promise<void> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), connect);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`The answer was ${response.status}.`);
    const total = Number(response.headers.get('content-length'));
    let received = 0;
    await using target = await open(file, 'w');
    for await (const piece of bodyPieces(response, abort.signal)) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), stall);
      await target.writeFile(piece);
      received += piece.length;
      if (total > 0) progress(received / total);
    }
    if (abort.signal.aborted) throw new Error('The download was given up: nothing came any more.');
  } finally {
    clearTimeout(timer);
  }
}

function unpack(folder: string): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error('Electron could not be unpacked.')),
    );
  });
}
