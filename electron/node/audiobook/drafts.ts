/** Files of an export under a name of their own until they are whole: then they get the name that was asked for. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { storageError } from '../storage-error.ts';

export interface Draft {
  readonly path: string;
  /** The final path. */
  readonly final: string;
}

/**
 * Beside the file that it becomes, since only within one disk a rename is one step. The same export has the same name
 * in every run, so that what a crash left is written over.
 */
export function draftOf(final: string, id: string): Draft {
  return { path: join(dirname(final), `.${basename(final)}.${id}.part`), final };
}

/** Brings the draft onto the disk, and gives it its name. @throws LecternError `storage` or `disk-full` */
export async function finishDraft({ path, final }: Draft): Promise<string> {
  try {
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
    await rename(path, final);
    return final;
  } catch (error) {
    throw storageError(
      error,
      `${final} cannot be written: it may be open in another program. Close that, or choose another folder.`,
    );
  }
}

export async function discardDraft({ path }: Draft): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined); // the next run writes over it
}

/** @throws LecternError `storage` or `disk-full` */
export async function writableRoom(folder: string): Promise<number> {
  const probe = join(folder, `.lectern-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(probe, 'wx');
    await file.close();
    await rm(probe);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    throw storageError(error, `${folder} cannot be written. Choose another folder.`);
  }
}
