import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemKeyStore } from '../../electron/main/keys.ts';
import { createFileKeyStore } from '../../electron/node/keys.ts';

const KEY = 'tgp_v1_a-key-that-nobody-may-see';

/** What Electron's module does with a working key ring, in reverse letters. */
const keyRing = (backend: ReturnType<SafeStorage['getSelectedStorageBackend']>, available = true) => {
  const ring = {
    calls: 0,
    shouldReEncrypt: false,
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text: string) => {
      ring.calls++;
      return Buffer.from([...text].reverse().join(''));
    },
    decryptStringAsync: async (sealed: Buffer) => {
      if (sealed.length !== KEY.length) throw new Error('wrong key ring');
      return { result: [...sealed.toString()].reverse().join(''), shouldReEncrypt: ring.shouldReEncrypt };
    },
  };
  return ring;
};

let home: string;
const files = () => ({
  sealed: createFileKeyStore(join(home, 'key.sealed')),
  plain: createFileKeyStore(join(home, 'key')),
});
const store = (ring: ReturnType<typeof keyRing>, platform: NodeJS.Platform = 'linux') =>
  createSystemKeyStore(ring as unknown as SafeStorage, platform, files());

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lectern-keys-'));
});
afterEach(() => rm(home, { recursive: true, maxRetries: 10, retryDelay: 50 }));

describe('the key in the system’s storage', () => {
  it('is kept encrypted and comes back', async () => {
    const keys = await store(keyRing('gnome_libsecret'));
    await keys.set(KEY);
    expect(await keys.get()).toBe(KEY);
    expect(await keys.status()).toMatchObject({ present: true, source: 'stored', storage: 'system' });
    expect(await readdir(home)).toEqual(['key.sealed']);
    expect(await readFile(join(home, 'key.sealed'), 'utf8')).not.toContain(KEY);
  });

  it.each(['basic_text', 'unknown'] as const)('is a plain file where Linux has only %s', async (backend) => {
    const keys = await store(keyRing(backend));
    await keys.set(KEY);
    expect(await keys.status()).toMatchObject({ present: true, storage: 'file' });
    expect(await readdir(home)).toEqual(['key']);
  });

  it('is a plain file where nothing can be encrypted', async () => {
    expect(await (await store(keyRing('unknown', false), 'win32')).status()).toMatchObject({
      storage: 'file',
    });
  });

  it('asks for no backend where there is none to choose from', async () => {
    expect(await (await store(keyRing('unknown'), 'darwin')).status()).toMatchObject({ storage: 'system' });
  });

  it('moves out of the plain file when it is set anew', async () => {
    await files().plain.set(KEY);
    const keys = await store(keyRing('kwallet6'));
    expect(await keys.get()).toBe(KEY);
    expect(await keys.status()).toMatchObject({ storage: 'file' });
    await keys.set(KEY);
    expect(await readdir(home)).toEqual(['key.sealed']);
  });

  it('is sealed again when the system has a new key', async () => {
    const ring = keyRing('gnome_libsecret');
    const keys = await store(ring);
    await keys.set(KEY);
    ring.shouldReEncrypt = true;
    expect(await keys.get()).toBe(KEY);
    expect(ring.calls).toBe(2);
  });

  it('says so, without the key, when it cannot be opened any more', async () => {
    const keys = await store(keyRing('gnome_libsecret'));
    await files().sealed.set('bm90IG91cnM=');
    await expect(keys.get()).rejects.toMatchObject({ kind: 'key-storage' });
    const status = await keys.status();
    expect(status).toMatchObject({ present: false, storage: 'system' });
    expect(status.notice).toMatch(/Enter it again/);
  });

  it('is gone everywhere when it is cleared', async () => {
    const keys = await store(keyRing('gnome_libsecret'));
    await keys.set(KEY);
    await files().plain.set(KEY);
    await keys.clear();
    expect(await readdir(home)).toEqual([]);
    expect(await keys.get()).toBeNull();
  });
});
