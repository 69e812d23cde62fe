/** What of a page is to be read: the article in it, or all of it. */
import { Readability } from '@mozilla/readability';
import { removeClutter, removeFrame } from './clutter.ts';
import { linkShare, textOf, type PageDocument, type PageElement } from './dom.ts';
import { unwrapLayoutTables } from './tables.ts';
import { leafBlocks, removeLinkRows, tidyArticle, tidyPage } from './tidy.ts';

export interface PageText {
  /** Whether an article was found; else this is all of the page but what stands around its text. */
  readonly isArticle: boolean;
  readonly root: PageElement;
}

/** Of the text that a page has in paragraphs: an article of less may be one of many teasers that was taken for it… */
const LEAST_SHARE = 0.4;
/** …unless it has so many characters, and the page says of itself that it is an article. */
const ARTICLE_LENGTH = 250;
/** An article of fewer characters must hold so much of all text. */
const SHORT_ARTICLE = 500;
const LEAST_OF_SHORT = 0.75;
/** Above it, a page is a list of other pages. */
const MOST_LINKED = 0.5;
/** Of the text in the element that the page names as its article; what finds less has lost a part of it. */
const LEAST_OF_NAMED = 0.6;
/** Characters of a block that counts as a paragraph. */
const PARAGRAPH = 80;

/** Where pages keep their article: schema.org's word, and the classes that the common publishing programs write. */
const NAMED =
  '[itemprop~=articleBody], .entry-content, .post-content, .post-body, .article-body, .article__body, .articleBody, .article-content, .story-body';

/**
 * Takes the page apart: what it holds afterwards is what is read.
 * @param title The page's headline.
 * @param again The same page anew, for the case that there is no article in it.
 */
export function readPageText(
  document: PageDocument,
  title: string | null,
  again: () => PageDocument,
): PageText {
  const prepare = (page: PageDocument) => {
    removeClutter(page);
    unwrapLayoutTables(page);
    return page;
  };
  const declared = declaresArticle(document);
  prepare(document);
  if (isPlainPage(document)) {
    removeLinkRows(document.body);
    return { isArticle: false, root: document.body };
  }
  const paragraphs = wordsIn(document.body, PARAGRAPH);
  const words = wordsIn(document.body);
  const named = namedArticle(document);
  const namedWords = named ? wordsIn(named) : 0;
  const article = extract(document);
  const found = article ? wordsIn(article, PARAGRAPH) : 0;
  const enough =
    (declared && found >= ARTICLE_LENGTH) ||
    (found >= paragraphs * LEAST_SHARE &&
      (found >= SHORT_ARTICLE || (article && wordsIn(article) >= words * LEAST_OF_SHORT)));
  if (
    article &&
    enough &&
    wordsIn(article) >= namedWords * LEAST_OF_NAMED &&
    linkShare(article) < MOST_LINKED
  ) {
    tidyArticle(document, article, title);
    return { isArticle: true, root: article };
  }
  const whole = prepare(again());
  const root = namedWords >= ARTICLE_LENGTH ? namedArticle(whole) : null;
  removeFrame(root ?? whole.body);
  if (root) tidyArticle(whole, root, title);
  else tidyPage(whole);
  return { isArticle: root !== null, root: root ?? whole.body };
}

/** The largest element that is named so, if it holds all the others. */
function namedArticle(document: PageDocument): PageElement | null {
  const named = [...document.body.querySelectorAll(NAMED)].filter(
    (element) => !element.parentNode?.closest(NAMED),
  );
  if (named.length === 1) return named[0] ?? null;
  const articles = [...document.body.querySelectorAll('article')];
  return named.length === 0 && articles.length === 1 ? (articles[0] ?? null) : null;
}

function declaresArticle(document: PageDocument): boolean {
  const type = document.querySelector('meta[property="og:type"]')?.getAttribute('content');
  if (type === 'article' || namedArticle(document)) return true;
  return [...document.querySelectorAll('script[type="application/ld+json"]')].some((script) =>
    /"@type"\s*:\s*\[?\s*"(?:\w*Article|BlogPosting|Report|Review)"/.test(script.textContent ?? ''),
  );
}

/**
 * Readability drops whatever has "header", "comment" or "footer" in its class or id, a heading called after its own words
 * too. This word excuses it.
 */
const EXCUSE = 'article';

function extract(document: PageDocument): PageElement | null {
  for (const heading of [...document.querySelectorAll('h2, h3, h4, h5, h6')])
    heading.setAttribute('class', `${heading.getAttribute('class') ?? ''} ${EXCUSE}`.trim());
  const readability = new Readability<PageElement>(document as never, {
    keepClasses: true,
    disableJSONLD: true,
    serializer: (node) => node as unknown as PageElement,
  });
  return readability.parse()?.content ?? null;
}

/** Characters, not counting links. @param least Of a block that counts. */
export function wordsIn(root: PageElement, least = 1): number {
  let words = 0;
  for (const block of leafBlocks(root)) {
    const length = textOf(block).length;
    if (length >= least) words += length * (1 - linkShare(block));
  }
  return words;
}

/** Written by hand, without any of what an article has to be told from: a poem, an essay, an old home page. */
export function isPlainPage(document: PageDocument): boolean {
  const { body } = document;
  if (body.querySelector('nav, aside, article, main, header, footer, form, [role]')) return false;
  const classes = [...body.querySelectorAll('*')].filter((element) => element.getAttribute('class')).length;
  const blocks = leafBlocks(body).length;
  return classes <= Math.max(3, blocks * 0.2) && linkShare(body) < 0.3;
}
