/** Takes out of an article what leads away from it, and marks what belongs to its pictures. */
import { isBlock } from '../markup/elements.ts';
import { asksReader, headsAway, isCredit, isDateline, leadsElsewhere } from './endings.ts';
import {
  isElement,
  linkShare,
  nodesBelow,
  rename,
  textOf,
  type PageDocument,
  type PageElement,
  type PageNode,
} from './dom.ts';

const HEADINGS = 'h1, h2, h3, h4, h5, h6';
const PICTURES = 'img, picture, video, svg';
const CAPTION_CLASS =
  /(?:^|[\s_-])(?:wp-caption-text|captions?|image-?credits?|photo-?credits?|credits?|copyright-container)(?:$|[\s_-])/i;
const PICTURE_CLASS =
  /(?:^|[\s_-])(?:photo|image|img|picture|caption|inline-?image|media|slide)(?:$|[\s_-])/i;
const DATELINE_CLASS =
  /(?:^|[\s_-])(?:byline|dateline|timestamp|pub-?date|publish(?:ed)?-?(?:date|time)|post-?date|entry-?date|(?:post|entry|article|story|statement)_{0,2}-?(?:meta|info|byline)|read(?:ing)?-?time)(?:$|[\s_-])/i;
const LONGEST_DATELINE = 160;
/** Characters: captions are shorter, paragraphs beside a picture mostly longer. */
const LONGEST_CAPTION = 450;
/** Characters of a paragraph that an article may begin with. */
const FIRST_WORDS = 100;
/** Characters below a heading that leads away; with more, it is one of the text. */
const LONGEST_AWAY = 700;
/** Characters of the time of a post, and how many of them make a thread. */
const LONGEST_STAMP = 60;
const LEAST_STAMPS = 3;
/** Characters of a row of links, and how many make one. */
const LONGEST_ROW = 200;
const LEAST_LINKS = 3;
/** Blocks that are looked at from each end. */
const MOST_TRIMMED = 20;

/** @param title The headline: where it stands first it is given once, by whoever uses the article. */
export function tidyArticle(document: PageDocument, article: PageElement, title: string | null): void {
  wrapLooseText(document, article);
  markCaptions(document, article);
  for (const block of leafBlocks(article)) removeIfAway(block);
  for (const block of leafBlocks(article)) if (isAside(block)) block.remove();
  removeLinkLines(article);
  removeStamps(article);
  trimStart(article, title);
  trimEnd(article);
}

/** The same with caution, for a page that is no article: nothing is taken from its ends but rows of links. */
export function tidyPage(document: PageDocument): void {
  markCaptions(document, document.body);
  removeLinkRows(document.body);
  removeStamps(document.body);
  for (const block of leafBlocks(document.body))
    if (asksReader(textOf(block)) && isAside(block)) block.remove();
}

/** Blocks with text of their own and no block inside, in their order. */
export function leafBlocks(root: PageElement): readonly PageElement[] {
  const blocks: PageElement[] = [];
  const outer = new Set<PageElement>();
  for (const { node } of nodesBelow(root)) {
    if (!isElement(node) || !isBlock(node.localName)) continue;
    blocks.push(node);
    let above = node.parentNode;
    while (above && !outer.has(above)) {
      outer.add(above);
      above = above.parentNode;
    }
  }
  return blocks.filter((block) => !outer.has(block) && textOf(block) !== '');
}

/** Text that stands between blocks without one of its own gets one, to be judged like the others. */
function wrapLooseText(document: PageDocument, root: PageElement): void {
  const blocks = [...nodesBelow(root)].flatMap(({ node }) =>
    isElement(node) && isBlock(node.localName) && node.parentNode ? [node.parentNode] : [],
  );
  for (const parent of new Set(blocks)) {
    let run: PageNode[] = [];
    const wrap = () => {
      if (run.some((node) => textOf(node) !== '')) {
        const block = document.createElement('div');
        run[0]?.before(block);
        block.append(...run);
      }
      run = [];
    };
    for (const child of [...parent.childNodes]) {
      if (isElement(child) && (isBlock(child.localName) || holdsBlock(child))) wrap();
      else run.push(child);
    }
    wrap();
  }
}

const holdsBlock = (element: PageElement): boolean =>
  [...element.querySelectorAll('*')].some((inner) => isBlock(inner.localName));

function markCaptions(document: PageDocument, article: PageElement): void {
  for (const element of [...article.querySelectorAll('figure')]) {
    if (element.querySelector('pre, table, blockquote, code') || textOf(element).length > LONGEST_CAPTION)
      continue;
    wrapText(document, element);
  }
  for (const element of [...article.querySelectorAll('p, div, center, span, dd, dt, section, small, em')]) {
    if (element.closest('figcaption, table, pre') || textOf(element).length > LONGEST_CAPTION) continue;
    const marks = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    const ofPicture = () =>
      PICTURE_CLASS.test(marks) && element.querySelector(PICTURES) && !element.querySelector(HEADINGS);
    if (CAPTION_CLASS.test(marks)) rename(document, element, 'figcaption');
    else if (isBlock(element.localName) && (ofPicture() || isPictureLine(element)))
      wrapText(document, element);
  }
}

/** A paragraph of a picture and few words. */
function isPictureLine(element: PageElement): boolean {
  const picture = /^(?:p|center)$/.test(element.localName) ? element.querySelector('img') : null;
  if (!picture || textOf(element).length > 160) return false;
  return !/emoji|smil|icon|latex|math|avatar/i.test(
    `${picture.getAttribute('class') ?? ''} ${picture.getAttribute('src') ?? ''}`,
  );
}

/** Whatever words stand in a figure are about its picture. */
function wrapText(document: PageDocument, figure: PageElement): void {
  if (figure.querySelector('figcaption') && textOf(figure) === textOf(figure.querySelector('figcaption')!))
    return;
  const caption = document.createElement('figcaption');
  caption.append(...figure.childNodes);
  figure.append(caption);
}

/** "You may also like", and the list below it; "About the author", and the paragraph below it. */
function removeIfAway(heading: PageElement): void {
  const text = textOf(heading);
  if (heading.parentNode === null || !headsAway(text)) return;
  // A button says nothing of what stands below it.
  if (!heading.matches(HEADINGS) && linkShare(heading) > 0.9) {
    heading.remove();
    return;
  }
  const group: PageElement[] = [];
  for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches(HEADINGS) || next.querySelector(HEADINGS)) break;
    group.push(next);
  }
  const words = group.reduce((sum, element) => sum + textOf(element).length, 0);
  const linked = group.reduce((sum, element) => sum + textOf(element).length * linkShare(element), 0);
  // "More on sizes" may be a heading of the text itself: then something is told below it.
  const tells = leadsElsewhere(text) && linked < words * 0.2 && group.length > 0;
  if (words > LONGEST_AWAY || tells) return;
  for (const element of group) element.remove();
  heading.remove();
}

/** Paragraphs that are only a link are promotion, unless the article is made of them. */
function removeLinkLines(article: PageElement): void {
  const blocks = leafBlocks(article);
  const lines = blocks.filter(
    (block) => block.localName === 'p' && !block.closest('li, blockquote, table') && linkShare(block) > 0.9,
  );
  const length = (of: readonly PageElement[]) => of.reduce((sum, block) => sum + textOf(block).length, 0);
  if (length(lines) > length(blocks) * 0.2) return;
  for (const line of lines) line.remove();
}

/** The times above each post of a thread; one alone may be all that a page says of its own. */
function removeStamps(root: PageElement): void {
  const stamps = leafBlocks(root).filter((block) => {
    const text = textOf(block);
    return text.length < LONGEST_STAMP && isDateline(text) && !block.closest('li, table');
  });
  if (stamps.length >= LEAST_STAMPS) for (const stamp of stamps) stamp.remove();
}

/** "Home | News | Links": old pages have their menus in cells and centred lines, under no name. */
export function removeLinkRows(root: PageElement): void {
  const rows = leafBlocks(root).filter(
    (block) =>
      !block.closest('li, p') &&
      textOf(block).length < LONGEST_ROW &&
      [...block.querySelectorAll('a[href]')].length >= LEAST_LINKS &&
      linkShare(block) > 0.8,
  );
  const length = rows.reduce((sum, row) => sum + textOf(row).length, 0);
  if (length > textOf(root).length * 0.2) return;
  for (const row of rows) row.remove();
}

/** A line among the paragraphs that is none of them: "READ MORE: …", "Subscribe to our newsletter". */
function isAside(block: PageElement): boolean {
  if (block.closest('pre, figcaption, figure, table')) return false;
  const text = textOf(block);
  if (isCredit(text)) return true;
  const share = linkShare(block);
  if (leadsElsewhere(text)) return share > 0.35 || (text.length < 24 && /^[^a-z]+$|:$/.test(text));
  return asksReader(text) && (share > 0.1 || text.length < 60) && !/^h[1-6]$/.test(block.localName);
}

function trimStart(article: PageElement, title: string | null): void {
  const same = (text: string) => title !== null && plain(text) === plain(title);
  for (const line of [...article.querySelectorAll('[class]')]) {
    if (DATELINE_CLASS.test(line.getAttribute('class') ?? '') && textOf(line).length < LONGEST_DATELINE)
      line.remove();
  }
  let paragraphs = 0;
  for (const block of leafBlocks(article).slice(0, MOST_TRIMMED)) {
    const text = textOf(block);
    if (block.closest('figcaption, figure')) continue;
    const isHead = isDateline(text) || same(text) || (linkShare(block) > 0.8 && text.length < 100);
    if (isHead && !block.closest('li, table')) block.remove();
    // A lead may stand above the names and dates.
    else if (text.length >= FIRST_WORDS && ++paragraphs === 2) break;
  }
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function trimEnd(article: PageElement): void {
  for (const block of leafBlocks(article).slice(-MOST_TRIMMED).reverse()) {
    if (block.closest('figure, figcaption, pre, table')) break;
    const text = textOf(block);
    const away = headsAway(text) || isCredit(text) || isDateline(text) || isAside(block);
    const menu = linkShare(block) > 0.9 && text.length < 160;
    if (!away && !menu) break;
    block.remove();
  }
}
