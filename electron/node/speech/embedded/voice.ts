/** The voice that is always there: eSpeak NG behind a server that speaks the same protocol as Together's. */
import type { AddressInfo } from 'node:net';
import { duplexPair, type Duplex } from 'node:stream';
import type { WorkerState } from '../../../core/diagnostics.ts';
import { LecternError } from '../../../core/errors.ts';
import type { Voice } from '../../../core/speech/types.ts';
import { BASE_PATH, SOCKET_PATH } from './address.ts';
import { onLoopback, withinThisProcess } from './guards.ts';
import { createVoicePool, type PoolOptions } from './pool.ts';
import { createSpeechServer, type SpeechServer } from './server.ts';
import { embeddedVoices } from './voices.ts';

export type EmbeddedVoiceOptions = PoolOptions;

export interface EmbeddedVoice {
  /** Address of the WebSocket, to be spoken to over `connect()` only: nothing listens there. */
  readonly url: string;
  /** Utterances that can be under way at a time. */
  readonly atOnce: number;
  /** A new connection within this process: the client's end of a pair whose other end the server holds. */
  connect(): Duplex;
  /** For the diagnostics. */
  workers(): WorkerState;
  /** Lets the voice start before it is needed. It starts by itself where this is not called. */
  warm(): Promise<void>;
  /** Best first for each language. Starts the voice. */
  voices(): Promise<Voice[]>;
  /**
   * Opens a port on 127.0.0.1 for other programs, which must send `Authorization: Bearer <key>`.
   * @param at `port` 0: any that is free.
   * @returns its base address, which can serve as `TOGETHER_BASE_URL`.
   * @throws LecternError `refused` where the port cannot be had.
   */
  listen(at: { readonly port: number; readonly key: string }): Promise<ListeningVoice>;
  /** Ends all connections, ports and workers. */
  close(): Promise<void>;
}

export interface ListeningVoice {
  readonly url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Starts nothing yet. */
export function createEmbeddedVoice(options: EmbeddedVoiceOptions): EmbeddedVoice {
  const pool = createVoicePool(options);
  const inner = createSpeechServer(pool, withinThisProcess);
  const ports = new Set<SpeechServer>();

  return {
    url: `ws://localhost${BASE_PATH}${SOCKET_PATH}`,
    atOnce: pool.size,
    connect() {
      const [near, far] = duplexPair();
      // A pair does not do of itself what a socket does: where one end falls, the other learns of it.
      near.once('close', () => far.destroy());
      far.once('close', () => near.destroy());
      inner.http.emit('connection', far);
      return near;
    },
    workers: () => pool.state(),
    warm: () => pool.warm(),
    voices: async () => embeddedVoices(await pool.voices()),
    async listen({ port, key }) {
      const server = createSpeechServer(pool, onLoopback(key));
      const address = await listening(server, port);
      ports.add(server);
      return {
        url: `http://${HOST}:${address.port}${BASE_PATH}`,
        async close() {
          ports.delete(server);
          await server.close();
        },
      };
    },
    async close() {
      await Promise.all([inner, ...ports].map((server) => server.close()));
      ports.clear();
      await pool.close();
    },
  };
}

async function listening({ http }: SpeechServer, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', (cause) =>
      reject(
        new LecternError(
          'refused',
          `The speech port ${port} cannot be used. Choose another one, or 0 for any.`,
          {
            cause,
          },
        ),
      ),
    );
    http.listen(port, HOST, resolve);
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('A port has an address.');
  return address;
}
