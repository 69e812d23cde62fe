/** What is asked for before the program can do it. */
export class Waiting<T> {
  #waiting: T[];
  #take: ((wanted: T) => void) | null = null;

  constructor(first: T | null) {
    this.#waiting = first === null ? [] : [first];
  }

  add(wanted: T): void {
    if (this.#take) this.#take(wanted);
    else this.#waiting.push(wanted);
  }

  /** The one to start with, if there is any. */
  first(): T | null {
    return this.#waiting.shift() ?? null;
  }

  /** From now on everything goes to `take` at once. */
  deliver(take: (wanted: T) => void): void {
    this.#take = take;
    for (const wanted of this.#waiting.splice(0)) take(wanted);
  }
}
