/**
 * The Document: what every reader makes and everything after it uses.
 *
 * A document is a list of sections in reading order (an EPUB's spine items, a Markdown file's top chapters, a run of
 * paragraphs of a plain text); a section is a list of blocks; a block is one cleaned text plus spans over it. All
 * offsets are UTF-16 code units into `Block.text`. Sections are read lazily, so a position is (section, block, offset).
 */

/** A half-open range of UTF-16 offsets: `text.slice(from, to)`. */
export type TextRange = readonly [from: number, to: number];

export const BLOCK_KINDS = [
  'heading',
  'paragraph',
  'listItem',
  'quote',
  'verse',
  'code',
  'table',
  'caption',
  'figure',
  'note',
  'formula',
  'separator',
  // What a printed page has around its text.
  'header',
  'footer',
  'pageNumber',
  'lineNumber',
  'watermark',
  'marginal',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Why a block is shown but not spoken. */
export const SKIP_REASONS = [
  'code',
  'note',
  'table',
  'image',
  'decoration',
  'caption',
  'formula',
  'header',
  'footer',
  'page-number',
  'line-number',
  'watermark',
  'marginal',
  /** A list of contents inside the book: every entry of it is a link, none is the story. */
  'contents',
  'hidden',
  /** The person decided so, for this block or for its kind. */
  'chosen',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What a choice may be about: the kinds of blocks, and two things that a block may be besides. */
export const PLAN_KINDS = [...BLOCK_KINDS, 'contents', 'hidden'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

/** What decided on a block, from the nearest. */
export const DECIDERS = ['block', 'document', 'settings', 'reader'] as const;
export type Decider = (typeof DECIDERS)[number];

/** What the plan knows of a block beside its decision; no reader gives it. */
export interface Planned {
  readonly kind: PlanKind;
  readonly by: Decider;
}

export const SPAN_KINDS = [
  'emphasis',
  'strong',
  'code',
  'link',
  'sub',
  'sup',
  'smallCaps',
  'strike',
  'noteref',
] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/**
 * Inline markup over a block's text. Spans may nest and never cross; the list is ordered by `from`, outer first.
 * A `noteref` is empty (`from === to`): it stands where the reference to a note stood, whose number is no part of the
 * text, so that it is neither spoken nor in the way of a word.
 */
export interface Span {
  readonly kind: SpanKind;
  readonly from: number;
  readonly to: number;
  /** Links: an absolute web address, or `#section/anchor` inside this document. Nothing else is kept. */
  readonly href?: string;
}

/**
 * Where a part of a block's text stands on its page, for documents that have pages. A line of print is one box, or
 * several where it has wide gaps. Lengths are points (1/72 inch) in the page as it is shown, its rotation applied:
 * the origin is the top left corner, y grows downwards.
 */
export interface LineBox {
  /** From 0: an index into `DocumentSummary.pages`. */
  readonly page: number;
  /** UTF-16 offsets into the block's text. Boxes are in the order of the text, and leave out what joins them. */
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /**
   * Pairs of an offset and the x at which its character begins, ascending by offset, where the file says it and it
   * does not lie on the straight line between its neighbours. Between them, and from and to the box's ends, interpolate.
   * Where x falls with growing offsets, the line runs from right to left.
   */
  readonly stops?: readonly (readonly [offset: number, x: number])[];
}

/** A page of a document that has pages, in points. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
  /** What the document calls it: "iv", "12". */
  readonly label: string;
}

export interface Block {
  readonly kind: BlockKind;
  /** Heading: 1–6. List item: nesting depth from 1. Otherwise 0. */
  readonly level: number;
  /** List items and notes: what is shown before the text, such as "•", "3." or "†"; else null. It is no part of `text`. */
  readonly marker: string | null;
  /** The one cleaned text: NFC, no control characters, white space folded (line feeds kept in verse and code), trimmed. */
  readonly text: string;
  readonly spans: readonly Span[];
  /** BCP 47 tag from the markup, or null where the document's language holds. */
  readonly language: string | null;
  readonly spoken: boolean;
  /** Null exactly when `spoken`. */
  readonly reason: SkipReason | null;
  /** Ids of the source that begin in this block: targets of the contents and of links. */
  readonly anchors: readonly string[];
  /** Figures: the resource to show (see `OpenDocument.resource`), else null. `text` is then its alternative text. */
  readonly image: string | null;
  /** Documents that have pages: where the text stands on them. */
  readonly lines?: readonly LineBox[];
  /** What the reading plan knows of it; only on blocks that the plan has decided on (see `plan.ts`). */
  readonly planned?: Planned;
}

export interface Section {
  readonly index: number;
  readonly blocks: readonly Block[];
}

export interface SectionInfo {
  /** From the contents, where an entry points to this section's start; else null. */
  readonly title: string | null;
  /** Characters to be read; an estimate from the file's size until the section has been parsed. For progress only. */
  readonly weight: number;
  /** Of a document that has pages: the first on which blocks of the section begin, and one past the last. */
  readonly pages?: readonly [from: number, to: number];
}

export interface TocEntry {
  readonly title: string;
  readonly section: number;
  /** Which of the section's `anchors`, or null for its start. */
  readonly anchor: string | null;
  readonly children: readonly TocEntry[];
}

export const DOCUMENT_FORMATS = [
  'text',
  'markdown',
  'epub',
  'pdf',
  'docx',
  'odt',
  'rtf',
  'html',
  'fb2',
  'mobi',
  'subtitles',
] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export interface Metadata {
  readonly format: DocumentFormat;
  readonly title: string;
  readonly authors: readonly string[];
  /** BCP 47 tag, as found or detected; null where nothing is known. */
  readonly language: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly description: string | null;
  readonly identifier: string | null;
  /** Resource name of the cover image, or null. */
  readonly cover: string | null;
}

export interface DocumentSummary {
  readonly metadata: Metadata;
  readonly toc: readonly TocEntry[];
  readonly sections: readonly SectionInfo[];
  /** What was wrong with the file and read around, as sentences for the person. */
  readonly warnings: readonly string[];
  /** Of a document that has pages (PDF). */
  readonly pages?: readonly PageSize[];
}

/** A place in a document, strong enough to be found again after the file was read anew. */
export interface Position {
  readonly section: number;
  readonly block: number;
  readonly offset: number;
  /** Up to 64 characters from `offset` on: finds the place again if the blocks have moved. */
  readonly quote: string;
}

export const START: Position = { section: 0, block: 0, offset: 0, quote: '' };
