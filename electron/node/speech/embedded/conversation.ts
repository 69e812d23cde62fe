/** One WebSocket of the server: from the upgrade to its session, or to the failure that is its first message. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { encodeServerMessage, type ServiceError } from '../../../core/speech/protocol.ts';
import { parseQuery } from '../../../core/speech/settings.ts';
import { changedSettings } from './context-settings.ts';
import { faultOf, invalidRequest } from './failures.ts';
import type { VoicePool } from './pool.ts';
import { createSession } from './session.ts';
import { embeddedVoices } from './voices.ts';

const CLOSE_POLICY = 1008;

/** Frames that come while the voice still starts wait for it. */
export async function converse(socket: WebSocket, query: URLSearchParams, pool: VoicePool): Promise<void> {
  const early: string[] = [];
  let receive = (frame: string): void => {
    early.push(frame);
  };
  let end = () => {};
  socket.on('message', (data, binary) => receive(binary ? '' : textOf(data))); // binary is no message, nor is ''
  socket.on('close', () => end());
  socket.on('error', () => socket.terminate());

  const refuse = (error: ServiceError) => {
    socket.send(encodeServerMessage({ type: 'failed', contextId: null, error }));
    socket.close(CLOSE_POLICY);
  };
  let voices;
  try {
    voices = embeddedVoices(await pool.voices());
  } catch (error) {
    return refuse(faultOf(error));
  }
  const asked = parseQuery(query);
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
 * Ends a connection whose client takes nothing of what is sent to it, since a worker waits for it. One on which nothing
 * is sent may be silent as long as it likes.
 * @param after Milliseconds.
 */
export function endWhereStalled(stream: Duplex, after: number): void {
  if (!(stream instanceof Socket)) return; // the other end is in this process
  stream.setTimeout(after);
  stream.on('timeout', () => {
    if (stream.writableLength > 0) stream.destroy();
  });
}

function textOf(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');
}
