/** Saves where the reading is, at every sentence: one save at a time, the newest place of each document next. */
import type { LecternApi } from '../../electron/contract/table.ts';
import type { Position } from '../../electron/core/document/model.ts';

export interface KeptPlace {
  readonly id: string;
  readonly position: Position;
  /** 0–1. */
  readonly progress: number;
}

export class PositionKeeper {
  #api: LecternApi;
  #onFault: (error: unknown) => void;
  /** By the document: the last place of one is not lost because another was opened meanwhile. */
  #next = new Map<string, KeptPlace>();
  #last = '';
  #saving: Promise<void> | null = null;
  /** What hinders one save hinders the next: it is told once, until a save succeeds. */
  #told = false;

  constructor(api: LecternApi, onFault: (error: unknown) => void) {
    this.#api = api;
    this.#onFault = onFault;
  }

  /** @returns when it, or a newer place, is durable. What was saved last is not saved again. */
  keep(place: KeptPlace): Promise<void> {
    const mark = JSON.stringify([place.id, place.position]);
    if (mark === this.#last) return this.#saving ?? Promise.resolve();
    this.#last = mark;
    this.#next.set(place.id, place);
    this.#saving ??= this.#drain().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #drain() {
    for (let [place] = this.#next.values(); place; [place] = this.#next.values()) {
      this.#next.delete(place.id);
      try {
        await this.#api.call('document.savePosition', place);
        this.#told = false;
      } catch (error) {
        this.#last = '';
        if (!this.#told) this.#onFault(error);
        this.#told = true;
      }
    }
  }
}
