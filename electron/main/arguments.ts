import { resolve } from 'node:path';
import { isAddress } from '../core/web-address.ts';

/**
 * The document on a command line, as an absolute path or a web address, or null.
 *
 * Chromium puts switches of its own anywhere between the arguments, so everything that begins with a dash is passed over.
 * @param packaged Otherwise the first plain argument is the application's own folder.
 */
export function documentArgument(
  argv: readonly string[],
  workingDirectory: string,
  packaged: boolean,
): string | null {
  const plain = argv.slice(1).filter((argument) => !argument.startsWith('-'));
  const file = plain[packaged ? 0 : 1];
  if (file === undefined || isAddress(file)) return file ?? null;
  return resolve(workingDirectory, file);
}
