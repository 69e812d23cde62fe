import type { Protocol } from 'electron';
import { parseBulkPath } from '../contract/bulk.ts';
import type { Pages } from './pages.ts';

const SCHEME = 'app';
const HOST = 'lectern';
/** The address of the main window's page. */
export const PAGE_URL = `${SCHEME}://${HOST}/`;
/** The address of the pill's. */
export const PILL_URL = `${SCHEME}://${HOST}/pill.html`;

/** Exactly our origin: `URL` knows no origin of schemes that are not the web's own. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
}

/** Makes our scheme as good as https to Chromium. Must run before the app is ready. */
export function registerScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Answers our scheme: the window's own files, and the bulk paths of the contract for everything else. */
export function serveScheme(
  protocol: Protocol,
  pages: Pages,
  bulk: (request: Request) => Promise<Response>,
): void {
  protocol.handle(SCHEME, async (request) => {
    if (!isOurs(request.url)) return new Response(null, { status: 404 });
    const { pathname, search } = new URL(request.url);
    const forPage = request.method === 'GET' && parseBulkPath(pathname) === null;
    const page = forPage ? await pages(pathname + search) : null;
    return page ?? bulk(withOwnChunks(request));
  });
}

/**
 * Electron reads an uploaded body into one buffer that it uses again for every piece, so a piece that is still being
 * written when the next one arrives would change. Each piece is copied before the next can be asked for.
 */
function withOwnChunks(request: Request): Request {
  if (!request.body) return request;
  const reader = (request.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value.slice());
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const { method, headers, url } = request;
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' };
  return new Request(url, init);
}
