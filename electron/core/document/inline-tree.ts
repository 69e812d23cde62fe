/** A block's text and spans as a tree, ready to be shown or written as markup. */
import type { Span } from './model.ts';

export type InlineNode =
  | { readonly text: string }
  | {
      readonly kind: Span['kind'];
      readonly href: string | null;
      readonly children: readonly InlineNode[];
    };

/** Joined in order, the texts of the tree are exactly `text`, whatever the spans. Spans that cross are cut to nest. */
export function inlineTree(text: string, spans: readonly Span[]): readonly InlineNode[] {
  let next = 0;
  const fill = (from: number, to: number): InlineNode[] => {
    const nodes: InlineNode[] = [];
    let at = from;
    for (let span = spans[next]; span && span.from < to; span = spans[next]) {
      next++;
      const start = Math.max(span.from, at);
      const end = Math.min(span.to, to);
      if (end <= start) continue;
      if (start > at) nodes.push({ text: text.slice(at, start) });
      nodes.push({ kind: span.kind, href: span.href ?? null, children: fill(start, end) });
      at = end;
    }
    if (at < to) nodes.push({ text: text.slice(at, to) });
    return nodes;
  };
  return fill(0, text.length);
}
