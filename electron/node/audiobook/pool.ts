/**
 * Workers that make mp3 files: one for each file, a few files at a time, first come, first served. A worker starts in a
 * few tens of milliseconds, and what it held goes with it.
 */
import { availableParallelism } from 'node:os';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { SegmentUnreadable, type AudioProgress, type Mp3Maker } from '../../core/audiobook/audio-job.ts';
import { cancelled } from '../../core/event-log.ts';
import { errorFromPayload, LecternError } from '../../core/errors.ts';
import { Slots } from '../../core/slots.ts';
import type { CancelMessage, WorkerMessage, WorkerStart, WorkerTask } from './worker-messages.ts';

/** Speech is made beside the encoding, and a person may be listening: more would only take the cores from them. */
const MOST_WORKERS = 2;

/** Milliseconds that a cover may take to be drawn. */
const DRAWING_PATIENCE = 15_000;

export interface Mp3PoolOptions {
  /** The entry `worker.ts`, or its built form. */
  readonly worker: URL;
  /** Files at a time. One for each core, two at most, where left out. */
  readonly size?: number;
}

type Outcome = Exclude<WorkerMessage, { type: 'progress' }>;

/** Starts nothing yet. */
export function createMp3Pool(options: Mp3PoolOptions): Mp3Maker {
  const size = options.size ?? Math.min(MOST_WORKERS, availableParallelism());
  const slots = new Slots(size);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();

  const run = async (task: WorkerTask, given: AbortSignal, progress: (progress: AudioProgress) => void) => {
    const signal = AbortSignal.any([given, closing.signal]);
    const release = await slots.take(signal);
    const work = outcomeOf(options.worker, task, signal, progress);
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
      release();
    }
  };

  return {
    size,
    async encode(job, { signal, progress = () => {} }) {
      return resultOf(await run({ type: 'encode', job }, signal, progress), 'encoded').audio;
    },
    async inspect(path, signal) {
      return resultOf(await run({ type: 'inspect', path }, signal, () => {}), 'inspected').facts;
    },
    async draw(svg, given) {
      const signal = AbortSignal.any([given, AbortSignal.timeout(DRAWING_PATIENCE)]);
      return resultOf(await run({ type: 'draw', svg }, signal, () => {}), 'drawn').png;
    },
    async close() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

/** What one worker comes to. It has ended by then, however it ended. @throws LecternError `internal`, retryable */
async function outcomeOf(
  entry: URL,
  task: WorkerTask,
  signal: AbortSignal,
  progress: (progress: AudioProgress) => void,
): Promise<Outcome> {
  const workerData: WorkerStart = { task };
  const worker = new Worker(entry, { workerData, resourceLimits: boundsOf(task) });
  const cancel: CancelMessage = { type: 'cancel' };
  /** Drawing hears no message before it is done. */
  const stop = () => (task.type === 'draw' ? void worker.terminate() : worker.postMessage(cancel));
  const ended = Promise.withResolvers<void>();
  let outcome: Outcome | null = null;
  let cause: unknown;
  worker.on('message', (message: WorkerMessage) => {
    if (message.type !== 'progress') outcome = message;
    else if (!signal.aborted) progress(message.progress);
  });
  worker.on('error', (error) => (cause = error));
  worker.on('exit', () => ended.resolve());
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (outcome) return outcome;
  if (signal.aborted) throw cancelled();
  throw new LecternError('internal', 'The mp3 encoder stumbled. Try again.', { retryable: true, cause });
}

/** Megabytes. */
function boundsOf(task: WorkerTask): ResourceLimits {
  // A book's drawing is hostile input: what it may take is bounded.
  if (task.type === 'draw') return { maxOldGenerationSizeMb: 512 };
  // Samples are garbage as soon as they are encoded: a small nursery is emptied often, before they pile up.
  return { maxYoungGenerationSizeMb: 4 };
}

/** @throws what the worker failed of. */
function resultOf<Type extends Outcome['type']>(outcome: Outcome, type: Type) {
  if (isOutcome(outcome, type)) return outcome;
  if (outcome.type === 'unreadable') throw new SegmentUnreadable(outcome.segment);
  if (outcome.type === 'failed') throw errorFromPayload(outcome.error);
  throw new Error(`${outcome.type} is no answer to what was asked`);
}

const isOutcome = <Type extends Outcome['type']>(
  outcome: Outcome,
  type: Type,
): outcome is Extract<Outcome, { type: Type }> => outcome.type === type;
