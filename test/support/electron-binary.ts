import { resolve } from 'node:path';
import { electronPackage, findElectron } from '../../electron/cli/electron-binary.ts';

/** Electron's executable, or null where it was never fetched. Looks only: importing the package would start the download. */
export function electronBinary(): string | null {
  const folder = electronPackage(resolve(import.meta.dirname, '../../package.json'));
  return folder === null ? null : findElectron(folder, process.env);
}
