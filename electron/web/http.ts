/** The web program's server: the built page, the contract and the bulk paths, on loopback and behind the guard. */
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { parseBulkPath } from '../contract/bulk.ts';
import { LecternError, unreachable } from '../core/errors.ts';
import type { Host } from '../host/host.ts';
import { listStaticFiles, type StaticFile, type StaticFiles } from '../node/static-files.ts';
import { SECURITY_HEADERS, send, webRequest } from './exchange.ts';
import { createGuard, type Guard } from './guard.ts';
import { refusedPage, strangerPage } from './pages.ts';
import { serveContract } from './socket.ts';

const LOOPBACK = '127.0.0.1';

export interface WebServerOptions {
  readonly host: Host;
  /** 0: any free one. */
  readonly port: number;
  /** Of the built page. */
  readonly rendererDirectory: string;
  readonly randomToken: () => string;
  readonly report: (error: unknown) => void;
}

export interface WebServer {
  /** With the token: whoever has it, may enter. */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws LecternError `network` where the port is taken, `storage` where the page was not built. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { host, rendererDirectory, randomToken, report } = options;
  const files = await listStaticFiles(rendererDirectory).catch((error: unknown) => {
    throw new LecternError('storage', 'Lectern’s window was not built. Run "npm run build".', {
      cause: error,
    });
  });
  const server = createServer();
  const port = await listen(server, options.port);
  const token = randomToken();
  const guard = createGuard({ port, token, session: randomToken() });

  server.on('request', (request, response) => {
    answer(request, response, { guard, files, host }).catch((error: unknown) => {
      if (!response.headersSent) refuse(response, 500);
      response.destroy();
      if (!isDisconnect(error)) report(error);
    });
  });
  const endContract = serveContract(server, guard, host);

  return {
    url: `http://${LOOPBACK}:${port}/?token=${token}`,
    async close() {
      endContract();
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      const sentence = taken
        ? `Another program uses port ${port}. Name another with --port, or leave it out.`
        : `Port ${port} cannot be used. Name another with --port, or leave it out.`;
      failed(new LecternError('refused', sentence, { cause: error }));
    });
    server.listen(port, LOOPBACK, () => done((server.address() as AddressInfo).port));
  });
}

interface Needs {
  readonly guard: Guard;
  readonly files: StaticFiles;
  readonly host: Host;
}

async function answer(request: IncomingMessage, response: ServerResponse, needs: Needs): Promise<void> {
  const { guard, files, host } = needs;
  const verdict = guard.judge(request);
  switch (verdict) {
    case 'refused':
      return writePage(response, refusedPage());
    case 'unknown':
      return writePage(response, strangerPage());
    case 'enter':
      response.writeHead(302, {
        ...SECURITY_HEADERS,
        location: '/',
        'set-cookie': guard.cookie,
        'cache-control': 'no-store',
      });
      response.end();
      return;
    case 'own': {
      const address = `http://${request.headers.host}${request.url}`;
      if (!URL.canParse(address)) return refuse(response, 400);
      const url = new URL(address);
      if (parseBulkPath(url.pathname))
        return send(await host.bulk(webRequest(request, response, url)), response);
      const file = files(url.pathname);
      if (!file) return refuse(response, 404);
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
      return sendFile(file, request, response);
    }
    default:
      return unreachable(verdict);
  }
}

async function sendFile(file: StaticFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': file.mediaType,
    'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}

function writePage(
  response: ServerResponse,
  { html, contentSecurityPolicy }: { html: string; contentSecurityPolicy: string },
): void {
  response.writeHead(403, {
    ...SECURITY_HEADERS,
    'content-security-policy': contentSecurityPolicy,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(html);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'cache-control': 'no-store' });
  response.end();
}

/** A page that was closed or a chunk that was cancelled in mid-stream: no fault of anybody's. */
const isDisconnect = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR'].includes(String(error.code));
