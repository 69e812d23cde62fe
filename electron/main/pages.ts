import { readFile } from 'node:fs/promises';
import { CONTENT_SECURITY_POLICY } from '../contract/csp.ts';
import type { StaticFiles } from '../node/static-files.ts';

/** @param path With its query. @returns what answers it, or null where it is none of the window's files. */
export type Pages = (path: string) => Promise<Response | null>;

/** The built window as web responses, under the one content security policy. */
export function createPages(files: StaticFiles): Pages {
  return async (path) => {
    const file = files(path.replace(/\?.*$/, ''));
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

/** What Vite adds to a page under development: its styles stand in the page, its changes come by a WebSocket. */
const developmentPolicy = (server: URL): string =>
  CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "connect-src 'self'",
    `connect-src 'self' ws://${server.host}`,
  );

/** The window as `npm run dev` serves it, under our own scheme all the same. */
export function createDevelopmentPages(server: URL): Pages {
  return async (path) => {
    const { body, status, headers } = await fetch(new URL(path, server));
    return new Response(body, {
      status,
      headers: {
        'content-type': headers.get('content-type') ?? 'application/octet-stream',
        'content-security-policy': developmentPolicy(server),
      },
    });
  };
}
