import type { TextRange } from '../../electron/core/document/model.ts';
import { sayable, type DocumentPlan, type Place, type Plan, type PlanChunk } from './plan.ts';
import type { Passage } from './types.ts';

/**
 * Some passages of a document, in the order given: what a person selected. Chunks that lie whole inside are those of
 * the document, and so may be in the store; one that is cut by the selection says only the part that was selected.
 */
export class PassagePlan implements Plan {
  readonly #document: DocumentPlan;
  readonly #passages: readonly Passage[];

  constructor(document: DocumentPlan, passages: readonly Passage[]) {
    this.#document = document;
    this.#passages = passages;
  }

  /** The first chunk of the passage that holds this place, or of the first passage after it. */
  async at(place: Place): Promise<PlanChunk | null> {
    const from = this.#passages.findIndex(
      (passage) =>
        passage.section === place.section && passage.block === place.block && passage.range[1] > place.offset,
    );
    return from < 0 ? null : this.#first(from, place.offset);
  }

  async after(chunk: PlanChunk): Promise<PlanChunk | null> {
    const index = this.#passages.findIndex(
      ({ section, block, range }) =>
        section === chunk.section && block === chunk.block && range[0] <= chunk.from && chunk.to <= range[1],
    );
    return this.#first(index, chunk.to);
  }

  async #first(index: number, offset: number): Promise<PlanChunk | null> {
    for (let at = index; at >= 0 && at < this.#passages.length; at++) {
      const passage = this.#passages[at];
      if (!passage) break;
      const from = at === index ? Math.max(offset, passage.range[0]) : passage.range[0];
      const chunk = await this.#document.at({ ...passage, offset: from });
      const inside = chunk?.section === passage.section && chunk.block === passage.block;
      if (chunk && inside && chunk.from < passage.range[1] && from < passage.range[1])
        return clipped(chunk, passage.range);
    }
    return null;
  }
}

/** The part of a chunk inside a range; the chunk itself where all that it says is inside. */
function clipped(chunk: PlanChunk, [from, to]: TextRange): PlanChunk {
  const range: TextRange = [Math.max(chunk.from, from), Math.min(chunk.to, to)];
  if (!sayable(chunk) || (from <= chunk.spoken[0] && chunk.spoken[1] <= to))
    return { ...chunk, from: range[0], to: range[1] };
  const text = chunk.text.slice(...range);
  const start = range[0] + (text.length - text.trimStart().length);
  const said = chunk.text.slice(start, range[1]).trimEnd();
  const spoken: TextRange = [start, /[\p{L}\p{N}]/u.test(said) ? start + said.length : start];
  return {
    ...chunk,
    key: `${chunk.key}:${spoken[0]}-${spoken[1]}`,
    from: range[0],
    to: range[1],
    spoken,
    sentences: chunk.sentences.filter((sentence) => sentence[0] < range[1] && range[0] < sentence[1]),
  };
}
