/** The library's files: copies of documents under the hash of their bytes, and their covers. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { LecternError } from '../../core/errors.ts';
import { isAddress } from '../../core/web-address.ts';
import { storageError } from '../storage-error.ts';

/** Bytes of one document. */
const MOST_BYTES = 1024 ** 3;
/** What an import left behind when its program was killed; younger ones may belong to a program that runs. */
const ABANDONED_MS = 24 * 3_600_000;
const ADD_FAILED = 'The document could not be copied into the library. Check that the disk can be written.';

/** Bytes that have arrived whole and belong to nobody yet. */
export interface Draft {
  readonly path: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** Makes it the file of this name. */
  keep(name: string): Promise<void>;
  discard(): Promise<void>;
}

export interface LibraryFiles {
  /** @throws LecternError `document-too-large`, `disk-full`, `storage`, and what `bytes` throws; nothing is left then. */
  receive(bytes: AsyncIterable<Uint8Array>, extension: string): Promise<Draft>;
  path(name: string): string;
  coverPath(name: string): string;
  writeCover(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string, cover: string | null): Promise<void>;
}

export async function openLibraryFiles(directory: string): Promise<LibraryFiles> {
  const files = join(directory, 'files');
  const covers = join(directory, 'covers');
  const incoming = join(directory, 'incoming');
  try {
    for (const folder of [files, covers, incoming]) await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeAbandoned(incoming);
  } catch (error) {
    throw storageError(error, `The library's folder ${directory} cannot be used.`);
  }

  return {
    async receive(bytes, extension) {
      // The reader judges by the ending too, so that the draft has it already.
      const path = join(incoming, `${randomUUID()}${extension}`);
      const discard = () => rm(path, { force: true });
      try {
        const hash = await write(path, bytes);
        return {
          path,
          hash,
          keep: (name) => rename(path, join(files, name)).catch((e: unknown) => fail(e)),
          discard,
        };
      } catch (error) {
        await discard();
        return fail(error);
      }
    },
    path: (name) => join(files, name),
    coverPath: (name) => join(covers, name),
    async writeCover(name, bytes) {
      const draft = join(incoming, randomUUID());
      try {
        await writeFile(draft, bytes, { flush: true });
        await rename(draft, join(covers, name));
      } catch (error) {
        await rm(draft, { force: true });
        fail(error);
      }
    },
    async remove(name, cover) {
      await rm(join(files, name), { force: true });
      if (cover !== null) await rm(join(covers, cover), { force: true });
    },
  };
}

/** Writes and hashes piece by piece, so that a file's size is never memory. @returns the SHA-256. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  await using handle = await open(path, 'wx', 0o600);
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > MOST_BYTES)
      throw new LecternError(
        'document-too-large',
        'This file is larger than 1 GB. Lectern reads documents below that.',
      );
    hash.update(piece);
    await handle.writeFile(piece);
  }
  await handle.sync();
  return hash.digest('hex');
}

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const info = await stat(path).catch(() => null); // another program has just finished with it
    if (info && Date.now() - info.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

/** The ending that decides the format, such as `.epub`; never anything that could steer a path. */
export function safeExtension(name: string): string {
  const path = isAddress(name) && URL.canParse(name) ? new URL(name).pathname : name;
  return /^\.[a-z0-9]{1,10}$/.exec(extname(path).toLowerCase())?.[0] ?? '';
}

function fail(error: unknown): never {
  throw storageError(error, ADD_FAILED);
}
