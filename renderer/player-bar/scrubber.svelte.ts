/** The scale under the thumb: a chapter or the whole document, in characters; and how long the rest takes. */
import type { Block } from '../../electron/core/document/model.ts';
import { sentenceRanges } from '../../electron/core/text/sentences.ts';
import { placeInSection, sectionAt, secondsFor, totalOf, type Place } from '../document/progress.ts';
import type { ReadingPlace } from '../document/reading-place.svelte.ts';
import type { Player } from '../player/types.ts';

const sentenceStart = (block: Block | undefined, offset: number, language: string | null): number =>
  sentenceRanges(block?.text ?? '', block?.language ?? language).findLast(([from]) => from <= offset)?.[0] ??
  0;

export type Scope = 'chapter' | 'document';

export class Scrubber {
  #reading: () => ReadingPlace;
  #player: Player;
  #wanted: Scope = $state('chapter');
  /** Characters of the document under the thumb while it is held; null otherwise. */
  #held: number | null = $state(null);
  /** How often the thumb was held or let go: a place that is found late is of an earlier hold. */
  #holds = 0;

  constructor(reading: () => ReadingPlace, player: Player) {
    this.#reading = reading;
    this.#player = player;
  }

  /** Where there is but one chapter, it is the document. */
  get scope(): Scope {
    return this.#reading().document.sectionCount === 1 ? 'document' : this.#wanted;
  }

  set scope(scope: Scope) {
    this.#wanted = scope;
  }

  /** Characters of the document at both ends of the scale. */
  get from(): number {
    const { measure, place } = this.#reading();
    return this.scope === 'document' ? 0 : (measure.starts[place.section] ?? 0);
  }

  get to(): number {
    const { measure, place } = this.#reading();
    return this.scope === 'document' ? totalOf(measure) : (measure.starts[place.section + 1] ?? this.from);
  }

  get at(): number {
    return this.#held ?? this.#reading().characters;
  }

  /** Seconds from the thumb to the end of the scale, at the present rate. */
  get secondsLeft(): number {
    return secondsFor(Math.max(0, this.to - this.at), this.#player.charactersPerSecond, this.#player.rate);
  }

  /** The part of the scale before the thumb, 0–1. */
  get part(): number {
    return this.to > this.from ? Math.max(0, Math.min(1, (this.at - this.from) / (this.to - this.from))) : 0;
  }

  /** Of the section under the thumb, where it has a title. */
  get title(): string | null {
    const { measure, document } = this.#reading();
    const { section } = sectionAt(measure, this.at);
    const { sections } = document.summary;
    for (let index = section; index >= 0; index--) {
      const title = sections[index]?.title;
      if (title) return title;
    }
    return null;
  }

  get held(): boolean {
    return this.#held !== null;
  }

  hold(part: number): void {
    this.#holds++;
    this.#held = this.from + part * (this.to - this.from);
  }

  /**
   * @returns the start of the sentence under the thumb, once its section is there; null where the thumb was taken up
   *   again meanwhile. @throws LecternError where it is not.
   */
  async release(): Promise<Place | null> {
    const { measure, document } = this.#reading();
    const end = Math.max(this.from, this.to - 1);
    const { section, part } = sectionAt(measure, Math.min(this.at, end));
    const own = ++this.#holds;
    try {
      const loaded = await document.section(section);
      if (own !== this.#holds) return null;
      const { block, offset } = placeInSection(loaded, part);
      return { section, block, offset: sentenceStart(loaded.blocks[block], offset, document.language) };
    } finally {
      if (own === this.#holds) this.#held = null;
    }
  }
}
