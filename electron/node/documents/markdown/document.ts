import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { documentOfBlocks } from '../whole.ts';
import { markdownBlocks } from './blocks.ts';
import { readFrontMatter } from './frontmatter.ts';

/** A Markdown file as a document. @throws LecternError `empty-document` or `no-text`. */
export function openMarkdown(source: string, name: string): OpenDocument {
  const { body, ...front } = readFrontMatter(source);
  const slug = slugger();
  const blocks = anchorHeadings(markdownBlocks(body, front.language), (block) => slug(block.text));
  const first = blocks.find((block) => block.kind === 'heading');
  const title = front.title ?? (first?.level === 1 ? first.text : null);
  return documentOfBlocks({
    format: 'markdown',
    name,
    source: body,
    blocks,
    chapterLevel: chapterLevel(blocks),
    ...front,
    title,
  });
}

/** Headings' ids as GitHub makes them, for links such as `[below](#what-it-costs)`. */
function slugger(): (text: string) => string {
  const used = new Map<string, number>();
  return (text) => {
    const base =
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
        .replace(/\s/g, '-') || 'section';
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    return count === 0 ? base : `${base}-${count}`;
  };
}
