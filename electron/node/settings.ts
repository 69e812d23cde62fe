/** Settings in `settings.json`, by electron-store, which runs outside Electron too if its folder is given. */
import type { SettingsFile } from '../core/settings-file.ts';
import { storageError } from './storage-error.ts';

/** @param directory Absolute. A file that is no JSON counts as empty. */
export async function createSettingsFile(directory: string): Promise<SettingsFile> {
  const Store = await loadStore();
  const store = new Store<Record<string, unknown>>({
    cwd: directory,
    name: 'settings',
    clearInvalidConfig: true,
    configFileMode: 0o600,
  });
  return {
    read: () => store.store,
    write(fields) {
      try {
        store.set(fields); // one atomic write for all of them
      } catch (error) {
        throw storageError(error, 'The settings could not be saved. Check that the disk can be written.');
      }
    },
  };
}

/**
 * electron-store imports `electron`, which outside Electron is a module that looks for its binary and, where there is
 * none, downloads it. With a folder named by hand it only makes a path of it, that nobody uses.
 */
async function loadStore() {
  const name = 'ELECTRON_OVERRIDE_DIST_PATH';
  const before = process.env[name];
  const outside = process.versions['electron'] === undefined && before === undefined;
  if (outside) process.env[name] = '/none';
  try {
    return (await import('electron-store')).default;
  } finally {
    if (outside) delete process.env[name]; // a real Electron may be started from here
  }
}
