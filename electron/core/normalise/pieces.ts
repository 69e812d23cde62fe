/** What a normalised text says of its source: pieces that tile both, in order. */
import type { TextRange } from '../document/model.ts';

/** A stretch of the source and what is said for it. Offsets are UTF-16. */
export interface Piece {
  readonly source: TextRange;
  readonly spoken: TextRange;
  /** The same characters on both sides: they map one to one. Else the whole says the whole. */
  readonly same: boolean;
}

export interface NormalisedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** `source.slice(from, to)` is said as `text`. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const WORD_END = /[\p{L}\p{N}]$/u;
const WORD_START = /^[\p{L}\p{N}]/u;

/**
 * Applies edits to a text. What is said for a stretch is kept apart from a word that touches it: the "3" of "MP3" is a
 * word of its own.
 * @param edits In order, none overlapping.
 */
export function applyEdits(source: string, edits: readonly Edit[]): NormalisedText {
  const pieces: Piece[] = [];
  // In parts: to look at the end of a long text that grows would be to copy it each time.
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  const add = (from: number, to: number, said: string, same: boolean) => {
    if (from === to && said === '') return;
    const last = pieces.at(-1);
    const apart =
      !(same && (last?.same ?? true)) &&
      WORD_END.test((parts.at(-1) ?? '').slice(-2)) &&
      WORD_START.test(said);
    // The space belongs to what was written out, never to what is the same in both.
    if (apart && same && last) {
      pieces[pieces.length - 1] = { ...last, spoken: [last.spoken[0], ++length] };
      parts.push(' ');
    }
    const spoken = apart && !same ? ` ${said}` : said;
    pieces.push({ source: [from, to], spoken: [length, length + spoken.length], same });
    parts.push(spoken);
    length += spoken.length;
  };
  for (const edit of edits) {
    if (edit.from > at) add(at, edit.from, source.slice(at, edit.from), true);
    add(edit.from, edit.to, edit.text, false);
    at = edit.to;
  }
  if (at < source.length) add(at, source.length, source.slice(at), true);
  return { text: parts.join(''), pieces };
}

/** The stretch of the source that a stretch of the spoken text says: whole pieces, but for what is the same in both. */
export function sourceRange(pieces: readonly Piece[], [from, to]: TextRange): TextRange {
  const first = pieceAt(pieces, from);
  const last = pieceAt(pieces, Math.max(from, to - 1));
  if (!first || !last) return [0, 0];
  const start = first.same ? first.source[0] + from - first.spoken[0] : first.source[0];
  const end = last.same ? last.source[0] + to - last.spoken[0] : last.source[1];
  return [start, Math.max(start, end)];
}

/** The piece that says this place; by halves, since a word asks for it. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.spoken[1] > offset) high = middle;
    else low = middle + 1;
  }
  return pieces[low];
}
