import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';
import type { FontFace, PageText, TextRun } from '../../../core/pdf/types.ts';
import { isGarbled } from '../../../core/pdf/mend.ts';
import { letters } from './glyphs.ts';
import { inkOf, type DrawnHyphen, type PageInk } from './ink.ts';
import { pdfjs } from './library.ts';
import { tagsOf, type Tagged } from './tags.ts';

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
    const tags = hasTags ? tagsOf(await page.getStructTree()) : new Map<string, Tagged>();
    const viewport = page.getViewport({ scale: 1 });
    const scale = Math.hypot(Number(viewport.transform[0]), Number(viewport.transform[1])) || 1;
    const faces = facesOf(page, Object.keys(content.styles));
    const runs = runsOf(content.items.slice(0, MOST_RUNS), {
      painted: paintReader(ink),
      tags,
      place: (transform) => Util.transform(viewport.transform, transform) as number[],
      scale,
      isVertical: (font) => (content.styles[font] as { vertical?: boolean } | undefined)?.vertical === true,
      fontName: (font) => faces.get(font)?.name ?? font,
    });
    const whole = runs.map(({ text }) => text).join('');
    const state = /[\p{L}\p{N}\p{Co}\ufffd]/u.test(whole)
      ? isGarbled(whole)
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

interface Painted extends Pick<TextRun, 'text' | 'ink'> {
  /** The hyphen that was put back to its end. */
  readonly hyphen: DrawnHyphen | null;
}

interface RunContext {
  /** How the next characters are painted: called once for each run, in order. */
  readonly painted: (text: string) => Painted;
  readonly tags: ReadonlyMap<string, Tagged>;
  readonly place: (transform: readonly number[]) => number[];
  /** Points of the page for a unit of the file. */
  readonly scale: number;
  readonly isVertical: (font: string) => boolean;
  readonly fontName: (font: string) => string;
}

function runsOf(items: readonly (TextItem | TextMarkedContent)[], context: RunContext): readonly TextRun[] {
  const runs: TextRun[] = [];
  let before: DrawnHyphen | null = null;
  const marked: { readonly artifact: boolean; readonly tagged: Tagged | null }[] = [];
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') marked.pop();
      else {
        const outer = marked.at(-1);
        marked.push({
          artifact: ('tag' in item && item.tag === 'Artifact') || outer?.artifact === true,
          tagged: context.tags.get(item.id) ?? outer?.tagged ?? null,
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
    const { text, ink, hyphen } = context.painted(item.str);
    const width = (vertical ? item.height : item.width) * context.scale;
    const isHyphen = text.trim() === '' && before !== null && fills(before, width / size);
    before = hyphen;
    if (isHyphen && !item.hasEOL) continue;
    runs.push({
      text,
      ink,
      x,
      y,
      width: width + (hyphen?.width ?? 0) * size,
      size,
      angle,
      font: context.fontName(item.fontName),
      rightToLeft: item.dir === 'rtl',
      artifact: marked.at(-1)?.artifact ?? false,
      order: marked.at(-1)?.tagged?.order ?? null,
      part: marked.at(-1)?.tagged?.part ?? null,
      endsLine: item.hasEOL,
    });
  }
  return runs;
}

const RAISED_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Of a page most of whose text is hidden, that text is what was recognised in its picture: it is read. */
const MOSTLY = 0.5;

/**
 * Text and painting are read from the same program, so their characters come in the same order. Where nothing is known
 * of a character, it is dark.
 */
function paintReader({ characters, hyphens, superiors }: PageInk): RunContext['painted'] {
  const hidden = characters?.filter((ink) => ink === 'hidden').length ?? 0;
  const recognised = hidden > MOSTLY * (characters?.length ?? 0);
  let at = 0;
  return (text) => {
    const own = characters?.[at] ?? 'dark';
    const ink = recognised && own === 'hidden' ? 'dark' : own;
    const from = at;
    at += letters(text).length;
    const raised = superiors.size > 0 ? withSuperiors(text, from, superiors) : text;
    return hyphens.size > 0
      ? { ...withHyphens(raised, from, hyphens), ink }
      : { text: raised, ink, hyphen: null };
  };
}

/** Puts back the hyphens that pdf.js takes for soft ones. @param at Characters before the text. */
function withHyphens(text: string, at: number, hyphens: PageInk['hyphens']): Omit<Painted, 'ink'> {
  let before = at;
  let whole = '';
  let hyphen: DrawnHyphen | null = null;
  for (const letter of text) {
    const isLetter = letters(letter).length > 0;
    if (!isLetter && hyphen?.inWord) continue;
    if (isLetter) before++;
    const next = isLetter ? hyphens.get(before) : undefined;
    hyphen = next?.after === letter ? next : null;
    whole += hyphen ? `${letter}-` : letter;
  }
  return { text: whole, hyphen };
}

/** Has the digits that are raised by their font as the raised digits of Unicode. @param at Characters before the text. */
function withSuperiors(text: string, at: number, superiors: PageInk['superiors']): string {
  let next = at;
  return [...text]
    .map((letter) => {
      const place = letters(letter).length > 0 ? next++ : null;
      return place !== null && superiors.has(place) ? (RAISED_DIGITS[Number(letter)] ?? letter) : letter;
    })
    .join('');
}

/** Whether white space of that width (parts of the size) is nothing but the place of the hyphen before it. */
const fills = (hyphen: DrawnHyphen, width: number): boolean =>
  hyphen.inWord || Math.abs(width - hyphen.width) < 0.05;

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
