/** Cuts a sentence that is too long for a voice, or for a subtitle, where it hurts least. */
import type { TextRange } from '../document/model.ts';
import { breakPoints } from './break-points.ts';
import { trimRange } from './ranges.ts';

/** Lengths of pieces in UTF-16 units, white space at the ends not counted. */
export interface PieceSizes {
  readonly target: number;
  /** Shorter ones only where nothing else is possible. */
  readonly least: number;
  /** None is longer, save one that is a single grapheme cluster. What is not longer as a whole is not cut. */
  readonly most: number;
}

/**
 * The shortest path over the break points: pieces near `target`, cut where it hurts least (after Knuth and Plass, who
 * break lines so). The pieces tile the sentence.
 * @param language BCP 47 tag; null where it is not known.
 */
export function cutText(
  text: string,
  sentence: TextRange,
  language: string | null,
  sizes: PieceSizes,
): readonly TextRange[] {
  const [first, last] = sentence;
  const [from, to] = trimRange(text, sentence);
  if (to - from <= sizes.most) return [sentence];
  const points = breakPoints(text, sentence, language, sizes.most);
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
      if (length > sizes.most && begin < end - 1) break;
      const total = (cost[begin] ?? Infinity) + badness(length, sizes) + breakCost;
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
function badness(length: number, { target, least }: PieceSizes): number {
  const off = (length - target) / target;
  return 2 * off * off + (length < least ? 20 : 0);
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
