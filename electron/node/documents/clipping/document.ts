import { webAddress } from '../../../core/document/anchors.ts';
import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { Block } from '../../../core/document/model.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { markupBlocks } from '../markup/blocks.ts';
import { documentOfBlocks } from '../whole.ts';

/** The ending under which copied markup is kept: no page that was saved, and so nothing in it is clutter. */
export const COPIED_MARKUP = '.copied';
/** The same for plain text, even of one that looks like a page or a PDF. */
export const COPIED_TEXT = '.cliptext';

/**
 * Markup that a person copied, as a document. Unlike a saved page it has no menus to be found and left out: all of it
 * was selected by hand. Where nothing would be spoken, because it is all code or all a table, everything is.
 * @throws LecternError `empty-document` or `no-text`.
 */
export function openCopiedMarkup(source: string, name: string): OpenDocument {
  const read = markupBlocks(
    copiedPart(source),
    { language: null, link: webAddress, image: () => null },
    'html',
  );
  const blocks = anchorHeadings(
    read.some((block) => block.spoken) ? read : read.map(spoken),
    (_, index) => `h${index}`,
  );
  return documentOfBlocks({
    ...{ format: 'html', name, source, blocks, chapterLevel: chapterLevel(blocks) },
    ...{ title: null, authors: [], language: null },
  });
}

const spoken = (block: Block): Block =>
  /[\p{L}\p{N}]/u.test(block.text) ? { ...block, spoken: true, reason: null } : block;

/** Windows programs mark what was selected in the page around it (https://learn.microsoft.com/windows/win32/dataxchg/html-clipboard-format). */
function copiedPart(source: string): string {
  const [, part] = /<!--\s*StartFragment\s*-->([^]*?)<!--\s*EndFragment\s*-->/.exec(source) ?? [];
  return part ?? source;
}
