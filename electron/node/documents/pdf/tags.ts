import type { TaggedPart } from '../../../core/pdf/types.ts';

/** The file's own structure of a page ("tagged PDF"): which marked piece of the page's program comes when, and as what. */

interface Node {
  readonly type?: string;
  readonly id?: string;
  readonly role?: string;
  readonly children?: readonly Node[];
}

export interface Tagged {
  readonly order: number;
  readonly part: TaggedPart | null;
}

/** The deepest nesting that is followed. */
const DEEPEST = 100;

/** Structure types (PDF 32000-2, 14.8.4) that programs use for nothing else. Tables are also what pages are laid out by. */
const PARTS: Readonly<Record<string, TaggedPart>> = {
  Note: 'note',
  FENote: 'note',
  Caption: 'caption',
  TOC: 'contents',
  TOCI: 'contents',
  Figure: 'figure',
};

/** @param tree What `getStructTree` gave. @returns What is said of each marked piece, by its id. */
export function tagsOf(tree: unknown): ReadonlyMap<string, Tagged> {
  const tags = new Map<string, Tagged>();
  const visit = (node: Node, outer: TaggedPart | null, depth: number): void => {
    const part = PARTS[node.role ?? ''] ?? outer;
    if (node.type === 'content' && node.id !== undefined && !tags.has(node.id))
      tags.set(node.id, { order: tags.size, part });
    if (depth < DEEPEST) for (const child of node.children ?? []) visit(child, part, depth + 1);
  };
  if (typeof tree === 'object' && tree !== null) visit(tree, null, 0);
  return tags;
}
