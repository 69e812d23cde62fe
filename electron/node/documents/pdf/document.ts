import type { PDFDocumentProxy } from 'pdfjs-dist';
import { resolveLinks } from '../../../core/document/anchors.ts';
import { contentsFromHeadings } from '../../../core/document/contents.ts';
import type { Block, PageSize, Section, TocEntry } from '../../../core/document/model.ts';
import type { OpenDocument, OpenOptions } from '../../../core/document/reader.ts';
import { sectionTitles, weightOf } from '../../../core/document/sections.ts';
import { LecternError } from '../../../core/errors.ts';
import { bodyTypeOf } from '../../../core/pdf/body.ts';
import { CONTEXT } from '../../../core/pdf/layout.ts';
import type { PageMargins } from '../../../core/pdf/types.ts';
import { onlyUnspoken } from '../unspoken.ts';
import { titleFromName } from '../whole.ts';
import { loadPdf, refusalOf } from './library.ts';
import { readMetadata } from './metadata.ts';
import { readOutline, type OutlineEntry } from './outline.ts';
import { openPages, type PdfPages } from './pages.ts';
import { planSections, type PageRange } from './plan.ts';
import { anchorFinder, linesOfPage, sectionBlocks, type PdfStyle } from './section-blocks.ts';
import { hasText, survey, warningsOf, WHOLE, type Survey } from './survey.ts';

const MOST_PAGES = 20_000;

/**
 * Opens a PDF. Small documents are read whole, so that their contents and faults are known; of large ones only some
 * pages are looked at, and sections are read when they are asked for.
 * @param data The whole file; it belongs to the document from now on.
 * @throws LecternError of a document kind.
 */
export async function openPdf(
  data: Uint8Array,
  name: string,
  options: OpenOptions = {},
): Promise<OpenDocument> {
  const task = await loadPdf(data);
  try {
    const pdf = await task.promise;
    if (pdf.numPages > MOST_PAGES) throw tooManyPages(pdf.numPages);
    return await readDocument(pdf, name, options, () => task.destroy());
  } catch (error) {
    await task.destroy().catch(() => undefined);
    throw refusalOf(error);
  }
}

async function readDocument(
  pdf: PDFDocumentProxy,
  name: string,
  options: OpenOptions,
  close: () => Promise<void>,
): Promise<OpenDocument> {
  const pages = openPages(pdf, WHOLE + 2 * CONTEXT);
  const looked = await survey(pages);
  refuseWithoutText(looked, pages.count);
  const outline = await readOutline(pdf);
  const ranges = planSections(pages.count, outline);
  const style = styleOf(looked, options.margins ?? null);
  const find = anchorFinder(ranges);
  const section = async (index: number, how: PdfStyle = style): Promise<Section> => {
    const range = ranges[index];
    if (!range) throw new LecternError('bad-request', 'The document has no such section.');
    return { index, blocks: resolveLinks(await sectionBlocks(pages, range, how, outline), find) };
  };
  const readyOf = async (how: PdfStyle): Promise<readonly Section[]> => {
    const made: Section[] = [];
    for (const index of ranges.keys()) made.push(await section(index, how));
    // "Page 1" on one page and "Page 2" on the next look like feet, and may be all that there is.
    const tellsAnew = how.furniture && !made.some(hasSpoken) && unspokenOf(made) === null;
    return tellsAnew ? readyOf({ ...how, furniture: false }) : made;
  };

  // Sections of a document that is read whole are made for its contents, and kept for whoever asks next.
  const ready = looked.whole ? await readyOf(style) : [];
  // Margins that leave nothing are a person's own, and are moved back on the page: the document must open for it.
  const byChoice = options.margins !== undefined && options.margins !== null;
  const unspoken = looked.whole && !ready.some(hasSpoken) ? unspokenOf(ready) : null;
  if (looked.whole && !byChoice && !ready.some(hasSpoken) && unspoken === null) throw nothingToRead();
  const sizes = await pageSizes(pdf, pages, looked);
  const toc = contentsOf(outline, ranges, ready, sizes);
  const titles = sectionTitles(toc, ranges.length);
  const { title, language, authors, date, description } = await readMetadata(pdf);
  return {
    summary: {
      metadata: {
        format: 'pdf',
        title: title ?? printedTitle(ready[0]?.blocks ?? []) ?? titleFromName(name),
        authors,
        language: language ?? looked.pages.find((page) => page.language !== null)?.language ?? null,
        publisher: null,
        date,
        description,
        identifier: null,
        cover: null,
      },
      toc,
      sections: ranges.map((range, index) => ({
        title: titles[index] ?? null,
        weight: ready[index] ? weightOf(ready[index].blocks) : estimateOf(range, looked),
        pages: [range.from, range.to] as const,
      })),
      warnings: [...(unspoken === null ? [] : [unspoken]), ...warningsOf(looked)],
      pages: sizes,
    },
    section: async (index) => ready[index] ?? (await section(index)),
    resource: () => Promise.resolve(null),
    close,
  };
}

const unspokenOf = (sections: readonly Section[]) => onlyUnspoken(sections.flatMap(({ blocks }) => blocks));
const hasSpoken = ({ blocks }: Section): boolean => blocks.some(({ spoken }) => spoken);

function styleOf({ pages }: Survey, margins: PageMargins | null): PdfStyle {
  const body = bodyTypeOf(pages.map(({ segments }) => segments));
  const face = pages.map(({ page }) => page.fonts.get(body.font)).find((found) => found !== undefined);
  return {
    body,
    monoBody: face?.mono ?? false,
    margins,
    furniture: true,
    sample: pages.flatMap(linesOfPage),
  };
}

/** The file's own contents, else those of its headings; of a document too large to read whole, its runs of pages. */
function contentsOf(
  outline: readonly OutlineEntry[],
  ranges: readonly PageRange[],
  ready: readonly Section[],
  sizes: readonly PageSize[],
): readonly TocEntry[] {
  const entriesOf = (entries: readonly OutlineEntry[]): readonly TocEntry[] =>
    entries.flatMap((entry): readonly TocEntry[] => {
      const children = entriesOf(entry.children);
      const { page } = entry;
      const section = page === null ? -1 : ranges.findIndex(({ from, to }) => page >= from && page < to);
      if (section >= 0) return [{ title: entry.title, section, anchor: entry.anchor, children }];
      const first = children[0];
      return first ? [{ title: entry.title, section: first.section, anchor: first.anchor, children }] : [];
    });
  const own = entriesOf(outline);
  if (own.length > 0) return own;
  if (ready.length > 0) return contentsFromHeadings(ready);
  return ranges.map(({ from, to }, section) => {
    const [first, last] = [sizes[from]?.label ?? `${from + 1}`, sizes[to - 1]?.label ?? `${to}`];
    return {
      title: first === last ? `Page ${first}` : `Pages ${first}–${last}`,
      section,
      anchor: null,
      children: [],
    };
  });
}

/** The heading of the first section that is larger than all others, if it stands near its start. */
function printedTitle(blocks: readonly Block[]): string | null {
  const headings = blocks
    .slice(0, 12)
    .filter(({ kind, text }) => kind === 'heading' && /\p{L}{2}/u.test(text));
  const highest = Math.min(...headings.map(({ level }) => level));
  const title = headings.find(({ level }) => level === highest);
  return title !== undefined && highest <= 3 && title.text.length <= 200 ? title.text : null;
}

/** Where all pages that were looked at have one size, the others have it too: to ask for each would take as long as to read some. */
async function pageSizes(
  pdf: PDFDocumentProxy,
  pages: PdfPages,
  { pages: looked, whole }: Survey,
): Promise<readonly PageSize[]> {
  const labels = await pdf.getPageLabels().catch(() => null);
  const known = new Map(looked.map((page) => [page.page.index, sizeOf(page)]));
  const [usual = sizeOf(undefined), ...others] = known.values();
  const uniform = others.every(({ width, height }) => width === usual.width && height === usual.height);
  const sizes: PageSize[] = [];
  for (let index = 0; index < pages.count; index++) {
    const { width, height } = known.get(index) ?? (whole || uniform ? usual : await viewSize(pdf, index));
    sizes.push({ width, height, label: labels?.[index] || `${index + 1}` });
  }
  return sizes;
}

function sizeOf(page: Survey['pages'][number] | undefined): {
  readonly width: number;
  readonly height: number;
} {
  if (!page) return { width: 595, height: 842 };
  const { width, height, turn } = page.page;
  return turn % 180 === 0 ? { width, height } : { width: height, height: width };
}

async function viewSize(pdf: PDFDocumentProxy, index: number) {
  try {
    const { width, height } = (await pdf.getPage(index + 1)).getViewport({ scale: 1 });
    return { width, height };
  } catch {
    return sizeOf(undefined);
  }
}

/** Characters, from the pages that were looked at. */
function estimateOf({ from, to }: PageRange, { pages }: Survey): number {
  const characters = pages
    .flatMap(({ segments }) => segments)
    .reduce((sum, { text }) => sum + text.length, 0);
  return Math.round(((to - from) * characters) / Math.max(1, pages.length));
}

function refuseWithoutText(looked: Survey, count: number): void {
  if (looked.pages.some(hasText)) return;
  const states = new Set(looked.pages.map(({ state }) => state));
  if (states.has('garbled')) {
    throw new LecternError(
      'no-text',
      'The text of this PDF is stored in a way that cannot be read: its letters have no meaning in the file. Run text recognition (OCR) on it in a program for that, and open the result.',
    );
  }
  if (states.has('picture')) {
    throw new LecternError(
      'no-text',
      count === 1
        ? 'The page of this PDF is a picture without text: a scan. Run text recognition (OCR) on it in a program for that, and open the result.'
        : 'The pages of this PDF are pictures without text: it is a scan. Run text recognition (OCR) on it in a program for that, and open the result.',
    );
  }
  if (states.has('damaged')) throw refusalOf(null);
  throw new LecternError(
    'no-text',
    'The pages of this PDF are empty: there are no words on them. Choose another copy of it.',
  );
}

const nothingToRead = () =>
  new LecternError(
    'no-text',
    'There are no words in this PDF that could be read aloud. Choose a text with words in it.',
  );

const tooManyPages = (pages: number) =>
  new LecternError(
    'document-too-large',
    `This PDF has ${pages.toLocaleString('en')} pages; Lectern reads up to ${MOST_PAGES.toLocaleString('en')}. Split it into smaller files.`,
  );
