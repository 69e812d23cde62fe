/** What is open: at most one document, under the player and on the page. */
import type { LecternApi } from '../../electron/contract/table.ts';
import { START } from '../../electron/core/document/model.ts';
import { repairPosition } from '../../electron/core/document/position.ts';
import { OpenDocument } from '../document/open-document.ts';
import { globalChoices } from '../document/reading-plan.svelte.ts';
import { ReadingPlace } from '../document/reading-place.svelte.ts';
import type { Player } from '../player/types.ts';

export type Route = 'library' | 'reader';

export class Desk {
  #api: LecternApi;
  #player: Player;
  #onFault: (error: unknown) => void;
  #reading: ReadingPlace | null = $state.raw(null);
  #opening: string | null = $state(null);
  route: Route = $state('library');

  constructor(api: LecternApi, player: Player, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#player = player;
    this.#onFault = onFault;
  }

  get reading(): ReadingPlace | null {
    return this.#reading;
  }

  /** The document that is on its way, or null. */
  get opening(): string | null {
    return this.#opening;
  }

  /**
   * Shows a document where it was left; the one that is open already stays as it is, speaking or not.
   * @param restart From its beginning instead, and aloud.
   */
  async open(id: string, { play = false, restart = false } = {}): Promise<void> {
    if (this.#reading?.document.id === id) {
      this.route = 'reader';
      if (restart) this.#player.playFrom(0, 0, 0);
      else if (play) this.#player.play();
      return;
    }
    this.#opening = id;
    try {
      const [opened, choices, settings] = await Promise.all([
        this.#api.call('document.open', { id }),
        this.#api.call('document.plan', { id }),
        this.#api.call('settings.get'),
      ]);
      const plan = { all: globalChoices(settings), document: choices };
      const document = new OpenDocument(this.#api, opened, plan);
      const saved = (restart ? null : document.entry.position) ?? START;
      const position = await repairPosition(saved, {
        sections: document.sectionCount,
        section: (index) => document.section(index),
      });
      if (this.#opening !== id) return; // another was chosen meanwhile
      this.#player.load(document, position);
      this.#reading = new ReadingPlace(document, position);
      this.route = 'reader';
      if (play) this.#player.play();
    } catch (error) {
      this.#onFault(error);
    } finally {
      if (this.#opening === id) this.#opening = null;
    }
  }

  /** For a document that was removed. */
  close(id: string): void {
    if (this.#reading?.document.id !== id) return;
    this.#player.unload();
    this.#reading = null;
    this.route = 'library';
  }
}
