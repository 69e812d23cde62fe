import { LecternError } from '../core/errors.ts';

/** Codes for a disk, or a person's share of it, without room. */
const FULL = ['ENOSPC', 'EDQUOT'];
/** https://www.sqlite.org/rescode.html#full */
const SQLITE_FULL = 13;

/** A failure to keep something: a full disk is said as such, anything else with the given sentence. */
export function storageError(error: unknown, sentence: string): LecternError {
  if (error instanceof LecternError) return error;
  const full =
    error instanceof Error &&
    (('code' in error && FULL.includes(String(error.code))) ||
      ('errcode' in error && error.errcode === SQLITE_FULL));
  return full
    ? new LecternError('disk-full', 'The disk is full. Free some space, then try again.', {
        retryable: true,
        cause: error,
      })
    : new LecternError('storage', sentence, { cause: error });
}
