import type { Segment } from './types.ts';

/** Segments on one baseline, from left to right. */
export interface Row {
  readonly y: number;
  readonly size: number;
  readonly segments: readonly Segment[];
  readonly text: string;
}

/** Parts of the smaller size by which baselines of one row may differ. */
const SAME_ROW = 0.4;

/** From the top of the page down, whatever order the segments came in. */
export function rowsOf(segments: readonly Segment[]): readonly Row[] {
  const rows: { y: number; size: number; segments: Segment[] }[] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const last = rows.at(-1);
    if (last && Math.abs(segment.y - last.y) < SAME_ROW * Math.min(segment.size, last.size))
      last.segments.push(segment);
    else rows.push({ y: segment.y, size: segment.size, segments: [segment] });
  }
  return rows.map((row) => {
    const sorted = [...row.segments].sort((a, b) => a.x0 - b.x0);
    return { ...row, segments: sorted, text: sorted.map(({ text }) => text).join(' ') };
  });
}

/** The same segments, row after row. */
export const inRows = (segments: readonly Segment[]): readonly Segment[] =>
  rowsOf(segments).flatMap((row) => row.segments);

/** Characters: the lines of the narrowest columns have more. */
const LONGEST_CELL = 22;

/** Whether two segments are short enough to be cells of one row, and no lines of columns. */
export const areCells = (a: Segment, b: Segment): boolean =>
  Math.max(a.text.length, b.text.length) <= LONGEST_CELL;
