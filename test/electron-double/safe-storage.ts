import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from './app.ts';

/** Stands for the system's key ring: a key that survives a restart, in the folder of user data. */
function ringKey(): Buffer {
  const path = join(app.getPath('userData'), 'double-key-ring');
  try {
    return readFileSync(path);
  } catch {
    const key = randomBytes(32);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, key, { mode: 0o600 });
    return key;
  }
}

/** The asynchronous half alone: the synchronous calls are deprecated, and using them should fail here. */
export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),

  /** `DOUBLE_STORAGE_BACKEND` chooses another, such as `basic_text`. */
  getSelectedStorageBackend: (): string => process.env['DOUBLE_STORAGE_BACKEND'] ?? 'gnome_libsecret',

  encryptStringAsync(plainText: string): Promise<Buffer> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', ringKey(), nonce);
    const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
  },

  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', ringKey(), encrypted.subarray(0, 12));
    decipher.setAuthTag(encrypted.subarray(12, 28));
    const opened = Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]);
    return { result: opened.toString('utf8'), shouldReEncrypt: false };
  },
};
