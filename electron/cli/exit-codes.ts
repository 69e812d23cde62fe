/** What a command answers to the shell. The one table; `lectern --help` prints it. */
import { LecternError, type ErrorKind } from '../core/errors.ts';

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  document: 3,
  speech: 4,
  output: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done',
  failed: 'a fault of Lectern’s own, or the program could not start',
  usage: 'the command was not understood',
  document: 'the document cannot be opened or has nothing to read',
  speech: 'it could not be spoken: voice, key, network or service',
  output: 'the result could not be written or played',
  interrupted: 'stopped by Ctrl-C or a signal before it was done',
};

const OF_KIND: Readonly<Record<ErrorKind, ExitCode>> = {
  'unsupported-format': EXIT.document,
  'empty-document': EXIT.document,
  'no-text': EXIT.document,
  'corrupt-document': EXIT.document,
  'document-too-large': EXIT.document,
  'document-protected': EXIT.document,
  'document-timeout': EXIT.document,
  'document-missing': EXIT.document,
  'file-unreadable': EXIT.document,
  'key-missing': EXIT.speech,
  'key-refused': EXIT.speech,
  'voice-unknown': EXIT.speech,
  'model-unavailable': EXIT.speech,
  'speech-refused': EXIT.speech,
  'speech-empty': EXIT.speech,
  'speech-timeout': EXIT.speech,
  'rate-limited': EXIT.speech,
  overloaded: EXIT.speech,
  'spending-limit': EXIT.speech,
  network: EXIT.speech,
  protocol: EXIT.speech,
  'disk-full': EXIT.output,
  storage: EXIT.output,
  'key-storage': EXIT.speech,
  'bad-request': EXIT.usage,
  refused: EXIT.failed,
  cancelled: EXIT.interrupted,
  internal: EXIT.failed,
};

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof LecternError ? OF_KIND[error.kind] : EXIT.failed;
}
