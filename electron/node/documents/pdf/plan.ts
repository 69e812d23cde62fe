import { flatten, type OutlineEntry } from './outline.ts';

/** A section: pages from `from` to before `to`. */
export interface PageRange {
  readonly from: number;
  readonly to: number;
}

/** Pages of a section: so many are read before the first word is heard. */
const MOST_PAGES = 8;
/** A chapter begins a section only where the last one has so many. */
const LEAST_PAGES = 3;

/** Divides a document's pages into sections: where chapters begin, and never longer than `MOST_PAGES`. */
export function planSections(pages: number, outline: readonly OutlineEntry[]): readonly PageRange[] {
  const begins = chapterPages(outline);
  const sections: PageRange[] = [];
  let from = 0;
  for (let page = 1; page <= pages; page++) {
    const length = page - from;
    const chapter = begins.has(page) && length >= LEAST_PAGES;
    if (page < pages && !chapter && length < MOST_PAGES) continue;
    sections.push({ from, to: page });
    from = page;
  }
  return sections;
}

/** Pages on which the entries of the highest level that has two of them lead. */
function chapterPages(outline: readonly OutlineEntry[]): ReadonlySet<number> {
  const entries = flatten(outline);
  for (let level = 0; level < 3; level++) {
    const own = entries.filter(({ depth }) => depth === level);
    if (own.length > 1) return new Set(own.flatMap(({ entry }) => entry.page ?? []));
  }
  return new Set();
}
