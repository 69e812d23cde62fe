/**
 * Speech chunks: what is asked of a voice at once, and what the speech store keeps.
 *
 * A chunk is not a sentence. Sentences above `MOST` characters are cut, or a voice would cut them itself, badly and
 * late; sentences under `LEAST_SPOKEN` are joined with a neighbour, or a voice garbles them. The cuts are a pure function
 * of the text and its language, never of where Play was pressed: otherwise the store would miss.
 */
import type { TextRange } from '../document/model.ts';
import { breakPoints } from './break-points.ts';
import { trimRange } from './ranges.ts';
import { sentenceRanges } from './sentences.ts';

/** UTF-16 units, white space at the ends not counted. */
const TARGET = 140;
const LEAST = 24;
const MOST = 220;
const LEAST_SPOKEN = 15;

/** No chunk's `spoken` is longer, in UTF-16 units, save one that is a single grapheme cluster. */
export const LONGEST_CHUNK = 250;

export interface SpeechChunk {
  /** The chunks of a text tile it exactly: the next one's `from` is this one's `to`. */
  readonly from: number;
  readonly to: number;
  /** What the voice gets, without the white space around it. Empty where there is nothing to say ("* * *"). */
  readonly spoken: TextRange;
  /** The sentences that this chunk speaks, whole and trimmed: one that was cut reaches beyond the chunk. */
  readonly sentences: readonly TextRange[];
}

/**
 * The shortest path over the break points: pieces near `TARGET`, cut where it hurts least (after Knuth and Plass, who
 * break lines so). The weights were chosen on ten thousand sentences of a novel.
 */
function cut(text: string, sentence: TextRange, language: string | null): readonly TextRange[] {
  const [first, last] = sentence;
  if (lengthOf(text, sentence) <= MOST) return [sentence];
  const points = breakPoints(text, sentence, language, MOST);
  const at = [first, ...points.map((point) => point.at), last];
  const { starts, ends } = spokenEnds(text, at);
  const cost = new Float64Array(at.length).fill(Infinity);
  const previous = new Int32Array(at.length);
  cost[0] = 0;
  for (let end = 1; end < at.length; end++) {
    const breakCost = end < at.length - 1 ? 10 - (points[end - 1]?.quality ?? 0) : 0;
    let least = Infinity;
    for (let begin = end - 1; begin >= 0; begin--) {
      const length = Math.max(0, (ends[end] ?? 0) - (starts[begin] ?? 0));
      if (length > MOST && begin < end - 1) break;
      const total = (cost[begin] ?? Infinity) + badness(length) + breakCost;
      if (total < least) {
        least = total;
        previous[end] = begin;
      }
    }
    cost[end] = least;
  }
  const pieces: TextRange[] = [];
  for (let end = at.length - 1; end > 0; end = previous[end] ?? 0) {
    pieces.push([at[previous[end] ?? 0] ?? 0, at[end] ?? 0]);
  }
  return pieces.reverse();
}

/** How far a piece of this length is from a good one. */
function badness(length: number): number {
  const off = (length - TARGET) / TARGET;
  return 2 * off * off + (length < LEAST ? 20 : 0);
}

/**
 * For each of the offsets `at`, in order: where the first word after it begins, and where the last one before it ends.
 * Any piece between two of them is then measured without looking at the text again.
 */
function spokenEnds(text: string, at: readonly number[]): { starts: Uint32Array; ends: Uint32Array } {
  const starts = Uint32Array.from(at);
  const ends = Uint32Array.from(at);
  const parts = at.slice(1).map((to, index) => trimRange(text, [at[index] ?? 0, to]));
  parts.forEach(([from, to], index) => (ends[index + 1] = to > from ? to : (ends[index] ?? to)));
  for (let index = parts.length - 1; index >= 0; index--) {
    const [from, to] = parts[index] ?? [0, 0];
    starts[index] = to > from ? from : (starts[index + 1] ?? from);
  }
  return { starts, ends };
}

function lengthOf(text: string, range: TextRange): number {
  const [from, to] = trimRange(text, range);
  return to - from;
}

/** Joins what is too short with what follows it, or, at the end, with what stands before. */
function joinShort(text: string, units: readonly TextRange[]): readonly TextRange[] {
  const joined: TextRange[] = [];
  for (const unit of units) {
    const before = joined.at(-1);
    const both: TextRange = [before?.[0] ?? 0, unit[1]];
    const last = unit === units.at(-1);
    const short =
      before && (lengthOf(text, before) < LEAST_SPOKEN || (last && lengthOf(text, unit) < LEAST_SPOKEN));
    if (short && lengthOf(text, both) <= LONGEST_CHUNK) joined[joined.length - 1] = both;
    else joined.push(unit);
  }
  return joined;
}

/**
 * The speech chunks of one block's text, in order, tiling it exactly. An empty text has none.
 * @param language BCP 47 tag; null where it is not known.
 */
export function speechChunks(text: string, language: string | null): SpeechChunk[] {
  const sentences = sentenceRanges(text, language);
  const units = sentences.flatMap((sentence) => cut(text, sentence, language));
  let next = 0;
  return joinShort(text, units).map(([from, to]) => {
    while ((sentences[next]?.[1] ?? Infinity) <= from) next++;
    let end = next;
    while ((sentences[end]?.[0] ?? Infinity) < to) end++;
    const spoken = trimRange(text, [from, to]);
    const speakable = /[\p{L}\p{N}]/u.test(text.slice(...spoken));
    return {
      from,
      to,
      spoken: speakable ? spoken : [spoken[0], spoken[0]],
      sentences: sentences.slice(next, end).map((sentence) => trimRange(text, sentence)),
    };
  });
}
