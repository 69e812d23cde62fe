import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { LecternError } from '../core/errors.ts';
import { isAddress } from '../core/web-address.ts';

/**
 * The absolute path of a file that a person named.
 * @throws LecternError `document-missing`
 */
export function existingFile(name: string): string {
  const path = resolve(name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  const what = found ? `${name} is not a file` : `There is no file ${name}`;
  throw new LecternError('document-missing', `${what}. "lectern --help" lists the commands.`);
}

/** The same, or a web address as it is. @throws LecternError `document-missing` */
export const fileOrAddress = (name: string): string => (isAddress(name) ? name : existingFile(name));

/** Whether two names are of one file, also by links. Neither needs to be there. */
export function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true;
  const [a, b] = [one, other].map((name) => statSync(name, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
