import type { Extent } from './lines.ts';
import type { Line } from './types.ts';

/** Parts of the size by which cells stand apart. */
const APART = 1.5;
/** Rows of two cells: fewer are a title beside a date, or a heading and its number. */
const LEAST_PAIRS = 3;
/** Characters of a second cell; with more it is a paragraph that hangs from its name. */
const LONGEST_CELL = 30;
/** Points. */
const SAME_EDGE = 2;
/** Parts of the size from one row to the next. */
const NEXT_ROW = 2.4;

/**
 * The lines that are rows of tables: of three cells or more, two of them near each other; of two whose second cells
 * stand in a column; and what stands right above such rows, or between them, inside their width, or has as many
 * cells: a row of heads.
 */
export function tableRows(lines: readonly Line[], extents: ReadonlyMap<number, Extent>): ReadonlySet<Line> {
  const spread = lines.map((line, i) =>
    isSpreadOut(line, [...lines.slice(Math.max(0, i - 2), i), ...lines.slice(i + 1, i + 3)]),
  );
  const wide = lines.map(
    (line, i) => line.segments.length >= 3 && line.gap > APART * line.size && !spread[i],
  );
  const rows = new Set<Line>();
  lines.forEach((line, i) => {
    if (wide[i] && [-2, -1, 1, 2].some((step) => wide[i + step])) rows.add(line);
  });
  for (const line of pairs(lines.filter((_, i) => !spread[i]))) rows.add(line);
  // From the bottom up, for heads of several lines.
  for (let i = lines.length - 2; i >= 0; i--) {
    const [line, below] = [lines[i]!, lines[i + 1]!];
    if (!rows.has(below) || rows.has(line) || line.column !== below.column || line.page !== below.page)
      continue;
    const extent = extents.get(line.column);
    const narrow = !extent || line.x1 - line.x0 < 0.9 * (extent.x1 - extent.x0);
    const above = lines[i - 1];
    const matched = line.segments.length > 1 && line.segments.length === below.segments.length;
    const inside = line.x0 > below.x0 - 2 * line.size && line.x1 < below.x1 + 2 * line.size;
    const near = below.y - line.y > 0 && below.y - line.y < NEXT_ROW * line.size;
    const cells = line.segments.length >= 2 && line.gap > line.size;
    if ((matched || (inside && narrow)) && near && (cells || (above !== undefined && rows.has(above))))
      rows.add(line);
  }
  return rows;
}

/**
 * A line of a narrow column, long words in it, that is spread to fill it: every space is wide, all are alike, and a
 * line near it has the same ends and its words elsewhere.
 */
function isSpreadOut(line: Line, near: readonly Line[]): boolean {
  const { segments } = line;
  if (segments.length < 2 || segments.some(({ text }) => /[\s\d]/u.test(text))) return false;
  const gaps = segments.slice(1).map((segment, i) => segment.x0 - segments[i]!.x1);
  if (Math.max(...gaps) - Math.min(...gaps) > 0.3 * Math.max(...gaps)) return false;
  return near.some(
    (other) =>
      other.column === line.column &&
      Math.abs(other.x0 - line.x0) <= SAME_EDGE &&
      Math.abs(other.x1 - line.x1) <= SAME_EDGE &&
      Math.abs((other.segments[1]?.x0 ?? 0) - segments[1]!.x0) > 2 * SAME_EDGE,
  );
}

/** Runs of lines of two cells, the second ones flush left or right. */
function pairs(lines: readonly Line[]): readonly Line[] {
  const found: Line[] = [];
  let run: Line[] = [];
  const close = () => {
    if (run.length >= LEAST_PAIRS) found.push(...run);
    run = [];
  };
  for (const line of lines) {
    const first = run[0];
    if (!isPair(line)) close();
    else if (first && !sameColumns(first, line)) {
      close();
      run = [line];
    } else run.push(line);
  }
  close();
  return found;
}

function isPair({ segments, gap, size }: Line): boolean {
  const [name, value] = segments;
  return (
    segments.length === 2 &&
    gap > APART * size &&
    value!.text.length <= LONGEST_CELL &&
    // The number of an item is no cell.
    !/^(?:[•◦▪–—-]|\(?(?:\d{1,3}|[a-z]|[ivxl]+)[.)])$/iu.test(name!.text)
  );
}

function sameColumns(a: Line, b: Line): boolean {
  const [first, second] = [a.segments.at(-1)!, b.segments.at(-1)!];
  const near = Math.min(Math.abs(first.x0 - second.x0), Math.abs(first.x1 - second.x1)) <= SAME_EDGE;
  return near && Math.abs(a.x0 - b.x0) <= SAME_EDGE && a.column === b.column && a.page === b.page;
}
