import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';
import type { FontFace, PageText, TextRun } from '../../../core/pdf/types.ts';
import { isGarbled } from '../../../core/pdf/mend.ts';
import { inkOf, letterCount, type PageInk } from './ink.ts';
import { pdfjs } from './library.ts';
import { tagOrder } from './tags.ts';

/** What is to be said of a page without text: a picture (a scan), signs that are no letters, nothing at all, damage. */
export type PageState = 'text' | 'picture' | 'garbled' | 'blank' | 'damaged';

export interface ReadPage {
  readonly text: PageText;
  readonly state: PageState;
  /** From the file's space to that of `text`: [a b c d e f] (PDF 32000-1, 8.3.4). */
  readonly transform: readonly number[];
  /** BCP 47 tag as the file claims it, or null. */
  readonly language: string | null;
}

/** Runs of a page above this are a map or an attack; the rest is left. */
const MOST_RUNS = 60_000;

/** Reads one page and frees what pdf.js held for it. */
export async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { Util, AnnotationMode } = await pdfjs();
  try {
    const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    const list = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
    const ink = await inkOf(list);
    const hasTags = content.items.some(
      (item) => 'id' in item && typeof item.id === 'string' && item.id !== '',
    );
    const order = hasTags ? tagOrder(await page.getStructTree()) : new Map<string, number>();
    const viewport = page.getViewport({ scale: 1 });
    const scale = Math.hypot(Number(viewport.transform[0]), Number(viewport.transform[1])) || 1;
    const faces = facesOf(page, Object.keys(content.styles));
    const runs = runsOf(content.items.slice(0, MOST_RUNS), {
      inkAt: inkReader(ink),
      order,
      place: (transform) => Util.transform(viewport.transform, transform) as number[],
      scale,
      isVertical: (font) => (content.styles[font] as { vertical?: boolean } | undefined)?.vertical === true,
      fontName: (font) => faces.get(font)?.name ?? font,
    });
    const letters = runs.map(({ text }) => text).join('');
    const state = /[\p{L}\p{N}\p{Co}\ufffd]/u.test(letters)
      ? isGarbled(letters)
        ? 'garbled'
        : 'text'
      : ink.drawn
        ? 'picture'
        : 'blank';
    const text: PageText = {
      index: page.pageNumber - 1,
      width: viewport.width,
      height: viewport.height,
      runs: state === 'text' ? runs : [],
      fonts: new Map([...faces.values()].map(({ name, face }) => [name, face])),
      turn: 0,
    };
    return { text, state, transform: viewport.transform as number[], language: content.lang };
  } finally {
    page.cleanup();
  }
}

interface RunContext {
  /** The ink of the next characters: called once for each run, in order. */
  readonly inkAt: (text: string) => TextRun['ink'];
  readonly order: ReadonlyMap<string, number>;
  readonly place: (transform: readonly number[]) => number[];
  /** Points of the page for a unit of the file. */
  readonly scale: number;
  readonly isVertical: (font: string) => boolean;
  readonly fontName: (font: string) => string;
}

function runsOf(items: readonly (TextItem | TextMarkedContent)[], context: RunContext): readonly TextRun[] {
  const runs: TextRun[] = [];
  const marked: { readonly artifact: boolean; readonly order: number | null }[] = [];
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') marked.pop();
      else {
        const outer = marked.at(-1);
        const order = context.order.get(item.id) ?? outer?.order ?? null;
        marked.push({
          artifact: ('tag' in item && item.tag === 'Artifact') || outer?.artifact === true,
          order,
        });
      }
      continue;
    }
    if (item.str === '') {
      const last = runs.at(-1);
      if (last && item.hasEOL) runs[runs.length - 1] = { ...last, endsLine: true };
      continue;
    }
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = context.place(item.transform as number[]);
    const size = Math.hypot(c, d) || Math.hypot(a, b);
    const vertical = context.isVertical(item.fontName);
    const angle = (Math.round((Math.atan2(b, a) * 180) / Math.PI) + (vertical ? 90 : 0) + 360) % 360;
    if (![x, y, size].every(Number.isFinite) || size === 0) continue;
    runs.push({
      text: item.str,
      x,
      y,
      width: (vertical ? item.height : item.width) * context.scale,
      size,
      angle,
      font: context.fontName(item.fontName),
      rightToLeft: item.dir === 'rtl',
      ink: context.inkAt(item.str),
      artifact: marked.at(-1)?.artifact ?? false,
      order: marked.at(-1)?.order ?? null,
      endsLine: item.hasEOL,
    });
  }
  return runs;
}

/** Of a page most of whose text is hidden, that text is what was recognised in its picture: it is read. */
const MOSTLY = 0.5;

/**
 * Text and painting are read from the same program, so their characters come in the same order. Where the counts
 * disagree, nothing is known, and all is dark.
 */
function inkReader({ characters }: PageInk): RunContext['inkAt'] {
  if (characters === null) return () => 'dark';
  const recognised = characters.filter((ink) => ink === 'hidden').length > MOSTLY * characters.length;
  let at = 0;
  return (text) => {
    const ink = characters[at] ?? 'dark';
    at += letterCount(text);
    return recognised && ink === 'hidden' ? 'dark' : ink;
  };
}

interface NamedFace {
  readonly name: string;
  readonly face: FontFace;
}

/** What the names of fonts tell, by pdf.js's own names for them. */
function facesOf(page: PDFPageProxy, fonts: readonly string[]): ReadonlyMap<string, NamedFace> {
  const faces = new Map<string, NamedFace>();
  for (const font of fonts) {
    const known = page.commonObjs.has(font) ? (page.commonObjs.get(font) as { name?: unknown } | null) : null;
    if (typeof known?.name !== 'string' || known.name === '') continue;
    const name = known.name.replace(/^[A-Z]{6}\+/, '');
    faces.set(font, { name, face: faceOf(name) });
  }
  return faces;
}

/** TeX's faces are known by letters: SFBX and CMBX are bold extended, SFTT and CMTT typewriter, CMTI italic. */
export function faceOf(name: string): FontFace {
  return {
    bold: /bold|black|heavy|(?:semi|demi)(?:bold)?\b|-bd\b|^(?:cm|sf|ec|lm)b[xr]?/i.test(name),
    italic: /ital|obli|slant|^(?:cm|sf|ec)(?:ti|sl|it)/i.test(name),
    mono: /mono|courier|consol|typewriter|menlo|monaco|inconsolata|^(?:cm|sf|ec)(?:tt|sltt)|\bcode\b/i.test(
      name,
    ),
  };
}
