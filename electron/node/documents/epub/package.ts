import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';
import { parseMarkup, type Attributes } from '../markup/sax.ts';
import { resolveAddress } from '../zip/paths.ts';

export interface ManifestItem {
  readonly id: string;
  /** From the archive's root. */
  readonly path: string;
  readonly mediaType: string;
  readonly properties: readonly string[];
  readonly fallback: string | null;
}

export interface BookPackage {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly description: string | null;
  readonly identifier: string | null;
  readonly manifest: ReadonlyMap<string, ManifestItem>;
  readonly spine: readonly { readonly idref: string; readonly linear: boolean }[];
  /** Id of the NCX, as the spine names it. */
  readonly ncx: string | null;
  /** What EPUB 2 says of the cover: an id, or a path. */
  readonly coverMeta: string | null;
  /** Path of the page that the guide calls the cover. */
  readonly coverPage: string | null;
}

interface Term {
  readonly id: string | null;
  readonly role: string | null;
  text: string;
}

const TERMS = new Set(['title', 'creator', 'language', 'publisher', 'date', 'description', 'identifier']);
const MOST_ITEMS = 20_000;

/** Reads the package document (OPF) of EPUB 2 and 3 alike. @param path Its own place in the archive. */
export function parsePackage(source: string, path: string): BookPackage {
  const terms = new Map<string, Term[]>();
  const refinements = new Map<string, string>();
  const manifest = new Map<string, ManifestItem>();
  const spine: { idref: string; linear: boolean }[] = [];
  let ncx: string | null = null;
  let coverMeta: string | null = null;
  let coverPage: string | null = null;
  let uniqueId: string | null = null;
  let current: Term | null = null;
  let refining: string | null = null;

  const pathOf = (href: string | undefined) => resolveAddress(path, href ?? '')?.path ?? null;
  const refine = (key: string, text: string) => refinements.set(key, (refinements.get(key) ?? '') + text);

  const open = (name: string, attributes: Attributes): void => {
    switch (name) {
      case 'package':
        uniqueId = attributes['unique-identifier'] ?? null;
        break;
      case 'item': {
        const item = manifestItem(attributes, pathOf(attributes['href']));
        if (item && manifest.size < MOST_ITEMS) manifest.set(item.id, item);
        break;
      }
      case 'spine':
        ncx = attributes['toc'] ?? null;
        break;
      case 'itemref': {
        const idref = attributes['idref'];
        if (idref && spine.length < MOST_ITEMS) spine.push({ idref, linear: attributes['linear'] !== 'no' });
        break;
      }
      case 'reference':
        if (attributes['type']?.toLowerCase() === 'cover') coverPage = pathOf(attributes['href']);
        break;
      case 'meta':
        if (attributes['name'] === 'cover') coverMeta = attributes['content'] ?? null;
        if (attributes['refines'] && attributes['property']) {
          refining = `${attributes['refines'].replace(/^#/, '')} ${attributes['property']}`;
        }
        break;
      default:
        if (TERMS.has(name)) {
          current = { id: attributes['id'] ?? null, role: attributes['opf:role'] ?? null, text: '' };
          terms.set(name, [...(terms.get(name) ?? []), current]);
        }
    }
  };

  parseMarkup(source, {
    open,
    text(text) {
      if (current) current.text += text;
      if (refining) refine(refining, text);
    },
    close(name) {
      if (TERMS.has(name)) current = null;
      if (name === 'meta') refining = null;
    },
  });

  const all = (name: string) => (terms.get(name) ?? []).filter((term) => cleanLine(term.text) !== '');
  const first = (name: string, find?: (term: Term) => boolean): string | null => {
    const found = (find && all(name).find(find)) ?? all(name)[0];
    return found ? cleanLine(found.text) : null;
  };
  const property = (term: Term, name: string) => refinements.get(`${term.id ?? ''} ${name}`)?.trim() ?? null;
  const isAuthor = (term: Term) => (property(term, 'role') ?? term.role ?? 'aut') === 'aut';
  const creators = all('creator');
  const authors = creators.some(isAuthor) ? creators.filter(isAuthor) : creators;

  return {
    title: first('title', (term) => property(term, 'title-type') === 'main'),
    authors: authors.map((term) => cleanLine(term.text)),
    language:
      all('language')
        .map((term) => languageTag(term.text))
        .find((tag) => tag !== null) ?? null,
    publisher: first('publisher'),
    date: first('date'),
    description: withoutTags(first('description')),
    identifier: first('identifier', (term) => term.id !== null && term.id === uniqueId),
    manifest,
    spine,
    ncx,
    coverMeta,
    coverPage,
  };
}

function manifestItem(attributes: Attributes, path: string | null): ManifestItem | null {
  const { id } = attributes;
  if (!id || path === null) return null;
  return {
    id,
    path,
    mediaType: (attributes['media-type'] ?? '').trim().toLowerCase(),
    properties: (attributes['properties'] ?? '').split(/\s+/).filter(Boolean),
    fallback: attributes['fallback'] ?? null,
  };
}

/** Shops put HTML, escaped, into descriptions. */
function withoutTags(text: string | null): string | null {
  if (text === null || !text.includes('<')) return text;
  let plain = '';
  parseMarkup(
    text,
    { open: () => (plain += ' '), text: (piece) => (plain += piece), close: () => (plain += ' ') },
    'html',
  );
  return cleanLine(plain) || null;
}
