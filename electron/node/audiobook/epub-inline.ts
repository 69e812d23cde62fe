/** A block's text as XHTML: its spans as elements, its sentences in spans with ids. */
import { inlineTree, type InlineNode } from '../../core/document/inline-tree.ts';
import type { Block, SpanKind, TextRange } from '../../core/document/model.ts';
import { attributes, xml } from './xml.ts';

/** A sentence that an overlay points to. */
export interface MarkedRange {
  readonly id: string;
  readonly range: TextRange;
}

/** Where a link of the document leads in the EPUB; null where it leads nowhere. */
export type LinkResolver = (href: string) => string | null;

const ELEMENTS: Readonly<
  Record<Exclude<SpanKind, 'link' | 'noteref'>, readonly [name: string, kind?: string]>
> = {
  emphasis: ['em'],
  strong: ['strong'],
  code: ['code'],
  sub: ['sub'],
  sup: ['sup'],
  smallCaps: ['span', 'smallcaps'],
  strike: ['s'],
};

/**
 * Sentences are the outer elements: a span that runs over several is written once in each.
 * @param sentences In order, none overlapping.
 */
export function inlineMarkup(block: Block, sentences: readonly MarkedRange[], link: LinkResolver): string {
  const notes = block.spans.filter((span) => span.kind === 'noteref');
  let nextNote = 0;
  /** Cut where references to notes stand: they are empty, and would be lost between the texts. */
  const stretch = (from: number, to: number): string => {
    let written = '';
    let at = from;
    for (let note = notes[nextNote]; note && note.from <= to; note = notes[nextNote]) {
      nextNote++;
      written += plain(block, [at, note.from], link) + noteReference(note.href, link);
      at = note.from;
    }
    return written + plain(block, [at, to], link);
  };
  let written = '';
  let at = 0;
  for (const { id, range } of sentences) {
    written += `${stretch(at, range[0])}<span${attributes({ id })}>${stretch(...range)}</span>`;
    at = range[1];
  }
  return written + stretch(at, block.text.length);
}

function noteReference(href: string | undefined, link: LinkResolver): string {
  const target = href === undefined ? null : link(href);
  if (target === null) return '';
  return `<a${attributes({ class: 'noteref', 'epub:type': 'noteref', role: 'doc-noteref', href: target })}>*</a>`;
}

function plain(block: Block, [from, to]: TextRange, link: LinkResolver): string {
  const spans = block.spans
    .filter((span) => span.kind !== 'noteref' && span.from < to && span.to > from)
    .map((span) => ({ ...span, from: Math.max(span.from, from) - from, to: Math.min(span.to, to) - from }));
  return nodes(inlineTree(block.text.slice(from, to), spans), block.kind === 'verse', link);
}

function nodes(tree: readonly InlineNode[], keepsLines: boolean, link: LinkResolver): string {
  return tree
    .map((node) => {
      if ('text' in node) return keepsLines ? xml(node.text).replaceAll('\n', '<br/>') : xml(node.text);
      if (node.kind === 'noteref') return '';
      if (node.kind !== 'link') {
        const [name, kind = null] = ELEMENTS[node.kind];
        return `<${name}${attributes({ class: kind })}>${nodes(node.children, keepsLines, link)}</${name}>`;
      }
      const href = node.href === null ? null : link(node.href);
      // A link in a link is none: XHTML forbids it.
      const inside = nodes(node.children, keepsLines, href === null ? link : () => null);
      return href === null ? inside : `<a${attributes({ href })}>${inside}</a>`;
    })
    .join('');
}
