/** Which blocks stand on a page. */
import type { Block, LineBox, Section } from '../../../electron/core/document/model.ts';
import type { OpenDocument } from '../../document/open-document.ts';

/** A block as far as it stands on one page. */
export interface PageBlock {
  readonly section: Section;
  readonly index: number;
  readonly block: Block;
  /** Those on this page. */
  readonly lines: readonly LineBox[];
}

/** Pages of a section on which what began in the section before may still stand: paragraphs and notes run over. */
const RUN_OVER = 2;

/**
 * In reading order.
 * @throws LecternError where a section cannot be had.
 */
export async function blocksOnPage(
  document: Pick<OpenDocument, 'summary' | 'section'>,
  page: number,
): Promise<readonly PageBlock[]> {
  const { sections: infos } = document.summary;
  const own = infos.findIndex(({ pages }) => pages && page >= pages[0] && page < pages[1]);
  if (own < 0) return [];
  const begins = infos[own]?.pages?.[0] ?? 0;
  const wanted = own > 0 && page - begins < RUN_OVER ? [own - 1, own] : [own];
  const sections = await Promise.all(wanted.map((index) => document.section(index)));
  return sections.flatMap((found) =>
    found.blocks.flatMap((block, index) => {
      const lines = block.lines?.filter((line) => line.page === page) ?? [];
      return lines.length > 0 ? [{ section: found, index, block, lines }] : [];
    }),
  );
}
