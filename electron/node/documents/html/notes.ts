import type { Block } from '../../../core/document/model.ts';

const MAY_BE_NOTE: readonly Block['kind'][] = ['listItem', 'paragraph', 'quote'];

/**
 * What the references in the text lead to are notes, whatever the page calls them; so is a heading above nothing else.
 * They are shown and not read.
 */
export function notesAside(blocks: readonly Block[]): readonly Block[] {
  const targets = new Set(
    blocks.flatMap(({ spans }) =>
      spans.flatMap(({ kind, href }) => (kind === 'noteref' && href ? [href.slice(1)] : [])),
    ),
  );
  if (targets.size === 0) return blocks;
  const noted = blocks.map((block): Block =>
    MAY_BE_NOTE.includes(block.kind) && block.anchors.some((anchor) => targets.has(anchor))
      ? { ...block, kind: 'note', level: 0, marker: null, spoken: false, reason: 'note' }
      : block,
  );
  return noted.map((block, index) =>
    isNotesHeading(noted, index) ? { ...block, spoken: false, reason: 'note' } : block,
  );
}

function isNotesHeading(blocks: readonly Block[], index: number): boolean {
  if (blocks[index]?.kind !== 'heading') return false;
  const next = blocks.findIndex((block, at) => at > index && block.kind === 'heading');
  const below = blocks.slice(index + 1, next < 0 ? undefined : next);
  return below.length > 0 && below.every((block) => block.kind === 'note');
}
