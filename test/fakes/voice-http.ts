/** The fake server's speech by requests (PROTOCOL.md §5), with faults of its own beside those of what is spoken. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { isRecord, stringOr } from '../../electron/core/speech/json.ts';
import { parseSession, type SessionSettings } from '../../electron/core/speech/settings.ts';
import { wavHeader } from '../../electron/core/speech/pcm.ts';
import { pieces } from '../support/pieces.ts';
import { spoken } from './spoken.ts';
import { speak, type ChunkFaults } from './voice-speech.ts';

/** An answer of HTTP; a body that is no string is sent as JSON. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** The body goes on for ever, and nothing more comes. */
  readonly unended?: boolean;
}

export interface HttpFaults {
  /** Answers this instead of speech. */
  readonly refuse?: PlainAnswer;
  /** Hangs up instead of answering. */
  readonly hangUp?: boolean;
  /** Never answers. */
  readonly silent?: boolean;
  /** Bytes of what is written at a time, in turn. */
  readonly writeBytes?: readonly number[];
  readonly lineEnd?: '\n' | '\r\n' | '\r';
  /** Comments, fields beside the data, and data on several lines. */
  readonly chatter?: boolean;
  /** No `[DONE]`, and no empty line after the last event. */
  readonly unended?: boolean;
  /** The sound itself, without events. */
  readonly plain?: 'pcm' | 'wav';
}

/** @param begin Writes down what was asked for, and tells how to speak it. */
export async function answerSpeech(
  request: IncomingMessage,
  response: ServerResponse,
  faults: HttpFaults,
  begin: (body: unknown, settings: SessionSettings, text: string) => ChunkFaults,
): Promise<void> {
  const body: unknown = JSON.parse(await textOf(request));
  if (faults.silent) return;
  if (faults.hangUp) return void response.destroy();
  if (faults.refuse) {
    const { status, headers, body: content = {}, unended } = faults.refuse;
    response.writeHead(status, { date: new Date(0).toUTCString(), ...headers });
    response.write(typeof content === 'string' ? content : JSON.stringify(content));
    return void (unended || response.end());
  }
  const session = parseSession(isRecord(body) ? { ...body, response_format: 'pcm' } : {});
  const text = isRecord(body) ? stringOr(body['input'], '') : '';
  const chunk = begin(body, session.ok ? session.settings : {}, text);
  if (faults.plain) {
    response.writeHead(200, { 'content-type': faults.plain === 'wav' ? 'audio/wav' : 'audio/pcm' });
    const { pcm } = spoken(text);
    const sound = faults.plain === 'wav' ? Buffer.concat([wavHeader(0), pcm]) : pcm;
    for (const piece of pieces(sound, faults.writeBytes ?? [])) response.write(piece);
    return void response.end();
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const write = (event: string) => {
    for (const piece of pieces(Buffer.from(event), faults.writeBytes ?? [])) response.write(piece);
  };
  let stopped = false;
  const out = {
    frame: (frame: string) => write(eventOf(frame, faults)),
    binary: () => undefined,
    drop(how: 'close' | 'terminate') {
      stopped = true;
      if (how === 'close') response.end();
      else response.destroy();
    },
  };
  // An answer holds one text's speech: there are no contexts whose sound could come among it.
  const own = { ...chunk, strayWithoutId: false };
  await speak(out, { text, contextId: null }, own, () => response.destroyed);
  if (stopped || chunk.stall) return;
  if (!faults.unended) write(eventOf('[DONE]', faults));
  response.end();
}

function eventOf(data: string, { lineEnd = '\n', chatter = false, unended = false }: HttpFaults): string {
  const inLines = chatter && data.startsWith('{') ? JSON.stringify(JSON.parse(data), null, 1) : data;
  const lines = [
    ...(chatter ? [': still here', 'event: speech', 'id: 7', 'retry: 3000'] : []),
    ...inLines.split('\n').map((line) => `data:${chatter ? '' : ' '}${line}`),
  ];
  // The empty line that ends an event comes with it, or only where another follows.
  return (unended ? ['', ...lines, ''] : [...lines, '', '']).join(lineEnd);
}
