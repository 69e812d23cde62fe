/**
 * The exports: one at work, the others behind it. Each is in the ledger from the moment it was ordered; what was at work
 * when the program ended goes on when it starts again.
 */
import type { ExportLedger, LedgerJob } from '../../core/audiobook/ledger.ts';
import type { ExportJob, ExportOrder, ExportState } from '../../core/audiobook/order.ts';
import type { Clock } from '../../core/clock.ts';
import type { OpenDocument } from '../../core/document/reader.ts';
import { errorPayload, LecternError } from '../../core/errors.ts';
import { ExportProgress, viewOf } from './progress.ts';
import type { ExportPlan } from './plan-export.ts';
import { runExport, type ExportParts } from './run-export.ts';

export interface ExportQueueOptions extends ExportParts {
  readonly ledger: ExportLedger;
  readonly clock: Clock;
  readonly randomToken: () => string;
  /** Works only on what it was asked for here, and leaves the others to the program that they belong to. */
  readonly onlyAsked: boolean;
  readonly open: <T>(id: string, work: (document: OpenDocument) => Promise<T>) => Promise<T>;
  /** An export stands differently now. Called often; `null`: it was removed. */
  readonly changed: (id: string, job: ExportJob | null) => void;
}

/** Milliseconds between two tellings of an export at work. */
const TELL_EVERY = 250;

/** States of an export that goes on, or begins, when its turn comes. */
const AT_WORK: ReadonlySet<ExportState> = new Set(['queued', 'speaking', 'assembling']);

type Ending = 'pause' | 'remove' | 'close';

interface Running {
  readonly job: LedgerJob;
  readonly progress: ExportProgress;
  readonly stop: AbortController;
  ending: Ending | null;
  readonly ended: Promise<void>;
}

export class ExportQueue {
  readonly #options: ExportQueueOptions;
  #running: Running | null = null;
  /** Failed, though not even that could be written down: not begun again by itself. */
  readonly #stuck = new Set<string>();
  /** Begun or resumed in this program. */
  readonly #asked = new Set<string>();
  #closed = false;
  #toldAt = -Infinity;
  /** Waits for what is told too soon after the last time. */
  #telling: (() => void) | null = null;

  constructor(options: ExportQueueOptions) {
    this.#options = options;
  }

  list(): readonly ExportJob[] {
    return this.#options.ledger.jobs().map((job) => this.#view(job));
  }

  /**
   * The same order again goes on with the export that there is.
   * @throws LecternError of the plan; `storage` or `disk-full` where it cannot be written down.
   */
  async add(order: ExportOrder, plan: (document: OpenDocument) => Promise<ExportPlan>): Promise<ExportJob> {
    const { ledger, open, randomToken } = this.#options;
    const same = JSON.stringify(order);
    const known = ledger.jobs().find((job) => JSON.stringify(job.order) === same);
    if (known && known.state !== 'done') return this.resume(known.id);
    const { chapters, segments } = await open(order.documentId, plan);
    if (known) await this.remove(known.id);
    const job = await ledger.add(randomToken(), order, chapters, segments);
    this.#asked.add(job.id);
    this.#tell(job.id);
    this.#next();
    return this.#view(job);
  }

  /** Whether anything was at work, or waited, when the program ended. */
  get waits(): boolean {
    return this.#options.ledger.jobs().some(({ state }) => AT_WORK.has(state));
  }

  /** Goes on with what was at work when the program ended, and with what waited. */
  start(): void {
    this.#next();
  }

  async pause(id: string): Promise<ExportJob> {
    await this.#end(id, 'pause');
    if (AT_WORK.has(this.#job(id).state)) await this.#options.ledger.setState(id, 'paused', null);
    return this.#told(id);
  }

  async resume(id: string): Promise<ExportJob> {
    this.#stuck.delete(id);
    this.#asked.add(id);
    const { state } = this.#job(id);
    if (state === 'paused' || state === 'failed') {
      await this.#options.ledger.setState(id, 'queued', null);
      this.#tell(id);
      this.#next();
    } else this.#next();
    return this.#view(this.#job(id));
  }

  /** Stops it, and forgets it; finished files stay, and so does, under the store's cap, the speech. */
  async remove(id: string): Promise<void> {
    await this.#end(id, 'remove');
    await this.#options.ledger.remove(id);
    this.#options.changed(id, null);
  }

  /** What is at work is left as it is, to go on at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running) await this.#end(this.#running.job.id, 'close');
    this.#telling?.();
  }

  async #end(id: string, ending: Ending): Promise<void> {
    const running = this.#running;
    if (running?.job.id !== id) return;
    running.ending = ending;
    running.stop.abort();
    await running.ended;
  }

  #next(): void {
    if (this.#closed || this.#running) return;
    const { ledger, clock } = this.#options;
    const waiting = ledger
      .jobs()
      .filter(({ id, state }) => AT_WORK.has(state) && !this.#stuck.has(id) && this.#mayBegin(id))
      .find(({ id }) => ledger.claim(id)); // another program may be at work on it
    if (!waiting) return;
    const ended = Promise.withResolvers<void>();
    const running: Running = {
      job: waiting,
      progress: new ExportProgress(waiting, clock),
      stop: new AbortController(),
      ending: null,
      ended: ended.promise,
    };
    this.#running = running;
    void this.#run(running).finally(() => {
      ledger.release(waiting.id);
      this.#running = null;
      ended.resolve();
      if (running.ending !== 'remove') this.#tell(waiting.id);
      this.#next();
    });
  }

  #mayBegin(id: string): boolean {
    return !this.#options.onlyAsked || this.#asked.has(id);
  }

  /** Never rejects. */
  async #run(running: Running): Promise<void> {
    const { ledger, open } = this.#options;
    const { job, progress, stop } = running;
    const news = {
      spoken: (...what: Parameters<ExportProgress['spoken']>) => {
        progress.spoken(...what);
        this.#tellSoon(job.id);
      },
      reopened: (...what: Parameters<ExportProgress['reopened']>) => progress.reopened(...what),
      waiting: (sentence: string | null) => {
        progress.waiting(sentence);
        this.#tellSoon(job.id);
      },
      assembled: (part: number) => {
        progress.assembled(part);
        this.#tellSoon(job.id);
      },
    };
    try {
      await ledger.setState(job.id, 'speaking', null);
      this.#tell(job.id);
      const files = await open(job.order.documentId, (document) =>
        runExport(job, document, this.#options, news, stop.signal),
      );
      await ledger.setFiles(job.id, files);
      await ledger.setState(job.id, 'done', null);
    } catch (error) {
      if (running.ending === 'pause') await ledger.setState(job.id, 'paused', null);
      if (running.ending !== null) return;
      await ledger.setState(job.id, 'failed', errorPayload(error)).catch(() => this.#stuck.add(job.id)); // the disk takes nothing more
    }
  }

  #job(id: string): LedgerJob {
    const job = this.#options.ledger.get(id);
    if (!job) throw new LecternError('bad-request', 'There is no such export any more.');
    return job;
  }

  #view(job: LedgerJob): ExportJob {
    return this.#running?.job.id === job.id ? this.#running.progress.view : viewOf(job);
  }

  #told(id: string): ExportJob {
    this.#tell(id);
    return this.#view(this.#job(id));
  }

  #tell(id: string): void {
    if (id === this.#running?.job.id) {
      this.#telling?.();
      this.#telling = null;
      this.#toldAt = this.#options.clock.now();
    }
    const job = this.#options.ledger.get(id);
    if (job) this.#options.changed(id, this.#view(job));
  }

  #tellSoon(id: string): void {
    if (this.#telling) return;
    const wait = this.#toldAt + TELL_EVERY - this.#options.clock.now();
    if (wait <= 0) return this.#tell(id);
    this.#telling = this.#options.clock.after(wait, () => this.#tell(id));
  }
}
