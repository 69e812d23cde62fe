/** A disk of its own for a test's data, so small that it can be filled: a `tmpfs`, which only root on Linux may mount. */
import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE = '4m';
/** Bytes by which a `tmpfs` gives out its room. */
const PAGE = Buffer.alloc(4096);
const filler = (folder: string) => join(folder, 'filler');

/** @returns what takes the disk away again; null where this machine or this account can have none. */
export async function mountTinyDisk(folder: string): Promise<AsyncDisposable | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'lectern-test', folder]);
  } catch {
    return null; // the root of a container may not
  }
  return { [Symbol.asyncDispose]: async () => void (await run('umount', [folder])) };
}

/** Leaves no page free. */
export async function fillDisk(folder: string): Promise<void> {
  await using file = await open(filler(folder), 'a');
  try {
    for (;;) await file.write(PAGE);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

export const freeDisk = (folder: string): Promise<void> => rm(filler(folder));
