/**
 * Speech over plain HTTP, for networks that let no WebSocket through: one request for each chunk, answered by
 * server-sent events that hold the same messages, or by a server that knows no events with the sound itself.
 */
import { createParser } from 'eventsource-parser';
import type { Clock } from '../../core/clock.ts';
import type { LecternError } from '../../core/errors.ts';
import { isRecord, parseJson } from '../../core/speech/json.ts';
import { parseServerMessage, parseServiceError } from '../../core/speech/protocol.ts';
import { wireLanguage } from '../../core/speech/settings.ts';
import type { SpeechRequest } from '../../core/speech/types.ts';
import type { Fetch } from '../network/network.ts';
import type { SpeechChunk } from './chunk.ts';
import type { Failures } from './failures.ts';
import { isOfStranger, readRefusal } from './refusal.ts';

/** Milliseconds until the answer begins. */
const ANSWERING = 15_000;
/** Characters of one event: seconds of sound, with room. */
const MOST_EVENT_CHARACTERS = 16 * 1024 * 1024;
/** Of samples without a code; a header is taken off. */
const SOUND_TYPES = /^(audio\/(x-|vnd\.)?(wave?|pcm|raw)|application\/octet-stream)$/;
const END = '[DONE]';

export interface HttpSpeechOptions {
  readonly url: string;
  readonly key: string | null;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly failures: Failures;
  /** It answers as a speech service does. */
  readonly onSpeaking: () => void;
  /** It does not. @param byStranger It is no speech service that answered. @returns what the chunk then fails with. */
  readonly onRefused: (error: LecternError, byStranger: boolean) => LecternError;
}

/**
 * Asks for a chunk and hands it what comes. Never rejects: what goes wrong ends the chunk.
 * @param request With the text as it is sent.
 * @param signal Aborted when nothing more of it is wanted.
 */
export async function speakOverHttp(
  request: SpeechRequest,
  chunk: SpeechChunk,
  options: HttpSpeechOptions,
  signal: AbortSignal,
): Promise<void> {
  const { url, key, fetch, clock, failures } = options;
  const fail = (error: LecternError, byStranger = false) => {
    if (!signal.aborted) chunk.fail(options.onRefused(error, byStranger));
  };
  const disarm = clock.after(ANSWERING, () => fail(failures.silent()));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify(bodyOf(request)),
      signal,
    });
    disarm();
    const hear = answer.status === 200 ? hearing(answer.headers.get('content-type') ?? '') : null;
    if (hear && answer.body) {
      options.onSpeaking();
      return await hear(answer.body, chunk, failures);
    }
    const refusal = await readRefusal(answer.status, (name) => answer.headers.get(name), answer.body, clock);
    fail(failures.refusal(refusal), isOfStranger(refusal));
  } catch (error) {
    fail(failures.fault(error));
  } finally {
    disarm();
  }
}

/** PROTOCOL.md §5. */
function bodyOf({ model, text, voice, language, pronunciation }: SpeechRequest): object {
  return {
    ...{ model, input: text, voice, language: wireLanguage(language) },
    ...{ response_format: 'raw', stream: true, alignment: 'word' },
    ...(pronunciation.length > 0 && { extra_params: { pronunciation_dict: pronunciation } }),
  };
}

type Hear = (body: AsyncIterable<Uint8Array>, chunk: SpeechChunk, failures: Failures) => Promise<void>;

/** How to take an answer of this type; null: it is no speech that we asked for. */
function hearing(contentType: string): Hear | null {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/event-stream') return hearEvents;
  return SOUND_TYPES.test(type) ? hearSound : null;
}

const hearSound: Hear = async (body, chunk) => {
  for await (const bytes of body) chunk.acceptBinary(bytes);
  chunk.finish(true);
};

const hearEvents: Hear = async (body, chunk, failures) => {
  let ended = false;
  const parser = createParser({
    maxBufferSize: MOST_EVENT_CHARACTERS,
    onEvent({ data }) {
      if (data === END) ended = true;
      else if (!ended) take(parseJson(data), chunk, failures);
    },
  });
  const text = new TextDecoder();
  for await (const bytes of body) {
    parser.feed(text.decode(bytes, { stream: true }));
    if (ended) break;
  }
  if (!ended) parser.feed('\n\n'); // the last event, where its own empty line was forgotten
  chunk.finish(ended);
};

/** An event is a message of the WebSocket's, or an error as the body of a refusal has it. */
function take(event: unknown, chunk: SpeechChunk, failures: Failures): void {
  const message = parseServerMessage(event);
  if (message.type === 'malformed' && isRecord(event) && isRecord(event['error']))
    chunk.fail(failures.fromService(parseServiceError(event['error'])));
  else if (message.type !== 'unknown') chunk.accept(message);
}
