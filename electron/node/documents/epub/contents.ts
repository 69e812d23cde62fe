/** The table of contents as the book writes it: EPUB 3's navigation document, or EPUB 2's NCX. */
import { cleanLine } from '../../../core/document/clean.ts';
import { parseMarkup } from '../markup/sax.ts';
import { typesOf } from '../markup/elements.ts';

/** An entry before its address is resolved. `href` is as written, or null for a heading without a link. */
export interface RawEntry {
  title: string;
  href: string | null;
  readonly children: RawEntry[];
}

const DEEPEST = 32;
const MOST_ENTRIES = 20_000;

/** Builds the tree while elements open and close; too many entries and too deep ones are left out. */
class EntryTree {
  readonly roots: RawEntry[] = [];
  readonly #path: (RawEntry | null)[] = [];
  #count = 0;

  get current(): RawEntry | null {
    return this.#path.at(-1) ?? null;
  }

  open(): void {
    const parent = this.#path.findLast((entry) => entry !== null);
    const kept = this.#path.length < DEEPEST && this.#count++ < MOST_ENTRIES;
    const entry: RawEntry | null = kept ? { title: '', href: null, children: [] } : null;
    if (entry) (parent?.children ?? this.roots).push(entry);
    this.#path.push(entry);
  }

  close(): void {
    const entry = this.#path.pop();
    if (entry) entry.title = cleanLine(entry.title);
  }
}

/** The `nav` of type `toc`; an empty list where there is none. */
export function parseNavigation(source: string): readonly RawEntry[] {
  const tree = new EntryTree();
  let inside = 0;
  let label = false;
  parseMarkup(source, {
    open(name, attributes) {
      const types = typesOf(attributes);
      if (name === 'nav') {
        if (inside > 0 || types.includes('toc') || types.includes('doc-toc')) inside++;
      } else if (inside === 0) return;
      if (name === 'li') tree.open();
      if (name === 'a' || name === 'span') label = true;
      if (name === 'a' && tree.current) tree.current.href ??= attributes['href'] ?? null;
      if (name === 'img' && label && tree.current) tree.current.title += attributes['alt'] ?? '';
      if (name === 'ol' || name === 'ul') label = false;
    },
    text(text) {
      if (inside > 0 && label && tree.current) tree.current.title += text;
    },
    close(name) {
      if (inside === 0) return;
      if (name === 'li') tree.close();
      // A label ends with its link; a span inside a link does not end it, but then nothing follows it either.
      if (name === 'a' || name === 'li') label = false;
      if (name === 'nav') inside--;
    },
  });
  return tree.roots;
}

/** The `navMap` of an NCX. */
export function parseNcx(source: string): readonly RawEntry[] {
  const tree = new EntryTree();
  let inMap = false;
  let inLabel = false;
  parseMarkup(source, {
    open(name, attributes) {
      if (name === 'navmap') inMap = true;
      if (!inMap) return;
      if (name === 'navpoint') tree.open();
      if (name === 'navlabel') inLabel = true;
      if (name === 'content' && tree.current) tree.current.href ??= attributes['src'] ?? null;
    },
    text(text) {
      if (inLabel && tree.current) tree.current.title += text;
    },
    close(name) {
      if (name === 'navlabel') inLabel = false;
      if (name === 'navpoint' && inMap) tree.close();
      if (name === 'navmap') inMap = false;
    },
  });
  return tree.roots;
}
