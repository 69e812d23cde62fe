import { BlockBuilder, type BlockStyle } from '../../../core/document/builder.ts';
import type { Block } from '../../../core/document/model.ts';
import {
  capitalsAreTitles,
  HEADING_RANKS,
  headingRank,
  underlinedLevel,
  type HeadingRank,
} from './headings.ts';
import { detectWrapping, filledShare, groupLines, indentOf, joinLines, type LineGroup } from './lines.ts';

/** One block to be: its style, and its lines (several only where line ends are kept). */
interface Draft {
  readonly style: BlockStyle;
  readonly lines: readonly string[];
  readonly rank?: HeadingRank;
}

const PARAGRAPH: BlockStyle = { kind: 'paragraph' };
/** Unwrapped texts: as many lines, each no longer than this, are verse. */
const VERSE_LINES = 3;
const VERSE_WIDTH = 60;
const BULLET = /^\s*(?:([-*+•◦▪‣])|(\d{1,3}[.)]|[a-z]\)))\s+(?=\S)/;
/** `_so_`: how Project Gutenberg's texts emphasise. */
const EMPHASIS = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,300})_(?![\p{L}\p{N}_])/gu;

/**
 * The blocks of a plain text: wrapped lines joined into paragraphs, verse kept in lines, headings, lists and quotes by
 * cautious rules, decoration as separators.
 */
export function plainTextBlocks(text: string): readonly Block[] {
  const groups = groupLines(text);
  const { column } = detectWrapping(groups);
  const capitals = capitalsAreTitles(groups);
  const hasWord = wordsOf(text);
  const join = (lines: readonly string[]) => joinLines(lines, hasWord);
  const drafts = groups.flatMap((group) => draftsOf(group, column, capitals, join));
  return buildBlocks(withoutContentsList(drafts));
}

/** Looks a word up in the text; the set is made at the first use, for most texts have no hyphens at line ends. */
function wordsOf(text: string): (word: string) => boolean {
  let words: ReadonlySet<string> | null = null;
  return (word) => (words ??= new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])).has(word);
}

type Join = (lines: readonly string[]) => string;

function draftsOf(lines: LineGroup, column: number | null, capitals: boolean, join: Join): readonly Draft[] {
  const headings = underlinedHeadings(lines);
  const group = lines.slice(headings.length * 2);
  return group.length === 0 ? headings : [...headings, ...bodyDrafts(group, column, capitals, join)];
}

/** The underlined headings that a group begins with, two lines each. */
function underlinedHeadings(group: LineGroup): readonly Draft[] {
  const headings: Draft[] = [];
  for (let index = 0; index < group.length; index += 2) {
    const line = group[index] ?? '';
    const level = underlinedLevel(line, group[index + 1]);
    if (level === null) break;
    headings.push({
      style: { kind: 'heading' },
      lines: [line],
      rank: level === 1 ? 'part' : 'chapter',
    });
  }
  return headings;
}

function bodyDrafts(
  group: LineGroup,
  column: number | null,
  capitals: boolean,
  join: Join,
): readonly Draft[] {
  const rank = headingRank(group, capitals);
  if (rank) return [{ style: { kind: 'heading' }, lines: [join(group)], rank }];
  const items = listItems(group, join);
  if (items) return items;
  if (column === null) return unwrapped(group);
  const starts = paragraphStarts(group);
  const parts = split(group, starts);
  if (parts.every((part) => part.length === 1 || filledShare(part, column) >= 0.5)) {
    const quoted = group.length > 1 && group.every((line) => indentOf(line) >= 2);
    return parts.map((part) => ({ style: quoted ? { kind: 'quote' } : PARAGRAPH, lines: [join(part)] }));
  }
  return [{ style: { kind: 'verse' }, lines: group }];
}

function unwrapped(group: LineGroup): readonly Draft[] {
  const isVerse = group.length >= VERSE_LINES && group.every((line) => line.trim().length <= VERSE_WIDTH);
  if (isVerse) return [{ style: { kind: 'verse' }, lines: group }];
  return group.map((line) => ({ style: PARAGRAPH, lines: [line] }));
}

/** A list has at least two items in one group: a lone "- " may be speech, a lone "1." a sentence. */
function listItems(group: LineGroup, join: Join): readonly Draft[] | null {
  const starts = group.flatMap((line, index) => (BULLET.test(line) ? [index] : []));
  if (starts[0] !== 0 || starts.length < 2) return null;
  return split(group, starts).map((lines) => {
    const match = BULLET.exec(lines[0] ?? '');
    const marker = match?.[2] ?? '•';
    const text = join([(lines[0] ?? '').slice(match?.[0].length ?? 0), ...lines.slice(1)]);
    return { style: { kind: 'listItem', level: 1, marker: { text: marker } }, lines: [text] };
  });
}

/** Lines that begin a paragraph by their indent alone, as in books printed without empty lines. */
function paragraphStarts(group: LineGroup): readonly number[] {
  const least = group.reduce((narrowest, line) => Math.min(narrowest, indentOf(line)), Infinity);
  const indented = group.flatMap((line, index) => (indentOf(line) >= least + 2 ? [index] : []));
  const isFew = indented.length <= Math.ceil(group.length / 2);
  const apart = indented.every((index, at) => index - (indented[at - 1] ?? -2) > 1);
  return isFew && apart ? indented : [];
}

function split(group: LineGroup, starts: readonly number[]): readonly LineGroup[] {
  const bounds = [0, ...starts.filter((start) => start > 0), group.length];
  return bounds.slice(1).map((end, index) => group.slice(bounds[index], end));
}

/**
 * A list of contents at the front has the same lines as the chapters that follow: headings without a body between
 * them, each of which comes again later. They become paragraphs.
 */
function withoutContentsList(drafts: readonly Draft[]): readonly Draft[] {
  const key = (draft: Draft) =>
    draft.lines
      .join(' ')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const last = new Map<string, number>();
  drafts.forEach((draft, index) => {
    if (draft.rank) last.set(key(draft), index);
  });
  return drafts.map((draft, index) => {
    const inRun = drafts[index - 1]?.style.kind === 'heading' || drafts[index + 1]?.style.kind === 'heading';
    const again = draft.rank !== undefined && last.get(key(draft)) !== index;
    return inRun && again ? { style: PARAGRAPH, lines: draft.lines } : draft;
  });
}

function buildBlocks(drafts: readonly Draft[]): readonly Block[] {
  const used = HEADING_RANKS.filter((rank) => drafts.some((draft) => draft.rank === rank));
  const builder = new BlockBuilder(null);
  let outerSeen = false;
  for (const { style, lines, rank } of drafts) {
    // A line in capitals before the first chapter is the title of the whole.
    const level = rank && (rank === 'title' && !outerSeen ? 1 : used.indexOf(rank) + 1);
    outerSeen ||= rank === used[0];
    builder.begin(level === undefined ? style : { ...style, level });
    lines.forEach((line, index) => {
      if (index > 0) builder.lineBreak();
      appendEmphasised(builder, line);
    });
  }
  return builder.finish();
}

function appendEmphasised(builder: BlockBuilder, line: string): void {
  let from = 0;
  for (const match of line.matchAll(EMPHASIS)) {
    builder.text(line.slice(from, match.index));
    builder.openSpan('emphasis');
    builder.text(match[1] ?? '');
    builder.closeSpan();
    from = match.index + match[0].length;
  }
  builder.text(line.slice(from));
}
