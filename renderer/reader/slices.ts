/**
 * Sections cut into slices of a bounded size: what is put on the page and taken off again as one. A section may be a
 * title page or, in some books, the whole book.
 */
import type { Block, Section } from '../../electron/core/document/model.ts';

/** Blocks `[from, to)` of a section. */
export interface Slice {
  readonly key: string;
  readonly section: Section;
  readonly from: number;
  readonly to: number;
}

/** Characters: three or four windows full at the usual size. */
const SLICE_CHARACTERS = 6000;
const SLICE_BLOCKS = 60;

/** Tiles the section. A slice ends before a heading rather than after it, so that a heading never stands alone. */
export function slicesOf(section: Section): readonly Slice[] {
  const slices: Slice[] = [];
  const { index, blocks } = section;
  const cut = (from: number, to: number) => slices.push({ key: `${index}:${from}`, section, from, to });
  let from = 0;
  let characters = 0;
  blocks.forEach((block, at) => {
    const full = characters + block.text.length > SLICE_CHARACTERS || at - from >= SLICE_BLOCKS;
    if (full && at > from) {
      const split = headingsBefore(blocks, from, at);
      cut(from, split);
      from = split;
      characters = blocks.slice(from, at).reduce((sum, { text }) => sum + text.length, 0);
    }
    characters += block.text.length;
  });
  if (from < blocks.length) cut(from, blocks.length);
  return slices;
}

/** Steps back over the headings just before `at`, unless nothing would be left. */
function headingsBefore(blocks: readonly Block[], from: number, at: number): number {
  let split = at;
  while (split > from && blocks[split - 1]?.kind === 'heading') split--;
  return split > from ? split : at;
}
