/** What of a document that has pages is shown: its text, its pages, or both beside each other. */
import type { PageView } from '../../../electron/contract/schemas.ts';

/** Pixels of the window from which both fit beside each other. */
export const WIDE = 1000;

export const PAGE_VIEW_WORDS: Readonly<Record<PageView, string>> = {
  text: 'Text',
  page: 'Page',
  both: 'Both',
};

/** What is shown in a window of this width: where both are wanted and do not fit, the pages. */
export const viewFor = (wanted: PageView, width: number): PageView =>
  wanted === 'both' && width < WIDE ? 'page' : wanted;

/** The one after it; only what fits. */
export function nextView(shown: PageView, width: number): PageView {
  if (shown === 'text') return 'page';
  return shown === 'page' && width >= WIDE ? 'both' : 'text';
}
