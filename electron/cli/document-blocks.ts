/** A whole document as one list of blocks, numbered through all sections. */
import type { Block, Metadata, Section, TocEntry } from '../core/document/model.ts';
import { notesChoice, type ReadingPlan } from '../core/document/plan.ts';
import { readingOrder } from '../core/document/reading-order.ts';
import type { DocumentReader, OpenDocument } from '../core/document/reader.ts';
import { sectionsOf } from '../core/document/whole.ts';
import { LecternError } from '../core/errors.ts';
import { plannedDocument } from '../host/plans.ts';

export interface WholeDocument {
  readonly metadata: Metadata;
  readonly toc: readonly NumberedEntry[];
  readonly blocks: readonly Block[];
  /** What is said, in the order of the voice. */
  readonly order: readonly NumberedPassage[];
  /** Sentences about what was wrong with the file and read around. */
  readonly warnings: readonly string[];
}

/** A stretch of a block: UTF-16 offsets into its text. */
export interface NumberedPassage {
  /** Index into `blocks`. */
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

export interface NumberedEntry {
  readonly title: string;
  /** Index into `blocks`; one past the last where the entry points behind all text. */
  readonly block: number;
  readonly children: readonly NumberedEntry[];
}

/**
 * @param path Absolute.
 * @throws LecternError of a document kind; `cancelled` where the signal says so.
 */
export async function readWholeDocument(
  reader: DocumentReader,
  path: string,
  name: string,
  plan: ReadingPlan,
  signal: AbortSignal,
): Promise<WholeDocument> {
  const document = await reader.open(path, name, { margins: plan.document.margins });
  try {
    return await collect(await plannedDocument(document, async () => plan), plan, signal);
  } finally {
    await document.close();
  }
}

async function collect(
  document: OpenDocument,
  plan: ReadingPlan,
  signal: AbortSignal,
): Promise<WholeDocument> {
  const { metadata, toc, warnings } = document.summary;
  const blocks: Block[] = [];
  const all: Section[] = [];
  const starts: number[] = [];
  const anchors = new Map<string, number>();
  for await (const section of sectionsOf(document)) {
    if (signal.aborted) throw new LecternError('cancelled', 'Stopped.');
    starts.push(blocks.length);
    all.push(section);
    for (const block of section.blocks) {
      for (const anchor of block.anchors) {
        const key = `${section.index}#${anchor}`;
        if (!anchors.has(key)) anchors.set(key, blocks.length);
      }
      blocks.push(block);
    }
  }
  const order: NumberedPassage[] = [];
  const load = async (index: number) => all[index] ?? { index, blocks: [] };
  for (const section of all) {
    for (const passage of await readingOrder(section, notesChoice(plan), metadata.language, load))
      order.push({
        block: (starts[passage.section] ?? 0) + passage.block,
        from: passage.from,
        to: passage.to,
      });
  }
  const number = (entries: readonly TocEntry[]): readonly NumberedEntry[] =>
    entries.map(({ title, section, anchor, children }) => {
      const start = starts[section] ?? blocks.length;
      const block = anchor === null ? start : (anchors.get(`${section}#${anchor}`) ?? start);
      return { title, block, children: number(children) };
    });
  return { metadata, toc: number(toc), blocks, order, warnings };
}
