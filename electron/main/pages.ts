import { readFile } from 'node:fs/promises';
import { CONTENT_SECURITY_POLICY } from '../contract/csp.ts';
import type { StaticFiles } from '../node/static-files.ts';

/** @returns what answers this path of the window, or null where it is none of the window's files. */
export type Pages = (pathname: string) => Promise<Response | null>;

/** The built window as web responses, under the one content security policy. */
export function createPages(files: StaticFiles): Pages {
  return async (pathname) => {
    const file = files(pathname);
    if (!file) return null;
    return new Response(await readFile(file.path), {
      headers: {
        'content-type': file.mediaType,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': file.immutable ? 'max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}
