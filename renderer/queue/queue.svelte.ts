/** What is to be read next, as the window shows it, and what a person does to it. It is kept by the application. */
import type { LecternApi } from '../../electron/contract/table.ts';
import type { LibraryEntry } from '../../electron/contract/schemas.ts';
import { withMoved } from '../../electron/core/queue.ts';
import type { Notices } from '../ui/notices.svelte.ts';

const UNDO_MILLISECONDS = 7000;
const ADDED_MILLISECONDS = 4000;
/** The part of a document from which it counts as read: what is left is no sentence more. */
const READ = 0.995;

/** What became of a document that was to be read. Failed: why is told. Dropped: the person has chosen another since. */
export type ReadOutcome = 'open' | 'failed' | 'dropped';

type Read = (id: string, how: { readonly restart: boolean; readonly show: boolean }) => Promise<ReadOutcome>;

export interface QueueDeps {
  readonly api: LecternApi;
  readonly notices: Notices;
  /** The person, or the queue itself, chooses now. @returns reads aloud what was chosen, unless another was since. */
  readonly choose: () => Read;
  /** Shows the queue. */
  readonly show: () => void;
}

export class Queue {
  readonly #deps: QueueDeps;
  #entries: readonly LibraryEntry[] = $state.raw([]);
  /** Answers that come late must not undo what was done since. */
  #asked = 0;
  #told: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: QueueDeps) {
    this.#deps = deps;
    const { api } = deps;
    api.on('queue.changed', () => void this.reload());
    api.on('library.changed', () => void this.reload()); // a document that was removed is in no queue
  }

  /** The next first. */
  get entries(): readonly LibraryEntry[] {
    return this.#entries;
  }

  async reload(): Promise<void> {
    await this.#ask((api) => api.call('queue.list'));
  }

  /** Behind all. */
  async add(entry: Pick<LibraryEntry, 'id' | 'title'>): Promise<void> {
    const queued = await this.#ask((api) => api.call('queue.add', { ids: [entry.id], at: null }));
    if (!queued) return;
    const place = queued.length;
    this.#tell(
      place === 1 ? `“${entry.title}” is read next.` : `“${entry.title}” is in the queue, ${place} in all.`,
      { lasts: ADDED_MILLISECONDS, action: { label: 'Show', run: this.#deps.show } },
    );
  }

  async remove(entry: LibraryEntry): Promise<void> {
    const at = this.#entries.findIndex(({ id }) => id === entry.id);
    if (!(await this.#ask((api) => api.call('queue.remove', { ids: [entry.id] })))) return;
    this.#tellRemoved(`“${entry.title}” is no longer in the queue.`, [entry.id], at);
  }

  async clear(): Promise<void> {
    const ids = this.#entries.map(({ id }) => id);
    if (ids.length === 0) return;
    if (!(await this.#ask((api) => api.call('queue.remove', { ids })))) return;
    this.#tellRemoved('The queue is empty.', ids, 0);
  }

  /** @param to Where it stands afterwards. Holds at once and is kept a moment later. */
  async move(id: string, to: number): Promise<void> {
    const ids = this.#entries.map((entry) => entry.id);
    const place = Math.max(0, Math.min(to, ids.length - 1));
    if (ids.indexOf(id) === place) return;
    const entries = this.#entries;
    this.#entries = withMoved(ids, id, place).flatMap((moved) => entries[ids.indexOf(moved)] ?? []);
    if (!(await this.#ask((api) => api.call('queue.move', { id, to: place })))) await this.reload();
  }

  /** Reads this one now; those before it stay for later. */
  async play(entry: LibraryEntry): Promise<void> {
    await this.#play(entry, this.#deps.choose(), true);
  }

  /** What is not wanted any more, since another was chosen meanwhile, stays in the queue. */
  async #play(entry: LibraryEntry, read: Read, show: boolean): Promise<ReadOutcome> {
    const outcome = await read(entry.id, { restart: entry.progress >= READ, show });
    if (outcome !== 'dropped') await this.#ask((api) => api.call('queue.remove', { ids: [entry.id] }));
    return outcome;
  }

  /**
   * Goes on with the next one that can be opened: one that cannot be is told of and left out.
   * @param finished The document that has come to its end, which is heard then, wherever else it stands in the queue.
   * @returns false where there is none.
   */
  playNext(finished: string | null): Promise<boolean> {
    // One after the other: whoever asks twice means the one after the next, and not the next again.
    const read = this.#deps.choose();
    const done = this.#turn.then(() => this.#playNext(finished, read));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #playNext(finished: string | null, read: Read): Promise<boolean> {
    if (finished !== null && this.#entries.some(({ id }) => id === finished))
      await this.#ask((api) => api.call('queue.remove', { ids: [finished] }));
    for (let next = this.#entries[0]; next; next = this.#entries[0]) {
      const before = this.#entries.length;
      const outcome = await this.#play(next, read, false);
      if (outcome === 'open') this.#tell(`Now “${next.title}”.`, { lasts: ADDED_MILLISECONDS });
      if (outcome !== 'failed') return true;
      if (this.#entries.length >= before) return false; // it could not even be taken out: that was told
    }
    return false;
  }

  #tellRemoved(sentence: string, ids: readonly string[], at: number): void {
    const undo = () => void this.#ask((api) => api.call('queue.add', { ids, at: Math.max(0, at) }));
    this.#tell(sentence, {
      lasts: UNDO_MILLISECONDS,
      action: { label: 'Undo', run: undo },
    });
  }

  /** One notice of the queue at a time: the last one says how it stands. */
  #tell(sentence: string, options: Parameters<Notices['info']>[1]): void {
    const { notices } = this.#deps;
    if (this.#told !== null) notices.close(this.#told);
    notices.info(sentence, options);
    this.#told = notices.list.at(-1)?.id ?? null;
  }

  /** @returns the queue as it is then; null where it was not answered: why is told. */
  async #ask(
    call: (api: LecternApi) => Promise<readonly LibraryEntry[]>,
  ): Promise<readonly LibraryEntry[] | null> {
    const own = ++this.#asked;
    try {
      const entries = await call(this.#deps.api);
      if (own === this.#asked) this.#entries = entries;
      return entries;
    } catch (error) {
      this.#deps.notices.fault(error);
      return null;
    }
  }
}
