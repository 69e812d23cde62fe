import { columnOf, crosses } from './columns.ts';
import { areCells } from './rows.ts';
import type { FontFace, Line, Segment } from './types.ts';

/** Parts of the smaller size by which baselines of one line may differ. */
const SAME_LINE = 0.4;

/** Where the lines of a column begin and end, as most of them do. */
export interface Extent {
  readonly x0: number;
  readonly x1: number;
  /** Lines are spread to end at `x1`: one that does not is the last of its paragraph. */
  readonly justified: boolean;
}

/** Joins segments that follow each other on one baseline of one column. @param segments In reading order. */
export function linesOf(
  segments: readonly Segment[],
  gutters: readonly number[],
  fonts: ReadonlyMap<string, FontFace>,
): readonly Line[] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && continues(last, segment, gutters)) group.push(segment);
    else groups.push([segment]);
  }
  return groups.map((group) => lineOf(group, gutters, fonts));
}

function continues(last: Segment, next: Segment, gutters: readonly number[]): boolean {
  if (Math.abs(next.y - last.y) >= SAME_LINE * Math.min(next.size, last.size)) return false;
  if (last.part !== next.part) return false;
  const together =
    columnOf(last, gutters) === columnOf(next, gutters) && crosses(last, gutters) === crosses(next, gutters);
  // The cells of a table across all columns follow each other; lines of columns do not.
  if (!together && !areCells(last, next)) return false;
  return next.rightToLeft ? next.x1 < last.x0 + 2 : next.x0 > last.x1 - 2;
}

function lineOf(
  segments: readonly Segment[],
  gutters: readonly number[],
  fonts: ReadonlyMap<string, FontFace>,
): Line {
  const first = segments[0]!;
  const longest = segments.reduce((best, each) => (each.text.length > best.text.length ? each : best));
  const gaps = segments.map((segment, i) => {
    const last = segments[i - 1];
    return last ? Math.max(segment.x0 - last.x1, last.x0 - segment.x1) : 0;
  });
  const mostly = (trait: 'bold' | 'mono') => {
    const length = (some: readonly Segment[]) => some.reduce((sum, { text }) => sum + text.length, 0);
    return length(segments.filter(({ font }) => fonts.get(font)?.[trait] === true)) > 0.8 * length(segments);
  };
  return {
    page: first.page,
    column: columnOf(first, gutters),
    crossing: segments.some((segment) => crosses(segment, gutters)),
    x0: Math.min(...segments.map(({ x0 }) => x0)),
    x1: Math.max(...segments.map(({ x1 }) => x1)),
    y: longest.y,
    size: longest.size,
    font: longest.font,
    bold: mostly('bold'),
    mono: mostly('mono'),
    segments,
    text: segments.map(({ text }) => text).join(' '),
    gap: Math.max(...gaps),
  };
}

/** Part of a column's lines that must share an edge: on a page of dialogue most lines are indented, few are not. */
const SHARE = 0.12;

/** Parts of the size within which justified lines end: punctuation may hang out a little. */
const FULL = 0.4;
/** Part of the lines that do, where lines are justified: few on a page of dialogue. */
const JUSTIFIED = 0.25;
/** Parts of the size within which the ends of ragged lines are spread… */
const RAGGED = 4;
/** …so that fewer than this part of them end at the edge. */
const LEAST_AT_EDGE = 0.6;

/** The extents of a page's columns, by column. Titles that cross columns are left out. */
export function extentsOf(lines: readonly Line[]): ReadonlyMap<number, Extent> {
  const columns = new Map<number, Line[]>();
  for (const line of lines) {
    if (line.crossing || line.text.length <= 15) continue;
    columns.set(line.column, [...(columns.get(line.column) ?? []), line]);
  }
  const extents = new Map<number, Extent>();
  for (const [column, own] of columns) {
    const x0 = outermostEdge(own.map((line) => line.x0));
    // The same, mirrored. Of ragged lines no edge is shared, and the longest one counts.
    const x1 = -outermostEdge(own.map((line) => -line.x1));
    const full = own.filter((line) => Math.abs(line.x1 - x1) < FULL * line.size).length;
    const near = own.filter((line) => x1 - line.x1 < RAGGED * line.size).length;
    const justified = full >= Math.max(3, JUSTIFIED * own.length) && full >= LEAST_AT_EDGE * near;
    extents.set(column, { x0, x1, justified });
  }
  return extents;
}

/** The smallest value that enough others lie close to; else the smallest. */
function outermostEdge(values: readonly number[]): number {
  const enough = Math.max(2, SHARE * values.length);
  const sorted = [...values].sort((a, b) => a - b);
  const shared = sorted.find((value, i) => (sorted[i + Math.ceil(enough) - 1] ?? Infinity) - value <= 2);
  return shared ?? sorted[0] ?? 0;
}
