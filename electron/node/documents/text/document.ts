import { chapterLevel, anchorHeadings } from '../../../core/document/contents.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { documentOfBlocks } from '../whole.ts';
import { plainTextBlocks } from './blocks.ts';
import { gutenbergHeader } from './gutenberg.ts';

/** A plain text as a document. @throws LecternError `empty-document` or `no-text`. */
export function openPlainText(text: string, name: string): OpenDocument {
  const header = gutenbergHeader(text);
  const blocks = anchorHeadings(plainTextBlocks(text), (_, index) => `h${index}`);
  return documentOfBlocks({
    format: 'text',
    name,
    source: text,
    blocks,
    chapterLevel: chapterLevel(blocks),
    ...header,
  });
}
