/**
 * The stream in which the audio of one chunk goes from the host to the window (`GET speech/<ticket>`):
 * frames of one type byte, a little-endian u32 length in bytes, then the payload: samples as they are, all else JSON.
 * The last frame is `end` or `error`; a stream that stops without one was cut off.
 */
import { ERROR_KINDS, LecternError, unreachable, type ErrorPayload } from '../errors.ts';
import type { Wait } from './backoff.ts';
import { isRecord, listOf, numberOr, parseJson, stringOr } from './json.ts';
import { BYTES_PER_SAMPLE } from './pcm.ts';
import type { WordTime } from './types.ts';

export type SpeechFrame =
  | { readonly type: 'audio'; readonly pcm: Uint8Array }
  | { readonly type: 'words'; readonly words: readonly WordTime[] }
  /** What came before is void: the chunk is told from its beginning again. */
  | { readonly type: 'anew' }
  /** The chunk waits, and why; null: no longer. */
  | { readonly type: 'waiting'; readonly wait: Wait | null }
  /** @property samples Since it was last told anew. */
  | { readonly type: 'end'; readonly samples: number }
  | { readonly type: 'error'; readonly error: ErrorPayload };

const CODES = { audio: 1, words: 2, waiting: 3, end: 4, error: 5, anew: 6 } as const satisfies Record<
  SpeechFrame['type'],
  number
>;
const HEAD_BYTES = 5;
/** A chunk of speech is a minute at the very most (2.9 MB): a longer frame is damage, and must not be waited for. */
const MOST_PAYLOAD_BYTES = 16_000_000;

export function encodeFrame(frame: SpeechFrame): Uint8Array<ArrayBuffer> {
  const payload = payloadOf(frame);
  const bytes = new Uint8Array(HEAD_BYTES + payload.length);
  bytes[0] = CODES[frame.type];
  new DataView(bytes.buffer).setUint32(1, payload.length, true);
  bytes.set(payload, HEAD_BYTES);
  return bytes;
}

function payloadOf(frame: SpeechFrame): Uint8Array {
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  switch (frame.type) {
    case 'audio':
      return frame.pcm;
    case 'words':
      return json(frame.words);
    case 'anew':
      return json(null);
    case 'waiting':
      return json(frame.wait);
    case 'end':
      return json(frame.samples);
    case 'error':
      return json(frame.error);
    default:
      return unreachable(frame);
  }
}

/** Makes frames of the stream's bytes, however they were cut on the way. One for each stream. */
export class FrameDecoder {
  readonly #head = new Uint8Array(HEAD_BYTES);
  #headFilled = 0;
  /** Of the frame under way, once its head is known. */
  #payload: Uint8Array<ArrayBuffer> | null = null;
  #payloadFilled = 0;
  #ended = false;

  /**
   * @returns the frames that these bytes complete. An audio frame's samples are a buffer of their own.
   * @throws LecternError `protocol` where the bytes cannot be such a stream.
   */
  push(bytes: Uint8Array): SpeechFrame[] {
    const frames: SpeechFrame[] = [];
    let at = 0;
    const fill = (target: Uint8Array, filled: number): number => {
      const piece = bytes.subarray(at, at + target.length - filled);
      target.set(piece, filled);
      at += piece.length;
      return filled + piece.length;
    };
    while (at < bytes.length) {
      if (this.#ended) throw damaged();
      if (!this.#payload) {
        this.#headFilled = fill(this.#head, this.#headFilled);
        if (this.#headFilled < HEAD_BYTES) break;
        const length = new DataView(this.#head.buffer).getUint32(1, true);
        if (length > MOST_PAYLOAD_BYTES) throw damaged();
        this.#payload = new Uint8Array(length);
      }
      this.#payloadFilled = fill(this.#payload, this.#payloadFilled);
      if (this.#payloadFilled < this.#payload.length) break;
      const frame = parseFrame(this.#head[0], this.#payload);
      this.#headFilled = this.#payloadFilled = 0;
      this.#payload = null;
      this.#ended = frame.type === 'end' || frame.type === 'error';
      frames.push(frame);
    }
    return frames;
  }

  /** @throws LecternError `network` (retryable) where the stream was cut off before its last frame. */
  finish(): void {
    if (this.#ended) return;
    throw new LecternError('network', 'The speech broke off on its way to the window. Try again.', {
      retryable: true,
    });
  }
}

function parseFrame(code: number | undefined, payload: Uint8Array<ArrayBuffer>): SpeechFrame {
  if (code === CODES.audio) {
    if (payload.length % BYTES_PER_SAMPLE !== 0) throw damaged();
    return { type: 'audio', pcm: payload };
  }
  const value = parseJson(new TextDecoder().decode(payload));
  switch (code) {
    case CODES.words:
      return { type: 'words', words: parseWordTimes(value) ?? refuse() };
    case CODES.anew:
      return { type: 'anew' };
    case CODES.waiting:
      return { type: 'waiting', wait: value === null ? null : (parseWait(value) ?? refuse()) };
    case CODES.end:
      return { type: 'end', samples: numberOr(value, null) ?? refuse() };
    case CODES.error:
      return { type: 'error', error: parseErrorPayload(value) ?? refuse() };
    default:
      return refuse();
  }
}

/** Null where the value is no list of words with times. */
export function parseWordTimes(value: unknown): readonly WordTime[] | null {
  const words: WordTime[] = [];
  for (const entry of listOf(value) ?? [null]) {
    if (!isRecord(entry)) return null;
    const { word, start, end } = { word: entry['word'], start: entry['start'], end: entry['end'] };
    if (typeof word !== 'string' || typeof start !== 'number' || typeof end !== 'number') return null;
    words.push({ word, start, end });
  }
  return words;
}

function parseWait(value: unknown): Wait | null {
  if (!isRecord(value)) return null;
  const reason = stringOr(value['reason'], null);
  return reason === null ? null : { reason, seconds: numberOr(value['seconds'], null) };
}

function parseErrorPayload(value: unknown): ErrorPayload | null {
  if (!isRecord(value)) return null;
  const kind = ERROR_KINDS.find((known) => known === value['kind']);
  const message = stringOr(value['message'], null);
  if (kind === undefined || message === null) return null;
  return {
    kind,
    message,
    retryable: value['retryable'] === true,
    retryAfter: numberOr(value['retryAfter'], null),
  };
}

function damaged(): LecternError {
  return new LecternError('protocol', 'The speech reached the window damaged. Try again.', {
    retryable: true,
  });
}

function refuse(): never {
  throw damaged();
}
