/** The file's own structure of a page ("tagged PDF"): which marked piece of the page's program comes when. */

interface Node {
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

/** The deepest nesting that is followed. */
const DEEPEST = 100;

/** @param tree What `getStructTree` gave. @returns The place of each marked piece, by its id. */
export function tagOrder(tree: unknown): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const visit = (node: Node, depth: number): void => {
    if (node.type === 'content' && node.id !== undefined && !places.has(node.id))
      places.set(node.id, places.size);
    if (depth < DEEPEST) for (const child of node.children ?? []) visit(child, depth + 1);
  };
  if (typeof tree === 'object' && tree !== null) visit(tree, 0);
  return places;
}
