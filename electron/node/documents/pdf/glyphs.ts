/** The glyphs of a page's program, as pdf.js lists them for drawing: more is known of them than of the text. */

export interface Glyph {
  readonly unicode: string;
  /** Thousandths of the font's size. */
  readonly width: number;
}

/** Glyphs, and numbers that move what follows to the left, in thousandths of the size. */
export type Shown = readonly (Glyph | number)[];

/** Thousandths of the size from which a gap is a space. */
const WORD_GAP = 160;

/** @param shown What one operator shows. */
export const glyphsOf = (shown: unknown): Shown =>
  Array.isArray(shown)
    ? (shown as unknown[]).filter((each) => typeof each === 'number' || isGlyph(each))
    : [];

const isGlyph = (value: unknown): value is Glyph =>
  typeof value === 'object' &&
  value !== null &&
  'unicode' in value &&
  typeof value.unicode === 'string' &&
  'width' in value &&
  typeof value.width === 'number';

/** What pdf.js gives of a text that is neither white space nor a sign that only directs the others. */
export const letters = (text: string): readonly string[] => [...text.replace(/[\s\p{Cf}]/gu, '')];

/** Whether the next glyph is a letter's, as close as letters are. */
export function wordGoesOn(glyphs: Shown, from: number): boolean {
  const next = glyphs.slice(from).find((each) => typeof each !== 'number' || each < -WORD_GAP);
  return typeof next === 'object' && /\S/u.test(next.unicode);
}

/** Digits without a gap between them. */
export interface Figure {
  /** Characters of the page before it. */
  readonly at: number;
  readonly font: string;
  readonly digits: readonly Glyph[];
  /** What touches it on either side; empty for none. */
  readonly before: string;
  readonly after: string;
}

/** The figures that one operator shows. @param at Characters of the page before it. */
export function figuresOf(shown: Shown, at: number, font: string): readonly Figure[] {
  const figures: { at: number; font: string; digits: Glyph[]; before: string; after: string }[] = [];
  let [count, before] = [at, ''];
  let open: (typeof figures)[number] | null = null;
  for (const glyph of shown) {
    if (typeof glyph === 'number') {
      if (glyph < -WORD_GAP) [open, before] = [null, ''];
      continue;
    }
    const isDigit = /^\d$/.test(glyph.unicode);
    if (isDigit && open) open.digits.push(glyph);
    else if (isDigit) figures.push((open = { at: count, font, digits: [glyph], before, after: '' }));
    else {
      if (open) open.after = glyph.unicode.trim();
      open = null;
    }
    before = glyph.unicode.trim();
    count += letters(glyph.unicode).length;
  }
  return figures;
}

/** Parts of the width that a font's other form of the same digit has, or its widest digit. */
const OWN_WIDTH = 0.8;
const ANY_WIDTH = 0.72;
/** Digits: no book has more notes on a page than these can count. */
const LONGEST_MARK = 3;

/**
 * The digits that mark notes in the small raised form that good fonts have of them: as large as the text and on its
 * baseline, they can be told by their width alone. A one is narrow by nature in many fonts.
 * @returns Their places among the characters of the page.
 */
export function superiorsOf(figures: readonly Figure[]): ReadonlySet<number> {
  const widest = new Map<string, number>();
  const reach = (key: string, width: number) => widest.set(key, Math.max(widest.get(key) ?? 0, width));
  for (const { font, digits } of figures) {
    for (const { unicode, width } of digits) {
      reach(font, width);
      reach(`${font} ${unicode}`, width);
    }
  }
  const isNarrow = (font: string, { unicode, width }: Glyph, touches: boolean) =>
    width < OWN_WIDTH * (widest.get(`${font} ${unicode}`) ?? 0) ||
    ((unicode !== '1' || touches) && width < ANY_WIDTH * (widest.get(font) ?? 0));
  const marks = figures.filter(({ font, digits, before, after }) => {
    const touches = before !== '';
    const placed = touches ? /[\p{L}.,;:!?)\]’”»]$/u.test(before) : after === '' || /^\p{L}/u.test(after);
    return placed && digits.length <= LONGEST_MARK && digits.every((digit) => isNarrow(font, digit, touches));
  });
  return new Set(marks.flatMap(({ at, digits }) => digits.map((_, i) => at + i)));
}
