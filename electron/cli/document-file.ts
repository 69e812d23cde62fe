import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isAddress, type FetchAddress } from '../core/web-address.ts';
import { existingFile } from './existing-file.ts';

/** Where a reader finds a document, and what it is called. */
export interface DocumentFile {
  readonly path: string;
  readonly name: string;
}

/**
 * Gives the work the file that a person named; for a web address what is there, in a file that is removed afterwards.
 * @throws LecternError `document-missing`, and as the fetch and the work do.
 */
export async function withDocumentFile<T>(
  named: string,
  fetchAddress: FetchAddress,
  signal: AbortSignal,
  work: (file: DocumentFile) => Promise<T>,
): Promise<T> {
  if (!isAddress(named)) return work({ path: existingFile(named), name: basename(named) });
  const { address, bytes } = await fetchAddress(named, signal);
  const folder = await mkdtemp(join(tmpdir(), 'lectern-'));
  try {
    const path = join(folder, 'document');
    await writeFile(path, bytes, { mode: 0o600 });
    return await work({ path, name: address });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
