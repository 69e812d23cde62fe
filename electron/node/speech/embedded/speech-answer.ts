/**
 * `POST /v1/audio/speech`: speech for one request, as the body or as server-sent events. The status waits for the first
 * sound, so that what fails before it fails with a status and an error. What fails later cannot any more: a body of sound
 * is broken off without its end, which every client notices, and a stream of events has a failure as its last.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LecternError } from '../../../core/errors.ts';
import { encodeServerMessage, type ServerMessage } from '../../../core/speech/protocol.ts';
import { contentType } from './audio-format.ts';
import { utteranceOf, type ContextSettings } from './context-settings.ts';
import { faultOf, invalidRequest } from './failures.ts';
import { holdSound } from './held-sound.ts';
import { answerRefusal, readBody, type Refusal } from './http-answers.ts';
import type { TakePiece, VoicePool } from './pool.ts';
import { parseSpeechRequest } from './speech-request.ts';
import { embeddedVoices } from './voices.ts';

/** One way to answer with speech. */
interface SpeechForm {
  readonly piece: TakePiece;
  /** @param samples Of the whole. */
  end(samples: number): void;
  /** Something went wrong after the status had left. */
  breakOff(error: unknown): void;
}

/** Bytes of a request: its most text, escaped. */
const LARGEST_BODY = 1_000_000;
const ITEM_ID = 'tts_1';

/** @param mostHeld Bytes of a WAV or FLAC body that may wait for the length in their header. */
export async function answerSpeech(
  request: IncomingMessage,
  response: ServerResponse,
  pool: VoicePool,
  mostHeld: number,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const failed = (error: unknown) => answerRefusal(response, { status: 500, error: faultOf(error) });

  const refusal = refusedType(request);
  if (refusal) return answerRefusal(response, refusal);
  const body = await readBody(request, LARGEST_BODY);
  if (body === null) return answerRefusal(response, TOO_LARGE);
  const voices = await pool.voices().then(embeddedVoices, failed);
  if (!voices) return;
  const asked = parseSpeechRequest(body.toString('utf8'), voices);
  if (!asked.ok) return answerRefusal(response, asked.refusal);

  const { input, settings, stream } = asked.request;
  const form = stream ? eventStream(response, settings) : soundBody(response, settings, mostHeld);
  try {
    form.end(await pool.speak(utteranceOf(input, settings), form.piece, gone.signal));
  } catch (error) {
    if (gone.signal.aborted) return;
    if (response.headersSent) form.breakOff(error);
    else if (error instanceof LecternError && error.kind === 'cancelled') response.destroy();
    else failed(error);
  }
}

const TOO_LARGE: Refusal = {
  status: 413,
  error: invalidRequest('request_too_large', `A request holds at most ${LARGEST_BODY} bytes.`),
};

function refusedType({ headers }: IncomingMessage): Refusal | null {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json'
    ? null
    : {
        status: 415,
        error: invalidRequest(
          'unsupported_media_type',
          'Send JSON, with the header "Content-Type: application/json".',
        ),
      };
}

/** Resolves when the bytes have left for the client, or never will. */
const written = (response: ServerResponse, bytes: Uint8Array | string): Promise<void> =>
  new Promise((done) => response.write(bytes, () => done()));

/** PROTOCOL §5: the messages of the WebSocket as events, then `[DONE]`. */
function eventStream(response: ServerResponse, { alignment }: ContextSettings): SpeechForm {
  const begin = () => {
    if (!response.headersSent)
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  };
  const event = (message: ServerMessage) => `data: ${encodeServerMessage(message)}\n\n`;
  const item = { contextId: null, itemId: ITEM_ID };
  return {
    async piece(audio, words) {
      begin();
      if (alignment === 'word' && words.length > 0) response.write(event({ type: 'words', ...item, words }));
      const delta = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength).toString('base64');
      if (delta !== '') await written(response, event({ type: 'audio', ...item, delta }));
    },
    end() {
      begin();
      response.end('data: [DONE]\n\n');
    },
    breakOff: (error) => void response.end(event({ type: 'failed', contextId: null, error: faultOf(error) })),
  };
}

/** The sound as the body. */
function soundBody(response: ServerResponse, settings: ContextSettings, mostHeld: number): SpeechForm {
  const head = { 'content-type': contentType(settings.format, settings.sampleRate) };
  const sound = holdSound(settings, mostHeld);
  const begin = () => {
    if (!response.headersSent) response.writeHead(200, head);
  };
  return {
    async piece(audio) {
      const pieces = sound.push(audio);
      if (pieces.length > 0) begin();
      await Promise.all(pieces.map((bytes) => written(response, bytes)));
    },
    end(samples) {
      const whole = sound.finish(samples);
      if (whole) return void response.writeHead(200, { ...head, 'content-length': whole.length }).end(whole);
      begin();
      response.end();
    },
    breakOff: () => void response.destroy(),
  };
}
