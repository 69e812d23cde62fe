/**
 * The embedded voice as a server: HTTP with one WebSocket on it, over whatever byte streams it is given. Which requests
 * are let in is a guard's matter; this file opens no port.
 */
import { createServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { TOGETHER_VOICES } from '../../../core/speech/catalogue.ts';
import { encodeServerMessage, type ServiceError } from '../../../core/speech/protocol.ts';
import { parseQuery } from '../../../core/speech/settings.ts';
import { changedSettings } from './context-settings.ts';
import { errorBody, invalidRequest, serverError } from './failures.ts';
import type { VoicePool } from './pool.ts';
import { createSession } from './session.ts';
import { embeddedVoices } from './voices.ts';

export const BASE_PATH = '/v1';
export const SPEECH_PATH = `${BASE_PATH}/audio/speech/websocket`;
const VOICES_PATH = `${BASE_PATH}/voices`;
/** Bytes of the largest message: a context's most text, escaped. */
const LARGEST_MESSAGE = 1_000_000;
const CLOSE_POLICY = 1008;
const CLOSE_GOING_AWAY = 1001;

/** Why a request is not let in; null: it is. */
export type Guard = (request: IncomingMessage) => Refusal | null;

export interface Refusal {
  readonly status: number;
  readonly error: ServiceError;
}

export interface SpeechServer {
  readonly http: Server;
  /** Ends every connection; resolves when all are gone. */
  close(): Promise<void>;
}

export function createSpeechServer(pool: VoicePool, guard: Guard): SpeechServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false, // audio does not get smaller, only later
  });
  const http = createServer();
  const streams = new Set<Duplex>();

  const refusalOf = (request: IncomingMessage, path: string): Refusal | null =>
    guard(request) ??
    (addressOf(request).pathname === path
      ? null
      : { status: 404, error: invalidRequest('not_found', 'There is nothing at this address.') });

  http.on('connection', (stream: Duplex) => {
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
  });
  http.on('request', (request, response) => {
    const answer = (status: number, body: string): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    };
    const refusal = refusalOf(request, VOICES_PATH);
    if (refusal) return answer(refusal.status, errorBody(refusal.error));
    if (request.method !== 'GET')
      return answer(405, errorBody(invalidRequest('method_not_allowed', 'Ask for the voices with GET.')));
    voiceList(pool, addressOf(request).searchParams.get('model')).then(
      (list) => answer(200, JSON.stringify(list)),
      () => answer(500, errorBody(serverError('The offline voice could not be started.'))),
    );
  });
  http.on('upgrade', (request, stream, head) => {
    const refusal = refusalOf(request, SPEECH_PATH);
    if (refusal) return refuseUpgrade(stream, refusal);
    sockets.handleUpgrade(request, stream, head, (socket) => void converse(socket, addressOf(request), pool));
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

/** Holds one conversation. Frames that come while the voice still starts wait for it. */
async function converse(socket: WebSocket, address: URL, pool: VoicePool): Promise<void> {
  const early: string[] = [];
  let receive = (frame: string): void => {
    early.push(frame);
  };
  let end = () => {};
  socket.on('message', (data, binary) => receive(binary ? '' : textOf(data)));
  socket.on('close', () => end());
  socket.on('error', () => socket.terminate());

  const refuse = (error: ServiceError) => {
    socket.send(encodeServerMessage({ type: 'failed', contextId: null, error }));
    socket.close(CLOSE_POLICY);
  };
  let voices;
  try {
    voices = embeddedVoices(await pool.voices());
  } catch {
    return refuse(serverError('The offline voice could not be started.'));
  }
  const asked = parseQuery(address.searchParams);
  if (!asked.ok) return refuse(invalidRequest('invalid_value', asked.reason, asked.param));
  const outcome = changedSettings(null, asked.settings, voices);
  if (!outcome.ok) return refuse(outcome.error);

  const session = createSession({
    pool,
    voices,
    settings: outcome.settings,
    send: (frame) =>
      new Promise((sent) => {
        if (socket.readyState === socket.OPEN) socket.send(frame, () => sent());
        else sent();
      }),
  });
  if (socket.readyState !== socket.OPEN) return session.end();
  end = session.end;
  session.begin();
  receive = session.receive;
  for (const frame of early) receive(frame);
}

/**
 * PROTOCOL §5: every name that the server answers to. A client may use either of `id` and `name` as the voice.
 * @param model That model's alone; null: all.
 */
async function voiceList(pool: VoicePool, model: string | null) {
  const voices = [...embeddedVoices(await pool.voices()), ...TOGETHER_VOICES];
  const byModel = Map.groupBy(voices, (voice) => voice.model);
  return {
    data: [...byModel]
      .filter(([name]) => model === null || name === model)
      .map(([name, list]) => ({
        model: name,
        voices: list.map(({ voice }) => ({ id: voice, name: voice })),
      })),
  };
}

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

function addressOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost');
}

function textOf(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');
}
