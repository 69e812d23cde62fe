import type { Block, Section, Span, TocEntry } from './model.ts';

/** A place inside the document that a link or the contents name. */
export interface AnchorTarget {
  readonly section: number;
  /** One of the section's anchors, or null for its start. */
  readonly anchor: string | null;
}

/** The `href` of a span that leads to a place in this document: `#3`, or `#3/note-12`. */
export const internalHref = ({ section, anchor }: AnchorTarget): string =>
  anchor === null ? `#${section}` : `#${section}/${anchor}`;

/** The opposite of `internalHref`; null for a web address. */
export function parseInternalHref(href: string): AnchorTarget | null {
  const match = /^#(\d+)(?:\/(.+))?$/su.exec(href);
  return match ? { section: Number(match[1]), anchor: match[2] ?? null } : null;
}

/** Only absolute addresses of the web are kept from a document. @returns null for anything else. */
export function webAddress(href: string): string | null {
  const trimmed = href.trim();
  return /^https?:\/\/[^\s/]/i.test(trimmed) && trimmed.length <= 2048 ? trimmed : null;
}

/** The block in which an anchor begins; 0, the section's start, for null or an anchor that is not there. */
export function blockOfAnchor(section: Section, anchor: string | null): number {
  if (anchor === null) return 0;
  return Math.max(
    0,
    section.blocks.findIndex((block) => block.anchors.includes(anchor)),
  );
}

/** The contents as a flat list in their order, with the depth from 0. */
export function flattenContents(
  toc: readonly TocEntry[],
  depth = 0,
): readonly { readonly entry: TocEntry; readonly depth: number }[] {
  return toc.flatMap((entry) => [{ entry, depth }, ...flattenContents(entry.children, depth + 1)]);
}

/**
 * Leads the links inside a document to their sections, once these are known.
 * @param resolve From what a reader wrote, which begins with `#`, to an internal `href`; null: there is no such place.
 */
export function resolveLinks(
  blocks: readonly Block[],
  resolve: (href: string) => AnchorTarget | null,
): readonly Block[] {
  const resolved = (span: Span): readonly Span[] => {
    const { href, ...rest } = span;
    if (!href?.startsWith('#')) return [span];
    const target = resolve(href);
    if (target) return [{ ...rest, href: internalHref(target) }];
    return span.kind === 'noteref' ? [rest] : [];
  };
  return blocks.map((block) =>
    block.spans.some((span) => span.href?.startsWith('#'))
      ? { ...block, spans: block.spans.flatMap(resolved) }
      : block,
  );
}
