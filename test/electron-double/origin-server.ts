import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

/**
 * Chromium alone knows no schemes of ours: each origin of one, such as `app://lectern`, is served on a loopback port
 * instead, and the addresses are changed back before anything of the application sees them.
 */
export class OriginServers {
  readonly #handlers = new Map<string, ProtocolHandler>();
  /** Loopback origin → origin of ours. */
  readonly #origins = new Map<string, string>();
  readonly #servers = new Map<string, Promise<string>>();

  handle(scheme: string, handler: ProtocolHandler | null): void {
    if (handler) this.#handlers.set(scheme, handler);
    else this.#handlers.delete(scheme);
  }

  isHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** The address to load in Chromium. */
  async outer(url: string): Promise<string> {
    const { protocol, host, pathname, search, hash } = new URL(url);
    const scheme = protocol.slice(0, -1);
    if (!this.isHandled(scheme)) return url;
    const origin = `${protocol}//${host}`;
    const server = this.#servers.get(origin) ?? this.#start(scheme, origin);
    this.#servers.set(origin, server);
    return `${await server}${pathname}${search}${hash}`;
  }

  /** The address that the application knows. */
  inner(url: string): string {
    const outer = URL.canParse(url) ? new URL(url).origin : '';
    const origin = this.#origins.get(outer);
    return origin === undefined ? url : origin + url.slice(outer.length);
  }

  async #start(scheme: string, origin: string): Promise<string> {
    const server: Server = createServer((incoming, outgoing) => {
      this.#answer(scheme, origin, incoming, outgoing).catch((error: unknown) => {
        // As in Electron: what a handler throws is printed, and the page sees a failed request.
        console.error(error);
        outgoing.destroy();
      });
    });
    server.unref();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const outer = `http://127.0.0.1:${port}`;
    this.#origins.set(outer, origin);
    return outer;
  }

  async #answer(scheme: string, origin: string, incoming: IncomingMessage, outgoing: ServerResponse) {
    const handler = this.#handlers.get(scheme);
    if (!handler) return void outgoing.writeHead(404).end();
    const { method = 'GET', url = '/' } = incoming;
    const body = /^(GET|HEAD)$/.test(method)
      ? null
      : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headersDistinct)) {
      if (name !== 'host' && name !== 'connection') headers.set(name, (value ?? []).join(', '));
    }
    // Electron gives the handler no abort signal: when the page gives up, it only cancels the answer's body.
    const response = await handler(
      new Request(origin + url, { method, headers, body, ...(body ? { duplex: 'half' } : {}) }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return void outgoing.end();
    await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing).catch(
      (error: unknown) => {
        if (!outgoing.destroyed) throw error;
      },
    );
  }
}
