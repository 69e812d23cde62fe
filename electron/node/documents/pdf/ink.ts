import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import type { TextRun } from '../../../core/pdf/types.ts';
import { figuresOf, glyphsOf, letters, superiorsOf, wordGoesOn, type Figure } from './glyphs.ts';
import { pdfjs } from './library.ts';

type Ink = TextRun['ink'];

const SOFT_HYPHEN = '\u00ad';
/** PDF 32000-1, table 106: modes 3 and 7 neither fill nor stroke. */
const INVISIBLE = [3, 7];
/** Lightness on white paper, 0 black to 1 white: watermarks are paler than this. White is no watermark: it stands on colour. */
const PALE = 0.6;
const WHITE = 0.98;

interface State {
  mode: number;
  /** The darkest of red, green and blue, 0–1. */
  lightness: number;
  alpha: number;
}

export interface PageInk {
  /** The ink of each character that is not white space, in the order in which they are set; null: all of it dark. */
  readonly characters: readonly Ink[] | null;
  /**
   * Hyphens that the file calls soft ones though they are drawn, as Word, Typst and XeTeX do where both share a glyph:
   * pdf.js leaves them out of the text. By the number of characters before them.
   */
  readonly hyphens: ReadonlyMap<number, DrawnHyphen>;
  /** Digits that a font has small and raised, by the number of characters before them. */
  readonly superiors: ReadonlySet<number>;
  /** Whether anything but text is on the page: an image, a drawing. */
  readonly drawn: boolean;
}

export interface DrawnHyphen {
  /** The character before it. */
  readonly after: string;
  /** Parts of the font's size. */
  readonly width: number;
  /** Its word goes on at once: a space that pdf.js sees there is the hyphen's own. */
  readonly inWord: boolean;
}

/** How the text of a page is painted, from the page's program. */
export async function inkOf(list: PDFOperatorList): Promise<PageInk> {
  const { OPS } = await pdfjs();
  const characters: Ink[] = [];
  const hyphens = new Map<number, DrawnHyphen>();
  const figures: Figure[] = [];
  let font = '';
  let last = '';
  const stack: State[] = [];
  let state: State = { mode: 0, lightness: 0, alpha: 1 };
  let plain = true;
  let drawn = false;
  (list.fnArray as number[]).forEach((operator, index) => {
    const args = (list.argsArray as unknown[])[index] as readonly unknown[] | null;
    switch (operator) {
      case OPS.save:
      case OPS.paintFormXObjectBegin:
        stack.push({ ...state });
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        state = stack.pop() ?? state;
        break;
      case OPS.setTextRenderingMode:
        state.mode = Number(args?.[0]);
        break;
      case OPS.setFont:
        font = String(args?.[0]);
        break;
      case OPS.setFillRGBColor:
        state.lightness = lightnessOf(args?.[0]);
        break;
      case OPS.setGState:
        state.alpha = alphaOf(args?.[0]) ?? state.alpha;
        break;
      case OPS.transform:
      case OPS.constructPath:
      case OPS.shadingFill:
        drawn = true;
        break;
      case OPS.showText: {
        const ink = inkNow(state);
        plain &&= ink === 'dark';
        const shown = glyphsOf(args?.[0]);
        figures.push(...figuresOf(shown, characters.length, font));
        shown.forEach((glyph, at, glyphs) => {
          if (typeof glyph === 'number') return;
          const { unicode, width } = glyph;
          if (unicode === SOFT_HYPHEN && width > 0)
            hyphens.set(characters.length, {
              after: last,
              width: width / 1000,
              inWord: wordGoesOn(glyphs, at + 1),
            });
          for (const letter of letters(unicode)) {
            characters.push(ink);
            last = letter;
          }
        });
        break;
      }
    }
  });
  return { characters: plain ? null : characters, hyphens, superiors: superiorsOf(figures), drawn };
}

function inkNow({ mode, lightness, alpha }: State): Ink {
  if (INVISIBLE.includes(mode) || alpha === 0) return 'hidden';
  const shown = 1 - alpha * (1 - lightness);
  return shown >= PALE && shown < WHITE ? 'light' : 'dark';
}

/** @param color As `#rrggbb`. */
function lightnessOf(color: unknown): number {
  const match = typeof color === 'string' ? /^#(..)(..)(..)$/.exec(color) : null;
  return match ? Math.min(...match.slice(1).map((part) => parseInt(part, 16))) / 255 : 0;
}

/** The `ca` entry of a graphics state. */
function alphaOf(entries: unknown): number | null {
  if (!Array.isArray(entries)) return null;
  const entry = (entries as unknown[]).find((each) => Array.isArray(each) && each[0] === 'ca') as
    readonly [string, unknown] | undefined;
  return typeof entry?.[1] === 'number' ? entry[1] : null;
}
