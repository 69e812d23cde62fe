/**
 * A document's chapters as an export offers them: one row for each entry of its contents, from the place that the entry
 * leads to up to the next entry's, wherever the files of the book begin and end (audiblez#80).
 */
import type { Block, DocumentSummary, Section, TocEntry } from '../document/model.ts';
import { blockOfAnchor, flattenContents } from '../document/anchors.ts';
import type { NotesChoice } from '../document/plan.ts';
import { readingOrder, type ReadingPassage } from '../document/reading-order.ts';
import { leftOutReason, type LeftOutReason } from './matter.ts';

/** A block of a document; the first of a chapter, or the one behind its last. */
export interface BlockPlace {
  readonly section: number;
  readonly block: number;
}

export interface OutlineChapter {
  readonly title: string;
  /** 0 for the top level of the contents. */
  readonly depth: number;
  readonly from: BlockPlace;
  /** Behind its last block. */
  readonly to: BlockPlace;
  /** UTF-16 units of its spoken blocks. */
  readonly characters: number;
  /** Why it is not ticked at first; null: it is. */
  readonly leftOut: LeftOutReason | null;
}

export interface OutlineSource {
  readonly summary: DocumentSummary;
  section(index: number): Promise<Section>;
}

/** What stands before the first entry of the contents, where that is anything. */
const BEGINNING = 'Beginning';
/** Blocks of a chapter that are looked at to judge it. */
const JUDGED_BLOCKS = 200;

interface Start {
  readonly title: string;
  readonly depth: number;
  readonly place: BlockPlace;
}

/**
 * All of the document, in reading order, in rows that tile it. Without contents the sections that have titles are the
 * chapters; without those, the whole is one.
 * @throws LecternError what reading a section throws.
 */
export async function outlineOf(source: OutlineSource): Promise<readonly OutlineChapter[]> {
  const { summary } = source;
  const entries = await entriesOf(source);
  const starts: Start[] = [];
  for (const entry of entries.toSorted((a, b) => comparePlaces(a.place, b.place))) starts.push(entry);
  const first = starts[0];
  if (!first || comparePlaces(first.place, { section: 0, block: 0 }) > 0) {
    const title = first ? BEGINNING : summary.metadata.title;
    starts.unshift({ title, depth: 0, place: { section: 0, block: 0 } });
  }
  const end: BlockPlace = { section: summary.sections.length, block: 0 };
  const chapters: OutlineChapter[] = [];
  for (const [index, { title, depth, place }] of starts.entries()) {
    const to = starts[index + 1]?.place ?? end;
    const { characters, judged } = await measure(source, place, to);
    const leftOut = characters === 0 ? 'empty' : leftOutReason(title === BEGINNING ? '' : title, judged);
    // The rest of a page before the contents' first entry, with nothing in it to hear, is no row.
    if (title === BEGINNING && characters === 0) continue;
    chapters.push({ title, depth, from: place, to, characters, leftOut });
  }
  return chapters;
}

export function comparePlaces(a: BlockPlace, b: BlockPlace): number {
  return a.section - b.section || a.block - b.block;
}

/** The blocks of a chapter, in order, with their places. */
export async function* blocksOf(
  source: Pick<OutlineSource, 'section' | 'summary'>,
  from: BlockPlace,
  to: BlockPlace,
): AsyncGenerator<BlockPlace & { readonly value: Block }> {
  const last = Math.min(to.section, source.summary.sections.length - 1);
  for (let section = from.section; section <= last; section++) {
    if (section === to.section && to.block === 0) return;
    const { blocks } = await source.section(section);
    const begin = section === from.section ? from.block : 0;
    const end = section === to.section ? Math.min(to.block, blocks.length) : blocks.length;
    for (let block = begin; block < end; block++) {
      const value = blocks[block];
      if (value) yield { section, block, value };
    }
  }
}

/** What is said of a chapter, in the order of the voice. A note belongs to where it is read, wherever it stands. */
export async function* passagesOf(
  source: Pick<OutlineSource, 'section' | 'summary'>,
  from: BlockPlace,
  to: BlockPlace,
  notes: NotesChoice,
): AsyncGenerator<ReadingPassage & { readonly value: Block }> {
  const { sections, metadata } = source.summary;
  const load = (index: number) => source.section(index);
  const last = Math.min(to.section, sections.length - 1);
  for (let index = from.section; index <= last; index++) {
    if (index === to.section && to.block === 0) return;
    const section = await load(index);
    for (const passage of await readingOrder(section, notes, metadata.language, load)) {
      const place = passage.home ?? passage;
      if (comparePlaces(place, from) < 0 || comparePlaces(place, to) >= 0) continue;
      const holder = passage.section === index ? section : await load(passage.section);
      const value = holder.blocks[passage.block];
      if (value) yield { ...passage, value };
    }
  }
}

async function measure(source: OutlineSource, from: BlockPlace, to: BlockPlace) {
  let characters = 0;
  const judged: Block[] = [];
  for await (const { value } of blocksOf(source, from, to)) {
    if (judged.length < JUDGED_BLOCKS) judged.push(value);
    if (value.spoken) characters += value.text.length;
  }
  return { characters, judged };
}

/** The entries of the contents with the places that they lead to; entries that lead nowhere are left out. */
async function entriesOf({ summary, section }: OutlineSource): Promise<readonly Start[]> {
  const { toc, sections } = summary;
  const entries: readonly { readonly entry: TocEntry; readonly depth: number }[] =
    toc.length > 0
      ? flattenContents(toc)
      : sections.flatMap(({ title }, index) =>
          title === null ? [] : [{ entry: { title, section: index, anchor: null, children: [] }, depth: 0 }],
        );
  const starts: Start[] = [];
  for (const { entry, depth } of entries) {
    if (entry.section >= sections.length) continue;
    const block = entry.anchor === null ? 0 : blockOfAnchor(await section(entry.section), entry.anchor);
    starts.push({ title: entry.title, depth, place: { section: entry.section, block } });
  }
  return starts;
}
