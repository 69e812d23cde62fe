import type { LineBox } from '../document/model.ts';
import type { PageText, TextRun, Turn } from './types.ts';

/**
 * A page most of whose text runs up, down or upside down (a table printed sideways, Japanese columns) as one on which
 * it runs from left to right, so that the layout need not know.
 */
export function upright(page: PageText): PageText {
  const lengths = new Map<number, number>();
  let all = 0;
  for (const { text, angle } of page.runs) {
    const length = text.trim().length;
    lengths.set(angle, (lengths.get(angle) ?? 0) + length);
    all += length;
  }
  const turn = ([90, 180, 270] as const).find((angle) => (lengths.get(angle) ?? 0) > 0.5 * all);
  if (turn === undefined || page.turn !== 0) return page;
  const sideways = turn !== 180;
  return {
    ...page,
    width: sideways ? page.height : page.width,
    height: sideways ? page.width : page.height,
    runs: page.runs.map((run) => ({
      ...run,
      ...place(run, turn, page),
      angle: (run.angle - turn + 360) % 360,
    })),
    turn,
  };
}

function place({ x, y }: TextRun, turn: Turn, page: PageText): { readonly x: number; readonly y: number } {
  if (turn === 90) return { x: y, y: page.width - x };
  return turn === 270 ? { x: page.height - y, y: x } : { x: page.width - x, y: page.height - y };
}

/** A box of an upright page, on the real one. @param page The upright one. */
export function turnBack(box: LineBox, page: PageText): LineBox {
  const { x, y, width, height } = box;
  const { stops: _, ...rest } = box;
  switch (page.turn) {
    case 0:
      return box;
    case 90:
      return { ...rest, x: page.height - y - height, y: x, width: height, height: width };
    case 180:
      return { ...rest, x: page.width - x - width, y: page.height - y - height };
    case 270:
      return { ...rest, x: y, y: page.width - x - width, width: height, height: width };
  }
}
