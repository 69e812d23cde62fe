/** Where the server's endpoints lie, and what a request's address means. */
import type { IncomingMessage } from 'node:http';

export const BASE_PATH = '/v1';
/** Under the base, as all paths here. */
export const SOCKET_PATH = '/audio/speech/websocket';

/** Null for what is no address. */
export function addressOf({ url = '/' }: IncomingMessage): URL | null {
  // A path is put behind the host as it is: alone, `//voices` would be a host.
  return URL.parse(url.startsWith('/') ? `http://localhost${url}` : url);
}

/**
 * The path without the base and without slashes to spare. Programs put base and path together in more ways than one:
 * the base may lack its version, have it twice or end with a slash.
 */
export function pathUnderBase({ pathname }: URL): string {
  return pathname
    .replace(/\/{2,}/gu, '/')
    .replace(/^(?:\/v1(?=\/|$))+/u, '')
    .replace(/\/$/u, '');
}
