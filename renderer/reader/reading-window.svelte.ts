/**
 * The part of the document that is on the page: a run of neighbouring slices around the eyes. It grows at the edge that
 * one scrolls to and is cut at the other, so that the page stays small however long the document is.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { Section } from '../../electron/core/document/model.ts';
import { slicesOf, type Slice } from './slices.ts';

export type Edge = 'before' | 'after';

export interface SectionSource {
  readonly sectionCount: number;
  section(index: number): Promise<Section>;
}

export class ReadingWindow {
  #source: SectionSource;
  #slices: readonly Slice[] = $state.raw([]);
  /** Edges that end the document: nothing lies beyond them. */
  #ended = new SvelteSet<Edge>();
  #growing: Record<Edge, boolean> = { before: false, after: false };
  /** What arrives for an earlier `show` is out of date. */
  #generation = 0;
  /** How often the blocks were decided on anew: what was asked for before is out of date. */
  #refreshes = 0;

  constructor(source: SectionSource) {
    this.#source = source;
  }

  get slices(): readonly Slice[] {
    return this.#slices;
  }

  ended(edge: Edge): boolean {
    return this.#ended.has(edge);
  }

  holds(section: number, block: number): boolean {
    return this.#slices.some((s) => s.section.index === section && s.from <= block && block < s.to);
  }

  /**
   * Puts the slice with this block on the page, alone unless it is there already; the edges grow from it.
   * @returns whether it is on the page now: not if another call came between.
   * @throws LecternError where the section cannot be had.
   */
  async show(section: number, block: number): Promise<boolean> {
    const generation = ++this.#generation;
    const loaded = await this.#section(section);
    if (generation !== this.#generation) return false;
    if (this.holds(section, block)) return true;
    const slices = slicesOf(loaded);
    const wanted = slices.find((slice) => block < slice.to) ?? slices.at(-1);
    this.#growing = { before: false, after: false };
    this.#ended.clear();
    // A section without blocks has nothing to show: what follows it stands in.
    this.#slices = wanted ? [wanted] : [{ key: `${section}:empty`, section: loaded, from: 0, to: 0 }];
    return true;
  }

  /**
   * Adds the neighbour at an edge.
   * @param change Called to do the change to the page, so that the caller can hold the view still around it.
   * @returns whether something was added.
   * @throws LecternError where its section cannot be had.
   */
  async grow(edge: Edge, change: (apply: () => void) => void = (apply) => apply()): Promise<boolean> {
    const outermost = this.#outermost(edge);
    if (!outermost || this.#ended.has(edge) || this.#growing[edge]) return false;
    const generation = this.#generation;
    this.#growing[edge] = true;
    try {
      const neighbour = await this.#neighbour(outermost, edge);
      // Meanwhile another part may have been shown, or this edge been cut: then it is nobody's neighbour there.
      if (generation !== this.#generation || this.#outermost(edge)?.key !== outermost.key) return false;
      if (!neighbour) this.#ended.add(edge);
      else
        change(() => {
          this.#slices = edge === 'before' ? [neighbour, ...this.#slices] : [...this.#slices, neighbour];
        });
      return neighbour !== null;
    } finally {
      if (generation === this.#generation) this.#growing[edge] = false;
    }
  }

  /**
   * The same blocks, asked for anew: they were decided on otherwise.
   * @throws LecternError where a section cannot be had.
   */
  async refresh(): Promise<void> {
    const own = ++this.#refreshes;
    const fresh = await Promise.all(this.#slices.map(({ section }) => this.#source.section(section.index)));
    if (own !== this.#refreshes) return;
    this.#slices = this.#slices.map((slice) => ({
      ...slice,
      section: fresh.find(({ index }) => index === slice.section.index) ?? slice.section,
    }));
  }

  /** The document is another one: nothing of it is on the page until the next `show`. */
  clear(): void {
    this.#generation++;
    this.#refreshes++;
    this.#growing = { before: false, after: false };
    this.#ended.clear();
    this.#slices = [];
  }

  /** Takes `count` slices off at an edge. At least one stays. */
  cut(edge: Edge, count: number): void {
    const most = Math.min(count, this.#slices.length - 1);
    if (most <= 0) return;
    this.#slices = edge === 'before' ? this.#slices.slice(most) : this.#slices.slice(0, -most);
    this.#ended.delete(edge);
  }

  #outermost(edge: Edge): Slice | undefined {
    return edge === 'before' ? this.#slices[0] : this.#slices.at(-1);
  }

  /** As it is decided on now, should that change while it is on its way. */
  async #section(index: number): Promise<Section> {
    for (;;) {
      const refreshes = this.#refreshes;
      const section = await this.#source.section(index);
      if (refreshes === this.#refreshes) return section;
    }
  }

  async #neighbour(slice: Slice, edge: Edge): Promise<Slice | null> {
    const step = edge === 'before' ? -1 : 1;
    const own = slicesOf(slice.section);
    const beside = own[own.findIndex(({ key }) => key === slice.key) + step];
    if (beside && slice.to > slice.from) return beside;
    const end = edge === 'before' ? -1 : this.#source.sectionCount;
    for (let index = slice.section.index + step; index !== end; index += step) {
      const next = slicesOf(await this.#section(index)).at(edge === 'before' ? -1 : 0);
      if (next) return next;
    }
    return null;
  }
}
