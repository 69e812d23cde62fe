/**
 * Opens many documents through the reader of the program, in a few workers that live on: a worker for each, as the
 * program has it, takes a tenth of a second. What hangs or dies costs its worker, and is told.
 */
import { Worker } from 'node:worker_threads';
import type { DocumentFormat } from '../../electron/core/document/model.ts';
import type { ErrorKind } from '../../electron/core/errors.ts';

export type Outcome =
  | {
      readonly type: 'opened';
      readonly format: DocumentFormat;
      readonly sections: number;
      readonly characters: number;
      /** As `faultsOf`. */
      readonly faults: readonly string[];
    }
  | { readonly type: 'refused'; readonly kind: ErrorKind; readonly message: string }
  /** By an error that is no sentence for a person. */
  | { readonly type: 'failed' | 'crashed'; readonly error: string }
  | { readonly type: 'hung' };

export interface Task {
  readonly path: string;
  readonly name: string;
}

const WORKER = new URL('../fixtures/documents/opens-documents.ts', import.meta.url);
/** Megabytes and milliseconds, as the program's own bounds are. */
const HEAP = 768;
const LONGEST = 30_000;

/** @param told Of each task, as soon as it is known. */
export async function openAll<Given extends Task>(
  tasks: Iterable<Given>,
  workers: number,
  told: (task: Given, outcome: Outcome, took: number) => void,
): Promise<void> {
  const queue = tasks[Symbol.iterator]();
  const work = async () => {
    let worker: Worker | null = null;
    for (let next = queue.next(); !next.done; next = queue.next()) {
      worker ??= new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: HEAP }, env: {} });
      const from = performance.now();
      const outcome = await ask(worker, next.value);
      told(next.value, outcome, performance.now() - from);
      if (outcome.type === 'crashed' || outcome.type === 'hung') {
        await worker.terminate();
        worker = null;
      }
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: workers }, work));
}

function ask(worker: Worker, { path, name }: Task): Promise<Outcome> {
  return new Promise((resolve) => {
    const done = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.off('message', done).off('error', died).off('exit', ended);
      // What a dying worker has still to say belongs to no other document.
      if (outcome.type === 'crashed') worker.on('error', () => undefined);
      resolve(outcome);
    };
    const died = (error: unknown) => done({ type: 'crashed', error: String(error) });
    const ended = (code: number) => done({ type: 'crashed', error: `exit ${code}` });
    const timer = setTimeout(() => done({ type: 'hung' }), LONGEST);
    worker.on('message', done).on('error', died).on('exit', ended);
    worker.postMessage({ path, name });
  });
}

/** What is wrong with an outcome, whatever the document is; null where nothing is. */
export function faultOf(outcome: Outcome): string | null {
  switch (outcome.type) {
    case 'opened':
      return outcome.faults.length === 0 ? null : outcome.faults.slice(0, 3).join('; ');
    case 'refused':
      return SENTENCES.test(outcome.message) && !STACK.test(outcome.message)
        ? null
        : `no sentence: ${outcome.message}`;
    case 'hung':
      return `did not end in ${LONGEST} ms`;
    default:
      return `${outcome.type}: ${outcome.error}`;
  }
}

const SENTENCES = /^[A-Z][^]{10,500}\.$/;
const STACK = /\n\s+at |\b(?:undefined|null|NaN)\b|Error:|\[object/;
