/** What the HTTP endpoints have in common: errors as the service words them, and a body of bounded size. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServiceError } from '../../../core/speech/protocol.ts';
import { errorBody } from './failures.ts';

/** Why a request is not served. */
export interface Refusal {
  readonly status: number;
  readonly error: ServiceError;
}

export function answerJson(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}

export function answerRefusal(response: ServerResponse, { status, error }: Refusal): void {
  answerJson(response, status, errorBody(error));
}

/** Bytes beyond the limit that are read and dropped, so that a client that is still sending reads its answer. */
const MOST_DROPPED = 10_000_000;

/**
 * @param most Bytes.
 * @returns null where it is longer.
 * @throws where the client goes away first
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length <= most) chunks.push(chunk as Buffer);
    if (length > most + MOST_DROPPED) break;
  }
  return length > most ? null : Buffer.concat(chunks);
}
