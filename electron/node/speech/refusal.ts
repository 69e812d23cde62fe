/** An answer of HTTP that is none of speech: to the upgrade, or to a request for speech. */
import type { Clock } from '../../core/clock.ts';
import { isRecord, parseJson } from '../../core/speech/json.ts';
import { parseServiceError, type ServiceError } from '../../core/speech/protocol.ts';

/** Bytes of a body that should name the reason. */
const MOST_BYTES = 16_384;
/** Milliseconds that it may take, once the status is known. */
const READING = 2_000;

export interface Refusal {
  readonly status: number;
  /** Seconds; null: no pause was asked for. */
  readonly retryAfter: number | null;
  /** The service's own words; null: the body is none of its errors. */
  readonly error: ServiceError | null;
}

/** Never rejects, and does not wait for long: where the body cannot be read, the status must do. */
export async function readRefusal(
  status: number,
  header: (name: string) => string | null,
  body: AsyncIterable<Uint8Array> | null,
  clock: Clock,
): Promise<Refusal> {
  const chunks: Uint8Array[] = [];
  const late = Promise.withResolvers<void>();
  const disarm = clock.after(READING, () => late.resolve());
  await Promise.race([collect(body ?? [], chunks), late.promise]);
  disarm();
  const value = parseJson(Buffer.concat(chunks).toString('utf8'));
  const error = isRecord(value) ? (value['error'] ?? value) : null;
  const isError = typeof error === 'string' || (isRecord(error) && ('message' in error || 'code' in error));
  return { status, retryAfter: retryAfterSeconds(header), error: isError ? parseServiceError(error) : null };
}

async function collect(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  into: Uint8Array[],
): Promise<void> {
  let length = 0;
  try {
    for await (const chunk of body) {
      into.push(chunk);
      length += chunk.length;
      if (length > MOST_BYTES) return;
    }
  } catch {
    // It was cut off.
  }
}

/**
 * Whether something between us and the service may have answered: a proxy or a firewall that takes the upgrade out of a
 * request leaves a plain one, which a server has nothing for (RFC 9110, 7.8), or answers it itself.
 */
export function isOfStranger({ status, error }: Refusal): boolean {
  return error === null && (status < 400 || [400, 404, 405, 426, 501, 502].includes(status));
}

/**
 * Whether an answer to the upgrade may mean that no WebSocket is let through: besides what a stranger says, an address
 * that is not known as one of a WebSocket, and a ban that does not speak of the key. A request tells.
 */
export function mayBeBlocked(refusal: Refusal): boolean {
  const { status, error } = refusal;
  return isOfStranger(refusal) || [404, 405, 426, 501].includes(status) || (status === 403 && error === null);
}

/**
 * `Retry-After` in seconds (RFC 9110, 10.2.3): a number, or a date, which is taken against the answer's own `Date`,
 * so that a wrong clock here does no harm; where there is none, against this machine's. Null where it names no time.
 */
function retryAfterSeconds(header: (name: string) => string | null): number | null {
  const value = header('retry-after')?.trim();
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const sent = Date.parse(header('date') ?? '');
  const seconds = (Date.parse(value) - (Number.isNaN(sent) ? Date.now() : sent)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
