/** The web program: the host in plain Node, and its window in the browser that is there. */
import { createHost } from '../host/host.ts';
import type { Fault } from '../contract/dispatch.ts';
import { LecternError } from '../core/errors.ts';
import { addNamed } from '../core/library.ts';
import { createAdapters, type AdapterOptions } from '../node/adapters.ts';
import { startWebServer } from './http.ts';

export interface WebProgramOptions extends AdapterOptions {
  readonly version: string;
  /** Of the page; 0: any free one. */
  readonly port: number;
  /** Of the embedded voice, for other programs, with a key; null: it opens none. */
  readonly speechPort: number | null;
  /** Of the built page. */
  readonly rendererDirectory: string;
  readonly samplePath: string;
  /** What to open at the start: a file, or a web address. */
  readonly file: string | null;
  /** The program's log. */
  readonly report: (fault: Fault) => void;
}

export interface WebProgram {
  /** With the token of this start: whoever has it, may enter. */
  readonly url: string;
  /** A base address in the form of `TOGETHER_BASE_URL`, and the key that it wants; null where no port was asked for. */
  readonly speechUrl: string | null;
  readonly speechKey: string | null;
  close(): Promise<void>;
}

/** @throws LecternError where a port is taken, the data folder cannot be used, or `file` cannot be read. */
export async function startWebProgram(options: WebProgramOptions): Promise<WebProgram> {
  await using started = new AsyncDisposableStack();
  const adapters = started.adopt(await createAdapters(options), (opened) => opened.close());
  const { library, fetchAddress, voice, randomToken } = adapters;
  const startDocument =
    options.file === null
      ? null
      : (await addNamed(options.file, library, fetchAddress, new AbortController().signal)).entry.id;

  const host = started.adopt(
    createHost({
      ...adapters,
      program: { version: options.version, program: 'web', platform: platform() },
      startDocument,
      samplePath: options.samplePath,
      exports: {
        ...{ ledger: adapters.ledger, assembler: adapters.assembler, read: adapters.readExported },
        ...{ folder: adapters.paths.audiobooks, anyFolder: false, goOn: true },
      },
      desktop: { chooseFiles: null, chooseFolder: null, showInFolder: null, status: null, openLink },
      anywhere: null,
      report: options.report,
    }),
    (opened) => opened.close(),
  );
  const server = started.adopt(
    await startWebServer({
      host,
      port: options.port,
      rendererDirectory: options.rendererDirectory,
      randomToken,
      report: (error) => options.report({ where: 'web server', error }),
    }),
    (opened) => opened.close(),
  );

  adapters.keepSpareReader();
  const speechKey = options.speechPort === null ? null : randomToken();
  const speech =
    options.speechPort === null || speechKey === null
      ? null
      : await voice.listen({ port: options.speechPort, key: speechKey });

  const running = started.move(); // nothing failed: it goes on until it is closed
  return {
    url: server.url,
    speechUrl: speech?.url ?? null,
    speechKey,
    close: () => running.disposeAsync(),
  };
}

/** The page opens links itself: this program may run on another machine than the browser. */
async function openLink(): Promise<never> {
  throw new LecternError('refused', 'Open this link in the browser itself.');
}

function platform(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
