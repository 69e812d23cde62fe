/** Seconds of speech that the measure remembers: the pace follows a change of voice within some minutes. */
const MEMORY_SECONDS = 300;

/** How fast the voice reads: characters of text a second at rate 1, the pauses included. */
export class Pace {
  #characters = 0;
  #seconds = 0;

  /** What was heard to its end. */
  add(characters: number, seconds: number): void {
    const kept = Math.max(0, 1 - seconds / MEMORY_SECONDS);
    this.#characters = this.#characters * kept + characters;
    this.#seconds = this.#seconds * kept + seconds;
  }

  get charactersPerSecond(): number | null {
    return this.#seconds > 0 ? this.#characters / this.#seconds : null;
  }
}
