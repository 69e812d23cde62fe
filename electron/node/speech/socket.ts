/** Opens the WebSocket of a connection: address, key, and the way there. */
import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { queryEntries, type SessionSettings } from '../../core/speech/settings.ts';
import type { Network, Route } from '../network/network.ts';
import type { Failures } from './failures.ts';

/** Milliseconds that the other side has for saying goodbye. */
const CLOSING = 2_000;
/** Bytes of one message: seconds of sound, with room. */
const MOST_MESSAGE_BYTES = 16 * 1024 * 1024;

export interface SocketOptions {
  /** Of the WebSocket, without a query. */
  readonly url: string;
  /** What every context begins with; they go into the address. */
  readonly settings: Omit<SessionSettings, 'pronunciation'>;
  /** For the header of the upgrade and nothing else; it is not kept. */
  readonly key: string | null;
  /** Brings the stream to speak over, instead of a socket to the address. */
  readonly connect: (() => Duplex) | undefined;
  readonly network: Pick<Network, 'route'> | undefined;
  readonly failures: Failures;
}

/**
 * @param signal Aborted where nobody waits for the connection any more.
 * @returns the socket, and what tells of its errors whose they are.
 * @throws LecternError `key-refused` where the key, `network` where the address or the proxy cannot be one.
 */
export function openSocket(
  { url, settings, key, connect, network, failures }: SocketOptions,
  signal: AbortSignal,
): { readonly socket: WebSocket; readonly explain: Route['explain'] } {
  try {
    const route = connect || !network ? null : network.route(url, signal);
    const options = {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      maxPayload: MOST_MESSAGE_BYTES,
      closeTimeout: CLOSING, // a clock of its own, so that nothing holds up a program that ends
      perMessageDeflate: false, // base64 of sound hardly shrinks, and inflating it costs time
      ...(connect && { createConnection: connect }),
      ...(route && {
        agent: route.agent,
        finishRequest: (request: ClientRequest) => {
          route.watch(request);
          request.end();
        },
      }),
    };
    // `URLSearchParams` also escapes the `+` of a mixed voice.
    const address = `${url}?${new URLSearchParams(queryEntries(settings)).toString()}`;
    const socket = new WebSocket(address, options);
    return { socket, explain: route?.explain ?? ((error) => error) };
  } catch (error) {
    throw failures.fault(error);
  }
}
