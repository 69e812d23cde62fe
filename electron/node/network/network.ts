/**
 * The way out of this machine, the same for a WebSocket and for a plain request: direct, or by a tunnel through a proxy.
 * A tunnel (CONNECT; RFC 9110, 9.3.6) is asked for whatever goes through it, as a WebSocket can go no other way.
 */
import { request as requestPlain, type Agent, type ClientRequest } from 'node:http';
import { request as requestSecure } from 'node:https';
import { Readable } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { proxyFor, ProxyFault } from './proxy.ts';

export interface NetworkOptions {
  /** Of the settings; asked anew for each connection. Null: the environment decides. */
  readonly proxy: () => string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Network {
  /**
   * The way of one connection.
   * @param signal Aborted where the connection is given up before it was made: a proxy may never answer.
   * @throws ProxyFault `unusable`
   */
  route(url: string, signal: AbortSignal): Route;
  fetch: Fetch;
}

export interface Route {
  /** For Node's own requests and for `ws`; undefined: theirs will do. */
  readonly agent: Agent | undefined;
  /** To be called with the request that goes this way, before it is sent. What the proxy refuses ends it. */
  watch(request: ClientRequest): void;
  /** The error of that request, as a `ProxyFault` where the proxy is to blame. */
  explain(error: Error): Error;
}

/** A part of the platform's own `fetch`, that takes our way. A redirect is an answer like any other: it is not followed. */
export type Fetch = (url: string, init?: FetchOptions) => Promise<Response>;

export interface FetchOptions {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

const DIRECT: Route = { agent: undefined, watch: () => undefined, explain: (error) => error };

export function createNetwork({ proxy, env }: NetworkOptions): Network {
  const route = (url: string, signal: AbortSignal): Route => {
    const through = proxyFor(new URL(url), proxy(), env);
    return through === null ? DIRECT : tunnel(through, signal);
  };
  return { route, fetch: (url, init) => fetchBy(route, url, init) };
}

function tunnel(proxy: URL, signal: AbortSignal): Route {
  const { username, password } = proxy;
  const address = new URL(proxy);
  address.username = address.password = ''; // the agent writes its address into debug logs
  const agent = new HttpsProxyAgent(address, {
    signal,
    ...((username || password) && { headers: { 'proxy-authorization': basic(username, password) } }),
  });
  let made = false;
  return {
    agent,
    watch(request) {
      request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
        made = true;
        // Its answer is not the service's, and must not be taken for it.
        if (statusCode !== 200) request.destroy(new ProxyFault(statusCode));
      });
    },
    explain: (error) => (made || error instanceof ProxyFault ? error : new ProxyFault('unreachable', error)),
  };
}

/** RFC 7617. In an address both parts are escaped, or meant to be. */
function basic(username: string, password: string): string {
  const plain = [username, password].map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // a bare per cent sign
    }
  });
  return `Basic ${Buffer.from(plain.join(':')).toString('base64')}`;
}

async function fetchBy(route: Network['route'], url: string, init: FetchOptions = {}): Promise<Response> {
  const { method = 'GET', headers = {}, body, signal = new AbortController().signal } = init;
  signal.throwIfAborted();
  const way = route(url, signal);
  const request = url.startsWith('https:') ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: way.agent, signal }, (answer) => {
      const { statusCode = 0, rawHeaders } = answer;
      const pairs = rawHeaders.flatMap((name, n) => (n % 2 === 0 ? [[name, rawHeaders[n + 1] ?? '']] : []));
      const empty = [204, 205, 304].includes(statusCode); // a `Response` of these takes no body
      try {
        const content = empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array<ArrayBuffer>>);
        resolve(new Response(content, { status: statusCode, headers: pairs as [string, string][] }));
        if (empty) answer.resume();
      } catch (error) {
        sent.destroy(error as Error); // a status that is none
        reject(error as Error);
      }
    });
    way.watch(sent);
    sent.on('error', (error) => reject(way.explain(error)));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    sent.end(body);
  });
}
