/**
 * The corpus: real files that are no part of the project (books, encodings, gold sentences). It lies beside the
 * checkout, or where `LECTERN_CORPUS` says. Without it the tests that need it are skipped, and say so.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/**
 * The corpus folder, or null where there is none.
 * @throws Error if `LECTERN_CORPUS` names a folder that cannot be read: a wrong name must not look like a pass.
 */
export function corpusFolder(): string | null {
  const named = process.env['LECTERN_CORPUS'];
  const folder = resolve(root, named ?? '../shared/corpus');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  if (named) throw new Error(`LECTERN_CORPUS names ${folder}, which is not a readable folder.`);
  return null;
}

/**
 * Absolute paths of the corpus files under `part` (a folder such as "seg-golden", or "" for all) whose name ends in
 * one of `endings`; sorted, hidden files left out. Prints `corpus: N files`, or that there is no corpus.
 *
 * Use: `const files = corpusFiles('epub-w3c', '.epub'); describe.skipIf(files.length === 0)(…)`.
 * @throws Error if there is a corpus and this part of it is missing or holds no such file.
 */
export function corpusFiles(part: string, ...endings: readonly string[]): readonly string[] {
  const folder = corpusFolder();
  if (folder === null) {
    console.log(`corpus: not here, tests of ${part || 'it'} skipped`);
    return [];
  }
  const files = readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .filter((entry) => endings.some((ending) => entry.name.toLowerCase().endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  console.log(`corpus: ${files.length} files (${part || 'all'}, ${endings.join(' ')})`);
  if (files.length === 0)
    throw new Error(`The corpus at ${folder} has no ${endings.join(' ')} in "${part}".`);
  return files;
}
