import { isOrnament, isSpeakable } from '../document/clean.ts';
import { divideLongBlock } from '../document/long.ts';
import type { Block, BlockKind, LineBox, SkipReason, Span } from '../document/model.ts';
import { headingLevel } from './classify.ts';
import { compose, PROSE, withoutStart, type Composed, type NoteOf, type Joints } from './compose.ts';
import type { Note } from './notes.ts';
import type { LayoutStyle } from './page-layout.ts';
import type { Passage } from './passages.ts';
import { plainMark } from './superscripts.ts';
import type { Furniture, Line, PageText, Segment, TurnedText } from './types.ts';

/** A block, and the page on which it begins. */
export interface PlacedBlock {
  readonly page: number;
  readonly block: Block;
  /** Of its first line, in points from the top of the page. */
  readonly y: number;
}

export interface BlockContext {
  readonly style: LayoutStyle;
  /** The anchor of a page's note with that mark; null where it has none. */
  readonly noteAnchor: (mark: string, page: number) => string | null;
}

const REASONS: Readonly<Partial<Record<BlockKind, SkipReason>>> = {
  note: 'note',
  caption: 'caption',
  table: 'table',
  formula: 'formula',
  figure: 'image',
  code: 'code',
  header: 'header',
  footer: 'footer',
  pageNumber: 'page-number',
  lineNumber: 'line-number',
  marginal: 'marginal',
  watermark: 'watermark',
};

const BULLET = /^([•◦▪‣●○■□➢➤✓∗])\s+/u;
const CELLS: Joints = { cells: ', ', lines: '\n' };
const CODE: Joints = { cells: '  ', lines: '\n' };

export function passageBlocks(passage: Passage, context: BlockContext): readonly PlacedBlock[] {
  const { kind, lines } = passage;
  if (kind === 'table')
    return lines.flatMap((line) => place([line], 'table', composed([line], context, CELLS)));
  if (kind === 'contents')
    return lines.flatMap((line) =>
      place([line], 'paragraph', composed([line], context), { spoken: false, reason: 'contents' }),
    );
  if (kind === 'code') return place(lines, 'code', composed(lines, context, CODE));
  const content = composed(lines, context);
  if (kind === 'labels') return place(lines, 'figure', content);
  if (kind !== 'text') {
    const level = kind === 'heading' ? headingLevel(lines[0]?.size ?? 0, context.style.body) : 0;
    return place(lines, kind, content, { level });
  }
  const marker = BULLET.exec(content.text);
  return marker
    ? place(lines, 'listItem', withoutStart(content, marker[0].length), {
        level: 1,
        marker: marker[1] ?? null,
      })
    : place(lines, 'paragraph', content);
}

export function noteBlocks(
  { mark, markLength, lines, anchor }: Note,
  context: BlockContext,
): readonly PlacedBlock[] {
  const content = composed(lines, context);
  return place(lines, 'note', withoutStart(content, markLength), { marker: mark, anchors: [anchor] });
}

export function furnitureBlock(
  kind: Furniture,
  segments: readonly Segment[],
  context: BlockContext,
): readonly PlacedBlock[] {
  const lines = segments.map((segment): Line => ({
    ...segment,
    column: 0,
    crossing: false,
    bold: false,
    mono: false,
    segments: [segment],
    gap: 0,
  }));
  return place(
    lines,
    kind,
    composed(lines, context, kind === 'marginal' ? PROSE : { cells: ' ', lines: ' ' }),
  );
}

/** Text across the page is a watermark when it is large; up or down a margin it is marginal. */
export function turnedBlock(
  turned: TurnedText,
  page: PageText,
  { body, furniture }: LayoutStyle,
): readonly PlacedBlock[] {
  const { x, y, size, angle } = turned;
  const beside = angle % 90 !== 0 && size >= 1.5 * body.size ? 'watermark' : 'marginal';
  const kind = furniture ? beside : 'paragraph';
  const text = turned.text.trim();
  if (text === '' || !isSpeakable(text)) return [];
  return [{ page: page.index, y, block: blockOf(kind, { text, spans: [], lines: [boxAround()] }) }];

  /** The box of its first letters: what is turned is never highlighted while it is read. */
  function boxAround(): LineBox {
    return { page: page.index, from: 0, to: text.length, x, y: y - size, width: size, height: size };
  }
}

function composed(lines: readonly Line[], context: BlockContext, joints: Joints = PROSE): Composed {
  const noteOf: NoteOf = (mark, page, before) => {
    const plain = plainMark(mark);
    const anchor = context.noteAnchor(plain, page);
    if (/^[23]$/.test(plain) && UNIT.test(before)) return null;
    if (anchor !== null) return { href: `#${anchor}` };
    return /^[*†‡§¶]/u.test(plain) || (/^\d/.test(plain) && MAY_HAVE_NOTE.test(before)) ? {} : null;
  };
  return compose(lines, context.style.vocabulary, noteOf, joints);
}

/** What is squared and cubed, after its number. */
const UNIT = /\d\s?(?:[cdkmnµμ]?m|ft|in|yd|mi)$/u;
/** A number raised behind a word or a sentence's mark refers to a note somewhere; behind a figure or a sign it is a power. */
const MAY_HAVE_NOTE = /(?:\p{L}{3,}|[.,;:!?”’"»)\]])\s?$/u;

function place(
  lines: readonly Line[],
  kind: BlockKind,
  content: Composed,
  more: Partial<Block> = {},
): readonly PlacedBlock[] {
  const first = lines[0];
  if (first === undefined || content.text === '') return [];
  const ornament = kind === 'paragraph' && isOrnament(content.text);
  const block = ornament
    ? blockOf('separator', { text: '', spans: [], lines: [] })
    : { ...blockOf(kind, content), ...more };
  return divideLongBlock(block).map((part) => ({ page: first.page, y: first.y, block: part }));
}

function blockOf(kind: BlockKind, { text, spans, lines }: Composed): Block {
  const reason = REASONS[kind] ?? (kind === 'separator' || !isSpeakable(text) ? 'decoration' : null);
  return {
    kind,
    level: 0,
    marker: null,
    text,
    spans: spans.filter(({ from, to, kind: span }) => span === 'noteref' || to > from) as readonly Span[],
    language: null,
    spoken: reason === null,
    reason,
    anchors: [],
    image: null,
    lines,
  };
}
