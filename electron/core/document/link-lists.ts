/** Lists of contents that do not say that they are ones: lines that are nothing but links to other places of the document. */
import type { Block } from './model.ts';

/** Fewer lines one after another may be a remark ("see below"). */
const LEAST_LINES = 3;
/** Characters: an entry is a title. */
const LONGEST = 160;

/** Marks them as contents, which are shown and not spoken. */
export function markLinkLists(blocks: readonly Block[]): readonly Block[] {
  const lists = new Set<Block>();
  let run: Block[] = [];
  const close = () => {
    if (run.length >= LEAST_LINES) for (const block of run) lists.add(block);
    run = [];
  };
  for (const block of blocks) {
    if (isEntry(block)) run.push(block);
    else close();
  }
  close();
  if (lists.size === 0) return blocks;
  return blocks.map((block) => (lists.has(block) ? { ...block, spoken: false, reason: 'contents' } : block));
}

/** Words in links, and nothing but numbers and stops beside them. */
function isEntry({ kind, text, spans, spoken }: Block): boolean {
  if (!spoken || (kind !== 'paragraph' && kind !== 'listItem') || text.length > LONGEST) return false;
  const links = spans.filter(({ kind: span, href }) => span === 'link' && href?.startsWith('#'));
  const inside = links.map(({ from, to }) => text.slice(from, to)).join(' ');
  const count = (part: string) => part.match(/\p{L}/gu)?.length ?? 0;
  return count(inside) > 0 && count(inside) === count(text);
}
