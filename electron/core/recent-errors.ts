/** The last failures, as they may leave this machine: no secret, no document, no path. */
import type { Calendar } from './clock.ts';
import { errorPayload, type ErrorKind } from './errors.ts';

export interface RecentError {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A part of the program: the name of a call, "speech by together". */
  readonly where: string;
  readonly kind: ErrorKind;
  /** Null where the sentence may name a document, a file or a person. */
  readonly sentence: string | null;
}

const KEPT = 20;

/** Kinds whose sentences are made of this program's words alone; others may quote a title or a path. */
const TELLABLE: ReadonlySet<ErrorKind> = new Set([
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
  'disk-full',
]);

export class RecentErrors {
  readonly #calendar: Pick<Calendar, 'now'>;
  readonly #errors: RecentError[] = [];

  constructor(calendar: Pick<Calendar, 'now'>) {
    this.#calendar = calendar;
  }

  /** What was stopped on purpose is no error. */
  add(where: string, error: unknown): void {
    const { kind, message } = errorPayload(error);
    if (kind === 'cancelled') return;
    const sentence = TELLABLE.has(kind) ? message : null;
    this.#errors.push({ at: this.#calendar.now(), where, kind, sentence });
    if (this.#errors.length > KEPT) this.#errors.shift();
  }

  /** The newest first. */
  list(): readonly RecentError[] {
    return this.#errors.toReversed();
  }
}
