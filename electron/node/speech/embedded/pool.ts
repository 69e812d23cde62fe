/**
 * The workers of the embedded voice: started when they are first needed, each with one utterance at a time, started
 * anew after a crash. What waits is served first come, first served, and waits for nobody who keeps a worker: beside one
 * that speaks without end, or that stands still because nobody takes its sound, another is started for the time.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { LecternError } from '../../../core/errors.ts';
import { SAMPLE_RATE, type WordTime } from '../../../core/speech/types.ts';
import type { EspeakVoice } from './espeak-module.ts';
import { MOST_UNTAKEN, WorkerCells } from './worker-cells.ts';
import type { WorkerState } from '../../../core/diagnostics.ts';
import type { SpeakMessage, Utterance, WorkerMessage, WorkerStart } from './worker-messages.ts';

/** More than two would only take the cores from the window and the mp3 workers: one makes 200 × real time. */
const MOST_WORKERS = 2;
/** With those that are started beside the kept ones. */
const MOST_IN_ALL = 8;
/** About a minute of sound: no chunk of Lectern's own is as long. */
const LONG_PIECES = 300;

const WARMING: Utterance = {
  text: 'The quick brown fox jumps over the lazy dog, and then over 42 more.',
  voice: 'gmw/en-US',
  language: 'en',
  speed: 1,
  sampleRate: SAMPLE_RATE,
  pronunciation: [],
  format: 'pcm',
};

/**
 * Takes a piece of the sound, encoded, and the words that became certain with it.
 * @returns When it is on its way: a worker stays about ten seconds of sound ahead, then waits.
 */
export type TakePiece = (audio: Uint8Array, words: readonly WordTime[]) => Promise<void>;

export interface VoicePool {
  /** Utterances that can be under way at a time. */
  readonly size: number;
  /** For the diagnostics. */
  state(): WorkerState;
  /** Starts a worker and lets it say a word, so that the first sentence does not wait for it. */
  warm(): Promise<void>;
  voices(): Promise<readonly EspeakVoice[]>;
  /**
   * @param signal Aborting stops the engine within about 100 ms of audio; no piece comes after it.
   * @returns The samples made, when all pieces have been handed over; 0 where there was nothing to say.
   * @throws LecternError `cancelled`, or `internal` (retryable: a new worker takes the next one)
   */
  speak(utterance: Utterance, piece: TakePiece, signal: AbortSignal): Promise<number>;
  /** Ends the workers. What is under way or waits ends as cancelled. */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** The entry `worker.ts`, or its built form. */
  readonly worker: URL;
  /** One for each core, two at most, where left out. */
  readonly size?: number;
}

interface Job {
  readonly utterance: Utterance;
  readonly piece: TakePiece;
  readonly settle: (outcome: LecternError | { readonly samples: number }) => void;
}

interface Member {
  readonly worker: Worker;
  readonly cells: WorkerCells;
  readonly ready: Promise<readonly EspeakVoice[]>;
  job: Speaking | null;
}

interface Speaking {
  readonly id: number;
  readonly job: Job;
  /** Those that have come, and those of them that nobody has taken yet. */
  pieces: number;
  untaken: number;
}

export function createVoicePool(options: PoolOptions): VoicePool {
  const size = options.size ?? Math.min(MOST_WORKERS, availableParallelism());
  const members = new Set<Member>();
  const waiting: Job[] = [];
  let utterances = 0;
  let closed = false;

  const start = (): Member => {
    const cells = new WorkerCells();
    const workerData: WorkerStart = { cells: cells.buffer };
    const worker = new Worker(options.worker, { workerData });
    const ready = Promise.withResolvers<readonly EspeakVoice[]>();
    ready.promise.catch(() => {}); // nobody may be waiting for it
    const member: Member = {
      worker,
      cells,
      ready: ready.promise,
      job: null,
    };
    members.add(member);
    let cause: unknown;
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'ready') ready.resolve(message.voices);
      else if (message.id === member.job?.id) receive(member, member.job, message);
    });
    worker.on('error', (error) => (cause = error));
    worker.on('exit', () => {
      members.delete(member);
      const error = closed ? cancelled() : crashed(cause);
      ready.reject(error);
      member.job?.job.settle(error);
      member.job = null;
      dispatch();
    });
    worker.unref();
    return member;
  };

  const receive = (
    member: Member,
    speaking: Speaking,
    message: Exclude<WorkerMessage, { type: 'ready' }>,
  ) => {
    const { job } = speaking;
    if (message.type === 'piece') {
      const taken = () => {
        speaking.untaken--;
        if (member.job === speaking) member.cells.take();
      };
      speaking.pieces++;
      speaking.untaken++;
      void job.piece(message.audio, message.words).then(taken, taken);
      if (isKept(member)) dispatch();
      return;
    }
    if (closed) return; // the worker's end settles the job; let go now, it would not be waited for
    member.job = null;
    member.worker.unref();
    if (free().length > size) retire(member);
    job.settle(message.type === 'end' ? message : crashed(new Error(message.message)));
    dispatch();
  };

  /** All but those that somebody keeps. */
  const free = () => [...members].filter((member) => !isKept(member));

  const retire = (member: Member) => {
    members.delete(member);
    void member.worker.terminate();
  };

  const give = (member: Member, job: Job) => {
    utterances = (utterances % 0x7fff_ffff) + 1;
    member.job = { id: utterances, job, pieces: 0, untaken: 0 };
    member.worker.ref();
    member.cells.begin();
    const message: SpeakMessage = { id: utterances, utterance: job.utterance };
    member.worker.postMessage(message);
  };

  const dispatch = () => {
    while (waiting.length > 0 && !closed) {
      const room = free().length < size && members.size < MOST_IN_ALL;
      const idle = [...members].find(({ job }) => job === null) ?? (room ? start() : null);
      const job = idle && waiting.shift();
      if (!job) return;
      give(idle, job);
    }
  };

  const speak: VoicePool['speak'] = (utterance, piece, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    if (closed || signal.aborted) return Promise.reject(cancelled());
    const job: Job = {
      utterance,
      piece: async (audio, words) => {
        if (!signal.aborted) await piece(audio, words);
      },
      settle(outcome) {
        signal.removeEventListener('abort', stop);
        if (signal.aborted) reject(cancelled());
        else if (outcome instanceof LecternError) reject(outcome);
        else resolve(outcome.samples);
      },
    };
    const stop = () => {
      const place = waiting.indexOf(job);
      if (place >= 0) {
        waiting.splice(place, 1);
        job.settle(cancelled());
        return;
      }
      // It is being spoken, and settles when its worker is free for the next.
      const member = [...members].find((other) => other.job?.job === job);
      if (member?.job) member.cells.cancel(member.job.id);
    };
    signal.addEventListener('abort', stop);
    waiting.push(job);
    dispatch();
    return promise;
  };

  /** The first worker; started where there is none. */
  const anyone = () => members.values().next().value ?? start();

  return {
    size,
    state: () => ({
      started: members.size,
      busy: [...members].filter(({ job }) => job !== null).length,
      waiting: waiting.length,
    }),
    async warm() {
      await speak(WARMING, async () => {}, new AbortController().signal);
    },
    async voices() {
      if (closed) throw cancelled();
      const member = anyone();
      member.worker.ref();
      const voices = await member.ready;
      if (member.job === null && !closed) member.worker.unref();
      return voices;
    },
    speak,
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(cancelled());
      await Promise.all([...members].map(({ worker }) => worker.terminate()));
    },
  };
}

/** Whether its utterance holds the worker for long: it has no end, or its listener does not listen. */
function isKept({ job }: Member): boolean {
  return job !== null && (job.untaken >= MOST_UNTAKEN || job.pieces >= LONG_PIECES);
}

function cancelled(): LecternError {
  return new LecternError('cancelled', 'The speech was cancelled.');
}

function crashed(cause: unknown): LecternError {
  return new LecternError('internal', 'The offline voice stumbled. Try again.', { retryable: true, cause });
}
