/** Where Lectern keeps what belongs to a person. */
import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { storageError } from './storage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `LECTERN_HOME`, else the platform's folder for such data. Absolute. */
export function dataFolder(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (env['LECTERN_HOME']) return resolve(env['LECTERN_HOME']);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Lectern');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Lectern');
    default: // XDG Base Directory Specification
      return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'lectern');
  }
}

export interface HomePaths {
  readonly home: string;
  readonly library: string;
  readonly speech: string;
  /** The list of exports, and their parts that nobody sees. */
  readonly exports: string;
  /** Finished audiobooks, where nobody can choose a place for them. */
  readonly audiobooks: string;
  readonly key: string;
  /** The service's list of voices. */
  readonly voices: string;
  /** What speech cost. */
  readonly usage: string;
  /** When a new version was last looked for, and what came of it. */
  readonly updates: string;
}

/**
 * Makes a folder and those that it is in. Node's own `recursive` tries for ever where a folder is there but "not found"
 * is the answer to whatever is made in it, as in `/proc` and under a network's automatic mounts.
 */
async function makeFolder(path: string): Promise<void> {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) await makeFolder(parent);
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  });
}

/** Makes the folder, for its owner alone. @throws LecternError `storage` */
export async function prepareHome(home: string): Promise<HomePaths> {
  const paths = {
    home,
    library: join(home, 'library'),
    speech: join(home, 'speech'),
    exports: join(home, 'exports'),
    audiobooks: join(home, 'audiobooks'),
    key: join(home, 'key'),
    voices: join(home, 'voices.json'),
    usage: join(home, 'usage.sqlite'),
    updates: join(home, 'updates.json'),
  };
  try {
    await makeFolder(home);
  } catch (error) {
    throw storageError(error, `Lectern cannot use the folder ${home}. Choose another with LECTERN_HOME.`);
  }
  return paths;
}

/** Where a desktop program puts audiobooks if nothing else is chosen. */
export const audiobookFolder = (home = homedir()): string => join(home, 'Audiobooks');
