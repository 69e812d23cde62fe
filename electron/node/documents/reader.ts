import { Worker } from 'node:worker_threads';
import type { DocumentReader, OpenDocument } from '../../core/document/reader.ts';
import { LecternError } from '../../core/errors.ts';
import { connectWorker, type WorkerConnection } from './connection.ts';
import type { DocumentRequest } from './messages.ts';

export interface DocumentReaderOptions {
  /** The worker's entry: `node/documents/worker.ts`, or `document-worker.js` when built. */
  readonly worker: URL;
  readonly limits?: Partial<WorkerLimits>;
}

export interface WorkerLimits {
  /** Milliseconds for opening. A book of a million words takes one second on a slow machine. */
  readonly openTimeout: number;
  /** Milliseconds for a section or a resource. */
  readonly requestTimeout: number;
  /** Megabytes of JavaScript heap for one document. */
  readonly heap: number;
  /** Milliseconds after a spare worker was taken until the next one starts: what is wanted now comes first. */
  readonly spareAfter: number;
}

export interface WorkerDocumentReader extends DocumentReader {
  /**
   * From now on one worker waits, started, for the next document. Starting one takes longer (40 to 200 ms) than reading
   * what somebody copied and wants to hear at once.
   */
  keepSpare(): void;
  /** Ends the worker that waits. Documents are closed by whoever opened them. */
  close(): Promise<void>;
}

const LIMITS: WorkerLimits = { openTimeout: 30_000, requestTimeout: 20_000, heap: 768, spareAfter: 800 };

/**
 * Reads documents, each in a worker of its own: a file that hangs, crashes or exhausts its parser costs a sentence,
 * never the program. A worker that died is started again at the next request, so that one bad section of a book
 * does not take the others with it.
 */
export function createDocumentReader({
  worker: entry,
  limits: own,
}: DocumentReaderOptions): WorkerDocumentReader {
  const limits = { ...LIMITS, ...own };
  let spare: Worker | null = null;
  let keepsSpare = false;

  const launch = () =>
    new Worker(entry, {
      name: 'document',
      resourceLimits: { maxOldGenerationSizeMb: limits.heap },
      // A book's parser needs nothing of the environment, least of all a key.
      env: {},
    });

  const launchSpare = () => {
    if (spare || !keepsSpare) return;
    const waiting = launch();
    spare = waiting;
    waiting.unref(); // it keeps no program running
    const gone = () => {
      if (spare === waiting) spare = null;
    };
    // Nobody waits for the answer: no request has this number.
    waiting.postMessage({ id: 0, task: { type: 'prepare' } } satisfies DocumentRequest);
    waiting.once('error', gone); // whoever opens a document next hears of it from a worker of its own
    waiting.once('exit', gone);
  };

  const takeWorker = (): Worker => {
    const worker = spare ?? launch();
    spare = null;
    worker.ref();
    if (keepsSpare) setTimeout(launchSpare, limits.spareAfter).unref();
    return worker;
  };

  return {
    async open(path, name, options = {}) {
      const start = (): WorkerConnection => connectWorker(takeWorker());
      const openIn = async (connection: WorkerConnection) => {
        try {
          const { summary } = await connection.ask(
            { type: 'open', path, name, options },
            limits.openTimeout,
            'opened',
          );
          return summary;
        } catch (error) {
          await connection.close();
          throw error;
        }
      };

      let connection = start();
      let opening = openIn(connection);
      let closed = false;
      const summary = await opening;

      const living = async (): Promise<WorkerConnection> => {
        if (closed) throw new LecternError('cancelled', 'The document was closed.');
        if (connection.ended) {
          connection = start();
          opening = openIn(connection);
        }
        await opening;
        return connection;
      };

      const document: OpenDocument = {
        summary,
        async section(index) {
          if (!Number.isSafeInteger(index) || index < 0 || index >= summary.sections.length) {
            throw new LecternError('bad-request', 'The document has no such section.');
          }
          const worker = await living();
          return (await worker.ask({ type: 'section', index }, limits.requestTimeout, 'section')).section;
        },
        async resource(resource) {
          const worker = await living();
          const task = { type: 'resource', name: resource } as const;
          return (await worker.ask(task, limits.requestTimeout, 'resource')).resource;
        },
        async close() {
          closed = true;
          await connection.close();
        },
      };
      return document;
    },
    keepSpare() {
      keepsSpare = true;
      launchSpare();
    },
    async close() {
      keepsSpare = false;
      const waiting = spare;
      spare = null;
      await waiting?.terminate();
    },
  };
}
