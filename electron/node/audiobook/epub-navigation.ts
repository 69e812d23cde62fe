/** The table of contents as EPUB 3's navigation document. */
import { flattenContents } from '../../core/document/anchors.ts';
import { cleanLine } from '../../core/document/clean.ts';
import type { TocEntry } from '../../core/document/model.ts';
import { attributes, languageAttributes, xml } from './xml.ts';

export interface NavigationSurroundings {
  readonly title: string;
  readonly language: string;
  readonly rightToLeft: boolean;
  /** Where an entry leads. */
  readonly place: (entry: TocEntry) => { readonly href: string; readonly block: number };
  /** The first page: what the contents of a book without any lead to. */
  readonly start: string;
}

export function navigationOf(toc: readonly TocEntry[], surroundings: NavigationSurroundings): string {
  const { title, language, rightToLeft, start } = surroundings;
  const entries = inReadingOrder(toc, surroundings);
  const list =
    entries.length === 0
      ? `<ol>\n<li><a${attributes({ href: start })}>${xml(title)}</a></li>\n</ol>`
      : listOf(entries, surroundings);
  return `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${languageAttributes(language)}${attributes({ dir: rightToLeft ? 'rtl' : null })}>
<head>
<title>${xml(title)}</title>
</head>
<body>
<nav epub:type="toc" role="doc-toc" id="toc">
<h1>${xml(title)}</h1>
${list}
</nav>
</body>
</html>
`;
}

/** By the standard the contents follow the book's order. Where a book's own do not, they become one flat list that does. */
function inReadingOrder(toc: readonly TocEntry[], { place }: NavigationSurroundings): readonly TocEntry[] {
  const flat = flattenContents(toc).map(({ entry }) => ({ entry, block: place(entry).block }));
  const compare = (a: (typeof flat)[number], b: (typeof flat)[number]) =>
    a.entry.section - b.entry.section || a.block - b.block;
  const ordered = flat.every((one, index) => index === 0 || compare(flat[index - 1] ?? one, one) <= 0);
  return ordered ? toc : flat.toSorted(compare).map(({ entry }) => ({ ...entry, children: [] }));
}

function listOf(entries: readonly TocEntry[], surroundings: NavigationSurroundings): string {
  const items = entries.map((entry) => {
    const label = xml(cleanLine(entry.title) || '—');
    const inner = entry.children.length === 0 ? '' : `\n${listOf(entry.children, surroundings)}\n`;
    return `<li><a${attributes({ href: surroundings.place(entry).href })}>${label}</a>${inner}</li>\n`;
  });
  return `<ol>\n${items.join('')}</ol>`;
}
