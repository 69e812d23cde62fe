/** Which exports are at work, for those who ask before the program ends, and the moment in which one has ended. */
import type { CallOutput, EventPayload } from '../../contract/table.ts';

type ExportJob = CallOutput<'export.list'>[number];

const AT_WORK: readonly ExportJob['state'][] = ['queued', 'speaking', 'assembling'];

export class ExportsWatch {
  readonly #jobs = new Map<string, ExportJob>();
  readonly #onEnded: (sentence: string) => void;

  /** @param onEnded Hears, as a sentence for the person, that one is ready or has failed. */
  constructor(onEnded: (sentence: string) => void) {
    this.#onEnded = onEnded;
  }

  /** Titles of those that are at work or wait for their turn. */
  get atWork(): readonly string[] {
    return [...this.#jobs.values()].filter(isAtWork).map(({ title }) => title);
  }

  /** What there is at the start: no news. */
  begin(jobs: readonly ExportJob[]): void {
    for (const job of jobs) if (!this.#jobs.has(job.id)) this.#jobs.set(job.id, job);
  }

  changed({ id, job }: EventPayload<'export.changed'>): void {
    const before = this.#jobs.get(id);
    if (!job) {
      this.#jobs.delete(id);
      return;
    }
    this.#jobs.set(id, job);
    if (!before || !isAtWork(before)) return;
    if (job.state === 'done') this.#onEnded(`The audiobook “${job.title}” is ready.`);
    if (job.state === 'failed')
      this.#onEnded(`The audiobook “${job.title}” was not finished. ${job.error?.message ?? ''}`.trim());
  }
}

const isAtWork = ({ state }: ExportJob): boolean => AT_WORK.includes(state);
