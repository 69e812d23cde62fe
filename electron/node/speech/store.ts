/**
 * Speech that was heard once, in files: `<directory>/<ab>/<cdef…>.speech`, named by the SHA-256 of the request's key.
 * A file is written under another name, flushed and renamed, so that after a crash it is there whole or not at all.
 * The order of last use is in memory and, for the next start, in the files' modification times.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { LecternError } from '../../core/errors.ts';
import { isRecord } from '../../core/speech/json.ts';
import { speechKey } from '../../core/speech/key.ts';
import type { SpeechRequest, SpeechStore, StoredSpeech } from '../../core/speech/types.ts';
import { decodeStored, encodeStored } from './store-file.ts';

export interface SpeechStoreOptions {
  /** The store's own; it is made where it is missing, and nothing else may live in it. */
  readonly directory: string;
  readonly capBytes: number;
  /** Whether somebody still needs what is stored under this hash: it stays then, whatever the cap. */
  readonly pinned?: (hash: string) => boolean;
}

/** Where files are written before they get their names. */
const UNFINISHED = 'unfinished';
const ENDING = '.speech';
/** Milliseconds: a use is written to disk at most this often for each file. */
const TOUCH_EVERY = 3_600_000;
/** Milliseconds after which an unfinished file is nobody's, whatever its process. */
const UNFINISHED_FOR = 86_400_000;

interface Entry {
  readonly bytes: number;
  /** Milliseconds since 1970, as on disk. */
  touched: number;
}

export interface FileSpeechStore extends SpeechStore {
  /** The file in which this request's speech lies, if it does; see `store-file.ts`. */
  path(request: SpeechRequest): string;
}

export function createSpeechStore(options: SpeechStoreOptions): FileSpeechStore {
  return new FileStore(options);
}

class FileStore implements FileSpeechStore {
  readonly #directory: string;
  readonly #pinned: (hash: string) => boolean;
  #capBytes: number;
  /** By hash, least recently used first. Another program may share the directory: a file may be there or gone. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  #opened: Promise<void> | null = null;
  /** Changes happen one after another. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor({ directory, capBytes, pinned = () => false }: SpeechStoreOptions) {
    this.#directory = directory;
    this.#pinned = pinned;
    this.#capBytes = capBytes;
  }

  async get(request: SpeechRequest): Promise<StoredSpeech | null> {
    const key = speechKey(request);
    const hash = hashOf(key);
    await this.#ready();
    const known = this.#entries.get(hash);
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#path(hash));
    } catch {
      if (this.#entries.get(hash) === known) this.#forget(hash); // else it was put in the meantime
      return null;
    }
    const speech = decodeStored(bytes, key);
    if (speech) await this.#used(hash, bytes.length);
    else await this.#remove(hash);
    return speech;
  }

  async has(request: SpeechRequest): Promise<boolean> {
    await this.#ready();
    return stat(this.#path(speechHash(request))).then(
      (found) => found.isFile(),
      () => false,
    );
  }

  path(request: SpeechRequest): string {
    return this.#path(speechHash(request));
  }

  /** @throws LecternError `disk-full` or `storage`. Reading can go on without. */
  async put(request: SpeechRequest, speech: StoredSpeech): Promise<void> {
    const key = speechKey(request);
    const bytes = encodeStored(key, speech);
    await this.#change(async () => {
      const hash = hashOf(key);
      if (bytes.length > this.#capBytes && !this.#pinned(hash)) return;
      await this.#write(hash, bytes);
      this.#remember(hash, { bytes: bytes.length, touched: Date.now() });
      await this.#enforceCap();
    });
  }

  async remove(request: SpeechRequest): Promise<void> {
    await this.#change(() => this.#remove(speechHash(request)));
  }

  async usage(): Promise<{ bytes: number; chunks: number; capBytes: number }> {
    await this.#ready();
    return { bytes: this.#bytes, chunks: this.#entries.size, capBytes: this.#capBytes };
  }

  async setCap(bytes: number): Promise<void> {
    this.#capBytes = bytes;
    await this.#change(() => this.#enforceCap());
  }

  async clear(): Promise<void> {
    await this.#change(async () => {
      for (const hash of [...this.#entries.keys()]) if (!this.#pinned(hash)) await this.#remove(hash);
    });
  }

  async #change(work: () => Promise<void>): Promise<void> {
    const change = this.#changes.then(() => this.#ready()).then(work);
    this.#changes = change.catch(() => {});
    try {
      await change;
    } catch (error) {
      throw storageError(error);
    }
  }

  /** The directory was read; where it cannot be, the store is empty, and writing will say why. */
  async #ready(): Promise<void> {
    this.#opened ??= this.#open().catch(() => {});
    await this.#opened;
  }

  async #open(): Promise<void> {
    await this.#sweep();
    const found: { hash: string; entry: Entry }[] = [];
    for (const folder of await readdir(this.#directory)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      const names = await readdir(join(this.#directory, folder));
      const files = names.filter((name) => name.endsWith(ENDING));
      await Promise.all(
        files.map(async (name) => {
          const stats = await stat(join(this.#directory, folder, name)).catch(() => null);
          const hash = folder + name.slice(0, -ENDING.length);
          if (stats) found.push({ hash, entry: { bytes: stats.size, touched: stats.mtimeMs } });
        }),
      );
    }
    found.sort((a, b) => a.entry.touched - b.entry.touched);
    for (const { hash, entry } of found) this.#remember(hash, entry);
  }

  /** Removes what crashes left, but not what another program is writing now. */
  async #sweep(): Promise<void> {
    const folder = join(this.#directory, UNFINISHED);
    for (const name of await readdir(folder).catch(() => [])) {
      const stats = await stat(join(folder, name)).catch(() => null);
      const abandoned =
        !isAlive(Number(name.split('.')[0])) || Date.now() - (stats?.mtimeMs ?? 0) > UNFINISHED_FOR;
      if (abandoned) await rm(join(folder, name), { force: true });
    }
  }

  async #write(hash: string, bytes: Buffer): Promise<void> {
    const unfinished = join(this.#directory, UNFINISHED);
    const temporary = join(unfinished, `${process.pid}.${randomUUID()}`);
    // What somebody reads is nobody else's business.
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await mkdir(join(this.#directory, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path(hash));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  }

  async #enforceCap(): Promise<void> {
    for (const hash of this.#entries.keys()) {
      if (this.#bytes <= this.#capBytes) return;
      if (!this.#pinned(hash)) await this.#remove(hash);
    }
  }

  async #used(hash: string, bytes: number): Promise<void> {
    const entry = this.#entries.get(hash) ?? { bytes, touched: 0 };
    this.#remember(hash, entry);
    const now = Date.now();
    if (now - entry.touched < TOUCH_EVERY) return;
    entry.touched = now;
    await utimes(this.#path(hash), now / 1000, now / 1000).catch(() => {}); // the order on disk is then a little old
  }

  /** As the most recently used. */
  #remember(hash: string, entry: Entry): void {
    this.#forget(hash);
    this.#entries.set(hash, entry);
    this.#bytes += entry.bytes;
  }

  #forget(hash: string): void {
    this.#bytes -= this.#entries.get(hash)?.bytes ?? 0;
    this.#entries.delete(hash);
  }

  async #remove(hash: string): Promise<void> {
    await rm(this.#path(hash), { force: true }).catch(() => {}); // cannot be removed now: it is found at the next start
    this.#forget(hash);
  }

  #path(hash: string): string {
    return join(this.#directory, hash.slice(0, 2), hash.slice(2) + ENDING);
  }
}

/** What a request's speech is stored under: the SHA-256 of its key, in hexadecimal. */
export function speechHash(request: SpeechRequest): string {
  return hashOf(speechKey(request));
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Signal 0 only asks. A process of somebody else's refuses to be asked, and lives. */
function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isRecord(error) && error['code'] === 'EPERM';
  }
}

/** What a failure to write means to a person. */
export function storageError(error: unknown): LecternError {
  const code = isRecord(error) ? error['code'] : null;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new LecternError(
        'disk-full',
        'The disk is full: speech cannot be kept. Free some space; reading goes on.',
      )
    : new LecternError(
        'storage',
        'Speech cannot be kept: its folder cannot be written. Check who may write there; reading goes on.',
      );
}
