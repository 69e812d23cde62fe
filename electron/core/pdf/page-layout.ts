import { besideBody, outsideMargins } from './beside.ts';
import { kindsOf } from './classify.ts';
import { guttersOf } from './columns.ts';
import type { Vocabulary } from './hyphens.ts';
import { mergeInitials } from './initials.ts';
import { extentsOf, linesOf } from './lines.ts';
import { footnoteLines } from './notes.ts';
import { readingOrder } from './order.ts';
import type { FlowLine } from './passages.ts';
import { runningRows, type RunningPage } from './running.ts';
import type { PageSegments } from './segments.ts';
import type { BodyType, Furniture, Line, PageMargins, PageText, Segment, TurnedText } from './types.ts';

/** A page whose runs are joined to segments. */
export interface PreparedPage extends RunningPage, PageSegments {
  readonly page: PageText;
}

/** What holds for a whole document. */
export interface LayoutStyle {
  readonly body: BodyType;
  /** The body itself is in a typewriter face, so that such a face means nothing. */
  readonly monoBody: boolean;
  readonly vocabulary: Vocabulary;
  readonly margins: PageMargins | null;
  /** Whether heads, feet and what stands beside the text are looked for: not where they would be all of the text. */
  readonly furniture: boolean;
  /** By page: what the file's own contents call the places on it, as `lettersOf` has it. */
  readonly titles: ReadonlyMap<number, ReadonlySet<string>>;
}

/** What of a title stays the same however it is printed. */
export const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A page taken apart. */
export interface PageLayout {
  readonly page: PageText;
  /** The running text, in reading order. */
  readonly flow: readonly FlowLine[];
  readonly notes: readonly Line[];
  readonly furniture: readonly { readonly kind: Furniture; readonly segments: readonly Segment[] }[];
  readonly turned: readonly TurnedText[];
}

/** Parts of the body's size from which pale text is a watermark, not a grey heading. */
const WATERMARK = 1.8;

/** @param around The pages within `REACH` of this one, itself among them. */
export function layoutPage(
  prepared: PreparedPage,
  around: readonly PreparedPage[],
  style: LayoutStyle,
): PageLayout {
  const { page, segments, turned } = prepared;
  const { body, margins } = style;
  const kinds = new Map<Segment, Furniture>();
  for (const segment of segments) {
    if (segment.ink === 'light' && segment.size >= WATERMARK * body.size) kinds.set(segment, 'watermark');
  }
  const add = (found: ReadonlyMap<Segment, Furniture>) => {
    for (const [segment, kind] of found) if (!kinds.has(segment)) kinds.set(segment, kind);
  };
  if (margins) add(outsideMargins(page, segments, margins));
  if (style.furniture) add(runningRows(page.index, around, body));
  const left = () => segments.filter((segment) => !kinds.has(segment));
  if (style.furniture) add(besideBody(left(), body));
  const text = mergeInitials(left(), body, (word) => style.vocabulary.words.has(word));
  const gutters = guttersOf(text, body.size);
  const lines = linesOf(readingOrder(text, gutters, body.size), gutters, page.fonts);
  const notes = footnoteLines(lines, body);
  const own = lines.filter((line) => !notes.has(line));
  const extents = extentsOf(own);
  const titles = style.titles.get(page.index);
  const lineKinds = kindsOf(own, extents, body, style.monoBody).map((kind, i) =>
    titles?.has(lettersOf(own[i]?.text ?? '')) ? 'heading' : kind,
  );
  return {
    page,
    flow: own.map((line, i) => ({
      line,
      kind: lineKinds[i] ?? 'text',
      extent: extents.get(line.column) ?? { x0: line.x0, x1: line.x1, justified: false },
    })),
    notes: lines.filter((line) => notes.has(line)),
    furniture: grouped(segments, kinds),
    turned,
  };
}

/** Furniture that stands together, from the top of the page down. */
function grouped(
  segments: readonly Segment[],
  kinds: ReadonlyMap<Segment, Furniture>,
): PageLayout['furniture'] {
  const groups: { kind: Furniture; segments: Segment[] }[] = [];
  const sorted = segments.filter((segment) => kinds.has(segment)).sort((a, b) => a.y - b.y || a.x0 - b.x0);
  for (const segment of sorted) {
    const kind = kinds.get(segment)!;
    const group = groups.findLast((each) => each.kind === kind);
    const last = group?.segments.at(-1);
    if (group && last && belongs(kind, last, segment)) group.segments.push(segment);
    else groups.push({ kind, segments: [segment] });
  }
  return groups;
}

function belongs(kind: Furniture, last: Segment, next: Segment): boolean {
  if (kind === 'lineNumber') return true;
  if (kind === 'pageNumber') return false;
  return next.y - last.y < 1.7 * last.size;
}
