/**
 * Where in the bytes a hundredth of the time begins: the table of contents of an Info frame. It keeps the places of at
 * most `MOST` frames, evenly spread: when it is full, every other one is dropped and half as many are taken from then on.
 */
const MOST = 4096;
export const TOC_ENTRIES = 100;

export class SeekTable {
  #places: number[] = [];
  #every = 1;
  #frames = 0;

  /** @param at Bytes from the first frame of music to this one. */
  add(at: number): void {
    if (this.#frames++ % this.#every !== 0) return;
    this.#places.push(at);
    if (this.#places.length < MOST) return;
    this.#places = this.#places.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  /**
   * @param before Bytes of the Info frame. @param total Bytes with it.
   * @returns for each hundredth of the time its place in the bytes, in 256ths.
   */
  toc(before: number, total: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: TOC_ENTRIES }, (_, hundredth) => {
      const frame = Math.floor((hundredth * this.#frames) / TOC_ENTRIES);
      const place = this.#places[Math.floor(frame / this.#every)] ?? 0;
      return Math.min(255, Math.floor(((before + place) * 256) / total));
    });
  }
}
