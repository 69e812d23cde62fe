/** A search through an open document, section by section. */
import type { CallOutput } from '../contract/table.ts';
import type { OpenDocument } from '../core/document/reader.ts';
import { sectionsOf } from '../core/document/whole.ts';
import { createFinder, findInContext } from '../core/text/find.ts';

export type SearchResult = CallOutput<'document.search'>;

/**
 * @param wanted Asked between sections: whether anyone still waits for the answer.
 * @returns at most `limit` hits in reading order, and whether there are more; null when it was no longer wanted.
 */
export async function searchDocument(
  document: OpenDocument,
  query: string,
  limit: number,
  wanted: () => boolean,
): Promise<SearchResult | null> {
  const find = createFinder(query);
  const hits: SearchResult['hits'] = [];
  if (query.trim() === '') return { hits, more: false };
  for await (const { index: section, blocks } of sectionsOf(document)) {
    if (!wanted()) return null;
    for (const [block, { text }] of blocks.entries()) {
      // One more than fits tells that there are more.
      for (const range of find(text, limit + 1 - hits.length)) {
        if (hits.length === limit) return { hits, more: true };
        const [from, to] = range;
        hits.push({ section, block, from, to, ...findInContext(text, range) });
      }
    }
  }
  return { hits, more: false };
}
