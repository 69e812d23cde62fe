/** schema.org's description of an article, as JSON-LD. */
import type { PageDocument } from './dom.ts';

export type LinkedData = Readonly<Record<string, unknown>>;

/** Characters of one script: a description has a few thousand. */
const LONGEST = 500_000;
const MOST_NODES = 200;
const ARTICLE = /(?:Article|BlogPosting|Report|Review|WebPage)$/;

/** The page's article, or what comes closest to one; empty where there is nothing. */
export function linkedData(document: PageDocument): LinkedData {
  const nodes = [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) =>
    nodesOf(parse(script.textContent ?? '')),
  );
  const typed = (pattern: RegExp) => nodes.find((node) => typesOf(node).some((type) => pattern.test(type)));
  return typed(/(?:Article|BlogPosting|Report|Review)$/) ?? typed(ARTICLE) ?? {};
}

function parse(source: string): unknown {
  if (source.length > LONGEST) return null;
  try {
    return JSON.parse(source.replace(/^\s*(?:<!--|\/\*.*?\*\/|\/\/<!\[CDATA\[)|(?:-->|\/\/\]\]>)\s*$/g, ''));
  } catch {
    return null; // written by hand, and wrongly
  }
}

function nodesOf(value: unknown): LinkedData[] {
  const list = (Array.isArray(value) ? value : [value]).slice(0, MOST_NODES).filter(isNode);
  return list.flatMap((node) => {
    const graph = node['@graph'];
    return Array.isArray(graph) ? [node, ...graph.slice(0, MOST_NODES).filter(isNode)] : [node];
  });
}

const isNode = (value: unknown): value is LinkedData =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typesOf = (node: LinkedData): readonly string[] =>
  [node['@type']].flat().filter((type) => typeof type === 'string');

/** The names of persons or organisations, however they are given. */
export function names(value: unknown): readonly string[] {
  return [value].flat().flatMap((one: unknown) => {
    if (typeof one === 'string') return [one];
    return isNode(one) && typeof one['name'] === 'string' ? [one['name']] : [];
  });
}
