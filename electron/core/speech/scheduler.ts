/**
 * The one queue that listening and export share. It decides what is asked of the server, and when: what a person waits
 * for goes first, the same speech is never made twice at a time, and what can be tried again is tried again.
 */
import type { Clock } from '../clock.ts';
import { errorFromPayload, errorPayload, type LecternError } from '../errors.ts';
import { cancelled } from '../event-log.ts';
import { Backoff } from './backoff.ts';
import { SpeechJob, type ScheduledEvent } from './job.ts';
import { speechKey } from './key.ts';
import type { Priority, Speaker, SpeechRequest } from './types.ts';

export type { ScheduledEvent } from './job.ts';

export interface SchedulerOptions {
  readonly speaker: Speaker;
  readonly clock: Clock;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
  /** Chunks that are made at a time. One place is kept for `live` where there is more than one. */
  readonly atOnce?: number;
}

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
  /** Chunks that are being made, and chunks that wait for their turn. */
  readonly load: { readonly active: number; readonly queued: number };
}

const AT_ONCE = 4;
/** Tries of one chunk before its error is told. */
const MOST_TRIES = 5;
/** Kinds that are about the server, not about the chunk: everything waits with it. */
const EVERYBODYS: ReadonlySet<string> = new Set(['rate-limited', 'overloaded', 'network']);

export function createScheduler(options: SchedulerOptions): Scheduler {
  return new QueueScheduler(options);
}

class QueueScheduler implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #atOnce: number;
  readonly #backoff: Backoff;
  /** All that are not finished, by key, in the order of asking. */
  readonly #jobs = new Map<string, SpeechJob>();
  #active = 0;
  /** Nobody starts now. `until` is on the clock. */
  #pause: { readonly until: number; readonly sentence: string; readonly cancel: () => void } | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#atOnce = options.atOnce ?? AT_ONCE;
    this.#backoff = new Backoff(options.random);
  }

  get load(): { readonly active: number; readonly queued: number } {
    return { active: this.#active, queued: this.#jobs.size - this.#active };
  }

  async *speak(request: SpeechRequest, { priority, signal }: SpeakOptions): AsyncGenerator<ScheduledEvent> {
    if (signal.aborted) throw cancelled();
    const key = speechKey(request);
    const job = this.#jobs.get(key) ?? this.#add(key, request);
    const leave = job.join(priority);
    this.#fill();
    try {
      // Everybody gets samples of their own, as the speech seam promises.
      for await (const event of job.log.read(signal))
        yield event.type === 'audio' ? { type: 'audio', pcm: event.pcm.slice() } : event;
    } finally {
      leave();
      if (!job.wanted) this.#remove(key, job);
    }
  }

  #add(key: string, request: SpeechRequest): SpeechJob {
    const job = new SpeechJob(request);
    this.#jobs.set(key, job);
    if (this.#pause) job.wait(this.#pause.sentence);
    return job;
  }

  /** Starts what may start. */
  #fill(): void {
    while (this.#pause === null && this.#active < this.#atOnce) {
      const next = this.#next();
      if (!next) return;
      const [key, job] = next;
      job.state = 'active';
      this.#active++;
      void this.#work(key, job);
    }
  }

  #next(): [string, SpeechJob] | undefined {
    const queued = [...this.#jobs].filter(([, job]) => job.state === 'queued');
    const live = queued.find(([, job]) => job.priority === 'live');
    if (live) return live;
    const background = [...this.#jobs.values()].filter(
      (job) => job.state === 'active' && job.priority === 'background',
    );
    return background.length < Math.max(1, this.#atOnce - 1) ? queued[0] : undefined;
  }

  /** One try; never rejects. */
  async #work(key: string, job: SpeechJob): Promise<void> {
    let failure: LecternError | null = null;
    try {
      await job.run(this.#options.speaker);
    } catch (error) {
      failure = errorFromPayload(errorPayload(error));
    }
    this.#active--;
    job.state = 'queued';
    if (!job.wanted || this.#jobs.get(key) !== job) {
      this.#remove(key, job);
    } else if (failure === null) {
      this.#backoff.succeeded();
      this.#remove(key, job);
      job.log.end();
    } else if (failure.retryable && job.tries < MOST_TRIES && this.#backoff.bearable(failure)) {
      this.#postpone(job, failure);
    } else {
      this.#remove(key, job);
      job.log.fail(failure);
    }
    this.#fill();
  }

  #postpone(job: SpeechJob, failure: LecternError): void {
    if (EVERYBODYS.has(failure.kind)) return this.#postponeAll(job, failure);
    const { milliseconds, sentence } = this.#backoff.after(failure, job.tries);
    job.wait(sentence);
    job.state = 'postponed';
    this.#options.clock.after(milliseconds, () => {
      if (job.state === 'postponed') job.state = 'queued';
      this.#fill();
    });
  }

  #postponeAll(job: SpeechJob, failure: LecternError): void {
    const { clock } = this.#options;
    const asked = clock.now() + (failure.retryAfter ?? 0) * 1000;
    if (this.#pause && asked <= this.#pause.until) {
      job.wait(this.#pause.sentence); // one of several that failed of the same cause
      return;
    }
    // During a pause nothing is asked: what fails then was asked before it, and is no further failure of the server.
    const failures = this.#pause ? this.#backoff.failures : this.#backoff.failed();
    this.#pause?.cancel();
    const { milliseconds, sentence } = this.#backoff.after(failure, failures);
    const cancel = clock.after(milliseconds, () => {
      this.#pause = null;
      this.#fill();
    });
    this.#pause = { until: clock.now() + milliseconds, sentence, cancel };
    for (const each of this.#jobs.values()) if (each.state === 'queued') each.wait(sentence);
  }

  /** Forgets a job and stops its work, if it is under way. */
  #remove(key: string, job: SpeechJob): void {
    if (this.#jobs.get(key) === job) this.#jobs.delete(key);
    job.stop();
    this.#fill();
  }
}
