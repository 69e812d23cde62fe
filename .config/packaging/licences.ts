/**
 * The licences of all that is shipped: every production dependency with its own, and what is built into the window. A
 * licence that is missing, or that does not go with GPL-3.0-or-later, is an error wherever the list is made.
 */
import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryOf } from '../../electron/core/repository.ts';

export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as the package gives it. */
  readonly licence: string;
  /** Where its source is; null where the package does not say. */
  readonly source: string | null;
  /** The whole text. */
  readonly text: string;
}

/** SPDX identifiers of licences whose works may be part of one under GPL-3.0-or-later, by the FSF's list. */
const COMPATIBLE: ReadonlySet<string> = new Set([
  ...[
    '0BSD',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'CC0-1.0',
    'ISC',
    'MIT',
    'Unlicense',
  ],
  ...['GPL-3.0', 'GPL-3.0-only', 'GPL-3.0-or-later', 'GPL-2.0-or-later', 'LGPL-2.1-or-later'],
  ...['LGPL-3.0', 'LGPL-3.0-only', 'LGPL-3.0-or-later', 'MPL-2.0', 'PSF-2.0', 'Python-2.0', 'Zlib'],
  'OFL-1.1', // of fonts, which are shipped beside the program and not linked
]);

/** What Vite builds into the window: development dependencies, and shipped all the same. A test reads the build for others. */
export const IN_THE_WINDOW: readonly string[] = [
  'svelte',
  'clsx',
  '@lucide/svelte',
  '@fontsource-variable/inter',
  '@fontsource-variable/literata',
];

/** Texts that packages name and do not bring, or that hold for what they were compiled from: under licence-texts/. */
const TEXTS: Readonly<Record<string, string>> = {
  '@breezystack/lamejs': 'LGPL-3.0.txt',
  '@resvg/resvg-wasm': 'MPL-2.0.txt',
  boolbase: 'boolbase.txt',
  'proxy-agent-negotiate': 'proxy-agents.txt',
  'wasm-media-encoders': 'LGPL-2.0.txt', // of LAME
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Every third part, once for each version, by name.
 * @param root The project's folder, with its dependencies installed.
 * @throws Error naming all whose licence is missing or does not fit.
 */
export async function thirdParties(root: string): Promise<readonly ThirdParty[]> {
  // Of what is in the window, only what is built in, not what those packages need to do it.
  const folders = new Set(IN_THE_WINDOW.map((name) => join(root, 'node_modules', name)));
  const { dependencies = {} } = await manifestOf(root);
  for (const name of Object.keys(dependencies)) await collect(root, root, name, folders);
  const problems: string[] = [];
  const found = new Map<string, ThirdParty>();
  for (const folder of folders) {
    const manifest = await manifestOf(folder);
    const problem = licenceProblem(manifest.license);
    const text = await textOf(root, folder, manifest.name);
    if (problem) problems.push(`${manifest.name}: ${problem}`);
    if (text === null) problems.push(`${manifest.name}: it comes without the text of its licence`);
    const { name, version, license = '' } = manifest;
    found.set(`${name} ${version}`, {
      name,
      version,
      licence: license,
      source: repositoryOf(manifest),
      text: text ?? '',
    });
  }
  if (problems.length > 0)
    throw new Error(`Licences to settle before anything is shipped:\n${problems.join('\n')}`);
  return [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  );
}

/** Why a work under this licence cannot be part of ours; null where it can. One of alternatives is enough. */
export function licenceProblem(expression: string | undefined): string | null {
  if (!expression) return 'no licence is named';
  const alternatives = expression.replace(/^\((.*)\)$/, '$1').split(/\s+OR\s+/i);
  const fits = (one: string) => one.split(/\s+AND\s+/i).every((id) => COMPATIBLE.has(id.trim()));
  return alternatives.some(fits)
    ? null
    : `${expression} is not among the licences that go with GPL-3.0-or-later`;
}

/** The list as one text, for the package. */
export function licenceList(parts: readonly ThirdParty[]): string {
  const rule = '='.repeat(80);
  const head =
    'Lectern is made with the following works of others. Electron’s own licence lies beside this file as\n' +
    'LICENSE.electron.txt, and those of Chromium as LICENSES.chromium.html.\n';
  const entry = ({ name, version, licence, source, text }: ThirdParty) =>
    `${rule}\n${name} ${version}: ${licence}${source ? `\n${source}` : ''}\n${rule}\n\n${text.trim()}\n`;
  return [head, ...parts.map(entry)].join('\n');
}

/** Follows a dependency as Node does: from the folder that needs it upwards. */
async function collect(root: string, from: string, name: string, folders: Set<string>): Promise<void> {
  const folder = installed(root, from, name);
  if (folder === null) throw new Error(`${name} is not installed.`);
  if (folders.has(folder)) return;
  folders.add(folder);
  const { dependencies = {} } = await manifestOf(folder);
  for (const next of Object.keys(dependencies)) await collect(root, folder, next, folders);
}

function installed(root: string, from: string, name: string): string | null {
  for (let folder = from; ; folder = join(folder, '..')) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === root) return null;
  }
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** All files that look like a licence or its notices, and what we keep of others. */
async function textOf(root: string, folder: string, name: string): Promise<string | null> {
  const names = (await readdir(folder)).filter((file) =>
    /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file),
  );
  const paths = names.sort().map((file) => join(folder, file));
  const kept = TEXTS[name];
  if (kept !== undefined) paths.push(join(root, '.config/packaging/licence-texts', kept));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return texts.length === 0 ? null : texts.join('\n\n');
}
