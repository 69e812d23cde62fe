// The rooms of the house and the one direction of imports between them (ARCHITECTURE.md).
// Used by the lint rule and by test/architecture.test.ts.
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'electron/core': [],
  'electron/contract': ['electron/core'],
  'electron/node': ['electron/core'],
  'electron/host': ['electron/contract', 'electron/core'],
  // An installed Lectern has no Node beside it: its one program is the command line too.
  'electron/main': ['electron/cli', 'electron/host', 'electron/node', 'electron/contract', 'electron/core'],
  'electron/web': ['electron/host', 'electron/node', 'electron/contract', 'electron/core'],
  'electron/cli': ['electron/web', 'electron/host', 'electron/node', 'electron/contract', 'electron/core'],
  'electron/preload': ['electron/contract', 'electron/core'],
  renderer: ['electron/contract', 'electron/core'],
};

/** Packages that a room may import; a room that is not named may import any. `node:` counts as a package. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  // Pure functions that spell numbers in each language; no Node and no DOM in them.
  'electron/core': ['n2words'],
  'electron/contract': ['valibot'],
  'electron/host': ['valibot'],
  'electron/preload': ['electron', 'valibot'],
};

/** The room of a path relative to the project, or null. */
export function roomOf(path: string): string | null {
  const clean = path.replaceAll('\\', '/');
  return Object.keys(ROOMS).find((room) => clean.startsWith(`${room}/`)) ?? null;
}

/** Why this import is not allowed, or null. Paths are relative to the project. */
export function refusal(importer: string, specifier: string, resolved: string): string | null {
  const from = roomOf(importer);
  if (!from) return null;
  if (!specifier.startsWith('.')) {
    const allowed = PACKAGES[from];
    const name = specifier.startsWith('node:')
      ? 'node:'
      : specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
    return !allowed || allowed.includes(name) ? null : `${from} may not import the package ${name}`;
  }
  const to = roomOf(resolved);
  if (to === from || (to && ROOMS[from]?.includes(to))) return null;
  if (to === null && resolved.startsWith('resources/')) return null;
  if (to === null && resolved === 'package.json') return null;
  return `${from} may not import from ${to ?? resolved}`;
}
