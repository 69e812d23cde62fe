/** A real little proxy that makes tunnels (CONNECT), whatever name is asked for, to one port of this machine. */
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export class ConnectProxy {
  /** What tunnels were asked for: `host:port`, and with what name and password. */
  readonly asked: { readonly target: string; readonly authorization: string | null }[] = [];
  /** `name:password` that is wanted; null: none. */
  wants: string | null = null;
  /** Answered instead of making a tunnel. */
  refuses: number | null = null;
  /** Says nothing at all. */
  silent = false;
  /** Connections to the proxy that are open. */
  readonly open = new Set<Duplex>();
  readonly #http: Server;

  /** @param port Of 127.0.0.1, where every tunnel ends. */
  constructor(port: number) {
    this.#http = createServer((_, response) => response.writeHead(405).end('Only tunnels are made here.'));
    this.#http.on('connection', (socket) => {
      this.open.add(socket);
      socket.on('close', () => this.open.delete(socket));
    });
    this.#http.on('connect', (request, socket: Duplex, head: Buffer) => {
      const authorization = request.headers['proxy-authorization'] ?? null;
      this.asked.push({ target: request.url ?? '', authorization });
      socket.on('end', () => socket.end());
      if (this.silent) return void socket.resume();
      const wanted = this.wants && `Basic ${Buffer.from(this.wants).toString('base64')}`;
      if (wanted !== null && wanted !== authorization)
        return void socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n');
      if (this.refuses !== null) return void socket.end(`HTTP/1.1 ${this.refuses} No\r\n\r\n`);
      const tunnel = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        tunnel.write(head);
        socket.pipe(tunnel).pipe(socket);
      });
      tunnel.on('error', () => socket.destroy());
      socket.on('error', () => tunnel.destroy());
      socket.on('close', () => tunnel.destroy());
    });
  }

  static async start(port: number): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(port);
    await new Promise<void>((resolve) => proxy.#http.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** @param account `name:password`, put in as it is. */
  url(account?: string): string {
    return `http://${account ? `${account}@` : ''}127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
