import { LecternError } from '../../../core/errors.ts';
import { decodeMarkup } from '../markup/sax.ts';
import type { Zip } from './zip.ts';

/** Bytes of a package, navigation, style or encryption file. */
const LARGEST_INDEX = 32_000_000;

/** An entry, or null where it is missing or cannot be read: one bad entry is no reason to refuse a document. */
export async function readQuietly(zip: Zip, name: string, most: number): Promise<Uint8Array | null> {
  try {
    return await zip.read(name, most);
  } catch (error) {
    if (error instanceof LecternError) return null;
    throw error;
  }
}

/** The same, as the text of a markup file. */
export async function readText(zip: Zip, name: string, most = LARGEST_INDEX): Promise<string | null> {
  const bytes = await readQuietly(zip, name, most);
  return bytes && decodeMarkup(bytes);
}
