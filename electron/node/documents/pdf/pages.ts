import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { PreparedPage } from '../../../core/pdf/page-layout.ts';
import { segmentsOf } from '../../../core/pdf/segments.ts';
import { upright } from '../../../core/pdf/upright.ts';
import { readPage, type PageState, type ReadPage } from './page-text.ts';

export interface PdfPage extends PreparedPage {
  readonly state: PageState;
  readonly transform: readonly number[];
  readonly language: string | null;
}

export interface PdfPages {
  readonly count: number;
  /** Each page is read once while it is remembered. A page that cannot be read is an empty one, of state `damaged`. */
  page(index: number): Promise<PdfPage>;
  /** The pages from `from` to before `to`, as far as there are such. */
  range(from: number, to: number): Promise<readonly PdfPage[]>;
}

/** A4, for a page of which nothing is known. */
const DAMAGED = { width: 595, height: 842 };

/** @param remembered How many pages are kept, the last ones asked for. */
export function openPages(document: PDFDocumentProxy, remembered: number): PdfPages {
  const known = new Map<number, Promise<PdfPage>>();

  async function read(index: number): Promise<PdfPage> {
    const { text, state, transform, language } = await document
      .getPage(index + 1)
      .then(readPage)
      .catch(() => damagedPage(index));
    const page = upright(text);
    return { page, ...segmentsOf(page), state, transform, language };
  }

  const page = (index: number): Promise<PdfPage> => {
    const found = known.get(index) ?? read(index);
    known.delete(index);
    known.set(index, found);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return found;
  };

  return {
    count: document.numPages,
    page,
    async range(from, to) {
      const pages: PdfPage[] = [];
      // One after the other: pdf.js works in this thread, and pages read at once would be held at once.
      for (let index = Math.max(0, from); index < Math.min(document.numPages, to); index++)
        pages.push(await page(index));
      return pages;
    },
  };
}

function damagedPage(index: number): ReadPage {
  const text = { index, ...DAMAGED, runs: [], fonts: new Map(), turn: 0 as const };
  return { text, state: 'damaged', transform: [1, 0, 0, -1, 0, DAMAGED.height], language: null };
}
