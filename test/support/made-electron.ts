/**
 * A folder as Electron's unpacked program is one, made for packaging tests: its executable starts the double. It has a fuse
 * wire as real ones have, documented by `@electron/fuses`: a sentinel, the wire's version, its length, a character a fuse.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const DOUBLE = resolve(import.meta.dirname, '../electron-double/bin/electron');
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** As Electron's releases come: 1 on, 0 off. */
export const RELEASED_FUSES = '101100101';

/** @param states A character for each fuse: 1, 0, or r for one that was removed. */
export function fuseWire(states: string): Buffer {
  return Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, states.length]),
    Buffer.from(states, 'latin1'),
  ]);
}

/** Starts the packaged application: what Electron would take from its archive, the double takes from a folder of that name. */
const PROGRAM = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
DOUBLE_PACKAGED=1 exec "${DOUBLE}" "$here/resources/app.asar" "$@"
exit
`;

export async function makeElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  await writeFile(join(folder, 'locales/en-US.pak'), '');
  await writeFile(join(folder, 'LICENSE'), 'Of Electron.\n');
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from(PROGRAM), fuseWire(RELEASED_FUSES)]), {
    mode: 0o755,
  });
}
