/** The contract over a WebSocket: `{ id, call, input }` is answered by `{ id, reply }`; events are `{ event, payload }`. */
import type { Server } from 'node:http';
import * as v from 'valibot';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Host } from '../host/host.ts';
import type { Guard } from './guard.ts';

export const CONTRACT_PATH = '/contract';
/** The longest message is pasted text: 8 million UTF-16 units are 24 MB at most, somewhat more with JSON's escapes. */
const MOST_MESSAGE_BYTES = 64_000_000;
/** RFC 6455, section 7.4.1. */
const CLOSE_GOING_AWAY = 1001;
const CLOSE_UNUSABLE = 1007;

const message = v.object({ id: v.number(), call: v.unknown(), input: v.optional(v.unknown()) });

/** @returns what ends every connection. */
export function serveContract(server: Server, guard: Guard, host: Host): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });

  server.on('upgrade', (request, socket, head) => {
    if (request.url !== CONTRACT_PATH || !guard.judgeUpgrade(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => serve(page));
  });

  const serve = (page: WebSocket) => {
    page.on('message', (data, isBinary) => void answer(page, data, isBinary));
    page.on('error', () => page.terminate()); // ws has closed it with the fitting code already
  };

  const answer = async (page: WebSocket, data: RawData, isBinary: boolean) => {
    const asked = isBinary ? null : parse(data);
    if (!asked) {
      page.close(CLOSE_UNUSABLE, 'not a call');
      return;
    }
    const reply = await host.dispatch('trusted', asked.call, asked.input);
    if (page.readyState === page.OPEN) page.send(JSON.stringify({ id: asked.id, reply }));
  };

  const unsubscribe = host.subscribe((event, payload) => {
    const text = JSON.stringify({ event, payload });
    for (const page of sockets.clients) if (page.readyState === page.OPEN) page.send(text);
  });

  return () => {
    unsubscribe();
    for (const page of sockets.clients) {
      page.close(CLOSE_GOING_AWAY, 'Lectern was closed');
      page.terminate();
    }
    sockets.close();
  };
}

function parse(data: RawData): v.InferOutput<typeof message> | null {
  try {
    const checked = v.safeParse(message, JSON.parse(String(data)));
    return checked.success ? checked.output : null;
  } catch {
    return null; // no JSON
  }
}
