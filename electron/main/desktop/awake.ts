import { powerSaveBlocker } from 'electron';

/** Keeps the machine from falling asleep, for as long as somebody listens or an audiobook is being made. */
export class Awake {
  #blocker: number | null = null;

  /** The screen may go dark: only the program has to go on. */
  want(wanted: boolean): void {
    if (wanted === (this.#blocker !== null)) return;
    if (wanted) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }
}
