import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { Block } from '../../../core/document/model.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { markupBlocks } from '../markup/blocks.ts';
import { documentOfBlocks } from '../whole.ts';
import { addressOf, linksOf } from './address.ts';
import { readPageText } from './article.ts';
import { parsePage, textOf, type PageDocument } from './dom.ts';
import { pageMetadata } from './metadata.ts';
import { notesAside } from './notes.ts';

/** Characters above which no tree is made: a page so long is a book in one file, and no article has to be looked for. */
const LARGEST_TREE = 6_000_000;
/** Characters of such a page in which it is looked for what it says of itself. */
const HEAD = 100_000;

/**
 * A web page as a document: the article in it, or the whole page where it is none. Its address is the name that it was
 * fetched by, or where a browser says that it saved it from.
 * @param savedFrom Where the archive that it lay in says it came from.
 * @throws LecternError `empty-document` or `no-text`.
 */
export function openHtml(source: string, name: string, savedFrom: string | null = null): OpenDocument {
  const address = addressOf(name) ?? addressOf(savedFrom ?? '') ?? savedAddress(source);
  const document = parsePage(source.length > LARGEST_TREE ? source.slice(0, HEAD) : source);
  const { title, ...about } = pageMetadata(document);
  const links = linksOf(address, document.querySelector('base')?.getAttribute('href') ?? null);
  const html = source.length > LARGEST_TREE ? source : textSource(document, title, source);
  const read = markupBlocks(
    html,
    // The pictures of a page are not fetched; what they show is told by their alternative texts.
    { language: about.language, link: links, image: () => null },
    'html',
  );
  const blocks = anchorHeadings(notesAside(read.map(captionsAside)), (_, index) => `h${index}`);
  return documentOfBlocks({
    format: 'html',
    name,
    source,
    blocks,
    chapterLevel: chapterLevel(blocks),
    title,
    ...about,
    identifier: address,
  });
}

/** The markup of what is read of a page, with its headline once and first. */
function textSource(document: PageDocument, title: string | null, source: string): string {
  const { isArticle, root } = readPageText(document, title, () => parsePage(source));
  // A page of nothing but what is usually around a text: then that is its text.
  if (textOf(root) === '') return source;
  return isArticle && title !== null ? `<h1>${escapeText(title)}</h1>${root.innerHTML}` : root.innerHTML;
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Captions and credits belong to pictures that a listener does not see. */
const captionsAside = (block: Block): Block =>
  block.kind === 'caption' && block.spoken ? { ...block, spoken: false, reason: 'caption' } : block;

/** What browsers of the Internet Explorer kind, and Chrome, write at the top of a page that they save. */
function savedAddress(source: string): string | null {
  return addressOf(/<!-- saved from url=\(\d+\)(\S+) -->/i.exec(source.slice(0, 2000))?.[1] ?? '');
}
