import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createHost, type Host } from '../../electron/host/host.ts';
import { startWebServer } from '../../electron/web/http.ts';
import { createFakePorts, type FakePorts } from '../fakes/host-ports.ts';

/** A real server on loopback with a small page, and a visitor who may or may not have the cookie. */
export async function startServer(overrides: Partial<FakePorts> = {}, hostOverrides: Partial<Host> = {}) {
  const ports = await createFakePorts(overrides);
  const rendererDirectory = join(ports.folder, 'renderer');
  await mkdir(join(rendererDirectory, 'assets'), { recursive: true });
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><title>Lectern</title>');
  await writeFile(join(rendererDirectory, 'assets', 'index-abc123.js'), 'export {};');
  await writeFile(join(ports.folder, 'secret.txt'), 'secret');
  const host = { ...createHost(ports), ...hostOverrides };
  const faults: unknown[] = [];
  let tokens = 0;
  const server = await startWebServer({
    host,
    port: 0,
    rendererDirectory,
    randomToken: () => `server-token-${++tokens}-${'x'.repeat(20)}`,
    report: (error) => faults.push(error),
  });
  onTestFinished(async () => {
    await server.close();
    await host.close();
  });
  const url = new URL(server.url);
  const origin = url.origin;
  const entered = await get(url.port, `/${url.search}`);
  const cookie = String(entered.headers['set-cookie']?.[0]?.split(';')[0]);
  return { ports, host, server, url, origin, cookie, port: url.port, faults, entered };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Sends the path as it is given: `fetch` would tidy it, and set headers of its own. */
export function get(
  port: string,
  path: string,
  headers: Record<string, string> = {},
  { body, ...options }: RequestOptions & { body?: string | Uint8Array } = {},
): Promise<Answer> {
  return new Promise((done, failed) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers, ...options }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(pieces).toString(),
        }),
      );
      response.on('error', failed);
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

/** A page's end of the contract. */
export function connect(port: string, headers: Record<string, string>) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/contract`, { headers });
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const opened = new Promise<number | 'open'>((done) => {
    socket.once('open', () => done('open'));
    socket.once('unexpected-response', (_request, response) => {
      done(response.statusCode ?? 0);
      response.destroy();
    });
    socket.once('error', () => done(0));
  });
  const closed = new Promise<number>((done) => socket.once('close', (code) => done(code)));
  onTestFinished(() => socket.terminate());
  return { socket, messages, opened, closed };
}
