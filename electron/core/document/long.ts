import type { Block, Span } from './model.ts';

/**
 * UTF-16 units. Above it a block is no paragraph that anybody wrote (a whole book in one line), and would hold up the
 * window that lays it out.
 */
export const LONGEST_BLOCK = 12_000;

/** The block, or pieces of it of at most `LONGEST_BLOCK`, cut after the end of a sentence, a space, or anywhere. */
export function divideLongBlock(block: Block): readonly Block[] {
  if (block.text.length <= LONGEST_BLOCK) return [block];
  const pieces: Block[] = [];
  for (let from = 0; from < block.text.length;) {
    const to = cutAfter(block.text, from);
    const slice = block.text.slice(from, to);
    const start = from + slice.length - slice.trimStart().length;
    const text = slice.trim();
    const first = pieces.length === 0;
    if (text !== '') {
      pieces.push({
        ...block,
        text,
        spans: spansWithin(block.spans, start, start + text.length),
        marker: first ? block.marker : null,
        anchors: first ? block.anchors : [],
      });
    }
    from = to;
  }
  return pieces;
}

function cutAfter(text: string, from: number): number {
  const end = from + LONGEST_BLOCK;
  if (end >= text.length) return text.length;
  const window = text.slice(from, end);
  const least = LONGEST_BLOCK / 2;
  const sentence = Math.max(...['. ', '! ', '? ', '\n', '。'].map((mark) => window.lastIndexOf(mark)));
  if (sentence > least) return from + sentence + 1;
  const space = window.lastIndexOf(' ');
  if (space > least) return from + space;
  // Never between the two halves of a surrogate pair.
  return /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? end - 1 : end;
}

function spansWithin(spans: readonly Span[], from: number, to: number): readonly Span[] {
  return spans
    .filter((span) => span.from < to && (span.to > from || (span.from === span.to && span.from >= from)))
    .map((span) => ({ ...span, from: Math.max(span.from, from) - from, to: Math.min(span.to, to) - from }));
}
