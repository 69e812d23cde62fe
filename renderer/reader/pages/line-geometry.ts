/** Between offsets into a block's text and places on a page, by the boxes of its lines. Lengths are points on the page. */
import type { LineBox } from '../../../electron/core/document/model.ts';

export interface PageBox {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Points beside a line in which a press still means it. */
const REACH = 3;

/** The known places of a line's characters, from its first to its last offset. */
function stopsOf({ from, to, x, width, stops = [] }: LineBox): readonly (readonly [number, number])[] {
  const [first] = stops;
  const last = stops.at(-1);
  // One stop alone tells nothing of the direction: nearly all lines run from left to right.
  const leftwards = first !== undefined && last !== undefined && first[1] > last[1];
  const begin: readonly [number, number] = [from, leftwards ? x + width : x];
  const end: readonly [number, number] = [to, leftwards ? x : x + width];
  const inside = stops.filter(([offset]) => offset > from && offset < to);
  const own = stops.find(([offset]) => offset === from);
  return [own ?? begin, ...inside, end];
}

/** Where the character at an offset begins; outside of the line: at its nearer end. */
export function xAt(line: LineBox, offset: number): number {
  const stops = stopsOf(line);
  const wanted = Math.max(line.from, Math.min(offset, line.to));
  const after = stops.findIndex(([at]) => at >= wanted);
  const [at, x] = stops[after] ?? [line.to, line.x + line.width];
  const [before, start] = stops[after - 1] ?? [at, x];
  return at === before ? x : start + ((wanted - before) / (at - before)) * (x - start);
}

/** The character that a place in a line belongs to. */
export function offsetAt(line: LineBox, x: number): number {
  const stops = stopsOf(line);
  for (const [i, [to, end]] of stops.entries()) {
    const [from, start] = stops[i - 1] ?? [to, end];
    if (from === to || x < Math.min(start, end) || x > Math.max(start, end)) continue;
    const part = end === start ? 0 : (x - start) / (end - start);
    return Math.min(to - 1, from + Math.floor(part * (to - from)));
  }
  const [, first] = stops[0] ?? [0, line.x];
  const [, last] = stops.at(-1) ?? [0, line.x + line.width];
  return Math.abs(x - first) <= Math.abs(x - last) ? line.from : Math.max(line.from, line.to - 1);
}

/** What `[from, to)` of a block's text covers on its pages: a box for each line that it touches. */
export function boxesOf(lines: readonly LineBox[], from: number, to: number): readonly PageBox[] {
  return lines.flatMap((line) => {
    if (line.to <= from || line.from >= to) return [];
    const [a, b] = [xAt(line, Math.max(from, line.from)), xAt(line, Math.min(to, line.to))];
    const { page, y, height } = line;
    return [{ page, x: Math.min(a, b), y, width: Math.abs(b - a), height }];
  });
}

/** The line that holds an offset; where none does, the next, for boxes leave out what joins them. */
export const lineOf = (lines: readonly LineBox[], offset: number): LineBox | undefined =>
  lines.find(({ to }) => offset < to) ?? lines.at(-1);

/** The nearest line under or beside a point, or null. */
export function hit<T extends { readonly line: LineBox }>(
  placed: readonly T[],
  x: number,
  y: number,
): T | null {
  let best: { readonly one: T; readonly distance: number } | null = null;
  for (const one of placed) {
    const { line } = one;
    const beside = Math.max(line.x - x, x - line.x - line.width, 0);
    const above = Math.max(line.y - y, y - line.y - line.height, 0);
    const distance = Math.hypot(beside, above);
    if (distance <= REACH && (best === null || distance < best.distance)) best = { one, distance };
  }
  return best?.one ?? null;
}

/** The boxes of lines that stand below each other: one for each column that they fill. */
export function regionsOf(lines: readonly LineBox[]): readonly PageBox[] {
  const regions: PageBox[] = [];
  for (const line of lines) {
    const last = regions.at(-1);
    if (
      !last ||
      last.page !== line.page ||
      line.y < last.y ||
      line.y > last.y + last.height + 3 * line.height
    ) {
      const { page, x, y, width, height } = line;
      regions.push({ page, x, y, width, height });
      continue;
    }
    const x = Math.min(last.x, line.x);
    const right = Math.max(last.x + last.width, line.x + line.width);
    const bottom = Math.max(last.y + last.height, line.y + line.height);
    regions[regions.length - 1] = { ...last, x, width: right - x, height: bottom - last.y };
  }
  return regions;
}
