import type { LineKind } from './classify.ts';
import type { Extent } from './lines.ts';
import type { BodyType, Line } from './types.ts';

/** A line of the running text with what is known of it. */
export interface FlowLine {
  readonly line: Line;
  readonly kind: LineKind;
  /** Of its column. */
  readonly extent: Extent;
}

/** Lines that make one block. */
export interface Passage {
  readonly kind: LineKind;
  readonly lines: readonly Line[];
}

interface Draft {
  readonly kind: LineKind;
  readonly lines: FlowLine[];
}

const FLOATS: readonly LineKind[] = ['caption', 'labels', 'table', 'formula', 'code', 'contents'];
const TERMINAL = /[.!?…:;。！？»”"’')\]—]\s*$/u;
export const ENDS_SENTENCE = /[.!?…:。！？]["»”’')\]]*\s*$/u;
const BULLET = /^[•◦▪‣●○■□➢➤✓∗]\s/u;
const ITEM = /^(?:\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S/u;

/**
 * Joins lines to passages: a new one begins with an indent, a wide gap, another size or kind, after a short last line.
 * Captions, tables, formulas and programs do not end the paragraph that they interrupt: a sentence goes on behind them.
 */
export function passagesOf(lines: readonly FlowLine[], body: BodyType): readonly Passage[] {
  const passages: Draft[] = [];
  let text: Draft | null = null;
  let float: Draft | null = null;
  for (const line of lines) {
    if (FLOATS.includes(line.kind)) {
      if (float?.kind !== line.kind || (line.kind === 'caption' && !adjoins(float, line)))
        passages.push((float = draft(line)));
      else float.lines.push(line);
      continue;
    }
    if (float?.kind === 'caption' && line.kind === 'text' && continuesCaption(float, line, body)) {
      float.lines.push(line);
      continue;
    }
    const continues = text !== null && (float ? resumes(text, line) : !begins(text, line, body));
    float = null;
    if (text && continues) text.lines.push(line);
    else passages.push((text = draft(line)));
  }
  return passages.map(({ kind, lines: own }) => ({ kind, lines: own.map(({ line }) => line) }));
}

/** Parts of the size by which words stand apart that are no sentence. */
const SPREAD = 2;

/** Words far apart on one line: those of a drawing, the cells of a row. */
export const isSpread = ({ segments, gap, size }: Line): boolean =>
  segments.length > 1 && gap > SPREAD * size;

const draft = (line: FlowLine): Draft => ({ kind: line.kind, lines: [line] });

/** Columns of a few rows are not known as such: what stands above and right of the last line is in another. */
const sameColumn = (a: Line, b: Line): boolean =>
  a.page === b.page &&
  a.column === b.column &&
  a.crossing === b.crossing &&
  !(b.y < a.y && b.x0 > a.x1 && b.segments[0]?.rightToLeft !== true);

function adjoins({ lines }: Draft, { line }: FlowLine): boolean {
  const last = lines.at(-1)!.line;
  return (
    sameColumn(last, line) &&
    line.y - last.y > 0 &&
    line.y - last.y < 1.6 * last.size &&
    !ITEM.test(line.text)
  );
}

/** A caption's further lines are smaller than the text, or in its own size close below it. */
function continuesCaption(float: Draft, next: FlowLine, body: BodyType): boolean {
  const last = float.lines.at(-1)!.line;
  const alike = Math.abs(next.line.size - last.size) < 0.06 * body.size && next.line.font === last.font;
  return (
    alike &&
    adjoins(float, next) &&
    !(ENDS_SENTENCE.test(last.text) && isShort(float.lines.at(-1)!, next.line, body))
  );
}

/** Whether a paragraph that was interrupted goes on. */
function resumes({ kind, lines }: Draft, { line, kind: next }: FlowLine): boolean {
  const last = lines.at(-1)!.line;
  const size = Math.abs(line.size - last.size) < 0.08 * last.size;
  return (
    kind === next &&
    size &&
    (/[-‐]\s*$/u.test(last.text) || (!ENDS_SENTENCE.test(last.text) && /^\p{Ll}/u.test(line.text)))
  );
}

/**
 * Whether a line ends before its column does. Where lines are ragged, it does if the next one's first word would have
 * had room on it.
 */
function isShort({ line, extent }: FlowLine, next: Line, body: BodyType): boolean {
  const room = extent.x1 - line.x1;
  if (extent.justified) return room > body.size;
  const word = /^\S*/u.exec(next.text)?.[0].length ?? 0;
  const width = (word * (next.x1 - next.x0)) / Math.max(1, next.text.length);
  return room > Math.max(width + 0.4 * body.size, 1.5 * body.size);
}

/** Whether a line begins a new passage. */
function begins({ kind, lines }: Draft, next: FlowLine, body: BodyType): boolean {
  const last = lines.at(-1)!;
  const { line } = next;
  if (kind !== next.kind || sizesDiffer(last.line, line, body)) return true;
  if (isSpread(last.line) !== isSpread(line) && !sameColumn(last.line, line)) return true;
  if (BULLET.test(line.text) || line.segments[0]?.initial) return true;
  const rightToLeft = line.segments[0]?.rightToLeft === true;
  const indent = rightToLeft ? next.extent.x1 - line.x1 : line.x0 - next.extent.x0;
  const lastIndent = rightToLeft ? last.extent.x1 - last.line.x1 : last.line.x0 - last.extent.x0;
  const short = rightToLeft ? last.line.x0 > last.extent.x0 + 2.2 * body.size : isShort(last, line, body);
  const ended = TERMINAL.test(last.line.text);
  const indented = indent > 0.7 * body.size;
  if (!sameColumn(last.line, line)) {
    if (kind === 'heading') return true;
    if (/[-‐]\s*$/u.test(last.line.text)) return false;
    const small = /^\p{Ll}/u.test(line.text);
    if (indented && !small && lastIndent < indent - 0.5 * body.size) return true;
    return (ended && (indented || short)) || (short && !small);
  }
  const step = line.y - last.line.y;
  const leading = usualStep(lines) ?? body.leading * Math.max(1, line.size / body.size);
  if (step > 1.45 * leading || step < -0.5 * body.leading) return true;
  if (kind === 'heading') return false;
  if (indented && indent < 6 * body.size) {
    if (lastIndent < indent - 0.5 * body.size) return !isHanging(lines, last);
    // Where first lines are indented, a short one is a whole paragraph.
    const alike = Math.abs(lastIndent - indent) < 0.3 * body.size;
    const alone =
      lines.length === 1 &&
      (short || ENDS_SENTENCE.test(last.line.text)) &&
      (ended || !/^\p{Ll}/u.test(line.text));
    if (alike && (alone || (short && ended))) return true;
  }
  if (short && ENDS_SENTENCE.test(last.line.text) && indent < 0.5 * body.size) return true;
  return ITEM.test(line.text) && (ended || short);
}

/** The second line of an entry whose first one hangs out to the left: a list, a bibliography. */
function isHanging(lines: readonly FlowLine[], last: FlowLine): boolean {
  return (
    lines.length === 1 &&
    (BULLET.test(last.line.text) || ITEM.test(last.line.text) || /^\[\d+\]/.test(last.line.text))
  );
}

const sizesDiffer = (last: Line, line: Line, body: BodyType): boolean =>
  Math.abs(line.size - last.size) > 0.08 * body.size && line.text.length >= 4 && last.text.length >= 4;

/** The distance of a passage's own lines, where it has two of one column. */
function usualStep(lines: readonly FlowLine[]): number | null {
  const [a, b] = [lines.at(-2)?.line, lines.at(-1)?.line];
  return a && b && sameColumn(a, b) && b.y > a.y ? b.y - a.y : null;
}
