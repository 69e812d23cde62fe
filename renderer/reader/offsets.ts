/**
 * Between offsets into a block's text and positions in the page. A block's text element holds that text and nothing
 * else, in as many text nodes as its inline markup needs (and empty ones that Svelte leaves as marks).
 */

/** What is asked of a text node. */
export interface TextLeaf {
  readonly length: number;
}

export interface LeafPosition<Leaf> {
  readonly leaf: Leaf;
  readonly offset: number;
}

/** The text nodes of one element, in order, searchable by offset. Valid for as long as the element is not re-rendered. */
export class TextMap<Leaf extends TextLeaf> {
  readonly length: number;
  #leaves: readonly Leaf[];
  #starts: readonly number[];

  constructor(leaves: Iterable<Leaf>) {
    const filled = [...leaves].filter((leaf) => leaf.length > 0);
    const starts: number[] = [];
    let length = 0;
    for (const leaf of filled) {
      starts.push(length);
      length += leaf.length;
    }
    this.#leaves = filled;
    this.#starts = starts;
    this.length = length;
  }

  /**
   * Where an offset lies. At the seam of two leaves the `start` of a range belongs to the later one and its `end` to
   * the earlier, so that a range touches only what it covers. Offsets outside are clamped; null without any text.
   */
  at(offset: number, edge: 'start' | 'end'): LeafPosition<Leaf> | null {
    const wanted = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.#leaves.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const start = this.#starts[middle] ?? 0;
      if (edge === 'start' ? start <= wanted : start < wanted) low = middle;
      else high = middle - 1;
    }
    const leaf = this.#leaves[low];
    return leaf ? { leaf, offset: wanted - (this.#starts[low] ?? 0) } : null;
  }

  /** The inverse of `at`; null for a leaf that is not of this text. */
  offsetOf(leaf: Leaf, offset: number): number | null {
    const index = this.#leaves.indexOf(leaf);
    return index < 0 ? null : (this.#starts[index] ?? 0) + Math.min(offset, leaf.length);
  }
}

const maps = new WeakMap<Element, TextMap<Text>>();

/** The map of a block's text element. Blocks never change once shown, so each element is walked once. */
export function textMapOf(element: Element): TextMap<Text> {
  const known = maps.get(element);
  if (known) return known;
  const map = new TextMap(textNodes(element));
  maps.set(element, map);
  return map;
}

function* textNodes(element: Element): Generator<Text> {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) yield node;
}

/** The page's range over `[from, to)` of a block's text, or null where the element has no text. */
export function pageRange(element: Element, from: number, to: number): StaticRange | null {
  const map = textMapOf(element);
  const start = map.at(from, 'start');
  const end = map.at(to, 'end');
  if (!start || !end) return null;
  return new StaticRange({
    startContainer: start.leaf,
    startOffset: start.offset,
    endContainer: end.leaf,
    endOffset: end.offset,
  });
}

/** The offset into a block's text of a position in the page, which must lie inside its element. */
export function textOffset(element: Element, node: Node, offset: number): number {
  const known = node instanceof Text ? textMapOf(element).offsetOf(node, offset) : null;
  if (known !== null) return known;
  // Between elements, or in one of the empty nodes: what lies before it tells.
  const before = element.ownerDocument.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}
