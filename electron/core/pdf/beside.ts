import { quantile } from './numbers.ts';
import type { BodyType, Furniture, PageMargins, PageText, Segment } from './types.ts';

/** What a person's own margins put outside the text. */
export function outsideMargins(
  page: Pick<PageText, 'width' | 'height'>,
  segments: readonly Segment[],
  margins: PageMargins,
): ReadonlyMap<Segment, Furniture> {
  const kinds = new Map<Segment, Furniture>();
  for (const segment of segments) {
    const middle = (segment.x0 + segment.x1) / 2;
    // A baseline lies under its line: half of the line decides.
    const height = segment.y - segment.size / 3;
    if (height < margins.top * page.height) kinds.set(segment, 'header');
    else if (height > (1 - margins.bottom) * page.height) kinds.set(segment, 'footer');
    else if (middle < margins.left * page.width || middle > (1 - margins.right) * page.width)
      kinds.set(segment, 'marginal');
  }
  return kinds;
}

/** So many lines of the body's size must stand on a page before anything can stand beside them. */
const LEAST_BODY = 8;
const LEAST_NUMBERS = 3;

/** Line numbers and notes in the margin: what stands left or right of all the body's lines. */
export function besideBody(segments: readonly Segment[], body: BodyType): ReadonlyMap<Segment, Furniture> {
  const kinds = new Map<Segment, Furniture>();
  const lines = segments.filter(({ size, text }) => Math.abs(size - body.size) < 0.6 && text.length > 20);
  const left = quantile(
    lines.map(({ x0 }) => x0),
    0.1,
  );
  const right = quantile(
    lines.map(({ x1 }) => x1),
    0.9,
  );
  if (lines.length < LEAST_BODY || left === null || right === null) return kinds;
  const outside = segments.filter(
    ({ x0, x1 }) => x1 < left - 0.4 * body.size || x0 > right + 0.4 * body.size,
  );
  for (const side of [outside.filter(({ x1 }) => x1 < left), outside.filter(({ x0 }) => x0 > right)])
    for (const segment of lineNumbers(side)) kinds.set(segment, 'lineNumber');
  for (const segment of outside) {
    if (!kinds.has(segment) && segment.size <= 0.95 * body.size) kinds.set(segment, 'marginal');
  }
  return kinds;
}

/** Numbers that grow down the page, at one edge: of every line, or of every fifth. */
function lineNumbers(outside: readonly Segment[]): readonly Segment[] {
  const numbers = outside.filter(({ text }) => /^\d{1,4}$/.test(text)).sort((a, b) => a.y - b.y);
  if (numbers.length < LEAST_NUMBERS) return [];
  const grows = numbers.every(({ text }, i) => i === 0 || Number(text) > Number(numbers[i - 1]?.text));
  const edges = numbers.map(({ x1 }) => x1);
  const starts = numbers.map(({ x0 }) => x0);
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  return grows && Math.min(spread(edges), spread(starts)) < 2 ? numbers : [];
}
