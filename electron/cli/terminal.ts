/** What a command has of the world: results go to `out`, everything else to `err`. */
import type { Writable } from 'node:stream';
import { storageError } from '../node/storage-error.ts';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C or a signal: the command then ends cleanly, with kind `cancelled`. */
  readonly signal: AbortSignal;
  /**
   * Writes a result. Resolves when it was taken; at once, for good, where nobody reads any more (`| head`).
   * @throws LecternError `disk-full` or `storage` where it goes to a file that cannot take it.
   */
  out(text: string): Promise<void>;
  /** Writes a line for the person. */
  say(line: string): void;
  /** Shows how far the work is: one line rewritten on a terminal, now and then a new one in a log. */
  progress(line: string, done: number): void;
}

/** Of a log that is no terminal: a line for each such part of the work. */
const LOG_STEP = 0.1;

export function createTerminal(
  streams: { readonly out: Writable; readonly err: Writable & { readonly isTTY?: boolean } },
  env: Terminal['env'],
  signal: AbortSignal,
): Terminal {
  const { out, err } = streams;
  let deaf = false;
  let open = false;
  let logged = 0;
  out.on('error', () => (deaf = true)); // the write that failed tells of it
  const endLine = () => {
    if (open) err.write('\r\x1b[K');
    open = false;
  };
  return {
    env,
    signal,
    out: (text) =>
      new Promise((resolve, reject) => {
        if (deaf) return resolve();
        out.write(text, (error) => {
          if (!error || ('code' in error && error.code === 'EPIPE')) resolve();
          else reject(storageError(error, 'The result could not be written where it was to go.'));
        });
      }),
    say(line) {
      endLine();
      err.write(`${line}\n`);
    },
    progress(line, done) {
      if (err.isTTY) {
        err.write(`\r${line}\x1b[K`);
        open = true;
        if (done >= 1) endLine();
      } else if (done >= 1 || done - logged >= LOG_STEP) {
        logged = done >= 1 ? 0 : done;
        err.write(`${line}\n`);
      }
    },
  };
}
