/** How an export at work stands, and when it will be done: from what was measured of it, never from a guess. */
import type { Clock } from '../../core/clock.ts';
import type { LedgerJob, LedgerSegment } from '../../core/audiobook/ledger.ts';
import type { ExportJob } from '../../core/audiobook/order.ts';

/** Seconds before a speed says anything. */
const FIRST_SECONDS = 3;
/** Of the whole time, about what the making of files takes once all is spoken: for the time left before it is measured. */
const FILES_PART = 0.25;

export class ExportProgress {
  readonly #clock: Clock;
  readonly #started: number;
  #job: LedgerJob;
  /** UTF-16 units spoken in this run. */
  #spoken = 0;
  #waiting: string | null = null;
  #assembled = 0;
  /** When the making of files was first heard of, and how far it was then. */
  #filesFrom: { readonly at: number; readonly part: number } | null = null;

  constructor(job: LedgerJob, clock: Clock) {
    this.#job = job;
    this.#clock = clock;
    this.#started = clock.now();
  }

  spoken({ request }: LedgerSegment, bought: { readonly cost: number | null } | null): void {
    const { segments, characters, cost } = this.#job;
    const { length } = request.text;
    this.#spoken += length;
    this.#job = {
      ...this.#job,
      segments: { ...segments, done: segments.done + 1 },
      characters: {
        ...characters,
        done: characters.done + length,
        bought: characters.bought + (bought ? length : 0),
      },
      cost: bought ? (cost === null || bought.cost === null ? null : cost + bought.cost) : cost,
    };
  }

  reopened({ request }: LedgerSegment): void {
    const { segments, characters } = this.#job;
    this.#job = {
      ...this.#job,
      segments: { ...segments, done: segments.done - 1 },
      characters: { ...characters, done: characters.done - request.text.length },
    };
  }

  waiting(sentence: string | null): void {
    this.#waiting = sentence;
  }

  assembled(part: number): void {
    this.#assembled = part;
    this.#filesFrom ??= { at: this.#clock.now(), part };
  }

  get allSpoken(): boolean {
    return this.#job.segments.done === this.#job.segments.all;
  }

  get view(): ExportJob {
    const job = viewOf(this.#job, this.#waiting);
    const state = this.allSpoken ? 'assembling' : 'speaking';
    return { ...job, state, error: null, assembled: this.#assembled, secondsLeft: this.#secondsLeft() };
  }

  #secondsLeft(): number | null {
    const now = this.#clock.now();
    if (this.allSpoken) {
      const since = this.#filesFrom;
      const made = since ? this.#assembled - since.part : 0;
      if (!since || made <= 0) return null;
      return Math.ceil(((1 - this.#assembled) * (now - since.at)) / made / 1000);
    }
    const seconds = (now - this.#started) / 1000;
    if (seconds < FIRST_SECONDS || this.#spoken === 0) return null;
    const { done, all } = this.#job.characters;
    const speaking = ((all - done) * seconds) / this.#spoken;
    return Math.ceil(speaking / (1 - FILES_PART));
  }
}

/** An export that is not at work. */
export function viewOf(job: LedgerJob, waiting: string | null = null): ExportJob {
  const { id, createdAt, order, state, error, segments, characters, cost, files } = job;
  return {
    ...{ id, createdAt, state, error, waiting, segments, characters, cost, files },
    documentId: order.documentId,
    title: order.tags.title,
    folder: order.folder,
    forms: order.forms,
    assembled: state === 'done' ? 1 : 0,
    secondsLeft: null,
  };
}
