/** Seconds of speech that the measure remembers: the pace follows a change of voice within some minutes. */
const MEMORY_SECONDS = 300;

/** Characters to hear before the measure means anything: by a heading of one letter a chapter takes a day. */
const ENOUGH_CHARACTERS = 200;

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

  /** Null until enough was heard. */
  get charactersPerSecond(): number | null {
    return this.#characters >= ENOUGH_CHARACTERS ? this.#characters / this.#seconds : null;
  }
}
