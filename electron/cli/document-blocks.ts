/** A whole document as one list of blocks, numbered through all sections. */
import type { Block, Metadata, TocEntry } from '../core/document/model.ts';
import type { DocumentReader, OpenDocument } from '../core/document/reader.ts';
import { LecternError } from '../core/errors.ts';

export interface WholeDocument {
  readonly metadata: Metadata;
  readonly toc: readonly NumberedEntry[];
  readonly blocks: readonly Block[];
  /** Sentences about what was wrong with the file and read around. */
  readonly warnings: readonly string[];
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
  signal: AbortSignal,
): Promise<WholeDocument> {
  const document = await reader.open(path, name);
  try {
    return await collect(document, signal);
  } finally {
    await document.close();
  }
}

async function collect(document: OpenDocument, signal: AbortSignal): Promise<WholeDocument> {
  const { metadata, toc, sections, warnings } = document.summary;
  const blocks: Block[] = [];
  const starts: number[] = [];
  const anchors = new Map<string, number>();
  for (let index = 0; index < sections.length; index++) {
    if (signal.aborted) throw new LecternError('cancelled', 'Stopped.');
    starts.push(blocks.length);
    for (const block of (await document.section(index)).blocks) {
      for (const anchor of block.anchors) {
        const key = `${index}#${anchor}`;
        if (!anchors.has(key)) anchors.set(key, blocks.length);
      }
      blocks.push(block);
    }
  }
  const number = (entries: readonly TocEntry[]): readonly NumberedEntry[] =>
    entries.map(({ title, section, anchor, children }) => {
      const start = starts[section] ?? blocks.length;
      const block = anchor === null ? start : (anchors.get(`${section}#${anchor}`) ?? start);
      return { title, block, children: number(children) };
    });
  return { metadata, toc: number(toc), blocks, warnings };
}
