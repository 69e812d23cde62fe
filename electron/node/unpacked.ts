/**
 * Where a file of an installed Lectern lies for those that need a real one. Most of the program is in one archive, which
 * only Electron's own file functions can look into; what workers run and read lies unpacked beside it, under the same
 * names (docs/packaging.md). Everywhere else the place is the same.
 *
 * @param place A path or a `file:` URL.
 */
export function unpacked(place: string): string {
  return place.replace(/([/\\]app\.asar)(?=[/\\])/, '$1.unpacked');
}
