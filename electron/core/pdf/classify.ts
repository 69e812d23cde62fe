import type { Extent } from './lines.ts';
import type { BodyType, Line } from './types.ts';

export type LineKind = 'heading' | 'caption' | 'table' | 'formula' | 'code' | 'text';

/** Characters. */
const LONGEST_HEADING = 120;
/** Parts of the body's size from which a line is a heading by its size alone. */
const HEADING_SIZE = 1.12;

const CAPTION =
  /^(?:fig(?:ure|ura|\.)?|table(?:au)?|tab(?:elle|ella|la|\.)|abb(?:ildung|\.)|listing|algorithm|cuadro|quadro|scheme|plate|chart|gráfico|grafik|diagramm?)\s*(?:\d+|[IVX]+\b|[A-Z]\.\d+)/iu;

export function isCaption(line: Line, body: BodyType): boolean {
  return line.size < 1.02 * body.size && CAPTION.test(line.text);
}

/** A row of three cells or more. One alone is no table, which the lines around it tell. */
export const isTableRow = (line: Line): boolean => line.segments.length >= 3 && line.gap > 1.5 * line.size;

export function isHeading(line: Line, extent: Extent | undefined, body: BodyType): boolean {
  const text = line.text.trim();
  if (text.length >= LONGEST_HEADING || /[,;]$/.test(text) || !/\p{L}|\p{N}/u.test(text)) return false;
  if (line.size >= HEADING_SIZE * body.size) return true;
  const short = !extent || line.x1 - line.x0 < 0.8 * (extent.x1 - extent.x0);
  return line.bold && line.size > 0.93 * body.size && short && /^[\d.\sIVXA-Z]*[\p{Lu}\p{Lo}\d]/u.test(text);
}

/** A displayed formula: away from both edges, with a sign of mathematics and no word. */
function isFormula({ text, x0, x1, size }: Line, extent: Extent | undefined): boolean {
  if (!extent || x0 < extent.x0 + 1.5 * size || x1 > extent.x1 + size) return false;
  return (
    /[=<>≤≥≈≡∑∫∏√±×∈∞→⇒∂∇]/u.test(text) &&
    !/\p{L}{4,}/u.test(
      text.replace(/\b(?:sin|cos|tan|log|exp|lim|max|min|sup|inf|mod|det|arg|sinh|cosh)\b/gu, ''),
    )
  );
}

/** From 1, by how much larger than the body a heading is: the same on every page, whatever else was read. */
export function headingLevel(size: number, body: BodyType): number {
  const ratio = size / body.size;
  if (ratio >= 1.9) return 1;
  if (ratio >= 1.5) return 2;
  if (ratio >= 1.3) return 3;
  return ratio >= HEADING_SIZE ? 4 : 5;
}

/** The kinds of a page's lines, in their order. @param extents By column. @param monoBody The body itself is in a typewriter face. */
export function kindsOf(
  lines: readonly Line[],
  extents: ReadonlyMap<number, Extent>,
  body: BodyType,
  monoBody: boolean,
): readonly LineKind[] {
  const kinds = lines.map((line): LineKind => {
    if (isTableRow(line)) return 'table';
    if (isCaption(line, body)) return 'caption';
    if (line.mono && !monoBody) return 'code';
    if (isHeading(line, extents.get(line.column), body)) return 'heading';
    return isFormula(line, extents.get(line.column)) ? 'formula' : 'text';
  });
  return kinds.map((kind, i) => {
    if (kind !== 'table') return kind;
    const neighbours = [kinds[i - 1], kinds[i + 1], kinds[i + 2], kinds[i - 2]];
    return neighbours.includes('table') ? 'table' : 'text';
  });
}
