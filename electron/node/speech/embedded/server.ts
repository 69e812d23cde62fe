/**
 * The embedded voice as a server: HTTP with one WebSocket on it, over whatever byte streams it is given. Which requests
 * are let in is a guard's matter; this file opens no port.
 */
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { addressOf, pathUnderBase, SOCKET_PATH } from './address.ts';
import { converse, endWhereStalled } from './conversation.ts';
import { errorBody, faultOf, invalidRequest } from './failures.ts';
import { answerJson, answerRefusal, type Refusal } from './http-answers.ts';
import type { VoicePool } from './pool.ts';
import { answerSpeech } from './speech-answer.ts';
import { embeddedVoices } from './voices.ts';
import { voicesAnswer } from './voices-answer.ts';

/** Bytes of the largest message: a context's most text, escaped. */
const LARGEST_MESSAGE = 1_000_000;
const CLOSE_GOING_AWAY = 1001;

export interface ServerLimits {
  /** Milliseconds in which a client must have taken something of what is sent to it. */
  readonly stalled: number;
  /** Bytes of a WAV or FLAC body that may wait for the length in their header. */
  readonly held: number;
}

const LIMITS: ServerLimits = {
  stalled: 30_000,
  held: 16_000_000, // five minutes of WAV
};

/** Why a request is not let in; null: it is. */
export type Guard = (request: IncomingMessage, address: URL) => Refusal | null;

export interface SpeechServer {
  readonly http: Server;
  /** Ends every connection; resolves when all are gone. */
  close(): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: URL;
}

interface Endpoint {
  readonly method: 'GET' | 'POST';
  answer(exchange: Exchange, pool: VoicePool, limits: ServerLimits): Promise<void>;
}

/** By their paths without the base. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/voices': {
    method: 'GET',
    async answer({ response, address }, pool) {
      const voices = embeddedVoices(await pool.voices());
      answerJson(response, 200, JSON.stringify(voicesAnswer(voices, address.searchParams.get('model'))));
    },
  },
  '/audio/speech': {
    method: 'POST',
    answer: ({ request, response }, pool, { held }) => answerSpeech(request, response, pool, held),
  },
};

export function createSpeechServer(pool: VoicePool, guard: Guard, limits = LIMITS): SpeechServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false, // audio does not get smaller, only later
  });
  // Some programs offer HTTP/2 with every request (`Upgrade: h2c`), and must be served without it.
  const http = createServer({
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  });
  const streams = new Set<Duplex>();

  const admitted = (request: IncomingMessage): URL | Refusal => {
    const address = addressOf(request);
    return address ? (guard(request, address) ?? address) : NOT_FOUND;
  };

  http.on('connection', (stream: Duplex) => {
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
  });
  http.setTimeout(limits.stalled, (socket) => {
    if (socket.writableLength > 0) socket.destroy();
  });
  http.on('request', (request, response) => {
    const address = admitted(request);
    if (!(address instanceof URL)) return answerRefusal(response, address);
    const path = pathUnderBase(address);
    if (path === SOCKET_PATH) {
      response.setHeader('upgrade', 'websocket');
      return answerRefusal(response, UPGRADE_REQUIRED);
    }
    const endpoint = ENDPOINTS[path];
    if (!endpoint) return answerRefusal(response, NOT_FOUND);
    const methods = endpoint.method === 'GET' ? ['GET', 'HEAD'] : [endpoint.method]; // Node drops the body of HEAD
    if (!methods.includes(request.method ?? '')) {
      response.setHeader('allow', methods.join(', '));
      const sentence = `This address takes ${endpoint.method} only.`;
      return answerRefusal(response, { status: 405, error: invalidRequest('method_not_allowed', sentence) });
    }
    endpoint.answer({ request, response, address }, pool, limits).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else answerRefusal(response, { status: 500, error: faultOf(error) });
    });
  });
  http.on('upgrade', (request, stream, head) => {
    const address = admitted(request);
    if (!(address instanceof URL)) return refuseUpgrade(stream, address);
    // The base alone will do: there is one WebSocket only, and a program may have taken the base for its address.
    if (!['', SOCKET_PATH].includes(pathUnderBase(address))) return refuseUpgrade(stream, NOT_FOUND);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      endWhereStalled(stream, limits.stalled);
      void converse(socket, address.searchParams, pool);
    });
  });

  return {
    http,
    async close() {
      for (const socket of sockets.clients) socket.close(CLOSE_GOING_AWAY);
      for (const stream of streams) stream.destroy();
      if (http.listening) await new Promise((done) => http.close(done));
    },
  };
}

const NOT_FOUND: Refusal = {
  status: 404,
  error: invalidRequest('not_found', 'There is nothing at this address.'),
};

const UPGRADE_REQUIRED: Refusal = {
  status: 426,
  error: invalidRequest('upgrade_required', 'A WebSocket is here: connect to it with a WebSocket client.'),
};

function refuseUpgrade(stream: Duplex, { status, error }: Refusal): void {
  const body = errorBody(error);
  stream.on('error', () => stream.destroy());
  stream.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
