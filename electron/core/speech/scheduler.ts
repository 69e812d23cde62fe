/**
 * The one queue that listening and export share. It decides what is asked of the server, and when: what a person waits
 * for goes first, the same speech is never made twice at a time, what can be tried again is tried again, and no more is
 * asked at a time than the server takes.
 */
import type { Clock } from '../clock.ts';
import { errorFromPayload, errorPayload, type ErrorKind, type LecternError } from '../errors.ts';
import { cancelled } from '../event-log.ts';
import { Backoff, type Wait } from './backoff.ts';
import { AdaptiveFlow, fixedFlow, type Flow } from './flow.ts';
import { SpeechJob, type Anew, type ChunkState, type Held } from './job.ts';
import { speechKey } from './key.ts';
import type { Priority, Speaker, SpeechEvent, SpeechRequest } from './types.ts';

export type { ChunkState } from './job.ts';

export type ScheduledEvent =
  | SpeechEvent
  | Anew
  /** The chunk waits, and why; null: no longer. */
  | { readonly type: 'waiting'; readonly wait: Wait | null };

export interface SchedulerOptions {
  readonly speaker: Speaker;
  readonly clock: Clock;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /**
   * Chunks that the server makes at a time. One place is kept for `live` where there is more than one. Null or left out:
   * nobody knows, and how many and how fast is found out from its answers.
   */
  readonly atOnce?: number | null;
  /** Told after every try of a chunk how it went with the server. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

/** How one try went. */
export type Outcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly error: LecternError;
      /** How often it went so, one after another: with this server where the failure is its own, else with this chunk. */
      readonly times: number;
      /** Somebody waits to hear something of this server. */
      readonly listening: boolean;
    };

export interface SpeakOptions {
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

export interface Scheduler {
  /**
   * Starts with the iteration. What another has asked for and is under way is shared: the iteration then begins with
   * all that has come so far. Aborting, or leaving the iteration, cancels the work if nobody else wants it.
   * @throws LecternError of a speech kind, when trying again did not help or cannot.
   */
  speak(request: SpeechRequest, options: SpeakOptions): AsyncIterable<ScheduledEvent>;
  /** What has become of this speech; null: nobody wants it now. */
  stateOf(request: SpeechRequest): ChunkState | null;
  /** Chunks that are being made, chunks that wait for their turn, and how many may be made at a time now. */
  readonly load: { readonly active: number; readonly queued: number; readonly limit: number };
}

/** Tries of one chunk before its error is told. */
const MOST_TRIES = 5;
/** Milliseconds that tries of one chunk may take in all before its error is told to whoever listens: nobody waits longer. */
const MOST_SILENCE = 40_000;
/** The same where the server is to blame and nobody listens: a quarter of an hour of pauses and more. */
const MOST_PATIENT_TRIES = 60;
/** Kinds that are about the server, not about the chunk: everything waits with it. */
const EVERYBODYS: ReadonlySet<ErrorKind> = new Set(['rate-limited', 'overloaded', 'network']);

export function createScheduler(options: SchedulerOptions): Scheduler {
  return new QueueScheduler(options);
}

class QueueScheduler implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #clock: Clock;
  readonly #flow: Flow;
  readonly #backoff: Backoff;
  /** All that somebody wants, by key, in the order of asking. */
  readonly #jobs = new Map<string, SpeechJob>();
  #active = 0;
  /** Nobody starts now. */
  #pause: { readonly held: Held; readonly until: number; readonly cancel: () => void } | null = null;
  #lastStart = -Infinity;
  /** The next one starts when this is over. */
  #spacing = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#clock = options.clock;
    const { atOnce = null } = options;
    this.#flow = atOnce === null ? new AdaptiveFlow() : fixedFlow(atOnce);
    this.#backoff = new Backoff(options.random);
  }

  get load(): { readonly active: number; readonly queued: number; readonly limit: number } {
    const pending = [...this.#jobs.values()].filter(({ state }) => state.phase === 'pending');
    return { active: this.#active, queued: pending.length, limit: this.#flow.limit };
  }

  stateOf(request: SpeechRequest): ChunkState | null {
    return this.#jobs.get(speechKey(request))?.state ?? null;
  }

  async *speak(request: SpeechRequest, { priority, signal }: SpeakOptions): AsyncGenerator<ScheduledEvent> {
    if (signal.aborted) throw cancelled();
    const key = speechKey(request);
    const job = this.#find(key, request);
    const leave = job.join(priority);
    this.#fill();
    try {
      for await (const event of job.log.read(signal)) {
        if (event.type === 'held') yield { type: 'waiting', wait: event.held && this.#waitOf(event.held) };
        // Everybody gets samples of their own, as the speech seam promises.
        else yield event.type === 'audio' ? { type: 'audio', pcm: event.pcm.slice() } : event;
      }
    } finally {
      leave();
      if (!job.wanted) this.#remove(key, job);
    }
  }

  /** The job that makes this speech: the one that is there, unless it has failed. */
  #find(key: string, request: SpeechRequest): SpeechJob {
    const known = this.#jobs.get(key);
    if (known && known.state.phase !== 'failed') return known;
    const job = new SpeechJob(request);
    this.#jobs.delete(key); // it is asked for anew, and stands last
    this.#jobs.set(key, job);
    if (this.#pause) job.hold(this.#pause.held);
    return job;
  }

  #waitOf({ reason, until }: Held): Wait {
    return { reason, seconds: until === null ? null : Math.max(0, until - this.#clock.now()) / 1000 };
  }

  /** Starts what may start. */
  #fill(): void {
    while (this.#pause === null && this.#active < this.#flow.limit) {
      const next = this.#next();
      if (!next || this.#tooSoon()) return;
      this.#active++;
      this.#lastStart = this.#clock.now();
      void this.#work(...next);
    }
  }

  #next(): [string, SpeechJob] | undefined {
    const queued = [...this.#jobs].filter(([, job]) => job.queued);
    const live = queued.find(([, job]) => job.priority === 'live');
    if (live) return live;
    const background = [...this.#jobs.values()].filter(
      (job) => job.state.phase === 'requested' && job.priority === 'background',
    );
    // Where there is one place alone, nothing can be kept: whoever listens then waits for one chunk at the most.
    return background.length < Math.max(1, this.#flow.limit - 1) ? queued[0] : undefined;
  }

  /** The server is not to be asked yet; it will be, then. */
  #tooSoon(): boolean {
    if (this.#spacing) return true;
    const left = this.#lastStart + this.#flow.interval - this.#clock.now();
    if (left <= 0) return false;
    this.#spacing = true;
    this.#clock.after(left, () => {
      this.#spacing = false;
      this.#fill();
    });
    return true;
  }

  /** One try; never rejects. */
  async #work(key: string, job: SpeechJob): Promise<void> {
    const started = this.#clock.now();
    let firstAudio: number | null = null;
    let failure: LecternError | null = null;
    try {
      await job.run(this.#options.speaker, () => (firstAudio = this.#clock.now() - started));
    } catch (error) {
      failure = errorFromPayload(errorPayload(error));
    }
    // One place is kept free for whoever listens: it counts as taken.
    const needed = this.#active >= this.#flow.limit - 1;
    this.#active--;
    if (!job.wanted || this.#jobs.get(key) !== job) this.#remove(key, job);
    else if (failure) this.#failed(job, failure, started);
    else {
      this.#backoff.succeeded();
      this.#flow.succeeded({ started, firstAudio, needed });
      job.end();
      this.#options.onOutcome?.({ ok: true });
    }
    this.#fill();
  }

  /** @param started When it was asked, on the clock. */
  #failed(job: SpeechJob, error: LecternError, started: number): void {
    const now = this.#clock.now();
    const servers = EVERYBODYS.has(error.kind);
    const times = servers ? this.#backoff.failed(started, now) : job.tries;
    const listening = [...this.#jobs.values()].some(({ priority }) => priority === 'live');
    this.#flow.failed(error.kind, started, now);
    const silence = job.tried(now - started);
    const patient = servers && job.priority === 'background';
    const enough =
      job.tries >= (patient ? MOST_PATIENT_TRIES : MOST_TRIES) || (!patient && silence >= MOST_SILENCE);
    if (!error.retryable || enough || !this.#backoff.bearable(error)) job.fail(error);
    else if (servers) this.#postponeAll(job, error, times);
    else this.#postpone(job, error);
    this.#options.onOutcome?.({ ok: false, error, times, listening });
  }

  #postpone(job: SpeechJob, error: LecternError): void {
    const { milliseconds, reason, seconds } = this.#backoff.after(error, job.tries);
    const until = this.#clock.now() + milliseconds;
    const goOn = job.postpone({ reason, until: seconds === null ? null : until });
    this.#clock.after(milliseconds, () => {
      goOn();
      this.#fill();
    });
  }

  #postponeAll(job: SpeechJob, error: LecternError, times: number): void {
    const now = this.#clock.now();
    if (this.#pause && now + (error.retryAfter ?? 0) * 1000 <= this.#pause.until)
      return job.hold(this.#pause.held); // one of several that failed of the same cause
    this.#pause?.cancel();
    const { milliseconds, reason, seconds } = this.#backoff.after(error, times);
    const until = now + milliseconds;
    const held: Held = { reason, until: seconds === null ? null : until };
    const cancel = this.#clock.after(milliseconds, () => {
      this.#pause = null;
      this.#fill();
    });
    this.#pause = { held, until, cancel };
    job.hold(held);
    for (const each of this.#jobs.values()) if (each !== job && each.queued) each.hold(held);
  }

  /** Forgets a job and stops its work, if it is under way. */
  #remove(key: string, job: SpeechJob): void {
    if (this.#jobs.get(key) === job) this.#jobs.delete(key);
    job.stop();
    this.#fill();
  }
}
