import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LecternError } from '../core/errors.ts';
import { storageError } from '../node/storage-error.ts';

/**
 * A file that is written under another name in the same folder and takes its own only when it is whole: whatever stood
 * there before is kept until then, and no half file is ever seen. Through a link it is the file that the link leads to.
 */
export interface DraftFile {
  readonly handle: FileHandle;
  /** @throws LecternError `disk-full` or `storage` */
  guard<T>(work: Promise<T>): Promise<T>;
  commit(): Promise<void>;
  /** Never throws. */
  discard(): Promise<void>;
}

/** @throws LecternError `storage` where no file can be made there, or something else than a file is. */
export async function createDraftFile(path: string): Promise<DraftFile> {
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw storageError(error, `${path} cannot be written. Choose another folder.`);
    });
  const target = await guard(targetOf(path));
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.part`);
  const handle = await guard(open(draft, 'wx'));
  return {
    handle,
    guard,
    async commit() {
      await guard(handle.sync());
      await guard(handle.close());
      await guard(rename(draft, target));
    },
    async discard() {
      await handle.close().catch(() => undefined); // it may be closed already
      await rm(draft, { force: true }).catch(() => undefined); // the person was told of what went wrong before
    },
  };
}

/** Where the file is or will be. A folder, a device or a pipe is not to be replaced by a file: `/dev/null` would be. */
async function targetOf(path: string): Promise<string> {
  let found;
  try {
    found = await stat(path);
  } catch {
    return path; // there is none yet, or making it will tell what is wrong
  }
  if (found.isFile()) return realpath(path);
  const what = found.isDirectory() ? 'a folder' : 'no file but a device or a pipe';
  throw new LecternError('storage', `${path} is ${what}. Name a file to write.`);
}
