import { chapterLevel } from '../../../core/document/contents.ts';
import type { Block } from '../../../core/document/model.ts';

/** The title that a document without metadata shows: a heading at its start that stands alone above all others. */
export function titleOf(blocks: readonly Block[]): string | null {
  const first = blocks.find(({ spoken }) => spoken);
  const alone = first?.kind === 'heading' && first.level < chapterLevel(blocks);
  return alone ? first.text : null;
}
