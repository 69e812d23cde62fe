import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  IN_THE_WINDOW,
  licenceList,
  licenceProblem,
  thirdParties,
} from '../../.config/packaging/licences.ts';
import { repositoryOf } from '../../electron/core/repository.ts';
import { sourceOffer } from '../../.config/packaging/source-offer.ts';

const root = resolve(import.meta.dirname, '../..');

describe('licences', () => {
  it.each(['MIT', 'GPL-3.0', '(MIT OR CC0-1.0)', 'MIT AND BSD-3-Clause', 'CC-BY-NC-4.0 OR ISC'])(
    '%s fits',
    (id) => {
      expect(licenceProblem(id)).toBeNull();
    },
  );

  it.each(['GPL-2.0-only', 'AGPL-1.0', 'MIT AND CC-BY-NC-4.0', 'SEE LICENSE IN LICENSE', '', undefined])(
    '%s does not',
    (id) => {
      expect(licenceProblem(id)).not.toBeNull();
    },
  );

  it('are there for every dependency, in whole', async () => {
    const parts = await thirdParties(root);
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const names = parts.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(manifest.dependencies), ...IN_THE_WINDOW]));
    expect(names).not.toContain('typescript');
    for (const part of parts) expect(part.text.length, part.name).toBeGreaterThan(300);
    const list = licenceList(parts);
    expect(list).toContain('GNU LIBRARY GENERAL PUBLIC LICENSE'); // of LAME, which its package does not bring
    for (const { name, version } of parts) expect(list).toContain(`${name} ${version}: `);
  });

  it('are known for all that is built into the window', async () => {
    const built = join(root, 'out/renderer/assets');
    expect(existsSync(built), 'run "npm run build" first').toBe(true);
    const maps = (await readdir(built)).filter((name) => name.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(0);
    const found = new Set<string>();
    for (const name of maps) {
      const { sources } = JSON.parse(await readFile(join(built, name), 'utf8')) as { sources: string[] };
      for (const source of sources)
        found.add(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? 'ours');
    }
    const known = new Set(['ours', ...(await thirdParties(root)).map(({ name }) => name)]);
    expect([...found].filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('the source offer', () => {
  it('names the exact version of the voice, and where its source is', async () => {
    const parts = await thirdParties(root);
    const { version } = JSON.parse(
      await readFile(join(root, 'node_modules/@echogarden/espeak-ng-emscripten/package.json'), 'utf8'),
    ) as { version: string };
    const offer = sourceOffer('1.2.3', 'https://github.com/somebody/lectern', parts);
    expect(offer).toContain(`@echogarden/espeak-ng-emscripten ${version}`);
    expect(offer).toContain('https://github.com/echogarden-project/espeak-ng');
    expect(offer).toContain('under the tag v1.2.3');
    expect(() => sourceOffer('1.2.3', null, [])).toThrow(/not shipped/);
  });

  it.each([
    { repository: 'git+https://github.com/ada/lectern.git', is: 'https://github.com/ada/lectern' },
    { repository: { url: 'git@github.com:ada/lectern.git' }, is: 'https://github.com/ada/lectern' },
    { repository: 'github:ada/lectern', is: 'https://github.com/ada/lectern' },
    { repository: 'https://example.com/lectern', is: null },
    { repository: undefined, is: null },
  ])('takes the address of $repository', ({ repository, is }) => {
    expect(repositoryOf({ repository })).toBe(is);
  });
});
