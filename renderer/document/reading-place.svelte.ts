/** Where the reading stands in a document: what is saved, shown as progress and marked in the contents. */
import { createContext } from 'svelte';
import type { Position, Section } from '../../electron/core/document/model.ts';
import { positionAt } from '../../electron/core/document/position.ts';
import type { OpenDocument } from './open-document.ts';
import { charactersBefore, measure, partOfSection, totalOf, type Measure, type Place } from './progress.ts';

export class ReadingPlace {
  readonly document: OpenDocument;
  #measure: Measure;
  #place: Place;
  #section: Section | null = $state.raw(null);
  #moved = $state(false);
  #jumps = $state(0);
  /** What was asked for before may come late, and be decided on as it was then. */
  #asked = 0;

  constructor(document: OpenDocument, start: Place) {
    this.document = document;
    this.#measure = $state.raw(measure(document.summary.sections));
    this.#place = $state.raw(start);
    void this.#load(start.section);
  }

  get measure(): Measure {
    return this.#measure;
  }

  get place(): Place {
    return this.#place;
  }

  /** The section of the place; null until it is loaded. */
  get section(): Section | null {
    return this.#section?.index === this.#place.section ? this.#section : null;
  }

  /** The part of the section before the place, 0–1. */
  get part(): number {
    return this.section ? partOfSection(this.section, this.#place) : 0;
  }

  /** Characters of the document before the place. */
  get characters(): number {
    return charactersBefore(this.measure, this.#place.section, this.part);
  }

  /** The part of the document before the place, 0–1. */
  get progress(): number {
    const total = totalOf(this.measure);
    return total === 0 ? 0 : Math.min(1, this.characters / total);
  }

  /** The place with its quote, ready to be saved; null until its section is loaded. */
  get position(): Position | null {
    return this.section && positionAt(this.section, this.#place.block, this.#place.offset);
  }

  /** Whether the reading went anywhere since the document was opened. */
  get moved(): boolean {
    return this.#moved;
  }

  moveTo({ section, block, offset }: Place): void {
    const before = this.#place;
    if (section === before.section && block === before.block && offset === before.offset) return;
    this.#place = { section, block, offset };
    this.#moved = true;
    void this.#load(section);
  }

  /** The sections of the document were decided on anew: how much of them is read is something else now. */
  planChanged(): void {
    this.#section = null;
    void this.#load(this.#place.section);
  }

  /** The file was read anew: the place stands elsewhere now. */
  reread(place: Place): void {
    this.#measure = measure(this.document.summary.sections);
    this.#place = place;
    this.planChanged();
  }

  /** How often the person, not the voice, chose another place: whoever shows the page goes there. */
  get jumps(): number {
    return this.#jumps;
  }

  jumpTo(place: Place): void {
    this.moveTo(place);
    this.#jumps++;
  }

  async #load(index: number) {
    const asked = ++this.#asked;
    if (this.#section?.index === index) return;
    try {
      const section = await this.document.section(index);
      if (asked === this.#asked && this.#place.section === index) this.#section = section;
    } catch {
      // Whoever shows or speaks the section says what is wrong; progress then waits for the next move.
    }
  }
}

export const [useReadingPlace, provideReadingPlace] = createContext<ReadingPlace>();
