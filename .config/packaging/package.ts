/**
 * `npm run package [-- FOLDER]`: the packages for this system, from the built program. Only here is anything fetched: the
 * Electron of this version, and electron-builder's tools for each kind of package (docs/packaging.md).
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, Platform, type Configuration } from 'electron-builder';
import { configuration } from './configuration.ts';
import { licenceList, thirdParties } from './licences.ts';
import { repositoryOf } from '../../electron/core/repository.ts';
import { sourceOffer } from './source-offer.ts';
import { installerMacros } from './windows-installer.ts';

const root = resolve(import.meta.dirname, '../..');

export interface PackOptions {
  /** Where it all goes. */
  readonly output: string;
  readonly env: NodeJS.ProcessEnv;
  /** An unpacked Electron to use; otherwise the one of the installed version is fetched. */
  readonly electronDist?: string;
  /** Stops at the folder that would be packed: nothing of the kinds of packages is needed. */
  readonly folderOnly?: boolean;
}

/** @returns the paths of the packages; none with `folderOnly`, whose folder electron-builder names. */
export async function pack({
  output,
  env,
  electronDist,
  folderOnly = false,
}: PackOptions): Promise<string[]> {
  const made = join(output, 'made');
  await makeTexts(made);
  const config: Configuration = {
    ...configuration({ env, made, output }),
    ...(electronDist === undefined ? {} : { electronDist }),
  };
  const targets = Platform.current().createTarget(folderOnly ? 'dir' : undefined);
  return build({ projectDir: root, config, targets, publish: 'never' });
}

/** `npm run licences` makes these alone. */
export async function makeTexts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parts = await thirdParties(root);
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  await writeFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), licenceList(parts));
  await writeFile(
    join(folder, 'SOURCE-OFFER.txt'),
    sourceOffer(manifest.version, repositoryOf(manifest), parts),
  );
  await writeFile(join(folder, 'installer.nsh'), installerMacros());
}

/** A workflow gives a secret that it does not have as an empty text, which electron-builder would take for a file's name. */
function forgetEmpty(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === '' && /^(WIN_)?CSC_|^APPLE_|^LECTERN_/.test(name)) delete env[name];
  }
}

if (import.meta.main) {
  forgetEmpty(process.env);
  const [first] = process.argv.slice(2);
  const output = resolve(root, 'out/packages');
  if (first === 'licences') await makeTexts(output);
  else for (const path of await pack({ output, env: process.env })) console.log(path);
}
