import { columnOf, crosses } from './columns.ts';
import { areCells, inRows } from './rows.ts';
import type { Segment } from './types.ts';

/** More of the steps than this go backwards: the program's order is not the order of reading. */
const MOST_BACKWARDS = 0.06;
/** From this part of the segments on, the file's own tags decide. */
const ENOUGH_TAGGED = 0.95;

/**
 * A page's segments in reading order: as its tags say where nearly all text has them, else as the page's program sets
 * them where that never goes back up, else by geometry: bands between the lines that cross the gutters, in each band
 * column after column.
 */
export function readingOrder(
  segments: readonly Segment[],
  gutters: readonly number[],
  size: number,
): readonly Segment[] {
  const tagged = byTags(segments);
  if (tagged) return tagged;
  return isInOrder(segments, gutters, size)
    ? withStrays(segments, gutters, size)
    : byGeometry(segments, gutters);
}

function byTags(segments: readonly Segment[]): readonly Segment[] | null {
  const length = (some: readonly Segment[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const tagged = segments.filter(({ order }) => order !== null);
  if (tagged.length === 0 || length(tagged) < ENOUGH_TAGGED * length(segments)) return null;
  let last = -1;
  // What has no tag stays behind what it followed. Notes stand at their references: they must not break the lines.
  const keyed = segments.map((segment) => ({ segment, key: (last = segment.order ?? last) }));
  const sorted = keyed.sort((a, b) => a.key - b.key).map(({ segment }) => segment);
  return [...sorted.filter(({ part }) => part !== 'note'), ...sorted.filter(({ part }) => part === 'note')];
}

function isInOrder(segments: readonly Segment[], gutters: readonly number[], size: number): boolean {
  let backwards = 0;
  let jumps = 0;
  for (let index = 1; index < segments.length; index++) {
    const [last, next] = [segments[index - 1]!, segments[index]!];
    const cells = Math.abs(next.y - last.y) < 0.3 * size && areCells(last, next);
    if (columnOf(last, gutters) !== columnOf(next, gutters) && !cells) jumps++;
    const overlap = Math.min(last.x1, next.x1) - Math.max(last.x0, next.x0);
    const below = overlap > 0.3 * Math.min(last.x1 - last.x0, next.x1 - next.x0);
    const upwards = next.y < last.y - 0.5 * size;
    const leftwards = Math.abs(next.y - last.y) < 0.3 * size && next.x1 < last.x0 - 1 && !next.rightToLeft;
    const upAndLeft = next.y < last.y - 1.5 * size && next.x1 < last.x0;
    if ((below && upwards) || leftwards || upAndLeft) backwards++;
  }
  return (
    backwards <= MOST_BACKWARDS * Math.max(1, segments.length - 1) &&
    jumps <= Math.max(6, 0.15 * segments.length)
  );
}

/** What was set later than its line (a word in another font, after a correction) goes behind what it continues. */
function withStrays(
  segments: readonly Segment[],
  gutters: readonly number[],
  size: number,
): readonly Segment[] {
  const ordered: Segment[] = [];
  for (const segment of segments) {
    const last = ordered.at(-1);
    const upwards = last !== undefined && segment.y < last.y - 0.5 * size;
    const isHost = (host: Segment) =>
      Math.abs(host.y - segment.y) < 0.3 * size &&
      columnOf(host, gutters) === columnOf(segment, gutters) &&
      segment.x0 > host.x1 - 1 &&
      segment.x0 < host.x1 + 0.7 * size;
    const host = upwards ? ordered.findIndex(isHost) : -1;
    if (host < 0) ordered.push(segment);
    else ordered.splice(host + 1, 0, segment);
  }
  return ordered;
}

function byGeometry(segments: readonly Segment[], gutters: readonly number[]): readonly Segment[] {
  const crossing = segments.filter((segment) => crosses(segment, gutters)).sort((a, b) => a.y - b.y);
  const inside = segments.filter((segment) => !crosses(segment, gutters));
  const ordered: Segment[] = [];
  let top = -Infinity;
  for (const border of [...crossing, null]) {
    const bottom = border?.y ?? Infinity;
    const band = inside.filter(({ y }) => y > top && y <= bottom);
    for (let column = 0; column <= gutters.length; column++) {
      ordered.push(...inRows(band.filter((segment) => columnOf(segment, gutters) === column)));
    }
    if (border) ordered.push(border);
    top = bottom;
  }
  return ordered;
}
