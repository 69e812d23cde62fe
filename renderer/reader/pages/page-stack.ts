/** Where the pages stand below each other, in CSS pixels, and which of them are near a view. */
import type { PageSize } from '../../../electron/core/document/model.ts';

export interface PageStack {
  /** CSS pixels of a point. */
  readonly scale: number;
  /** Of each page, from the top of all. */
  readonly tops: readonly number[];
  readonly height: number;
}

/** Between pages, and around all of them. */
export const GAP = 16;
/** No page is wider: beyond this a line is longer than the eye follows. */
const WIDEST = 920;

/** @param width Of the view. All pages have one scale, so that their types compare; the widest fits. */
export function stackOf(pages: readonly PageSize[], width: number): PageStack {
  const widest = pages.reduce((most, page) => Math.max(most, page.width), 1);
  const scale = Math.max(0.05, Math.min(width - 2 * GAP, WIDEST) / widest);
  const tops: number[] = [];
  let height = GAP;
  for (const page of pages) {
    tops.push(height);
    height += page.height * scale + GAP;
  }
  return { scale, tops, height };
}

/** The page at a height of the stack: the last that begins above it. */
export function pageAt({ tops }: PageStack, y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Indexes from the first to before `to` of the pages in a view, with one more at either end. */
export function pagesNear(stack: PageStack, top: number, height: number): { from: number; to: number } {
  return {
    from: Math.max(0, pageAt(stack, top) - 1),
    to: Math.min(stack.tops.length, pageAt(stack, top + height) + 2),
  };
}
