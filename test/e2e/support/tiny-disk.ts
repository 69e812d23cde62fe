/**
 * A disk so small that it can be filled, for the data of the program under test, with room for ten minutes of kept speech
 * when it is emptied again. Writing fails there as it fails on any full disk, in Node and in SQLite alike. Only on Linux,
 * and not where a container or the system forbids mounting.
 */
import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs as Node does, with a small disk; see there. */
export const TINY_DISK_NODE = join(import.meta.dirname, 'node-on-tiny-disk');
/** Bytes by which a `tmpfs` gives out its room. */
const PAGE = 4096;
const filler = (folder: string) => join(folder, 'filler');

/** @returns the environment that puts a program's data on such a disk; null where this machine allows none. */
export async function tinyDisk(home: string): Promise<Record<string, string> | null> {
  const environment = { LECTERN_HOME: home, LECTERN_NODE: TINY_DISK_NODE, TINY_DISK_NODE: process.execPath };
  return (await canMount(home)) ? environment : null;
}

/** Whether this machine lets a small disk be mounted at this folder. */
export async function canMount(folder: string): Promise<boolean> {
  try {
    await promisify(execFile)(TINY_DISK_NODE, {
      env: { ...process.env, TINY_DISK: folder, TINY_DISK_NODE: 'true' },
    });
    return true;
  } catch {
    return false;
  }
}

/** Where the files lie that the process has on its disk at `home`, as every other process sees them. */
export const diskOf = (pid: number, home: string): string => join(`/proc/${pid}/root`, home);

/**
 * Leaves no page free. Nothing may be writing there at this moment: a file that fails half-way is removed, and what it
 * gives back is room again.
 */
export async function fillDisk(folder: string): Promise<void> {
  await using file = await open(filler(folder), 'a');
  for (const piece of [Buffer.alloc(256 * PAGE), Buffer.alloc(PAGE)]) {
    try {
      for (;;) await file.write(piece);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}

export const freeDisk = (folder: string): Promise<void> => rm(filler(folder));
