/** The files of a built page, known by name from the start: what is not on the list cannot be asked for. */
import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.flac': 'audio/flac',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  readonly path: string;
  readonly mediaType: string;
  /** Its name holds a hash of its content: it never changes. */
  readonly immutable: boolean;
}

/** Finds the file of a URL's path; `/` is the page. */
export type StaticFiles = (pathname: string) => StaticFile | null;

export async function listStaticFiles(directory: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue; // nor links: they may lead out
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).split(sep).join('/');
    files.set(`/${encodeURI(name)}`, {
      path,
      mediaType: TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      immutable: name.startsWith('assets/'), // where Vite puts what it names by hash
    });
  }
  return (pathname) => files.get(pathname === '/' ? '/index.html' : pathname) ?? null;
}
