/** What is open: at most one document, under the player and on the page. */
import type { LecternApi } from '../../electron/contract/table.ts';
import { START } from '../../electron/core/document/model.ts';
import { repairPosition } from '../../electron/core/document/position.ts';
import { OpenDocument } from '../document/open-document.ts';
import { globalChoices } from '../document/reading-plan.svelte.ts';
import { ReadingPlace } from '../document/reading-place.svelte.ts';
import type { Player } from '../player/types.ts';

export type Route = 'library' | 'reader';

export interface OpeningWishes {
  /** Aloud. */
  readonly play?: boolean;
  /** From its beginning instead of where it was left, and aloud. */
  readonly restart?: boolean;
  /** False: whatever is on screen stays there. */
  readonly show?: boolean;
}

/** What became of it. Failed: why is told. Dropped: another was chosen since, or it was removed. */
export type OpeningOutcome = 'open' | 'failed' | 'dropped';

interface DeskDeps {
  readonly api: LecternApi;
  readonly player: Player;
  readonly onFault: (error: unknown) => void;
  /** A document is wanted now, whatever was done with it before. */
  readonly onChosen: (id: string) => void;
}

/** A document on its way. */
interface Opening {
  readonly id: string;
  /** Of all who asked for it before it was there. */
  wishes: Required<OpeningWishes>;
  readonly outcome: Promise<OpeningOutcome>;
}

export class Desk {
  readonly #deps: DeskDeps;
  #reading: ReadingPlace | null = $state.raw(null);
  #opening: Opening | null = $state.raw(null);
  /** Choices are counted when they are made: one may have to be brought in before it can be opened. */
  #choices = 0;
  /** The last one that could be opened. */
  #chosen = 0;
  route: Route = $state('library');

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  get reading(): ReadingPlace | null {
    return this.#reading;
  }

  /** The document that is on its way, or null. */
  get opening(): string | null {
    return this.#opening?.id ?? null;
  }

  /** Shows a document where it was left; the one that is open already stays as it is, speaking or not. */
  open(id: string, wishes: OpeningWishes = {}): Promise<OpeningOutcome> {
    return this.choose()(id, wishes);
  }

  /**
   * For a document that is chosen now and has to be brought in first.
   * @returns opens it, once it is there, unless another one was chosen since and has come up, or is about to.
   */
  choose(): (id: string, wishes?: OpeningWishes) => Promise<OpeningOutcome> {
    const choice = ++this.#choices;
    return async (id, { play = false, restart = false, show = true } = {}) => {
      if (choice < this.#chosen) return 'dropped';
      this.#chosen = choice;
      this.#deps.onChosen(id);
      return this.#open(id, { play, restart, show });
    };
  }

  /** For a document that was removed. */
  close(id: string): void {
    if (this.#opening?.id === id) this.#opening = null;
    if (this.#reading?.document.id !== id) return;
    this.#deps.player.unload();
    this.#reading = null;
    this.route = 'library';
  }

  #open(id: string, wishes: Required<OpeningWishes>): Promise<OpeningOutcome> {
    if (this.#reading?.document.id === id) {
      this.#opening = null; // what was on its way is not wanted any more
      if (wishes.show) this.route = 'reader';
      if (wishes.restart) this.#deps.player.playFrom(0, 0, 0);
      else if (wishes.play) this.#deps.player.play();
      return Promise.resolve('open');
    }
    const under = this.#opening;
    if (under?.id === id) {
      const { play, restart, show } = under.wishes;
      under.wishes = {
        play: play || wishes.play,
        restart: restart || wishes.restart,
        show: show || wishes.show,
      };
      return under.outcome;
    }
    const { promise: outcome, resolve } = Promise.withResolvers<OpeningOutcome>();
    const opening: Opening = { id, wishes, outcome };
    this.#opening = opening;
    void this.#bring(opening).then(resolve);
    return outcome;
  }

  /** Never rejects. */
  async #bring(opening: Opening): Promise<OpeningOutcome> {
    const { id } = opening;
    const { api, player, onFault } = this.#deps;
    try {
      const [opened, choices, settings] = await Promise.all([
        api.call('document.open', { id }),
        api.call('document.plan', { id }),
        api.call('settings.get'),
      ]);
      const plan = { all: globalChoices(settings), document: choices };
      const document = new OpenDocument(api, opened, plan);
      const position = await repairPosition(document.entry.position ?? START, {
        sections: document.sectionCount,
        section: (index) => document.section(index),
      });
      if (this.#opening !== opening) return 'dropped';
      const { play, restart, show } = opening.wishes;
      const start = restart ? START : position;
      player.load(document, start);
      this.#reading = new ReadingPlace(document, start);
      if (show) this.route = 'reader';
      if (play || restart) player.play();
      return 'open';
    } catch (error) {
      if (this.#opening !== opening) return 'dropped';
      onFault(error);
      return 'failed';
    } finally {
      if (this.#opening === opening) this.#opening = null;
    }
  }
}
