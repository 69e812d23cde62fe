import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { LecternError } from '../../core/errors.ts';
import { tookTooLong } from './page-failures.ts';

export interface BodyLimits {
  /** Bytes, as they come and when they are unpacked. */
  readonly bytes: number;
  /** Milliseconds in which nothing comes. */
  readonly silence: number;
}

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
/** Encodings one upon another; honest servers use one. */
const MOST_ENCODINGS = 2;

/**
 * The body of an answer, unpacked. What is too large is given up at once, packed or unpacked.
 * @throws LecternError `document-too-large`, `document-timeout`, `unsupported-format`; and what the connection throws.
 */
export async function readBody(
  answer: IncomingMessage,
  limits: BodyLimits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const announced = Number(answer.headers['content-length']);
  if (announced > limits.bytes) {
    answer.destroy();
    throw tooLarge(limits.bytes);
  }
  const stream = unpacked(answer);
  const stop = () => answer.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  answer.setTimeout(limits.silence, () => answer.destroy(tookTooLong()));
  const pieces: Uint8Array[] = [];
  let size = 0;
  let packed = 0;
  answer.on('data', (piece: Uint8Array) => (packed += piece.byteLength));
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      size += piece.byteLength;
      if (Math.max(size, packed) > limits.bytes) throw tooLarge(limits.bytes);
      pieces.push(piece);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    answer.destroy();
  }
  return Buffer.concat(pieces);
}

function unpacked(answer: IncomingMessage): IncomingMessage | Transform {
  const encodings = (answer.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  const unpackers = encodings.reverse().map((encoding) => UNPACKERS[encoding]);
  if (unpackers.length > MOST_ENCODINGS || unpackers.includes(undefined)) {
    answer.destroy();
    throw new LecternError(
      'unsupported-format',
      'The site sent this page packed in a way that Lectern cannot unpack. Save it from your browser, and open the file.',
    );
  }
  // What goes wrong in one of them reaches the last, which is read.
  return unpackers.reduce<IncomingMessage | Transform>(
    (stream, make) => (make ? pipeline(stream, make(), () => undefined) : stream),
    answer,
  );
}

const tooLarge = (bytes: number) =>
  new LecternError(
    'document-too-large',
    `What is at this address is larger than ${bytes / 1e6} MB. Save it from your browser, and open the file.`,
  );
