/** The margins while a person draws them: shown at once, kept when the hand has come to rest. */
import type { Margins } from '../../../electron/core/document/plan.ts';
import { chosenMargins, NO_MARGINS } from './margins.ts';

/** Milliseconds of rest after which the document is read anew: that takes longer than a key's repetition. */
const REST = 500;

export class MarginDrawing {
  #keep: (margins: Margins | null) => void;
  #drawn: Margins | null = $state.raw(null);
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(keep: (margins: Margins | null) => void) {
    this.#keep = keep;
  }

  /** Null: they are not being drawn. */
  get drawn(): Margins | null {
    return this.#drawn;
  }

  begin(margins: Margins | null): void {
    this.#drawn = margins ?? NO_MARGINS;
  }

  move(margins: Margins): void {
    this.#drawn = margins;
    if (this.#rest) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), REST);
  }

  /** What is kept changed elsewhere, such as by the way back from a notice. */
  follow(margins: Margins | null): void {
    if (this.#drawn && !this.#rest) this.#drawn = margins ?? NO_MARGINS;
  }

  end(): void {
    this.#settle();
    this.#drawn = null;
  }

  #settle(): void {
    if (!this.#rest || !this.#drawn) return;
    clearTimeout(this.#rest);
    this.#rest = null;
    this.#keep(chosenMargins(this.#drawn));
  }
}
