/** Saves where the reading is, at every sentence: one save at a time, the newest place next. */
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
  #next: KeptPlace | null = null;
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
    this.#next = place;
    this.#saving ??= this.#drain().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #drain() {
    while (this.#next) {
      const place = this.#next;
      this.#next = null;
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
