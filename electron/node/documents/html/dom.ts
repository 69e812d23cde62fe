/** The part of the DOM that reading a page needs. (linkedom's own types want those of a browser, which Node has not.) */
import { parseHTML } from 'linkedom';
import { isBlock } from '../markup/elements.ts';

export interface PageNode {
  /** 1: element, 3: text, 8: comment. */
  readonly nodeType: number;
  readonly parentNode: PageElement | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly previousSibling: PageNode | null;
  textContent: string | null;
  remove(): void;
  before(...nodes: PageNode[]): void;
}

export interface PageElement extends PageNode {
  /** In lower case. */
  readonly localName: string;
  readonly childNodes: Iterable<PageNode>;
  readonly children: Iterable<PageElement>;
  readonly firstElementChild: PageElement | null;
  readonly nextElementSibling: PageElement | null;
  readonly previousElementSibling: PageElement | null;
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  matches(selector: string): boolean;
  closest(selector: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  append(...nodes: PageNode[]): void;
  prepend(...nodes: PageNode[]): void;
  replaceWith(...nodes: PageNode[]): void;
  replaceChildren(...nodes: PageNode[]): void;
}

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  createElement(name: string): PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Elements deeper than this are taken out of what they lie in: Readability's work grows with the cube of the depth. */
const DEEPEST = 200;

/** The page as a tree. No script runs, nothing is fetched. */
export function parsePage(source: string): PageDocument {
  const { document } = parseHTML(withBody(source)) as unknown as { document: PageDocument };
  flatten(document);
  return document;
}

/** HTML lets the tags of the whole be left out, and the parser does not add them. */
function withBody(source: string): string {
  const body = /<body[\s>]/i.exec(source);
  const html = /<html(?:\s[^>]*)?>/i.exec(source);
  const start = html ? html.index + html[0].length : 0;
  const before = html ? source.slice(0, start) : '<!doctype html><html>';
  if (body && body.index >= start) {
    const head = source.slice(start, body.index);
    const whole = /<head[\s>]/i.test(head) ? head : `<head>${head}</head>`;
    return `${before}${whole}${source.slice(body.index)}`;
  }
  const head = /<\/head\s*>/i.exec(source);
  const end = head ? head.index + head[0].length : start;
  const rest = source.slice(end).replace(/<\/html\s*>\s*$/i, '');
  return `${before}${source.slice(start, end) || '<head></head>'}<body>${rest}</body></html>`;
}

/** The nodes below an element in their order, without recursion: a page may be nested as deep as it likes. */
export function* nodesBelow(top: PageElement): Generator<{ node: PageNode; depth: number }> {
  let node = top.firstChild;
  let depth = 1;
  while (node) {
    const next: PageNode = node;
    yield { node: next, depth };
    if (next.parentNode === null) return; // taken out meanwhile
    if (next.firstChild) {
      node = next.firstChild;
      depth++;
      continue;
    }
    let last: PageNode | null = next;
    while (last && last !== top && !last.nextSibling) {
      last = last.parentNode;
      depth--;
    }
    node = last && last !== top ? last.nextSibling : null;
  }
}

export const isElement = (node: PageNode | null): node is PageElement => node?.nodeType === 1;

function flatten(document: PageDocument): void {
  const deep: PageElement[] = [];
  for (const { node, depth } of nodesBelow(document.documentElement)) {
    if (depth === DEEPEST && isElement(node) && node.firstElementChild) deep.push(node);
  }
  for (const element of deep) {
    const kept: PageNode[] = [];
    for (const { node } of nodesBelow(element)) {
      if (!isElement(node)) {
        if (node.parentNode === element || node.parentNode?.firstElementChild) kept.push(node);
      } else if (!node.firstElementChild) kept.push(node);
      else if (isBlock(node.localName)) kept.push(document.createElement('br'));
    }
    element.replaceChildren(...kept);
  }
}

/** With its white space folded. */
export const textOf = (node: PageNode): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The part of an element's text that is inside links, 0–1; 1 where the element is in one itself. */
export function linkShare(element: PageElement): number {
  if (element.closest('a[href]')) return 1;
  const all = textOf(element).length;
  if (all === 0) return 0;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textOf(link).length;
  return Math.min(1, linked / all);
}

/** Gives an element another name; attributes are kept only where they matter for reading. */
export function rename(document: PageDocument, element: PageElement, name: string): PageElement {
  const renamed = document.createElement(name);
  for (const kept of ['id', 'class', 'lang', 'dir']) {
    const value = element.getAttribute(kept);
    if (value !== null) renamed.setAttribute(kept, value);
  }
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}
