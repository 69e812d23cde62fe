/** What was copied and heard last, in the order in which it was copied. */
import type { LibraryEntry } from '../../electron/contract/schemas.ts';
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Notices } from '../ui/notices.svelte.ts';

export class Clippings {
  #api: LecternApi;
  #notices: Notices;
  #entries: readonly LibraryEntry[] = $state.raw([]);
  /** Answers to older questions may come late, and be older. */
  #asked = 0;

  constructor(api: LecternApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.on('clipping.changed', () => void this.reload());
    api.on('settings.changed', () => void this.reload());
  }

  /** The newest first; none where the person wants no history. */
  get entries(): readonly LibraryEntry[] {
    return this.#entries;
  }

  async reload(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const entries = await this.#api.call('clipping.list');
      if (asked === this.#asked) this.#entries = entries;
    } catch (error) {
      this.#notices.fault(error);
    }
  }

  async keep(entry: LibraryEntry): Promise<void> {
    try {
      await this.#api.call('clipping.keep', { id: entry.id });
      this.#notices.info(`“${entry.title}” is among your documents now.`);
    } catch (error) {
      this.#notices.fault(error);
    }
  }
}
