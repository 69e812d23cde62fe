/** The lines that a person draws around the text of all pages: parts of a page's height or width, as the plan keeps them. */
import type { Margins } from '../../../electron/core/document/plan.ts';

export const SIDES = ['top', 'right', 'bottom', 'left'] as const;
export type Side = (typeof SIDES)[number];

export const NO_MARGINS: Margins = { top: 0, right: 0, bottom: 0, left: 0 };
export const WIDEST_MARGIN = 0.4;
const STEP = 0.005;
const LARGE_STEP = 0.05;

/** With one side moved, rounded to half a per cent and kept within bounds. */
export function withMargin(margins: Margins, side: Side, value: number): Margins {
  const rounded = Math.round(value / STEP) * STEP;
  return { ...margins, [side]: Number(Math.max(0, Math.min(WIDEST_MARGIN, rounded)).toFixed(3)) };
}

/** No margin at all is no choice: the reader judges alone. */
export const chosenMargins = (margins: Margins): Margins | null =>
  SIDES.every((side) => margins[side] === 0) ? null : margins;

/** The margin of a side by a point of the page, both parts of its width and height. */
export function marginAt(side: Side, x: number, y: number): number {
  return { top: y, right: 1 - x, bottom: 1 - y, left: x }[side];
}

/** What a key means to the line of a side, or null. Arrows move the line the way they point. */
export function keyedMargin(margins: Margins, side: Side, key: string): Margins | null {
  const now = margins[side];
  const inwards = { top: 'ArrowDown', right: 'ArrowLeft', bottom: 'ArrowUp', left: 'ArrowRight' }[side];
  const arrows = side === 'top' || side === 'bottom' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  if (arrows.includes(key)) return withMargin(margins, side, now + (key === inwards ? STEP : -STEP));
  const others: Readonly<Record<string, number>> = {
    PageUp: now + LARGE_STEP,
    PageDown: now - LARGE_STEP,
    Home: 0,
    End: WIDEST_MARGIN,
  };
  const wanted = others[key];
  return wanted === undefined ? null : withMargin(margins, side, wanted);
}
