import type { Worker } from 'node:worker_threads';
import { errorFromPayload, LecternError } from '../../core/errors.ts';
import type { DocumentAnswer, DocumentReply, DocumentRequest, DocumentTask } from './messages.ts';

type Answer<Type extends DocumentAnswer['type']> = Extract<DocumentAnswer, { type: Type }>;

/** The requests under way in one document's worker. However the worker ends, every one of them settles. */
export interface WorkerConnection {
  readonly ended: boolean;
  /**
   * @param timeout Milliseconds; then the worker is ended, for nothing else stops a parser that loops.
   * @throws LecternError as the worker says, or for its timeout, crash or exhaustion.
   */
  ask<Type extends DocumentAnswer['type']>(
    task: DocumentTask,
    timeout: number,
    expect: Type,
  ): Promise<Answer<Type>>;
  /** Ends the worker; what is under way rejects with `cancelled`. */
  close(): Promise<void>;
}

interface Waiting {
  readonly settle: (answer: DocumentAnswer) => void;
  readonly reject: (error: LecternError) => void;
}

export function connectWorker(worker: Worker): WorkerConnection {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let end: LecternError | null = null;

  const endWith = (error: LecternError): void => {
    end ??= error;
    for (const { reject } of waiting.values()) reject(end);
    waiting.clear();
  };

  worker.on('message', ({ id, answer }: DocumentReply) => {
    const request = waiting.get(id);
    waiting.delete(id);
    request?.settle(answer);
  });
  worker.on('messageerror', () => endWith(crashed()));
  worker.on('error', (error) => endWith(isOutOfMemory(error) ? tooLarge(error) : crashed(error)));
  worker.on('exit', () => endWith(crashed()));

  return {
    get ended() {
      return end !== null;
    },
    ask(task, timeout, expect) {
      return new Promise((resolve, reject) => {
        if (end) return reject(end);
        const id = ++lastId;
        const timer = setTimeout(() => {
          endWith(tookTooLong());
          void worker.terminate();
        }, timeout);
        waiting.set(id, {
          settle: (answer) => {
            clearTimeout(timer);
            if (answer.type === 'failed') reject(errorFromPayload(answer.error));
            else if (isAnswer(answer, expect)) resolve(answer);
            else reject(crashed());
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
        worker.postMessage({ id, task } satisfies DocumentRequest);
      });
    },
    async close() {
      endWith(new LecternError('cancelled', 'The document was closed.'));
      await worker.terminate();
    },
  };
}

const isAnswer = <Type extends DocumentAnswer['type']>(
  answer: DocumentAnswer,
  type: Type,
): answer is Answer<Type> => answer.type === type;

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooLarge = (cause: unknown) =>
  new LecternError(
    'document-too-large',
    'This document needs more memory than Lectern gives to one. Split it into smaller files and open those.',
    { cause },
  );

const crashed = (cause?: unknown) =>
  new LecternError(
    'corrupt-document',
    'Lectern could not read this document: it is damaged in a way that stopped the reader. Try another copy of it.',
    { cause },
  );

const tookTooLong = () =>
  new LecternError(
    'document-timeout',
    'Reading this document took too long and was stopped. It may be damaged; try another copy of it.',
  );
