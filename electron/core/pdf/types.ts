/**
 * What the layout of a PDF works on. All lengths are points (1/72 inch) in the space of the page as it is shown: the
 * origin is its top left corner, y grows downwards, the page's own rotation is applied.
 */

/** A run of text as the page's program sets it, in the program's order. */
export interface TextRun {
  /** As the font's tables say, in logical order; not cleaned. */
  readonly text: string;
  /** Where its baseline begins, at its left end. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Of the font, in points. */
  readonly size: number;
  /** Degrees clockwise of the direction in which it runs, 0 for a plain line; whole numbers in [0, 360). */
  readonly angle: number;
  readonly font: string;
  readonly rightToLeft: boolean;
  /** Light: a pale grey, as watermarks are printed. Hidden: neither filled nor stroked. */
  readonly ink: 'dark' | 'light' | 'hidden';
  /** The file's own tags say that this is no part of the text: a running head, a page number. */
  readonly artifact: boolean;
  /** Place in the order of the file's own tags; null where it has none. */
  readonly order: number | null;
  /** What the tags say that it belongs to. */
  readonly part: TaggedPart | null;
  /** Nothing is set after it on its line. */
  readonly endsLine: boolean;
}

/** What a file's own tags call apart from its running text. */
export type TaggedPart = 'note' | 'caption' | 'contents' | 'figure';

export interface FontFace {
  readonly bold: boolean;
  readonly italic: boolean;
  /** Typewriter faces, in which programs are printed. */
  readonly mono: boolean;
}

export interface PageText {
  /** From 0. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
  readonly fonts: ReadonlyMap<string, FontFace>;
  /** Degrees clockwise by which its lines run on the real page (see `upright`). */
  readonly turn: Turn;
}

export type Turn = 0 | 90 | 180 | 270;

/** A reference to a note, or a power: small raised characters that are kept out of a segment's text. */
export interface Raised {
  /** UTF-16 offset into the segment's text at which they stood. */
  readonly at: number;
  /** As they are to be read where they are no mark: "2" set small, or "²". */
  readonly text: string;
}

/** Text on one baseline without a wide gap: a line of a column, a cell of a table, a running head. */
export interface Segment {
  readonly page: number;
  readonly x0: number;
  readonly x1: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly font: string;
  /** Cleaned, white space folded, trimmed. */
  readonly text: string;
  /** Pairs of an offset into `text` and the x at which that character begins, in the order of offsets. */
  readonly stops: readonly Stop[];
  readonly raised: readonly Raised[];
  /** The mark of a note that begins here, raised before its text; it is no part of `text`. */
  readonly lead: string | null;
  /** It begins with a drop capital. */
  readonly initial?: true;
  readonly rightToLeft: boolean;
  readonly ink: 'dark' | 'light';
  readonly artifact: boolean;
  readonly order: number | null;
  readonly part: TaggedPart | null;
}

export type Stop = readonly [offset: number, x: number];

/** Text that does not run along the page's lines. */
export interface TurnedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly angle: number;
}

/** What stands on a page beside its running text. */
export type Furniture = 'header' | 'footer' | 'pageNumber' | 'lineNumber' | 'marginal' | 'watermark';

/** A line of a column, ready to be joined to paragraphs. */
export interface Line {
  readonly page: number;
  /** Columns from the left; lines that cross all columns have the column of their left end. */
  readonly column: number;
  readonly crossing: boolean;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly bold: boolean;
  readonly mono: boolean;
  /** From left to right, or from right to left, in reading order. */
  readonly segments: readonly Segment[];
  readonly text: string;
  /** The widest gap between two of its segments, in points. */
  readonly gap: number;
}

/** The usual type of a document's running text. */
export interface BodyType {
  readonly size: number;
  readonly font: string;
  /** From one baseline to the next. */
  readonly leading: number;
}

/** Parts of the page's width or height, 0–0.4, outside which nothing belongs to the running text. */
export interface PageMargins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}
