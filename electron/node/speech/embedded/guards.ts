/** Who may use the embedded server. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { invalidRequest } from './failures.ts';
import type { Guard } from './server.ts';

/** For streams that only this process holds an end of. */
export const withinThisProcess: Guard = () => null;

/**
 * For a port: the key, and no web page. A browser names the page it acts for in `Origin`. Programs leave it out or, as
 * Python's `websocket-client` does, name the address that they connect to; no page is served there.
 */
export function onLoopback(key: string): Guard {
  const expected = digest(key);
  return (request, address) => {
    if (namesPage(request))
      return {
        status: 403,
        error: invalidRequest('forbidden_origin', 'Web pages may not use this server.'),
      };
    const given = bearer(request) ?? address.searchParams.get('api_key');
    if (!given)
      return {
        status: 401,
        error: invalidRequest('missing_api_key', 'Send the key in the header "Authorization: Bearer KEY".'),
      };
    if (!timingSafeEqual(digest(given), expected))
      return { status: 401, error: invalidRequest('invalid_api_key', 'This is not the key of this server.') };
    return null;
  };
}

/** Whether `Origin` names anything but the port itself. */
function namesPage({ headers: { origin }, socket }: IncomingMessage): boolean {
  const own = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${socket.localPort}`);
  return origin !== undefined && !own.includes(origin);
}

function bearer({ headers }: IncomingMessage): string | null {
  return /^Bearer +(\S+)$/iu.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** Of equal length for all keys, as the comparison needs it. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
