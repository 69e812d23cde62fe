import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileKeyStore, withEnvironmentKey } from '../../electron/node/keys.ts';
import { temporaryFolder } from '../support/temporary.ts';

const KEY = 'sk-test-0123456789';
const setUp = async () => {
  const folder = await temporaryFolder();
  return { folder, file: join(folder, 'key'), keys: createFileKeyStore(join(folder, 'key')) };
};

describe('the key in a file', () => {
  it('is kept for its owner alone, and said so without the key', async () => {
    const { folder, file, keys } = await setUp();
    expect(await keys.status()).toEqual({ present: false, source: null, storage: 'file', notice: null });
    expect(await keys.get()).toBeNull();
    await keys.set(KEY);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['key']);
    expect(await keys.get()).toBe(KEY);
    const status = await keys.status();
    expect(status).toMatchObject({ present: true, source: 'stored', storage: 'file' });
    expect(JSON.stringify(status)).not.toContain(KEY);
    await keys.clear();
    await keys.clear();
    expect(await keys.get()).toBeNull();
  });

  it('replaces the one before, whole', async () => {
    const { file, keys } = await setUp();
    await keys.set('a much longer key than the next one');
    await keys.set(KEY);
    expect(await readFile(file, 'utf8')).toBe(KEY);
  });

  it('is not used when others can read it', async () => {
    const { file, keys } = await setUp();
    await writeFile(file, KEY);
    await chmod(file, 0o644);
    await expect(keys.get()).rejects.toMatchObject({ kind: 'key-storage' });
    const status = await keys.status();
    expect(status).toMatchObject({ present: false });
    expect(status.notice).toContain('chmod 600');
    await keys.set(KEY);
    expect(await keys.get()).toBe(KEY);
  });

  it('says when it cannot be kept, without the key', async () => {
    const { folder } = await setUp();
    const keys = createFileKeyStore(join(folder, 'no', 'such', 'folder', 'key'));
    const error = await keys.set(KEY).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'key-storage' });
    expect(String(error)).not.toContain(KEY);
  });
});

describe('the key in the environment', () => {
  it('goes before the stored one, which can still be changed', async () => {
    const { keys } = await setUp();
    await keys.set('stored');
    const both = withEnvironmentKey(` ${KEY}\n`, keys);
    expect(await both.get()).toBe(KEY);
    expect(await both.status()).toMatchObject({ present: true, source: 'environment' });
    await both.clear();
    expect(await keys.get()).toBeNull();
    expect(await both.get()).toBe(KEY);
  });

  it.each([undefined, '', '  '])('is nothing when it is %j', async (empty) => {
    const { keys } = await setUp();
    expect(withEnvironmentKey(empty, keys)).toBe(keys);
  });
});
