/** Why Electron cannot open a window here, found out before it is started: it would only say so in its own way. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The effective user; null where the system has none. */
  readonly user: number | null;
}

/** A half sentence, or null where nothing stands in the way. */
export function windowObstacle({ platform, env, user }: Surroundings): string | null {
  if (platform !== 'linux') return null;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display';
  if (user === 0) return 'Electron’s sandbox cannot be used by root';
  return null;
}

/**
 * Chromium's sandbox needs user namespaces, or its helper with the set-user-id bit. Without either Electron would end at
 * once; running it without a sandbox is no choice, since books are hostile input.
 *
 * @param program Electron's.
 * @param read Reads a kernel setting; null where there is none of that name.
 */
export function sandboxObstacle(
  program: string,
  platform: NodeJS.Platform,
  read: (path: string) => string | null = readSetting,
): string | null {
  if (platform !== 'linux') return null;
  const refused =
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0' ||
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!refused) return null;
  try {
    const helper = statSync(join(dirname(program), 'chrome-sandbox'));
    if (helper.uid === 0 && (helper.mode & 0o4000) !== 0) return null;
  } catch {
    // no helper
  }
  return 'this system does not let Electron’s sandbox work';
}

function readSetting(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
