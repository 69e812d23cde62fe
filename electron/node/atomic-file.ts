import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** Read and write for the owner; nobody else anything. */
const OWNER_ONLY = 0o600;

/**
 * Puts a small file in the place of another, or nothing at all: written under a name of its own, flushed and renamed.
 * Readable by its owner alone.
 * @throws what the file system throws; nothing is left behind then.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    {
      await using handle = await open(draft, 'wx', OWNER_ONLY);
      await handle.writeFile(text);
      await handle.sync();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
