/**
 * The order in which a document is spoken: its sections, their spoken blocks, the speech chunks of each, walked lazily
 * and in both directions. Chunks are a pure function of the block, so the same place always gives the same chunk.
 */
import type { Block, BlockKind, Section, TextRange } from '../../electron/core/document/model.ts';
import { speechChunks, type SpeechChunk } from '../../electron/core/text/chunks.ts';
import type { SpeechDocument } from './types.ts';

/** A place in a document: the offset is UTF-16 into the block's text. */
export interface Place {
  readonly section: number;
  readonly block: number;
  readonly offset: number;
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
}

/** What the player walks: a document, or some passages of it. */
export interface Plan {
  /** The chunk that says this place, or the first one after it. Null: nothing is left to be said. */
  at(place: Place): Promise<PlanChunk | null>;
  after(chunk: PlanChunk): Promise<PlanChunk | null>;
}

/** Sections kept after use: the one that is read and its neighbours. */
const SECTIONS_KEPT = 4;

export class DocumentPlan implements Plan {
  readonly #document: SpeechDocument;
  readonly #sections = new Map<number, Promise<Section>>();
  readonly #chunks = new WeakMap<Block, readonly PlanChunk[]>();

  constructor(document: SpeechDocument) {
    this.#document = document;
  }

  get sectionCount(): number {
    return this.#document.sectionCount;
  }

  async at(place: Place): Promise<PlanChunk | null> {
    for await (const chunk of this.#walk(place.section, place.block))
      if (chunk.section !== place.section || chunk.block !== place.block || chunk.to > place.offset)
        return chunk;
    return null;
  }

  async after(chunk: PlanChunk): Promise<PlanChunk | null> {
    return this.at({ ...chunk, offset: chunk.to });
  }

  /** The start of the sentence after the one that holds `place`. */
  async nextSentence(place: Place): Promise<Place | null> {
    const [, end] = (await this.sentenceAt(place)) ?? [0, place.offset];
    return this.#firstSentence(place.section, place.block, Math.max(end, place.offset + 1));
  }

  /** The start of the sentence before the one that holds `place`. */
  async previousSentence(place: Place): Promise<Place | null> {
    const [start] = (await this.sentenceAt(place)) ?? [place.offset];
    for await (const [chunks] of this.#blocksBack(place.section, place.block)) {
      const here = chunks[0]?.section === place.section && chunks[0].block === place.block;
      const before = sentencesOf(chunks).findLast(([from]) => !here || from < start);
      const chunk = chunks[0];
      if (before && chunk) return { section: chunk.section, block: chunk.block, offset: before[0] };
    }
    return null;
  }

  /** The start of the next spoken block. */
  async nextBlock(place: Place): Promise<Place | null> {
    return this.#firstSentence(place.section, place.block + 1, 0);
  }

  /** The start of the spoken block before this one. */
  async previousBlock(place: Place): Promise<Place | null> {
    for await (const [chunks] of this.#blocksBack(place.section, place.block - 1)) {
      const offset = sentencesOf(chunks)[0]?.[0];
      const chunk = chunks[0];
      if (chunk && offset !== undefined) return { section: chunk.section, block: chunk.block, offset };
    }
    return null;
  }

  /** The first sentence in this section or after it. */
  async sectionStart(section: number): Promise<Place | null> {
    return this.#firstSentence(section, 0, 0);
  }

  /** The sentence that holds this place, or null where nothing is said. */
  async sentenceAt(place: Place): Promise<TextRange | null> {
    const block = (await this.#section(place.section))?.blocks[place.block];
    const sentences = block ? sentencesOf(this.#chunksOf(block, place.section, place.block)) : [];
    return sentences.findLast(([from]) => from <= place.offset) ?? sentences[0] ?? null;
  }

  /** Characters of this section that are spoken: before the place, and in all. */
  async sectionCharacters(place: Place): Promise<{ readonly before: number; readonly total: number }> {
    let before = 0;
    let total = 0;
    for (const [index, block] of ((await this.#section(place.section))?.blocks ?? []).entries()) {
      if (!block.spoken) continue;
      if (index < place.block) before += block.text.length;
      else if (index === place.block) before += place.offset;
      total += block.text.length;
    }
    return { before, total };
  }

  async #firstSentence(section: number, block: number, offset: number): Promise<Place | null> {
    for await (const chunk of this.#walk(section, block)) {
      const here = chunk.section === section && chunk.block === block;
      const sentence = sayable(chunk) && chunk.sentences.find(([from]) => !here || from >= offset);
      if (sentence) return { section: chunk.section, block: chunk.block, offset: sentence[0] };
    }
    return null;
  }

  async *#walk(section: number, block: number): AsyncGenerator<PlanChunk> {
    for (let index = section; index < this.sectionCount; index++) {
      const blocks = (await this.#section(index))?.blocks ?? [];
      // The next section is there before it is wanted.
      void this.#section(index + 1)?.catch(() => {});
      for (let at = index === section ? block : 0; at < blocks.length; at++) {
        const found = blocks[at];
        if (found) yield* this.#chunksOf(found, index, at);
      }
    }
  }

  /** Blocks that are spoken, from this one back to the document's start. */
  async *#blocksBack(section: number, block: number): AsyncGenerator<[readonly PlanChunk[]]> {
    for (let index = section; index >= 0; index--) {
      const blocks = (await this.#section(index))?.blocks ?? [];
      for (
        let at = index === section ? Math.min(block, blocks.length - 1) : blocks.length - 1;
        at >= 0;
        at--
      ) {
        const found = blocks[at];
        const chunks = found ? this.#chunksOf(found, index, at) : [];
        if (chunks.some(sayable)) yield [chunks];
      }
    }
  }

  #chunksOf(block: Block, section: number, index: number): readonly PlanChunk[] {
    if (!block.spoken) return [];
    const known = this.#chunks.get(block);
    if (known) return known;
    const language = block.language ?? this.#document.language;
    const chunks = speechChunks(block.text, language).map((chunk): PlanChunk => ({
      ...chunk,
      key: `${section}:${index}:${chunk.from}`,
      section,
      block: index,
      kind: block.kind,
      text: block.text,
      language,
      documentLanguage: this.#document.language,
    }));
    this.#chunks.set(block, chunks);
    return chunks;
  }

  #section(index: number): Promise<Section> | null {
    if (index < 0 || index >= this.sectionCount) return null;
    const known = this.#sections.get(index);
    const section = known ?? this.#document.section(index);
    // Last in the map is used last; a section that failed is asked anew.
    this.#sections.delete(index);
    this.#sections.set(index, section);
    if (!known) section.catch(() => this.#sections.delete(index));
    for (const oldest of this.#sections.keys()) {
      if (this.#sections.size <= SECTIONS_KEPT) break;
      this.#sections.delete(oldest);
    }
    return section;
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

/** The sentences of a block in order, each once, though a long one is several chunks; without what is not said. */
function sentencesOf(chunks: readonly PlanChunk[]): readonly TextRange[] {
  const sentences: TextRange[] = [];
  for (const chunk of chunks)
    if (sayable(chunk))
      for (const sentence of chunk.sentences)
        if (sentence[0] > (sentences.at(-1)?.[0] ?? -1)) sentences.push(sentence);
  return sentences;
}
