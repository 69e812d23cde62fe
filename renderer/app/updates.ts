/** "Look for new versions": asks at the start, when it is turned on, and then once a day while the window is there. */
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { LOOK_EVERY } from '../../electron/core/updates.ts';
import type { Notices } from '../ui/notices.svelte.ts';

interface UpdatesDeps {
  readonly api: LecternApi;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly openLink: (url: string) => void;
}

export class Updates {
  readonly #deps: UpdatesDeps;
  /** The version that was told already: once for a run of the window. */
  #told: string | null = null;
  #cancel = () => {};

  constructor(deps: UpdatesDeps) {
    this.#deps = deps;
  }

  /** Whether it is wanted is the host's to know: without the setting it answers at once and asks nobody. */
  async look(): Promise<void> {
    const { api, clock, notices, openLink } = this.#deps;
    this.#cancel();
    this.#cancel = clock.after(LOOK_EVERY, () => void this.look());
    try {
      const { found } = await api.call('updates.look');
      if (!found || found.version === this.#told) return;
      this.#told = found.version;
      const action = { label: 'What is new', run: () => openLink(found.url) };
      notices.info(`Lectern ${found.version} is out.`, { action, lasts: null });
    } catch {
      // The connection is gone, which is said elsewhere.
    }
  }

  close(): void {
    this.#cancel();
  }
}
