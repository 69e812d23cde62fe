import { heaviest } from './numbers.ts';
import type { Segment } from './types.ts';

/** Points of one bin of the coverage histogram. */
const BIN = 1.5;
/** So many columns at most, less one. */
const MOST_GUTTERS = 3;
/** Rows on either side that a gutter needs: two short lines side by side are no columns. */
const LEAST_ROWS = 5;
/** Parts of the size: TeX leaves 10 points between columns, of which hanging punctuation takes some. */
const LEAST_WIDTH = 0.6;

interface Side {
  readonly segments: readonly Segment[];
  readonly width: number;
}

/**
 * The x of the middles of the white strips between columns, from left to right; none for one column.
 *
 * A histogram over x counts the segments that cover each bin. A strip that few cover is a gutter when it is wide
 * enough, enough rows end before it and begin after it, those after it begin at one edge, and what crosses it is
 * less than what does not.
 */
export function guttersOf(segments: readonly Segment[], size: number): readonly number[] {
  const body = segments.filter(({ text, x0, x1 }) => text.length > 1 && x1 - x0 > 2 * size);
  if (body.length < 8) return [];
  const left = Math.min(...body.map(({ x0 }) => x0));
  const right = Math.max(...body.map(({ x1 }) => x1));
  const count = Math.ceil((right - left) / BIN);
  if (count < 20 || count > 10_000) return [];
  const rowOf = ({ y }: Segment) => Math.round(y / (0.9 * size));
  const cover = new Float32Array(count);
  const bin = (x: number) => Math.min(count - 1, Math.max(0, Math.floor((x - left) / BIN)));
  for (const { x0, x1 } of body) for (let at = bin(x0); at <= bin(x1); at++) cover[at]!++;
  const low = Math.max(1, 0.42 * new Set(body.map(rowOf)).size);
  const gutters: number[] = [];
  for (let at = 0; at < count; at++) {
    if (cover[at]! > low) continue;
    let end = at;
    while (end < count && cover[end]! <= low) end++;
    const [from, to] = emptiest(cover, at, end);
    at = end;
    const middle = left + ((from + to) / 2) * BIN;
    if (from > 0 && to < count && widthAt(middle) >= LEAST_WIDTH * size && parts(middle))
      gutters.push(middle);
  }
  return gutters.slice(0, MOST_GUTTERS);

  /** Of the strip there, by the segments on its sides: the bins are too coarse for a narrow one. */
  function widthAt(middle: number): number {
    const ends = body.map(({ x1 }) => x1).filter((x1) => x1 <= middle + 1);
    const starts = body.map(({ x0 }) => x0).filter((x0) => x0 >= middle - 1);
    return Math.min(...starts) - Math.max(...ends);
  }

  function parts(middle: number): boolean {
    const span = right - left;
    const before = sideOf(body.filter(({ x1 }) => x1 <= middle + 1));
    const after = sideOf(body.filter(({ x0 }) => x0 >= middle - 1));
    const across = sideOf(body.filter(({ x0, x1 }) => x0 < middle - 1 && x1 > middle + 1));
    const rowsBefore = new Set(before.segments.filter(({ x1 }) => x1 > middle - 0.25 * span).map(rowOf)).size;
    const rowsAfter = new Set(after.segments.filter(({ x0 }) => x0 < middle + 0.2 * span).map(rowOf)).size;
    const starts = after.segments.map(({ x0 }) => x0).filter((x) => x < middle + 0.15 * span);
    const edge = heaviest(
      starts.map((x) => [x, 1]),
      1,
    );
    const aligned = starts.filter((x) => edge !== null && Math.abs(x - edge) <= 2).length;
    return (
      rowsBefore >= LEAST_ROWS &&
      rowsAfter >= LEAST_ROWS &&
      aligned >= Math.max(4, 0.4 * rowsAfter) &&
      Math.min(before.width, after.width) > 0.1 * (before.width + after.width) &&
      before.width + after.width > 0.8 * across.width
    );
  }
}

/** The first run of bins within [from, to) that have the least cover. */
function emptiest(cover: Float32Array, from: number, to: number): readonly [number, number] {
  let least = Infinity;
  for (let at = from; at < to; at++) least = Math.min(least, cover[at]!);
  let start = from;
  while (start < to && cover[start]! > least) start++;
  let end = start;
  while (end < to && cover[end]! <= least) end++;
  return [start, end];
}

const sideOf = (segments: readonly Segment[]): Side => ({
  segments,
  width: segments.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0),
});

/** Which column a segment stands in: by the middle of its first letters, for a line may reach over. */
export const columnOf = ({ x0, x1, size }: Segment, gutters: readonly number[]): number =>
  gutters.filter((gutter) => (x0 + Math.min(x1, x0 + 4 * size)) / 2 > gutter).length;

export const crosses = ({ x0, x1 }: Segment, gutters: readonly number[]): boolean =>
  gutters.some((gutter) => x0 < gutter - 3 && x1 > gutter + 3);
