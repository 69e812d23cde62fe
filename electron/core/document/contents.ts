import type { Block, Section, TocEntry } from './model.ts';

interface Draft {
  readonly entry: TocEntry & { readonly children: TocEntry[] };
  readonly level: number;
}

/** At most so many entries: what lies above is no contents that anybody reads. */
const MOST_ENTRIES = 20_000;

/** The contents of a document that brings none: its headings, nested by level. */
export function contentsFromHeadings(sections: readonly Section[]): readonly TocEntry[] {
  const roots: TocEntry[] = [];
  const path: Draft[] = [];
  let entries = 0;
  for (const { index: section, blocks } of sections) {
    for (const [index, block] of blocks.entries()) {
      if (block.kind !== 'heading' || block.reason === 'note' || entries++ >= MOST_ENTRIES) continue;
      const anchor = index === 0 ? null : (block.anchors[0] ?? null);
      const entry = { title: block.text, section, anchor, children: [] };
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      (path.at(-1)?.entry.children ?? roots).push(entry);
      path.push({ entry, level: block.level });
    }
  }
  return roots;
}

/** Gives every heading an anchor to be found by (its own first, where it has one). */
export function anchorHeadings(
  blocks: readonly Block[],
  name: (block: Block, index: number) => string,
): Block[] {
  return blocks.map((block, index) =>
    block.kind === 'heading' && block.anchors.length === 0
      ? { ...block, anchors: [name(block, index)] }
      : block,
  );
}

/**
 * The level at which a document's chapters stand: the highest one that has two headings, for a single one above them
 * is the title. 0 where there is no heading.
 */
export function chapterLevel(blocks: readonly Pick<Block, 'kind' | 'level'>[]): number {
  const counts = new Map<number, number>();
  for (const { kind, level } of blocks) {
    if (kind === 'heading') counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const levels = [...counts.keys()].sort((a, b) => a - b);
  return levels.find((level) => (counts.get(level) ?? 0) > 1) ?? levels[0] ?? 0;
}
