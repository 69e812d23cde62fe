/**
 * The order of the voice. The page keeps its own; where notes are read in the text, the voice leaves it for them and comes
 * back. Places stay what they are (section, block, offset): only their succession differs.
 *
 * A note is read once in a section, at the first reference to it. Where its section is another one (a book's endnotes), the
 * voice reaches there by the reference's link. Notes that could be referred to, since they have an anchor, are not read
 * where they stand: all of them would be heard twice. Those without an anchor are.
 */
import { speechChunks } from '../text/chunks.ts';
import { parseInternalHref, type AnchorTarget } from './anchors.ts';
import type { Block, Section } from './model.ts';
import { planKind, type NotesChoice } from './plan.ts';

/** A stretch of one block: `[from, to)` in UTF-16 offsets, at the edges of speech chunks. */
export interface ReadingPassage {
  readonly section: number;
  readonly block: number;
  readonly from: number;
  readonly to: number;
  /** Notes that are read elsewhere than they stand: where; else null. */
  readonly home: NoteHome | null;
}

/** Where in the text a note is read. */
export interface NoteHome {
  readonly section: number;
  readonly block: number;
  /** Where the sentence begins that refers to it: the place to come back to. */
  readonly offset: number;
  /** Where the voice goes on in this block. */
  readonly to: number;
}

/** Sections beside its own that the notes of one section may lie in. */
const MOST_SECTIONS = 8;
/** Blocks of one note. */
const MOST_BLOCKS = 40;

/**
 * What is said of a section, in the order of the voice.
 * @param section Decided on by the plan; so are those of `load`.
 * @param language Of the document: for the cuts between sentences.
 * @param load Another section of the document. One that fails has no notes.
 */
export async function readingOrder(
  section: Section,
  notes: NotesChoice,
  language: string | null,
  load: (index: number) => Promise<Section>,
): Promise<readonly ReadingPassage[]> {
  const others = new Map<number, Section>();
  if (notes !== 'skip') {
    const wanted = new Set(references(section).map(({ target }) => target.section));
    wanted.delete(section.index);
    for (const index of [...wanted].slice(0, MOST_SECTIONS)) {
      const other = await load(index).catch(() => null);
      if (other) others.set(index, other);
    }
  }
  return orderOf(section, notes, language, others);
}

interface Reference {
  readonly block: number;
  readonly offset: number;
  readonly target: AnchorTarget;
}

/** The references to notes in what is spoken of a section and is no note itself. */
const references = ({ blocks }: Section): readonly Reference[] =>
  blocks.flatMap((block, index) =>
    block.spoken && !isNote(block)
      ? block.spans.flatMap(({ kind, from, href }) => {
          const target = kind === 'noteref' && href !== undefined ? parseInternalHref(href) : null;
          return target ? [{ block: index, offset: from, target }] : [];
        })
      : [],
  );

const isNote = (block: Block): boolean => planKind(block) === 'note';

/** The same with the sections at hand that hold notes. */
export function orderOf(
  section: Section,
  notes: NotesChoice,
  language: string | null,
  others: ReadonlyMap<number, Section>,
): readonly ReadingPassage[] {
  const { index, blocks } = section;
  const whole = (block: number): ReadingPassage => ({
    ...{ section: index, block, from: 0, to: blocks[block]?.text.length ?? 0 },
    home: null,
  });
  if (notes === 'skip') return blocks.flatMap((block, at) => (block.spoken ? [whole(at)] : []));

  const byBlock = Map.groupBy(references(section), ({ block }) => block);
  const read = new Set<string>();
  const passages: ReadingPassage[] = [];
  for (const [at, block] of blocks.entries()) {
    if (!block.spoken) continue;
    if (isNote(block)) {
      if (isOrphan(blocks, at)) passages.push(whole(at));
      continue;
    }
    let from = 0;
    for (const { offset, target } of byBlock.get(at) ?? []) {
      const holder = target.section === index ? section : others.get(target.section);
      const note = holder ? noteAt(holder, target.anchor).filter(({ key }) => !read.has(key)) : [];
      if (note.length === 0) continue;
      for (const { key } of note) read.add(key);
      const sentence = sentenceAround(block, offset, language);
      const cut = notes === 'inline' ? sentence.end : block.text.length;
      if (cut > from) passages.push({ ...whole(at), from, to: cut });
      from = Math.max(from, cut);
      const home = { section: index, block: at, offset: sentence.start, to: cut };
      passages.push(...note.map(({ key: _, ...passage }) => ({ ...passage, home })));
    }
    if (from < block.text.length) passages.push({ ...whole(at), from });
  }
  return passages;
}

/** The spoken blocks of the note that an anchor begins; none where it leads to something else. */
function noteAt({ index, blocks }: Section, anchor: string | null) {
  const first = anchor === null ? -1 : blocks.findIndex(({ anchors }) => anchors.includes(anchor));
  if (first < 0) return [];
  const found = [];
  for (let at = first; at < Math.min(blocks.length, first + MOST_BLOCKS); at++) {
    const block = blocks[at];
    // The next note begins with an anchor of its own.
    if (!block || !isNote(block) || (at > first && block.anchors.length > 0)) break;
    if (block.spoken)
      found.push({ key: `${index}:${at}`, section: index, block: at, from: 0, to: block.text.length });
  }
  return found;
}

/** Whether no reference can lead to this note: neither it nor the blocks before that belong to it have an anchor. */
function isOrphan(blocks: readonly Block[], at: number): boolean {
  for (let first = at; first >= 0; first--) {
    const block = blocks[first];
    if (!block || !isNote(block)) return true;
    if (block.anchors.length > 0) return false;
  }
  return true;
}

/**
 * Where the sentence that holds an offset begins, and where the voice may leave the text behind it. A reference stands behind its sentence, or behind a word of it. A speech
 * chunk is never cut (the store would miss it): of short sentences that are spoken as one, the last counts.
 */
function sentenceAround({ text, language: own }: Block, offset: number, language: string | null) {
  const chunks = speechChunks(text, own ?? language);
  const sentences = chunks.flatMap((chunk) => chunk.sentences);
  const [start, end] = sentences.findLast(([from]) => from < offset) ?? sentences[0] ?? [0, text.length];
  const last = chunks.find(({ to, sentences }) => to >= end && sentences.every(([, stop]) => stop <= to));
  return { start, end: last?.to ?? text.length };
}
