import { contentsLines } from './contents.ts';
import { belongsToFormula, isFormula } from './formulas.ts';
import type { Extent } from './lines.ts';
import { tableRows } from './tables.ts';
import type { BodyType, Line } from './types.ts';

/** Labels: the words of a drawing. */
export type LineKind = 'heading' | 'caption' | 'labels' | 'table' | 'formula' | 'code' | 'contents' | 'text';

/** Characters. */
const LONGEST_HEADING = 120;
const SMALL_HEADING = 40;
/** Parts of the body's size from which a line is a heading by its size alone. */
const HEADING_SIZE = 1.12;

const CAPTION =
  /^(?:fig(?:ure|ura|\.)?|table(?:au)?|tab(?:elle|ella|la|\.)|abb(?:ildung|\.)|listing|algorithm|cuadro|quadro|scheme|plate|chart|gráfico|grafik|diagramm?)\s*(?:\d+|[IVX]+\b|[A-Z]\.\d+)/iu;

export function isCaption(line: Line, body: BodyType): boolean {
  return line.size < 1.02 * body.size && CAPTION.test(line.text);
}

export function isHeading(line: Line, extent: Extent | undefined, body: BodyType): boolean {
  const text = line.text.trim();
  if (text.length >= LONGEST_HEADING || /[,;]$/.test(text) || !/\p{L}|\p{N}/u.test(text)) return false;
  if (line.size >= HEADING_SIZE * body.size) return true;
  const short = !extent || line.x1 - line.x0 < 0.8 * (extent.x1 - extent.x0);
  // That of an abstract is bold and small.
  const small = line.size <= 0.93 * body.size;
  if (line.size <= 0.78 * body.size || (small && (text.length > SMALL_HEADING || /[.:]$/.test(text))))
    return false;
  return line.bold && short && /^[\d.\sIVXA-Z]*[\p{Lu}\p{Lo}\d]/u.test(text);
}

/** From 1, by how much larger than the body a heading is: the same on every page, whatever else was read. */
export function headingLevel(size: number, body: BodyType): number {
  const ratio = size / body.size;
  if (ratio >= 1.9) return 1;
  if (ratio >= 1.5) return 2;
  if (ratio >= 1.3) return 3;
  return ratio >= HEADING_SIZE ? 4 : 5;
}

/** Characters: a longer line inside a figure is text that was set in a frame. */
const LONGEST_LABEL = 60;

/** What the file's own tags say of a line, where that can be believed. */
function taggedKind({ segments, text }: Line): LineKind | null {
  const part = segments[0]?.part ?? null;
  if (part === 'caption' || part === 'contents') return part;
  return part === 'figure' && text.length <= LONGEST_LABEL ? 'labels' : null;
}

/** The kinds of a page's lines, in their order. @param extents By column. @param monoBody The body itself is in a typewriter face. */
export function kindsOf(
  lines: readonly Line[],
  extents: ReadonlyMap<number, Extent>,
  body: BodyType,
  monoBody: boolean,
): readonly LineKind[] {
  const contents = contentsLines(lines);
  const rows = tableRows(lines, extents);
  const kinds = lines.map((line): LineKind => {
    const tagged = taggedKind(line);
    if (tagged) return tagged;
    if (contents.has(line)) return 'contents';
    if (isCaption(line, body)) return 'caption';
    if (rows.has(line)) return 'table';
    if (line.mono && !monoBody) return 'code';
    if (isHeading(line, extents.get(line.column), body)) return 'heading';
    return isFormula(line, extents.get(line.column)) ? 'formula' : 'text';
  });
  return withFormulaParts(kinds);

  /** Twice: the limit of a sum may be two lines away. */
  function withFormulaParts(first: readonly LineKind[]): readonly LineKind[] {
    let found = first;
    for (let times = 0; times < 2; times++) {
      found = found.map((kind, i) => {
        if (kind !== 'text') return kind;
        const isPart = [-2, -1, 1, 2].some(
          (step) =>
            found[i + step] === 'formula' &&
            belongsToFormula(lines[i]!, lines[i + step]!, extents.get(lines[i]!.column)),
        );
        return isPart ? 'formula' : kind;
      });
    }
    return found;
  }
}
