import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpeechRequest, StoredSpeech } from '../../../electron/core/speech/types.ts';
import { createSpeechStore, storageError } from '../../../electron/node/speech/store.ts';
import { decodeStored, encodeStored } from '../../../electron/node/speech/store-file.ts';
import { randomOf } from '../../fakes/spoken.ts';
import { crashChunk, crashRequest } from './store-crash.ts';

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'lectern-store-'))));
afterEach(() => rm(directory, { recursive: true, maxRetries: 10, retryDelay: 50 }));

const requestOf = (text: string, more: Partial<SpeechRequest> = {}): SpeechRequest => ({
  ...{ server: 'together', model: 'm', voice: 'v', language: 'en', pronunciation: [] },
  text,
  ...more,
});
const speechOf = (text: string, bytes = 1000): StoredSpeech => ({
  pcm: new Uint8Array(bytes).fill(text.length),
  words: [{ word: text, start: 0, end: 0.5 }],
});
const storeOf = (capBytes = 1e9) => createSpeechStore({ directory, capBytes });
const files = async () =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('the store of speech', () => {
  it('gives back what was put, now and after a restart', async () => {
    const store = storeOf();
    expect(await store.get(requestOf('a'))).toBeNull();
    expect(await store.has(requestOf('a'))).toBe(false);
    await store.put(requestOf('a'), speechOf('a'));
    for (const each of [store, storeOf()]) {
      expect(await each.has(requestOf('a'))).toBe(true);
      expect(await each.get(requestOf('a'))).toEqual(speechOf('a'));
      expect(await each.usage()).toEqual({
        bytes: (await stat((await files())[0]!)).size,
        chunks: 1,
        capBytes: 1e9,
      });
    }
  });

  it('knows a text by what is heard, not by its spaces, and every other difference', async () => {
    const store = storeOf();
    await store.put(requestOf('a b', { language: 'en-US' }), speechOf('a b'));
    expect(await store.has(requestOf(' a\n b '))).toBe(true);
    for (const other of [
      { voice: 'w' },
      { model: 'n' },
      { server: 'embedded' as const },
      { language: 'de' },
      { pronunciation: ['a/b'] },
    ])
      expect(await store.has(requestOf('a b', other))).toBe(false);
  });

  it('keeps below its cap by dropping what was used least recently', async () => {
    const store = storeOf(3500);
    for (const text of ['a', 'b', 'c']) await store.put(requestOf(text), speechOf(text));
    await store.get(requestOf('a'));
    await store.put(requestOf('d'), speechOf('d'));
    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((text) => store.has(requestOf(text))));
    expect(kept).toEqual([true, false, true, true]);
    await store.setCap(1500);
    expect(await store.usage()).toMatchObject({ chunks: 1, capBytes: 1500 });
    expect(await store.has(requestOf('d'))).toBe(true);
    expect(await files()).toHaveLength(1);
  });

  it('remembers over a restart what was used when', async () => {
    const before = storeOf();
    for (const text of ['a', 'b', 'c']) await before.put(requestOf(text), speechOf(text));
    const longAgo = new Date(Date.now() - 10 * 3_600_000);
    for (const file of await files()) await utimes(file, longAgo, longAgo);
    await storeOf().get(requestOf('a'));
    const after = storeOf();
    await after.setCap(1500);
    expect(await after.has(requestOf('a'))).toBe(true);
    expect(await after.usage()).toMatchObject({ chunks: 1 });
  });

  it('does not keep what is larger than its cap, and keeps nothing at cap 0', async () => {
    const store = storeOf(500);
    await store.put(requestOf('a'), speechOf('a'));
    expect(await store.usage()).toEqual({ bytes: 0, chunks: 0, capBytes: 500 });
  });

  it('is empty after it was cleared, and goes on', async () => {
    const store = storeOf();
    await Promise.all(['a', 'b'].map((text) => store.put(requestOf(text), speechOf(text))));
    await store.clear();
    expect(await store.usage()).toMatchObject({ bytes: 0, chunks: 0 });
    expect(await files()).toEqual([]);
    await store.put(requestOf('a'), speechOf('a'));
    expect(await store.has(requestOf('a'))).toBe(true);
  });

  it('counts a chunk once that is put twice at a time', async () => {
    const store = storeOf();
    await Promise.all([1, 2, 3].map(() => store.put(requestOf('a'), speechOf('a'))));
    expect(await store.usage()).toMatchObject({ chunks: 1 });
  });

  it('sees what another program has put, and misses what it took away', async () => {
    const [one, other] = [storeOf(), storeOf()];
    await one.usage();
    await other.put(requestOf('a'), speechOf('a'));
    expect(await one.get(requestOf('a'))).toEqual(speechOf('a'));
    await other.clear();
    expect(await one.get(requestOf('a'))).toBeNull();
    expect(await one.usage()).toMatchObject({ bytes: 0, chunks: 0 });
  });

  it('keeps files that only their owner can read', async () => {
    await storeOf().put(requestOf('a'), speechOf('a'));
    if (process.platform !== 'win32') expect((await stat((await files())[0]!)).mode & 0o077).toBe(0);
  });
});

describe('a damaged file', () => {
  it('is never taken for speech, whatever byte is wrong', () => {
    const whole = encodeStored('key', speechOf('word', 100));
    expect(decodeStored(whole, 'key')).toEqual(speechOf('word', 100));
    expect(decodeStored(whole, 'another key')).toBeNull();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= flip;
        expect(decodeStored(damaged, 'key')).toBeNull();
        expect(decodeStored(whole.subarray(0, at), 'key')).toBeNull();
      }),
    );
  });

  it('is a miss, and is removed', async () => {
    const store = storeOf();
    await store.put(requestOf('a'), speechOf('a'));
    const [file] = await files();
    await writeFile(file!, (await readFile(file!)).fill(0, 40, 41));
    expect(await store.get(requestOf('a'))).toBeNull();
    expect(await files()).toEqual([]);
    expect(await store.usage()).toMatchObject({ bytes: 0, chunks: 0 });
  });
});

describe('a disk that does not want', () => {
  it('is told by put, and is a miss for get', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const store = createSpeechStore({ directory: join(file, 'store'), capBytes: 1e9 });
    await expect(store.put(requestOf('a'), speechOf('a'))).rejects.toMatchObject({ kind: 'storage' });
    expect(await store.get(requestOf('a'))).toBeNull();
    expect(await store.usage()).toMatchObject({ chunks: 0 });
    await rm(file);
    await store.put(requestOf('a'), speechOf('a'));
    expect(await store.get(requestOf('a'))).toEqual(speechOf('a'));
  });

  it('is told from one that is full', () => {
    const kindOf = (code: string) => storageError(Object.assign(new Error(code), { code })).kind;
    expect(['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS'].map(kindOf)).toEqual([
      ...['disk-full', 'disk-full'],
      ...['storage', 'storage'],
    ]);
  });

  it.runIf(process.platform === 'linux')('takes a half-written file back', async () => {
    // A limit on the size of files makes the write fail in its middle, as a full disk does.
    const child = spawn('sh', [
      '-c',
      `ulimit -f 100; exec "$0" "$@"`,
      ...[process.execPath, join(import.meta.dirname, 'store-crash.ts'), directory, '0', '1'],
    ]);
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(3);
    expect(await files()).toEqual([]);
  });
});

describe('a crash in the middle of a write', () => {
  it.each([1, 2, 3, 4, 5, 6])('leaves every chunk whole or absent (seed %i)', async (seed) => {
    const random = randomOf(seed);
    const [after, part] = [Math.floor(random() * 3), random()];
    const child = spawn(process.execPath, [
      ...[join(import.meta.dirname, 'store-crash.ts'), directory, String(after), String(part)],
    ]);
    let errors = '';
    child.stderr.on('data', (data) => (errors += data));
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(errors).toBe('');
    expect(signal).toBe('SIGKILL');
    const store = storeOf();
    const isWhole = (got: StoredSpeech | null, n: number) =>
      got !== null &&
      Buffer.from(got.pcm).equals(crashChunk(n).pcm) &&
      got.words[0]?.end === crashChunk(n).words[0]?.end;
    for (let n = 0; n < after; n++) expect(isWhole(await store.get(crashRequest(n)), n)).toBe(true);
    const last = await store.get(crashRequest(after));
    if (last) expect(isWhole(last, after)).toBe(true);
    expect((await files()).filter((file) => !file.endsWith('.speech'))).toEqual([]);
    expect(await store.usage()).toMatchObject({ chunks: after + (last ? 1 : 0) });
  });

  it('leaves alone what another program is writing now', async () => {
    await storeOf().put(requestOf('a'), speechOf('a'));
    const [theirs, nobodys] = [`${process.ppid}.x`, '999999999.x'];
    for (const name of [theirs, nobodys]) await writeFile(join(directory, 'unfinished', name), 'half');
    await storeOf().usage();
    expect(await readdir(join(directory, 'unfinished'))).toEqual([theirs]);
  });
});
