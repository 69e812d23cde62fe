/** Where the key of the speech service is kept when the system has no protected storage for it. */
import { open, rm, stat } from 'node:fs/promises';
import { LecternError } from '../core/errors.ts';
import type { KeyStatus, KeyStore } from '../core/keys.ts';
import { replaceFile } from './atomic-file.ts';

const OTHERS = 0o077;

const FILE_NOTICE = 'The key is kept in a file that only your account can read.';
const ENVIRONMENT_NOTICE = 'The key comes from the environment variable TOGETHER_API_KEY, which goes first.';

/** A file of its owner alone. @param file Absolute; its folder exists. */
export function createFileKeyStore(file: string): KeyStore {
  const get = async () => {
    try {
      await using handle = await open(file, 'r');
      refuseIfShared(file, (await handle.stat()).mode);
      return (await handle.readFile('utf8')).trim() || null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw keyError('The stored key cannot be read. Enter it again in the settings.', error);
    }
  };
  return {
    get,
    async status() {
      const base = { storage: 'file', source: null, present: false } as const;
      try {
        if ((await get()) === null) return { ...base, notice: null };
        return { ...base, present: true, source: 'stored', notice: FILE_NOTICE };
      } catch (error) {
        return { ...base, notice: error instanceof LecternError ? error.message : null };
      }
    },
    async set(key) {
      try {
        await replaceFile(file, key);
        refuseIfShared(file, (await stat(file)).mode);
      } catch (error) {
        throw keyError('The key could not be kept. Check that the disk has room and can be written.', error);
      }
    },
    async clear() {
      try {
        await rm(file, { force: true });
      } catch (error) {
        throw keyError('The stored key could not be removed.', error);
      }
    },
  };
}

/** Puts the environment's key, where there is one, before the stored one. */
export function withEnvironmentKey(environmentKey: string | undefined, stored: KeyStore): KeyStore {
  const key = environmentKey?.trim();
  if (!key) return stored;
  return {
    ...stored,
    get: async () => key,
    status: async (): Promise<KeyStatus> => ({
      ...(await stored.status()),
      present: true,
      source: 'environment',
      notice: ENVIRONMENT_NOTICE,
    }),
  };
}

/** Windows has no such bits: there the folder in the person's profile guards the file. */
function refuseIfShared(file: string, mode: number): void {
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw keyError(`Others can read the key's file ${file}. Allow it to your account alone (chmod 600).`);
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const keyError = (sentence: string, error?: unknown) =>
  error instanceof LecternError ? error : new LecternError('key-storage', sentence, { cause: error });
