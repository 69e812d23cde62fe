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
  const spansWithin = spanWindow(block.spans);
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
        spans: spansWithin(start, start + text.length),
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

/**
 * The spans of one piece after another, seen from its start. Linear, for spans lie in the order of their starts. A
 * reference to a note that stands where a piece ends belongs to that piece.
 */
function spanWindow(spans: readonly Span[]): (from: number, to: number) => readonly Span[] {
  let next = 0;
  let open: readonly Span[] = [];
  return (from, to) => {
    const begun = next;
    const begins = (span: Span) => span.from < to || (span.from === to && span.to === to);
    for (let span = spans[next]; span && begins(span); span = spans[next]) next++;
    const met = [...open, ...spans.slice(begun, next)];
    open = met.filter((span) => span.to > to);
    return met
      .filter((span) => span.to > from || (span.from === span.to && span.from >= from))
      .map((span) => ({ ...span, from: Math.max(span.from, from) - from, to: Math.min(span.to, to) - from }));
  };
}
