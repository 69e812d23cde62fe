/** Gives the window what its About page tells, as the module `virtual:about`: the same texts as in the packages. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { thirdParties } from './licences.ts';
import { repositoryOf } from '../../electron/core/repository.ts';
import { sourceOffer } from './source-offer.ts';

const NAME = 'virtual:about';
const RESOLVED = `\0${NAME}`; // as Vite asks of modules that are no files

/** @param root The project's folder. The build fails where a licence is missing or does not fit. */
export function aboutPlugin(root: string): Plugin {
  return {
    name: 'about',
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
      const parts = await thirdParties(root);
      const offer = sourceOffer(manifest.version, repositoryOf(manifest), parts);
      return `export const parts = ${JSON.stringify(parts)};\nexport const offer = ${JSON.stringify(offer)};\n`;
    },
  };
}
