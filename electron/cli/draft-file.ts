import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { storageError } from '../node/storage-error.ts';

/**
 * A file that is written under another name in the same folder and takes its own only when it is whole: whatever stood
 * there before is kept until then, and no half file is ever seen.
 */
export interface DraftFile {
  readonly handle: FileHandle;
  /** @throws LecternError `disk-full` or `storage` */
  guard<T>(work: Promise<T>): Promise<T>;
  commit(): Promise<void>;
  /** Never throws. */
  discard(): Promise<void>;
}

/** @throws LecternError `storage` where no file can be made there. */
export async function createDraftFile(path: string): Promise<DraftFile> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw storageError(error, `${path} cannot be written. Choose another folder.`);
    });
  const handle = await guard(open(draft, 'wx'));
  return {
    handle,
    guard,
    async commit() {
      await guard(handle.sync());
      await guard(handle.close());
      await guard(rename(draft, path));
    },
    async discard() {
      await handle.close().catch(() => undefined); // it may be closed already
      await rm(draft, { force: true }).catch(() => undefined); // the person was told of what went wrong before
    },
  };
}
