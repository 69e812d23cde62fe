import { cleanLine } from '../../../core/document/clean.ts';
import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { settleLanguage } from '../office/language.ts';
import { titleOf } from '../office/title.ts';
import { documentOfBlocks } from '../whole.ts';
import { readRtf } from './reader.ts';

/**
 * A Rich Text file as a document; its pictures are not shown.
 * @throws LecternError `empty-document` or `no-text`.
 */
export function openRtf(bytes: Uint8Array, name: string): OpenDocument {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const { header, blocks, complete } = readRtf(source);
  const settled = settleLanguage(
    anchorHeadings(blocks, (_, index) => `h${index}`),
    header.language,
  );
  const author = cleanLine(header.author);
  return documentOfBlocks({
    format: 'rtf',
    name,
    source,
    blocks: settled.blocks,
    chapterLevel: chapterLevel(settled.blocks),
    title: cleanLine(header.title) || titleOf(settled.blocks),
    authors: author === '' ? [] : [author],
    language: settled.language,
    date: header.date,
    description: cleanLine(header.description) || null,
    warnings: complete ? [] : ['The file breaks off before its end, and some of the text may be missing.'],
  });
}
