/** The table of contents as rows of a tree, and which of them the voice is in. */
import type { Section, SectionInfo, TocEntry } from '../../electron/core/document/model.ts';

export interface ContentsRow {
  readonly title: string;
  readonly section: number;
  readonly anchor: string | null;
  /** 0 for the top level. */
  readonly depth: number;
}

/** In reading order as the book gives it, nested entries after their parent. Without a contents: titled sections. */
export function contentsRows(toc: readonly TocEntry[], sections: readonly SectionInfo[]): ContentsRow[] {
  const walk = (entries: readonly TocEntry[], depth: number): ContentsRow[] =>
    entries.flatMap(({ title, section, anchor, children }) => [
      { title, section, anchor, depth },
      ...walk(children, depth + 1),
    ]);
  if (toc.length > 0) return walk(toc, 0);
  return sections.flatMap(({ title }, section) =>
    title === null ? [] : [{ title, section, anchor: null, depth: 0 }],
  );
}

/** The block that an anchor begins in; the section's start where there is none of that name. */
export function blockOfAnchor(section: Section, anchor: string | null): number {
  if (anchor === null) return 0;
  return Math.max(
    0,
    section.blocks.findIndex((block) => block.anchors.includes(anchor)),
  );
}

/**
 * The row a place belongs to: the last that starts at or before it, or -1.
 * @param section The section of the place where it is loaded: decides between rows of the same section.
 */
export function currentRow(
  rows: readonly ContentsRow[],
  place: { readonly section: number; readonly block: number },
  section: Section | null,
): number {
  return rows.findLastIndex((row) => {
    if (row.section !== place.section) return row.section < place.section;
    if (row.anchor === null) return true;
    return section === null || blockOfAnchor(section, row.anchor) <= place.block;
  });
}
