/** Positions that hold: made with a quote, and found again by it when the file was read anew and its blocks moved. */
import { START, type Block, type Position, type Section } from './model.ts';

/** UTF-16 units of a quote. */
const QUOTE = 64;
/** A quote whose end was changed is still known by its beginning, down to this many units. */
const SHORTEST = 16;

/** The place at an offset of a block, with the quote that will find it again. */
export function positionAt(section: Section, block: number, offset: number): Position {
  return { section: section.index, block, offset, quote: quoteAt(section.blocks[block], offset) };
}

export interface SectionSource {
  /** How many there are. */
  readonly sections: number;
  section(index: number): Promise<Section>;
}

/**
 * The place that a saved position means. In order: the very offset, if its quote still stands there; the nearest
 * place with the quote, in the same section and then in the sections around it, near ones first; the same by the
 * quote's first half and quarter; else the same numbers, kept inside the document.
 */
export async function repairPosition(saved: Position, source: SectionSource): Promise<Position> {
  if (source.sections === 0) return START;
  const home = Math.min(Math.max(saved.section, 0), source.sections - 1);
  const here = await source.section(home);
  if (saved.section === home && quoteHolds(here.blocks[saved.block], saved)) return saved;
  for (let length = saved.quote.length; length >= SHORTEST; length = Math.floor(length / 2)) {
    const quote = saved.quote.slice(0, length);
    for (const index of outward(home, source.sections)) {
      const section = index === home ? here : await source.section(index);
      const found = findQuote(section, quote, index === home ? saved : null);
      if (found) return positionAt(section, found.block, found.offset);
    }
  }
  const short =
    saved.quote !== '' && saved.quote.length < SHORTEST ? findQuote(here, saved.quote, saved) : null;
  if (short) return positionAt(here, short.block, short.offset);
  const block = Math.min(Math.max(saved.block, 0), Math.max(here.blocks.length - 1, 0));
  const sameBlock = block === saved.block && saved.section === home;
  const end = here.blocks[block]?.text.length ?? 0;
  return positionAt(here, block, sameBlock ? Math.min(Math.max(saved.offset, 0), end) : 0);
}

const quoteAt = (block: Block | undefined, offset: number): string =>
  (block?.text.slice(offset, offset + QUOTE) ?? '').toWellFormed();

/** A position without a quote (the start, or an empty block) holds wherever it exists. */
function quoteHolds(block: Block | undefined, { offset, quote }: Position): boolean {
  if (!block || offset > block.text.length) return false;
  const now = quoteAt(block, offset);
  return quote === '' ? now === '' || offset === 0 : now === quote;
}

/** @param near Where it was: of several finds the nearest is taken; null: the first. */
function findQuote(
  section: Section,
  quote: string,
  near: Position | null,
): { readonly block: number; readonly offset: number } | null {
  let best: { block: number; offset: number; distance: number } | null = null;
  for (const [block, { text }] of section.blocks.entries()) {
    for (let offset = text.indexOf(quote); offset >= 0; offset = text.indexOf(quote, offset + 1)) {
      if (near === null) return { block, offset };
      // Another block is farther than any offset inside the same one.
      const distance = Math.abs(block - near.block) * 1e9 + Math.abs(offset - near.offset);
      if (best === null || distance < best.distance) best = { block, offset, distance };
    }
  }
  return best;
}

function* outward(home: number, count: number): Generator<number> {
  yield home;
  for (let step = 1; step < count; step++) {
    if (home + step < count) yield home + step;
    if (home - step >= 0) yield home - step;
  }
}
