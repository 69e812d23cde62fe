/**
 * Every failure that a person can meet is a kind with a sentence: what was wrong, and what to do.
 * Code branches on `kind`, never on `message`; only the message is shown.
 */
export const ERROR_KINDS = [
  // documents
  'unsupported-format',
  'empty-document',
  'no-text',
  'corrupt-document',
  'document-too-large',
  'document-protected',
  'document-timeout',
  'document-missing',
  'file-unreadable',
  // speech
  'key-missing',
  'key-refused',
  'voice-unknown',
  'model-unavailable',
  'speech-refused',
  'speech-empty',
  'speech-timeout',
  'rate-limited',
  'overloaded',
  'spending-limit',
  'network',
  'protocol',
  // what is kept
  'disk-full',
  'storage',
  'key-storage',
  // the contract
  'bad-request',
  'refused',
  'cancelled',
  'internal',
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** What of an error crosses from one program to another: plain data, no stack, no secret. */
export interface ErrorPayload {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly retryable: boolean;
  /** Seconds to wait before another try, where the other side named them. */
  readonly retryAfter: number | null;
}

export interface ErrorOptions {
  readonly retryable?: boolean;
  readonly retryAfter?: number | null;
  readonly cause?: unknown;
}

export class LecternError extends Error {
  override readonly name = 'LecternError';
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfter: number | null;

  /** @param message A sentence for the person. It must hold no key, no header and no URL with a query. */
  constructor(kind: ErrorKind, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.retryable = options.retryable ?? false;
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** The plain form of any thrown value. What is not ours becomes `internal` with a sentence that tells nothing inner. */
export function errorPayload(error: unknown): ErrorPayload {
  if (error instanceof LecternError) {
    const { kind, message, retryable, retryAfter } = error;
    return { kind, message, retryable, retryAfter };
  }
  return {
    kind: 'internal',
    message: 'Lectern met a fault of its own. Try again; if it stays, please report it.',
    retryable: false,
    retryAfter: null,
  };
}

/** A real error again, at the receiving edge. */
export function errorFromPayload(payload: ErrorPayload): LecternError {
  return new LecternError(payload.kind, payload.message, payload);
}

/** Closes a switch over a union: adding a member makes every such switch a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
