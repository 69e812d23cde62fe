/** What stands around the text of a page: menus, cookie banners, share bars, forms, comments, lists of other pages. */
import { isElement, linkShare, nodesBelow, textOf, type PageDocument, type PageElement } from './dom.ts';

/** Never text. */
const UNREAD =
  'script, style, template, title, meta, noscript, iframe, object, embed, audio, video, canvas, button, input, select, textarea, dialog, link';
/** Roles of WAI-ARIA that are never the text, and elements that mean the same. */
const AROUND =
  'nav, [role=navigation], [role=search], [role=dialog], [role=alertdialog], [role=menu], [role=menubar], [role=toolbar], [role=tablist], [role=contentinfo], [aria-modal=true]';
const HIDDEN = '[hidden], [aria-hidden=true], [style*="display:none"], [style*="display: none"]';

/**
 * Words of classes and ids. Each stands alone or joined by `-`, `_` or a capital: `share-bar`, `newsletterSignup`; "shared"
 * and "unrelated" do not count.
 */
const CLUTTER_WORDS = words(
  'cookie cookies consent gdpr ccpa newsletter newsletters signup subscribe subscription optin mailchimp',
  'share sharing sharebar sharedaddy addtoany addthis social socials sociable',
  'related recommended recommendations recirc outbrain taboola zergnet revcontent mgid readnext',
  'breadcrumb breadcrumbs pagination pager toolbar skiplink',
  'promo promotion advert advertisement advertising adsbygoogle sponsored',
  // Beside and below the posts of a forum.
  'signature postprofile postauthor userinfo user-info message-user message-signature',
  // Beside a question and its answers, and below them.
  'votecell vote-count votecount voting-container post-form answer-form reply-form more-topics suggested-topics topic-map',
  'paywall popup modal lightbox cta catlinks navbox d-print-block print-only visible-print print-header',
);
const COMMENT_WORDS = words('comments commentlist comment-list disqus respond livefyre discussion');
const AUTHOR_BOXES =
  /(?:^|[\s_-])(?:author|about|writer|contributor)[-_]{0,2}(?:bio|box|info|card|profile|description|about|author|the[-_]author)(?:$|[\s_-])/i;

function words(...lists: string[]): RegExp {
  return new RegExp(`(?:^|[\\s_-])(?:${lists.join(' ').replaceAll(' ', '|')})(?:$|[\\s_-])`, 'i');
}

/** Words in a class or id; more are a heading's, made into an id. */
const MOST_WORDS = 4;
/** Above this part of the page's text an element is the page, whatever its class says: `<body class="has-sidebar cookie">`. */
const MOST = 0.3;

/** Characters outside hidden elements: with less, the page is in them. */
const LEAST_SHOWN = 200;

/** Removes what is never text, and from a page with many words what stands around them. */
export function removeClutter(document: PageDocument): void {
  const { body } = document;
  removeComments(document);
  for (const element of [...body.querySelectorAll(UNREAD)]) element.remove();
  settleHidden(body);
  for (const link of [...body.querySelectorAll(ANCHOR_MARKS)]) link.remove();
  for (const link of [...body.querySelectorAll(EMPTY_ANCHORS)]) if (textOf(link) === '') link.remove();
  // What is left of a heading's buttons would make it a container of text instead of a line of it.
  for (const rest of [...body.querySelectorAll(BLOCKS_IN_HEADINGS)]) if (textOf(rest) === '') rest.remove();
  for (const link of [...body.querySelectorAll('a[href*="#"]')]) if (isAnchorMark(link)) link.remove();
  const whole = textOf(body).length;
  const around = (element: PageElement) => textOf(element).length <= whole * MOST;
  for (const element of [...body.querySelectorAll(AROUND)]) if (around(element)) element.remove();
  for (const element of [...body.querySelectorAll('[class], [id]')]) {
    const marks = marksOf(element);
    if (marks === null) continue;
    if (CLUTTER_WORDS.test(marks) || AUTHOR_BOXES.test(marks)) {
      if (around(element) && proseIn(element) < PROSE) element.remove();
    } else if (COMMENT_WORDS.test(marks)) {
      // Under an article they go, however many; a thread is made of them.
      if (proseIn(body) - proseIn(element) > PROSE) element.remove();
    }
  }
}

/** Characters in paragraphs that are not links: what has so many is text, whatever its class says. */
const PROSE = 900;
const proseIn = (element: PageElement): number => {
  let prose = 0;
  for (const paragraph of element.querySelectorAll('p')) {
    const { length } = textOf(paragraph);
    if (length >= 80) prose += length * (1 - linkShare(paragraph));
  }
  return prose;
};

/**
 * Wikipedia's "[edit]" and "^ a b", LaTeXML's numbers of equations, GitHub's list of files, MDN's badge of what browsers know:
 * what these sites have in the midst of their text, under names of their own.
 */
const ANCHOR_MARKS =
  '.mw-editsection, .mw-cite-backlink, .ltx_tag_equation, [aria-labelledby="folders-and-files"], .baseline-indicator';
/** Links to the heading that they stand in, without a word. */
const EMPTY_ANCHORS = 'a.anchor, a.headerlink, a.hash-link, a.permalink, a.header-anchor';
const BLOCKS_IN_HEADINGS = 'h1 div, h2 div, h3 div, h4 div, h5 div, h6 div';
/** "¶" and "#" beside headings, "↩" behind notes. */
const isAnchorMark = (link: PageElement): boolean =>
  /^(?:¶|#|§|🔗|↩|↑|⤴|\^|[\ufe0e\ufe0f\s]){1,4}$/u.test(link.textContent ?? '');

/** Hidden parts go, unless they are the page: some programs show it only when their scripts have run. */
function settleHidden(body: PageElement): void {
  const hidden = [...body.querySelectorAll(HIDDEN)].filter((element) => !isFallback(element));
  const outer = hidden.filter((element) => !element.parentNode?.closest(HIDDEN));
  const words = outer.reduce((sum, element) => sum + textOf(element).length, 0);
  const isPage = textOf(body).length - words < LEAST_SHOWN;
  for (const element of hidden) {
    if (!isPage) element.remove();
    else for (const name of ['hidden', 'aria-hidden', 'style']) element.removeAttribute(name);
  }
}

/** A comment's words must not be counted as text, nor serialised and parsed once more. */
function removeComments(document: PageDocument): void {
  const comments = [...nodesBelow(document.documentElement)].filter(({ node }) => node.nodeType === 8);
  for (const { node } of comments) node.remove();
}

/** Formulas come as a hidden text beside a picture of it, and the hidden one is what can be read. */
const isFallback = (element: PageElement) => /fallback|mwe-math/.test(element.getAttribute('class') ?? '');

/** Its classes and id as words; null for what is text by its name. */
function marksOf(element: PageElement): string | null {
  if (TEXT_ELEMENTS.has(element.localName)) return null;
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
    .trim()
    .split(/\s+/);
  return names
    .map((name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-'))
    .filter((name) => name.split(/[-_]+/).length <= MOST_WORDS)
    .join(' ');
}

const TEXT_ELEMENTS = new Set(
  'html body main article h1 h2 h3 h4 h5 h6 p a span em strong code pre figure blockquote'.split(' '),
);

/** Of a page that is no article: its header and footer, where they are menus and small print. */
export function removeFrame(body: PageElement): void {
  for (const element of [
    ...body.querySelectorAll('header, footer, aside, [role=banner], [role=complementary], form'),
  ]) {
    const inText = element.closest('article, main, section, blockquote');
    if (element.localName === 'header' && (inText || element.querySelector('h1'))) continue;
    if (element.localName === 'footer' && inText?.localName === 'blockquote') continue;
    element.remove();
  }
  for (const list of [...body.querySelectorAll('ul, ol')]) if (isMenu(list)) list.remove();
}

/** A list of short links, none of which is a sentence. */
export function isMenu(list: PageElement): boolean {
  const items = [...list.children];
  if (items.length < 3 || linkShare(list) < 0.95) return false;
  return items.every((item) => isElement(item) && textOf(item).length < 60);
}
