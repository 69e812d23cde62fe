/**
 * Where the source of what is shipped as a program can be had: section 6 of the GPL, version 3, asks for it with every copy.
 * The packages come from npm compiled; their own packages do not hold what they were compiled from.
 */
import type { ThirdParty } from './licences.ts';

/** The package that is shipped, what is in it, its licence, and where the source of that lies. */
const COMPILED: readonly {
  readonly in: string;
  readonly work: string;
  readonly licence: string;
  readonly source: string;
}[] = [
  {
    in: '@echogarden/espeak-ng-emscripten',
    work: 'eSpeak NG, the embedded voice',
    licence: 'GPL-3.0-or-later',
    source:
      'https://github.com/echogarden-project/espeak-ng (branch "fork", with emscripten/ and build-emscripten.sh), ' +
      'from https://github.com/espeak-ng/espeak-ng',
  },
  {
    in: 'wasm-media-encoders',
    work: 'LAME 3.100, the mp3 encoder',
    licence: 'LGPL-2.0-or-later',
    source: 'https://github.com/arseneyr/wasm-media-encoders, with LAME from https://lame.sourceforge.io',
  },
  {
    in: '@breezystack/lamejs',
    work: 'LAME in JavaScript, the other mp3 encoder',
    licence: 'LGPL-3.0',
    source: 'https://github.com/shijinyu/lamejs',
  },
  {
    in: '@resvg/resvg-wasm',
    work: 'resvg, which draws covers',
    licence: 'MPL-2.0',
    source: 'https://github.com/yisibl/resvg-js',
  },
];

/**
 * The written offer that goes into every package.
 * @param version Lectern's.
 * @param repository Where Lectern's own source is; null in a checkout without an address.
 * @throws Error where a package is no longer shipped that is named here: the offer would be of the wrong thing.
 */
export function sourceOffer(
  version: string,
  repository: string | null,
  parts: readonly ThirdParty[],
): string {
  const works = COMPILED.map(({ in: name, work, licence, source }) => {
    const shipped = parts.find((part) => part.name === name);
    if (!shipped) throw new Error(`The source offer names ${name}, which is not shipped.`);
    return `- ${work} (${licence}), as ${name} ${shipped.version} on npm.\n  Source: ${source}`;
  });
  const own = repository
    ? `Its source, with all that is needed to build this package, is at ${repository}, under the tag v${version}.`
    : 'Its source is to be had from whoever gave you this package, under the same licence and free of charge.';
  return [
    `Lectern ${version} is free software under the GNU General Public License, version 3 or later. ${own}`,
    'It holds works of others in compiled form:',
    works.join('\n'),
    'Whoever gives you this package owes you that source too: for at least three years from then, and for as long as they ' +
      'offer spare parts or support, they give the complete corresponding source of Lectern and of the works above to ' +
      'anyone who has this package, for no more than the cost of handing it over. Ask where you got the package' +
      `${repository ? `, or at ${repository}` : ''}.`,
    '',
  ].join('\n\n');
}
