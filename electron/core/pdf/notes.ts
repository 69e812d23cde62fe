import type { BodyType, Line } from './types.ts';

/** Parts of the body's size that a note's may have. */
const LARGEST = 0.93;
const SMALLEST = 0.55;

const MARK = /^(\d{1,3}|[*†‡§¶]{1,3})\s*[.)\]]?\s*(?=\S)/u;

/**
 * The mark that a note begins with, and how many characters of its line it takes; null for a line that begins none.
 * @param raised The marks of these notes are raised: a plain number at a line's start is a number.
 */
export function noteMark(
  line: Line,
  raised: boolean,
): { readonly mark: string; readonly length: number } | null {
  const lead = line.segments[0]?.lead;
  if (lead) return { mark: lead, length: 0 };
  if (raised) return null;
  const match = MARK.exec(line.text);
  return match?.[1] === undefined ? null : { mark: match[1], length: match[0].length };
}

/**
 * The lines of a page that are footnotes: what its tags call so; in every column from the bottom up, as long as they
 * are smaller than the body; they begin with a mark, stand apart, or fill less than most of the column. What stands
 * below a title of its own is a box with something to read, unless it has marks.
 */
export function footnoteLines(lines: readonly Line[], body: BodyType): ReadonlySet<Line> {
  const notes = new Set(lines.filter(({ segments }) => segments[0]?.part === 'note'));
  for (const column of new Set(lines.map((line) => line.column))) {
    const own = lines.filter((line) => line.column === column).sort((a, b) => a.y - b.y);
    let first = own.length;
    while (first > 0 && isSmall(own[first - 1]!, body)) first--;
    const small = own.slice(first);
    const above = own[first - 1];
    if (small.length === 0 || (above === undefined && own.length >= 4)) continue;
    const gap = above ? small[0]!.y - above.y : Infinity;
    const marked = small.some((line) => noteMark(line, false) !== null);
    const titles = above && gap < 3 * body.size ? [above, small[0]!] : [small[0]!];
    if (!marked && titles.some((line) => isTitle(line, small.at(line === above ? 0 : 1)))) continue;
    if (marked || gap > 1.6 * body.size || small.length < 0.75 * own.length)
      for (const line of small) notes.add(line);
  }
  return notes;
}

/** A bold line that ends before those below it do, without the mark of a sentence. */
const isTitle = (line: Line, below: Line | undefined): boolean =>
  line.bold && below?.bold === false && line.x1 < below.x1 && !/[.,;]$/u.test(line.text);

const isSmall = ({ size }: Line, body: BodyType): boolean =>
  size <= LARGEST * body.size && size > SMALLEST * body.size;

/** A footnote, whole: its lines may run over columns and pages. */
export interface Note {
  readonly mark: string | null;
  /** Characters of its first line that are the mark. */
  readonly markLength: number;
  readonly lines: readonly Line[];
  /** Unique in its document. */
  readonly anchor: string;
}

/** @param pages The note lines of pages that follow each other, in reading order. */
export function notesOf(pages: readonly (readonly Line[])[]): readonly Note[] {
  const notes: (Note & { readonly lines: Line[] })[] = [];
  const raised = pages.flat().some((line) => line.segments[0]?.lead);
  for (const lines of pages) {
    let count = 0;
    for (const line of lines) {
      const note = notes.at(-1);
      const last = note?.lines.at(-1);
      const mark = noteMark(line, raised);
      const apart =
        last?.page === line.page && last.column === line.column && line.y - last.y > 1.9 * line.size;
      const far = last !== undefined && line.page - last.page > 1;
      if (note && mark === null && !apart && !far) note.lines.push(line);
      else {
        const anchor = `note-${line.page + 1}-${++count}`;
        notes.push({ mark: mark?.mark ?? null, markLength: mark?.length ?? 0, lines: [line], anchor });
      }
    }
  }
  return notes;
}
