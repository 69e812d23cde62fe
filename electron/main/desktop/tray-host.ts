/**
 * Whether a tray's icon would be seen. On Linux Electron makes one whatever the desktop is and says nothing where nobody
 * shows it, so the desktop is asked itself: whoever shows such icons registers with the StatusNotifierWatcher.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const PATH = '/StatusNotifierWatcher';
const PROPERTY = 'IsStatusNotifierHostRegistered';

/** The tools by which desktops ask their session bus; one of them is there wherever there is a bus. */
const QUESTIONS: readonly (readonly [string, ...string[]])[] = [
  [
    ...(['dbus-send', '--session', '--print-reply', `--dest=${WATCHER}`, PATH] as const),
    ...['org.freedesktop.DBus.Properties.Get', `string:${WATCHER}`, `string:${PROPERTY}`],
  ],
  ['busctl', '--user', 'get-property', WATCHER, PATH, WATCHER, PROPERTY],
];

/** Milliseconds: a bus that hangs must not hold up the closing of a window. */
const PATIENCE = 3000;

export async function trayWouldBeSeen(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [tool, ...args] of QUESTIONS) {
    try {
      const { stdout } = await promisify(execFile)(tool, args, { timeout: PATIENCE });
      return /\btrue\b/.test(stdout);
    } catch {
      // Not installed, no bus, or nobody there who shows icons: another tool may know more.
    }
  }
  return false;
}
