/** Starting with the desktop: by the system's own list, on Linux by a file that we write. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { autostartEntry, OURS } from '../../core/desktop/autostart.ts';

/** By this the program knows that the desktop started it: it then shows no window. */
export const HIDDEN = '--hidden';

export interface LoginStart {
  /** What the system says; a person can change it there too. */
  isOn(): Promise<boolean>;
  set(on: boolean): Promise<void>;
}

export const createLoginStart = (platform: NodeJS.Platform): LoginStart =>
  platform === 'linux' ? autostartFile() : loginItem();

/** Started by the desktop at login, or as if. */
export const startedHidden = (platform: NodeJS.Platform): boolean =>
  process.argv.includes(HIDDEN) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

function loginItem(): LoginStart {
  const args = [HIDDEN]; // Windows finds the entry by its arguments; macOS takes none
  return {
    isOn: async () => app.getLoginItemSettings({ args }).openAtLogin,
    set: async (on) => app.setLoginItemSettings({ openAtLogin: on, args }),
  };
}

function autostartFile(): LoginStart {
  const file = join(
    process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'),
    'autostart/lectern.desktop',
  );
  const ours = async () => (await readFile(file, 'utf8').catch(() => '')).includes(OURS);
  return {
    isOn: ours,
    async set(on) {
      if (on) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, autostartEntry(startCommand()));
      } else if (await ours()) await rm(file, { force: true });
    },
  };
}

/** An AppImage is mounted elsewhere each time: its own path is in the environment. */
function startCommand(): readonly string[] {
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return [program, ...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN];
}
