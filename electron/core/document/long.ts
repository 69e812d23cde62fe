import { isSpeakable } from './clean.ts';
import type { Block, LineBox, Span } from './model.ts';

/**
 * UTF-16 units. Above it a block is no paragraph that anybody wrote (a whole book in one line), and would hold up the
 * window that lays it out.
 */
export const LONGEST_BLOCK = 12_000;

const SILENT = { spoken: false, reason: 'decoration' } as const;

/** The block, or pieces of it of at most `LONGEST_BLOCK`, cut after the end of a sentence, a space, or anywhere. */
export function divideLongBlock(block: Block): readonly Block[] {
  if (block.text.length <= LONGEST_BLOCK) return [block];
  const cuts: number[] = [];
  for (let at = cutAfter(block.text, 0); at < block.text.length; at = cutAfter(block.text, at)) cuts.push(at);
  return divideBlock(block, cuts).map(({ piece }) => piece);
}

/**
 * A block's text in pieces, each with the spans that lie in it; marker and anchors stay with the first.
 * @param cuts Offsets in rising order, between 0 and the text's length. @returns with each piece the cut before it, or 0.
 */
export function divideBlock(
  block: Block,
  cuts: readonly number[],
): readonly { readonly from: number; readonly piece: Block }[] {
  const pieces: { from: number; piece: Block }[] = [];
  const spansWithin = spanWindow(block.spans);
  [0, ...cuts].forEach((from, index) => {
    const slice = block.text.slice(from, cuts[index] ?? block.text.length);
    const start = from + slice.length - slice.trimStart().length;
    const text = slice.trim();
    if (text === '') return;
    const first = pieces.length === 0;
    const spans = spansWithin(start, start + text.length);
    const own = first ? {} : { marker: null, anchors: [] };
    const silent = block.spoken && !isSpeakable(text) ? SILENT : {};
    const lines = block.lines && { lines: boxesWithin(block.lines, start, start + text.length) };
    pieces.push({ from, piece: { ...block, text, spans, ...own, ...silent, ...lines } });
  });
  return pieces;
}

/** The boxes of one piece, seen from its start. A line that is cut is parted by its letters. */
function boxesWithin(lines: readonly LineBox[], from: number, to: number): readonly LineBox[] {
  return lines.filter((line) => line.from < to && line.to > from).map((line) => cutBox(line, from, to));
}

function cutBox(box: LineBox, from: number, to: number): LineBox {
  const [start, end] = [Math.max(box.from, from), Math.min(box.to, to)];
  const at = (offset: number) => box.x + (box.width * (offset - box.from)) / (box.to - box.from);
  const { stops, ...rest } = box;
  const kept = stops
    ?.filter(([offset]) => offset > start && offset < end)
    .map(([offset, x]) => [offset - from, x] as const);
  return {
    ...rest,
    from: start - from,
    to: end - from,
    x: at(start),
    width: at(end) - at(start),
    ...(kept?.length && { stops: kept }),
  };
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
