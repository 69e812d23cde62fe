/** The key in the system's protected storage, where there is one that protects. */
import type { SafeStorage } from 'electron';
import { LecternError } from '../core/errors.ts';
import type { KeyStatus, KeyStore } from '../core/keys.ts';

export interface KeyFiles {
  /** Holds what the system has encrypted. */
  readonly sealed: KeyStore;
  /** Holds the key itself, readable by its owner alone: where the system cannot protect it. */
  readonly plain: KeyStore;
}

const NOTICE = 'The key is kept in the protected storage of your system.';

/** Without a key ring, Electron encrypts on Linux with a password that is in its source: that protects nothing. */
const UNPROTECTED = new Set(['basic_text', 'unknown']);

/**
 * Chooses where the key is kept: encrypted by the system, else in a file of its owner alone, which then says so.
 * Call it when the app is ready. A key that was kept in the file before is still found, until another one is set.
 */
export async function createSystemKeyStore(
  safeStorage: SafeStorage,
  platform: NodeJS.Platform,
  { sealed, plain }: KeyFiles,
): Promise<KeyStore> {
  if (!(await protects(safeStorage, platform))) return plain;

  const seal = async (key: string): Promise<void> => {
    const encrypted = await safeStorage.encryptStringAsync(key).catch((error: unknown) => {
      throw new LecternError('key-storage', 'The system’s protected storage did not take the key.', {
        cause: error,
      });
    });
    await sealed.set(encrypted.toString('base64'));
  };
  const get = async (): Promise<string | null> => {
    const encrypted = await sealed.get();
    if (encrypted === null) return plain.get();
    const opened = await safeStorage
      .decryptStringAsync(Buffer.from(encrypted, 'base64'))
      .catch((error: unknown) => {
        throw new LecternError(
          'key-storage',
          'The stored key cannot be opened. Enter it again in the settings.',
          {
            cause: error,
          },
        );
      });
    if (opened.shouldReEncrypt) await seal(opened.result);
    return opened.result;
  };

  return {
    get,
    async status(): Promise<KeyStatus> {
      const nothing = { present: false, source: null, storage: 'system' } as const;
      try {
        if ((await get()) === null) return { ...nothing, notice: null };
      } catch (error) {
        return { ...nothing, notice: error instanceof LecternError ? error.message : null };
      }
      if ((await sealed.get()) === null) return plain.status();
      return { present: true, source: 'stored', storage: 'system', notice: NOTICE };
    },
    async set(key) {
      await seal(key);
      await plain.clear();
    },
    async clear() {
      await sealed.clear();
      await plain.clear();
    },
  };
}

async function protects(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || !UNPROTECTED.has(safeStorage.getSelectedStorageBackend());
}
