import type { AnchorTarget } from '../../../core/document/anchors.ts';
import { anchorHeadings } from '../../../core/document/contents.ts';
import type { Block } from '../../../core/document/model.ts';
import type { PlacedBlock } from '../../../core/pdf/blocks.ts';
import { layoutPages, CONTEXT } from '../../../core/pdf/layout.ts';
import { lettersOf, type LayoutStyle } from '../../../core/pdf/page-layout.ts';
import { vocabularyOf } from '../../../core/pdf/hyphens.ts';
import { flatten, type OutlineEntry } from './outline.ts';
import type { PageState } from './page-text.ts';
import type { PdfPage, PdfPages } from './pages.ts';
import type { PageRange } from './plan.ts';

export interface PdfStyle extends Omit<LayoutStyle, 'vocabulary' | 'titles'> {
  /** Lines of the pages that were looked at first: their words help to undo hyphens. */
  readonly sample: readonly string[];
}

/**
 * The blocks of a section. They depend on its own pages, those close around it and the document's style, never on what
 * was read before: speech is stored by their text.
 */
export async function sectionBlocks(
  pages: PdfPages,
  range: PageRange,
  style: PdfStyle,
  outline: readonly OutlineEntry[],
): Promise<readonly Block[]> {
  const around = await pages.range(range.from - CONTEXT, range.to + CONTEXT);
  const lines = around.flatMap(linesOfPage);
  const vocabulary = vocabularyOf([...style.sample, ...lines]);
  const placed = layoutPages(around, range.from, range.to, {
    ...style,
    vocabulary,
    titles: titlesOf(outline),
  });
  const own = around.filter(({ page }) => page.index >= range.from && page.index < range.to);
  const blocks = withNotices(placed, own);
  const anchored = withOutline(blocks, own, outline);
  return anchorHeadings(
    anchored.map(({ block }) => block),
    (_, index) => `heading-${range.from + 1}-${index}`,
  );
}

function titlesOf(outline: readonly OutlineEntry[]): ReadonlyMap<number, ReadonlySet<string>> {
  const titles = new Map<number, Set<string>>();
  for (const { entry } of flatten(outline)) {
    if (entry.page === null) continue;
    titles.set(entry.page, (titles.get(entry.page) ?? new Set()).add(lettersOf(entry.title)));
  }
  return titles;
}

export const linesOfPage = ({ segments }: PdfPage): readonly string[] => segments.map(({ text }) => text);

/** What is shown in the place of a page that has no text. */
const NOTICES: Readonly<Partial<Record<PageState, (page: number) => string>>> = {
  picture: (page) => `Page ${page} is a picture without text.`,
  garbled: (page) => `The text of page ${page} is stored in a way that cannot be read.`,
  damaged: (page) => `Page ${page} is damaged and cannot be read.`,
};

function withNotices(placed: readonly PlacedBlock[], pages: readonly PdfPage[]): readonly PlacedBlock[] {
  const notices = pages.flatMap(({ page, state }): readonly PlacedBlock[] => {
    const text = NOTICES[state]?.(page.index + 1);
    return text === undefined ? [] : [{ page: page.index, y: 0, block: noticeBlock(text) }];
  });
  return notices.length === 0 ? placed : [...placed, ...notices].sort((a, b) => a.page - b.page);
}

const noticeBlock = (text: string): Block => ({
  kind: 'figure',
  level: 0,
  marker: null,
  text,
  spans: [],
  language: null,
  spoken: false,
  reason: 'image',
  anchors: [],
  image: null,
});

const BESIDE: readonly Block['kind'][] = [
  'header',
  'footer',
  'pageNumber',
  'lineNumber',
  'marginal',
  'watermark',
];

/**
 * Gives the places to which the file's contents lead their anchors, and makes headings of blocks that say what an
 * entry says, however they are printed.
 */
function withOutline(
  placed: readonly PlacedBlock[],
  pages: readonly PdfPage[],
  outline: readonly OutlineEntry[],
): readonly PlacedBlock[] {
  const blocks = [...placed];
  for (const { entry, depth } of flatten(outline)) {
    const page = pages.find((each) => each.page.index === entry.page);
    if (!page || blocks.length === 0) continue;
    const wanted = lettersOf(entry.title);
    const isTitle = ({ block }: PlacedBlock) =>
      ['heading', 'paragraph', 'listItem'].includes(block.kind) && lettersOf(block.text) === wanted;
    const titled = blocks.findIndex((each) => each.page === entry.page && isTitle(each));
    const at = titled >= 0 ? titled : blockAt(blocks, page, entry);
    const target = blocks[at]!;
    const anchors = [...target.block.anchors, entry.anchor];
    const block: Block =
      titled >= 0
        ? { ...target.block, kind: 'heading', level: Math.min(depth + 1, 6), marker: null, anchors }
        : { ...target.block, anchors };
    blocks[at] = { ...target, block };
  }
  return blocks;
}

/** The first block at or below the place, else the first of a later page, else the last. */
function blockAt(
  blocks: readonly PlacedBlock[],
  { page, transform }: PdfPage,
  { place }: OutlineEntry,
): number {
  const [, b = 0, , d = -1, , f = 0] = transform;
  const top = place === null ? 0 : b * place.x + d * place.y + f;
  const found = blocks.findIndex(
    (each) =>
      !BESIDE.includes(each.block.kind) &&
      (each.page > page.index || (each.page === page.index && each.y >= top - 2)),
  );
  return found >= 0 ? found : blocks.length - 1;
}

/** The section of each page, for links from one page to another: `note-12-1` stands on page 12. */
export function anchorFinder(sections: readonly PageRange[]): (href: string) => AnchorTarget | null {
  return (href) => {
    const page = Number(/^#note-(\d+)-/.exec(href)?.[1]) - 1;
    const section = sections.findIndex(({ from, to }) => page >= from && page < to);
    return section < 0 ? null : { section, anchor: href.slice(1) };
  };
}
