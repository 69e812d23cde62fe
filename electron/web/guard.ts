/**
 * Who may talk to the web program. Any page in the person's browser, and any program on the machine, can reach a port
 * on loopback; so every request must name this very server (against DNS rebinding), come from its own page (against
 * other sites) and carry the cookie that only the printed address gives (against other people).
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Guard {
  /** What to do with a request to the server's paths. */
  judge(request: IncomingMessage): 'own' | 'enter' | 'unknown' | 'refused';
  /** For the WebSocket: browsers send an Origin with every upgrade, and no other site's page may be let in. */
  judgeUpgrade(request: IncomingMessage): boolean;
  /** `Set-Cookie` for whoever came with the token. */
  readonly cookie: string;
}

interface GuardOptions {
  readonly port: number;
  /** In the printed address. */
  readonly token: string;
  /** In the cookie. */
  readonly session: string;
}

export function createGuard({ port, token, session }: GuardOptions): Guard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Cookies are shared by all ports of a host: the name keeps two programs apart.
  const name = `lectern-${port}`;

  const rightHost = (request: IncomingMessage) => hosts.includes(request.headers.host ?? '');
  const ownOrigin = (request: IncomingMessage) => request.headers.origin === `http://${request.headers.host}`;
  const known = (request: IncomingMessage) =>
    cookies(request).some(([key, value]) => key === name && same(value, session));

  const fromElsewhere = (request: IncomingMessage) =>
    (request.headers.origin !== undefined && !ownOrigin(request)) ||
    // Browsers tell who asks; other programs leave it out. Following the printed address is a navigation.
    (request.headers['sec-fetch-mode'] !== 'navigate' &&
      !['same-origin', 'none', undefined].includes(single(request.headers['sec-fetch-site'])));

  return {
    cookie: `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`,
    judge(request) {
      if (!rightHost(request) || fromElsewhere(request)) return 'refused';
      const reading = request.method === 'GET' || request.method === 'HEAD';
      if (!reading && !ownOrigin(request)) return 'refused';
      const given = tokenOf(request);
      if (reading && given !== null) return same(given, token) ? 'enter' : 'unknown';
      return known(request) ? 'own' : 'unknown';
    },
    judgeUpgrade: (request) => rightHost(request) && ownOrigin(request) && known(request),
  };
}

/** Of an address such as the printed one, `/?token=…`; null for any other. */
function tokenOf(request: IncomingMessage): string | null {
  const [path, query] = (request.url ?? '').split('?', 2);
  return path === '/' ? new URLSearchParams(query).get('token') : null;
}

function cookies(request: IncomingMessage): readonly (readonly [string, string])[] {
  return (request.headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()] as const;
  });
}

const single = (header: string | readonly string[] | undefined) =>
  typeof header === 'string' ? header : header?.[0];

/** Compares in a time that tells nothing of where they differ. */
function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
