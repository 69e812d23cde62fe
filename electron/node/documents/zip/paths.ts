/** Addresses inside a book, and the entries of the archive that they name. */

export interface BookAddress {
  /** Path from the archive's root, percent-decoded. */
  readonly path: string;
  readonly fragment: string | null;
}

/** @param base Path of the file in which the address stands. @returns null for what leads out of the book. */
export function resolveAddress(base: string, href: string): BookAddress | null {
  const trimmed = href.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed.startsWith('//')) return null;
  const hash = trimmed.indexOf('#');
  const address = hash < 0 ? trimmed : trimmed.slice(0, hash);
  const fragment = hash < 0 ? null : decode(trimmed.slice(hash + 1)) || null;
  const path = decode(address.replace(/\?.*$/s, ''));
  if (path === '') return { path: base, fragment };
  const folder = path.startsWith('/') ? [] : base.split('/').slice(0, -1);
  const segments: string[] = [];
  for (const segment of [...folder, ...path.split(/[/\\]/)]) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return { path: segments.join('/'), fragment };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Finds entries also where the book writes their names in another case, composition or encoding. */
export function entryFinder(names: readonly string[]): (path: string) => string | null {
  const exact = new Set(names);
  const folded = new Map<string, string>();
  for (const name of names) {
    const key = fold(name);
    if (!folded.has(key)) folded.set(key, name);
  }
  return (path) => (exact.has(path) ? path : (folded.get(fold(path)) ?? null));
}

const fold = (name: string): string => decode(name).replaceAll('\\', '/').normalize('NFC').toLowerCase();
