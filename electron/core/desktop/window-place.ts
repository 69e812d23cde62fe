/** Where a window was, and where it can be now: displays come and go between two starts. All in display-independent pixels. */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of the upper edge must be in reach as a person needs to take hold of the window. */
const GRIP = { width: 120, height: 32 };

const overlap = (from: number, length: number, low: number, high: number): number =>
  Math.max(0, Math.min(from + length, high) - Math.max(from, low));

const shared = (a: Rectangle, b: Rectangle): number =>
  overlap(a.x, a.width, b.x, b.x + b.width) * overlap(a.y, a.height, b.y, b.y + b.height);

/**
 * The place of a window on the displays that are there now: as it was where its upper edge can be taken hold of, else in
 * the middle of the display that shows most of it, or of the first one. It is never larger than that display.
 * @param workAreas Without panels and docks; the primary display's first, at least one.
 */
export function placeOnDisplays(kept: Rectangle, workAreas: readonly Rectangle[]): Rectangle {
  const [first = kept] = workAreas;
  const home = workAreas.reduce(
    (best, area) => (shared(kept, area) > shared(kept, best) ? area : best),
    first,
  );
  const width = Math.min(kept.width, home.width);
  const height = Math.min(kept.height, home.height);
  const inReach =
    overlap(kept.x, width, home.x, home.x + home.width) >= Math.min(GRIP.width, width) &&
    kept.y >= home.y &&
    kept.y + GRIP.height <= home.y + home.height;
  if (inReach) return { x: kept.x, y: kept.y, width, height };
  return {
    x: Math.round(home.x + (home.width - width) / 2),
    y: Math.round(home.y + (home.height - height) / 2),
    width,
    height,
  };
}
