/** The exports that there are, and what a person can do with them. */
import type { CallInput, CallOutput, LecternApi } from '../../electron/contract/table.ts';
import { errorFromPayload } from '../../electron/core/errors.ts';
import type { Notices } from '../ui/notices.svelte.ts';

export type ExportJob = CallOutput<'export.start'>;
type Act = 'export.pause' | 'export.resume' | 'export.remove' | 'export.reveal';

const AT_WORK: readonly ExportJob['state'][] = ['queued', 'speaking', 'assembling'];
export const isAtWork = ({ state }: ExportJob): boolean => AT_WORK.includes(state);

interface ExportsOptions {
  readonly api: LecternApi;
  readonly notices: Notices;
  /** Shows the list of exports. */
  readonly show: () => void;
}

export class Exports {
  #options: ExportsOptions;
  /** In the order in which they were begun. */
  #jobs: readonly ExportJob[] = $state.raw([]);
  readonly #atWork = $derived(this.#jobs.filter(isAtWork));

  constructor(options: ExportsOptions) {
    this.#options = options;
    options.api.on('export.changed', ({ id, job }) => this.#changed(id, job));
  }

  /** The newest first. */
  get jobs(): readonly ExportJob[] {
    return this.#jobs.toReversed();
  }

  get atWork(): readonly ExportJob[] {
    return this.#atWork;
  }

  async reload(): Promise<void> {
    try {
      this.#jobs = await this.#options.api.call('export.list');
    } catch (error) {
      this.#options.notices.fault(error);
    }
  }

  /** @returns whether it was begun; why not is told here. */
  async start(order: CallInput<'export.start'>): Promise<boolean> {
    const { api, notices, show } = this.#options;
    try {
      const job = await api.call('export.start', order);
      this.#put(job);
      notices.info(`“${job.title}” is being made into an audiobook. You can go on listening.`, {
        action: { label: 'Show', run: show },
      });
      return true;
    } catch (error) {
      notices.fault(error);
      return false;
    }
  }

  pause(id: string): Promise<void> {
    return this.#act('export.pause', id);
  }

  resume(id: string): Promise<void> {
    return this.#act('export.resume', id);
  }

  remove(id: string): Promise<void> {
    return this.#act('export.remove', id);
  }

  reveal(id: string): Promise<void> {
    return this.#act('export.reveal', id);
  }

  async #act(name: Act, id: string): Promise<void> {
    try {
      const job = await this.#options.api.call(name, { id });
      if (job && this.#jobs.some((one) => one.id === id)) this.#put(job); // else it was removed meanwhile
    } catch (error) {
      this.#options.notices.fault(error);
    }
  }

  #changed(id: string, job: ExportJob | null): void {
    const before = this.#jobs.find((one) => one.id === id);
    if (!job) {
      this.#jobs = this.#jobs.filter((one) => one.id !== id);
      return;
    }
    this.#put(job);
    if (before && isAtWork(before)) this.#tellEnd(job);
  }

  #tellEnd(job: ExportJob): void {
    const { notices, show } = this.#options;
    const action = { label: 'Show', run: show };
    if (job.state === 'done') notices.info(`The audiobook “${job.title}” is ready.`, { action, lasts: null });
    if (job.state === 'failed' && job.error) notices.fault(errorFromPayload(job.error), action);
  }

  #put(job: ExportJob): void {
    const known = this.#jobs.some(({ id }) => id === job.id);
    this.#jobs = known ? this.#jobs.map((one) => (one.id === job.id ? job : one)) : [...this.#jobs, job];
  }
}
