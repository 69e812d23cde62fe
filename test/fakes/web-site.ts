/** A real little web server with the faults that sites have: what a path does is a function. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export class WebSite {
  /** By the path without its query; what is not here is 404. */
  readonly pages = new Map<string, Answer>();
  /** What was asked for, in order. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  /** Answers that were cut off before they ended. */
  aborted = 0;
  readonly #http: Server;

  private constructor() {
    this.#http = createServer((request, response) => {
      const path = (request.url ?? '/').replace(/\?.*$/, '');
      this.asked.push({ path, headers: request.headers });
      response.on('close', () => {
        if (!response.writableFinished) this.aborted++;
      });
      const answer = this.pages.get(path);
      if (answer) answer(response, request);
      else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    });
  }

  static async start(): Promise<WebSite> {
    const site = new WebSite();
    await new Promise<void>((listening) => site.#http.listen(0, '127.0.0.1', listening));
    return site;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** @param host As the address names it; it is the tests' to say where that leads. */
  url(path: string, host = '127.0.0.1'): string {
    return `http://${host}:${this.port}${path}`;
  }

  page(path: string, body: string | Uint8Array, contentType = 'text/html; charset=utf-8'): void {
    this.pages.set(path, (response) => response.writeHead(200, { 'content-type': contentType }).end(body));
  }

  redirect(path: string, location: string, status = 302): void {
    this.pages.set(path, (response) => response.writeHead(status, { location }).end());
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }
}
