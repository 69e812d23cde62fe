/**
 * The order in which a document is spoken: the passages of its sections in the order of the voice (`reading-order.ts`),
 * the speech chunks of each, walked lazily and in both directions. Chunks are a pure function of the block, so the same
 * place always gives the same chunk.
 */
import type { Block, BlockKind, Section, TextRange } from '../../electron/core/document/model.ts';
import {
  orderOf,
  readingOrder,
  type NoteHome,
  type ReadingPassage,
} from '../../electron/core/document/reading-order.ts';
import { speechChunks, type SpeechChunk } from '../../electron/core/text/chunks.ts';
import type { SpeechDocument } from './types.ts';

/** A place in a document: the offset is UTF-16 into the block's text. */
export interface Place {
  readonly section: number;
  readonly block: number;
  readonly offset: number;
  /** Of a place in a note that is read in the text: where in the text. Left out, or null: where it stands. */
  readonly home?: NoteHome | null;
}

/** One thing to be said, with what is needed to say it, to show it and to pause after it. */
export interface PlanChunk extends SpeechChunk {
  /** The same for the same words at the same place. */
  readonly key: string;
  readonly section: number;
  readonly block: number;
  readonly kind: BlockKind;
  readonly text: string;
  readonly language: string | null;
  /** Of the document: whether a passage in another has a voice of its own is a setting. */
  readonly documentLanguage: string | null;
  /** As of `Place`. */
  readonly home: NoteHome | null;
}

/** What the player walks: a document, or some passages of it. */
export interface Plan {
  /** The chunk that says this place, or the first one after it. Null: nothing is left to be said. */
  at(place: Place): Promise<PlanChunk | null>;
  after(chunk: PlanChunk): Promise<PlanChunk | null>;
}

/** A passage with the block that it is of. */
interface Stretch extends ReadingPassage {
  readonly value: Block;
}

/** Where in the order of the voice a place is. */
interface Stop {
  /** The section that is walked, and what is said of it. */
  readonly section: number;
  readonly stretches: readonly Stretch[];
  /** The stretch that says the place; where none does, the first one behind it. */
  readonly index: number;
  readonly exact: boolean;
}

/** Sections kept after use: the one that is read and its neighbours. */
const SECTIONS_KEPT = 4;

export class DocumentPlan implements Plan {
  readonly #document: SpeechDocument;
  readonly #sections = new Recent<Section>();
  readonly #orders = new Recent<readonly Stretch[]>();
  readonly #chunks = new WeakMap<Stretch, readonly PlanChunk[]>();

  constructor(document: SpeechDocument) {
    this.#document = document;
  }

  get sectionCount(): number {
    return this.#document.sectionCount;
  }

  async at(place: Place): Promise<PlanChunk | null> {
    return this.#first(place, ({ to }) => to > place.offset);
  }

  async after(chunk: PlanChunk): Promise<PlanChunk | null> {
    return this.#first({ ...chunk, offset: chunk.from }, ({ from }) => from >= chunk.to);
  }

  /** The start of the sentence after the one that holds `place`. */
  async nextSentence(place: Place): Promise<Place | null> {
    const [, end] = (await this.sentenceAt(place)) ?? [0, place.offset];
    const least = Math.max(end, place.offset + 1);
    for await (const stretch of this.#forth(place)) {
      const here = isSameBlock(stretch, place);
      const next = this.#sentences(stretch).find(([from]) => !here || from >= least);
      if (next) return placeIn(stretch, next);
    }
    return null;
  }

  /** The start of the sentence before the one that holds `place`. */
  async previousSentence(place: Place): Promise<Place | null> {
    const [start] = (await this.sentenceAt(place)) ?? [place.offset];
    for await (const stretch of this.#back(place)) {
      const here = isSameBlock(stretch, place);
      const before = this.#sentences(stretch).findLast(([from]) => !here || from < start);
      if (before) return placeIn(stretch, before);
    }
    return null;
  }

  /** The start of the next spoken block. */
  async nextBlock(place: Place): Promise<Place | null> {
    return this.#firstOther(this.#forth(place), place);
  }

  /** The start of the spoken block before this one. */
  async previousBlock(place: Place): Promise<Place | null> {
    return this.#firstOther(this.#back(place), place);
  }

  /** The first sentence in this section or after it. */
  async sectionStart(section: number): Promise<Place | null> {
    for await (const stretch of this.#forth({ section, block: 0, offset: 0 })) {
      const first = this.#sentences(stretch)[0];
      if (first) return placeIn(stretch, first);
    }
    return null;
  }

  /** The sentence that holds this place, or null where nothing is said. */
  async sentenceAt(place: Place): Promise<TextRange | null> {
    const { stretches, index, exact } = await this.#find(place);
    const own = stretches.filter((one) => isSameBlock(one, place));
    const stretch = exact ? stretches[index] : own.at(-1);
    const sentences = stretch ? this.#sentences(stretch) : [];
    return sentences.findLast(([from]) => from <= place.offset) ?? sentences[0] ?? null;
  }

  /** Characters that are said of the section that is walked: before the place, and in all. */
  async sectionCharacters(place: Place): Promise<{ readonly before: number; readonly total: number }> {
    const { stretches, index, exact } = await this.#find(place);
    const lengths = stretches.map(({ from, to }) => to - from);
    const sum = (some: readonly number[]) => some.reduce((all, length) => all + length, 0);
    const into = exact ? place.offset - (stretches[index]?.from ?? 0) : 0;
    return { before: sum(lengths.slice(0, index)) + into, total: sum(lengths) };
  }

  /** The first chunk of the stretch that says the place that will do, or the first of what follows. */
  async #first(place: Place, will: (chunk: PlanChunk) => boolean): Promise<PlanChunk | null> {
    let exact: boolean | null = null;
    for await (const stretch of this.#forth(place)) {
      exact ??= holds(stretch, place);
      const chunk = this.#chunksOf(stretch).find((one) => !exact || will(one));
      if (chunk) return chunk;
      exact = false;
    }
    return null;
  }

  async #firstOther(stretches: AsyncIterable<Stretch>, place: Place): Promise<Place | null> {
    for await (const stretch of stretches) {
      const first = isSameBlock(stretch, place) ? undefined : this.#sentences(stretch)[0];
      if (first) return placeIn(stretch, first);
    }
    return null;
  }

  /** From the stretch that says a place, or the first behind it, to the document's end. */
  async *#forth(place: Place): AsyncGenerator<Stretch> {
    const { section, stretches, index } = await this.#find(place);
    yield* stretches.slice(index);
    for (let next = section + 1; next < this.sectionCount; next++) {
      const order = await this.#order(next);
      // The section after it is there before it is wanted.
      void this.#section(next + 1)?.catch(() => {});
      yield* order;
    }
  }

  /** From the stretch that says a place, or the last before it, back to the document's start. */
  async *#back(place: Place): AsyncGenerator<Stretch> {
    const { section, stretches, index, exact } = await this.#find(place);
    yield* stretches.slice(0, exact ? index + 1 : index).reverse();
    for (let before = section - 1; before >= 0; before--) yield* (await this.#order(before)).toReversed();
  }

  async #find(place: Place): Promise<Stop> {
    const section = place.home?.section ?? place.section;
    const stretches = await this.#order(section);
    void this.#section(section + 1)?.catch(() => {});
    const index = stretches.findIndex((stretch) => holds(stretch, place));
    if (index >= 0) return { section, stretches, index, exact: true };
    if (place.home) return this.#behindNote(place, place.home, stretches);
    const whole = await this.#section(section);
    if (whole?.blocks[place.block]?.spoken && !stretches.some((one) => isSameBlock(one, place))) {
      // A note that other sections refer to was chosen where it stands: on from it as on the page.
      const page = stretchesOf(whole, orderOf(whole, 'skip', null, new Map()));
      const at = page.findIndex((stretch) => holds(stretch, place));
      if (at >= 0) return { section, stretches: page, index: at, exact: true };
    }
    const behind = stretches.findIndex(({ home, block }) => home === null && block > place.block);
    return { section, stretches, index: behind < 0 ? stretches.length : behind, exact: false };
  }

  /** A note that is read no more, or is at its end: on with the next one of its place, or with the text. */
  #behindNote({ section, block }: Place, home: NoteHome, stretches: readonly Stretch[]): Stop {
    const next = stretches.findIndex(
      (one) =>
        (one.home?.block === home.block &&
          (one.section > section || (one.section === section && one.block > block))) ||
        (one.home === null && (one.block > home.block || (one.block === home.block && one.to > home.to))),
    );
    const index = next < 0 ? stretches.length : next;
    const stretch = stretches[index];
    const inText = stretch?.home === null && stretch.block === home.block && stretch.from < home.to;
    const rest = inText ? stretches.with(index, { ...stretch, from: home.to }) : stretches;
    return { section: home.section, stretches: rest, index, exact: false };
  }

  #order(index: number): Promise<readonly Stretch[]> {
    return this.#orders.get(index, async () => {
      const section = await this.#section(index);
      if (!section) return [];
      const { notes, language } = this.#document;
      const load = (other: number) =>
        this.#section(other) ?? Promise.reject(new RangeError(`no section ${other}`));
      const passages = await readingOrder(section, notes, language, load);
      const others = new Map<number, Section>();
      for (const { section: other } of passages)
        if (other !== index && !others.has(other)) others.set(other, await load(other));
      return passages.flatMap((passage) => stretchesOf(others.get(passage.section) ?? section, [passage]));
    });
  }

  /** The sentences of a stretch in order, each once, though a long one is several chunks; without what is not said. */
  #sentences(stretch: Stretch): readonly TextRange[] {
    const sentences: TextRange[] = [];
    for (const chunk of this.#chunksOf(stretch))
      if (sayable(chunk))
        for (const sentence of chunk.sentences)
          if (sentence[0] > (sentences.at(-1)?.[0] ?? -1)) sentences.push(sentence);
    return sentences;
  }

  #chunksOf(stretch: Stretch): readonly PlanChunk[] {
    const known = this.#chunks.get(stretch);
    if (known) return known;
    const { section, block, from, to, home, value } = stretch;
    const language = value.language ?? this.#document.language;
    const chunks = speechChunks(value.text, language).flatMap((chunk): PlanChunk[] =>
      chunk.from < from || chunk.from >= to
        ? []
        : [
            {
              ...chunk,
              key: `${section}:${block}:${chunk.from}`,
              section,
              block,
              kind: value.kind,
              text: value.text,
              language,
              documentLanguage: this.#document.language,
              home,
            },
          ],
    );
    this.#chunks.set(stretch, chunks);
    return chunks;
  }

  #section(index: number): Promise<Section> | null {
    if (index < 0 || index >= this.sectionCount) return null;
    return this.#sections.get(index, () => this.#document.section(index));
  }
}

const stretchesOf = ({ blocks }: Section, passages: readonly ReadingPassage[]): readonly Stretch[] =>
  passages.flatMap((passage) => {
    const value = blocks[passage.block];
    return value ? [{ ...passage, value }] : [];
  });

const isSameBlock = (a: Pick<Place, 'section' | 'block'>, b: Pick<Place, 'section' | 'block'>): boolean =>
  a.section === b.section && a.block === b.block;

const holds = (stretch: Stretch, place: Place): boolean =>
  isSameBlock(stretch, place) && stretch.from <= place.offset && place.offset < stretch.to;

const placeIn = ({ section, block, home }: Stretch, [offset]: TextRange): Place =>
  home ? { section, block, offset, home } : { section, block, offset };

/** What was asked for last, by section; what failed is asked for anew. */
class Recent<T> {
  readonly #kept = new Map<number, Promise<T>>();

  get(index: number, make: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(index);
    const wanted = known ?? make();
    // Last in the map is used last.
    this.#kept.delete(index);
    this.#kept.set(index, wanted);
    if (!known) wanted.catch(() => this.#kept.delete(index));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= SECTIONS_KEPT) break;
      this.#kept.delete(oldest);
    }
    return wanted;
  }
}

export function isInside(chunk: PlanChunk, place: Place): boolean {
  return (
    chunk.section === place.section &&
    chunk.block === place.block &&
    chunk.from <= place.offset &&
    place.offset < chunk.to
  );
}

/** False for what has neither letter nor digit: it is kept as a silence. */
export function sayable(chunk: SpeechChunk): boolean {
  return chunk.spoken[1] > chunk.spoken[0];
}
