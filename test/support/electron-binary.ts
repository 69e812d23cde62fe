import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Electron's executable, or null where it was never fetched. Looks at the files only: importing the package `electron`
 * would start the download.
 */
export function electronBinary(): string | null {
  const home = resolve(import.meta.dirname, '../../node_modules/electron');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const named = join(home, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const binary = join(override ?? join(home, 'dist'), name);
  return existsSync(binary) ? binary : null;
}
