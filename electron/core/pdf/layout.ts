import type { Block } from '../document/model.ts';
import {
  noteBlocks,
  passageBlocks,
  furnitureBlock,
  turnedBlock,
  type BlockContext,
  type PlacedBlock,
} from './blocks.ts';
import { layoutPage, type LayoutStyle, type PageLayout, type PreparedPage } from './page-layout.ts';
import { withLabels } from './labels.ts';
import { passagesOf } from './passages.ts';
import { notesOf, type Note } from './notes.ts';
import { REACH } from './running.ts';
import type { PageText } from './types.ts';
import { turnBack } from './upright.ts';

/** Pages before and after the wanted ones that are laid out with them: paragraphs and notes run over. */
export const OVERLAP = 2;
/** Pages around the wanted ones that `layoutPages` wants to see. */
export const CONTEXT = OVERLAP + REACH;

/**
 * Lays out a run of pages to blocks in reading order: of each page its head, the passages that begin on it, its notes,
 * what stands in its margins, and its foot. A passage belongs to the page on which it begins, and is whole.
 * @param prepared The pages from `from - CONTEXT` to `to + CONTEXT`, as far as there are such.
 * @param from First page wanted. @param to One past the last.
 */
export function layoutPages(
  prepared: readonly PreparedPage[],
  from: number,
  to: number,
  style: LayoutStyle,
): readonly PlacedBlock[] {
  const layouts = prepared
    .filter(({ page }) => page.index >= from - OVERLAP && page.index < to + OVERLAP)
    .map((page) => layoutPage(page, prepared, style));
  const passages = withLabels(
    passagesOf(
      layouts.flatMap(({ flow }) => flow),
      style.body,
    ),
  );
  const notes = notesOf(layouts.map((layout) => layout.notes));
  const context = contextOf(style, notes);
  const wanted = layouts.filter(({ page }) => page.index >= from && page.index < to);
  const blocks = wanted.flatMap((layout) => {
    const { index } = layout.page;
    const beginning = passages.filter(({ lines }) => lines[0]?.page === index);
    return [
      ...beside(layout, 'top'),
      ...beginning.flatMap((passage) => passageBlocks(passage, context)),
      ...notes.filter(({ lines }) => lines[0]?.page === index).flatMap((note) => noteBlocks(note, context)),
      ...layout.turned.flatMap((turned) => turnedBlock(turned, layout.page, style)),
      ...beside(layout, 'bottom'),
    ];
  });
  const turns = new Map(prepared.map(({ page }) => [page.index, page]));
  return blocks.map((placed) => ({ ...placed, block: onRealPages(placed.block, turns) }));

  function beside({ page, furniture }: PageLayout, where: 'top' | 'bottom'): readonly PlacedBlock[] {
    return furniture
      .filter(({ kind, segments }) => {
        const head = kind === 'header' || (kind === 'pageNumber' && (segments[0]?.y ?? 0) < page.height / 2);
        return head === (where === 'top');
      })
      .flatMap(({ kind, segments }) => furnitureBlock(kind, segments, context));
  }
}

function onRealPages(block: Block, pages: ReadonlyMap<number, PageText>): Block {
  if (!block.lines?.some(({ page }) => pages.get(page)?.turn)) return block;
  const lines = block.lines.map((box) => {
    const page = pages.get(box.page);
    return page ? turnBack(box, page) : box;
  });
  return { ...block, lines };
}

function contextOf(style: LayoutStyle, notes: readonly Note[]): BlockContext {
  const anchors = new Map<string, string>();
  for (const { mark, lines, anchor } of notes) {
    const key = `${lines[0]?.page} ${mark}`;
    if (mark !== null && !anchors.has(key)) anchors.set(key, anchor);
  }
  return { style, noteAnchor: (mark, page) => anchors.get(`${page} ${mark}`) ?? null };
}
