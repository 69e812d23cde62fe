import type { ImportResult } from '../contract/table.ts';
import { errorPayload, LecternError } from '../core/errors.ts';
import { notAdded, type Added } from '../core/library.ts';
import type { Emit } from './events.ts';

/**
 * An import that fails is an answer, not a fault: several files may be asked for at once.
 * @param name Of the file, for the sentence of a failure; null for what came without one.
 */
export async function importing(
  name: string | null,
  work: () => Promise<Added>,
  emit: Emit,
): Promise<ImportResult> {
  try {
    const { entry, alreadyThere } = await work();
    if (!alreadyThere) emit('library.changed', {});
    return { ok: true, entry, alreadyThere };
  } catch (error) {
    if (!(error instanceof LecternError)) throw error;
    return { ok: false, error: errorPayload(name === null ? error : notAdded(name, error)) };
  }
}
