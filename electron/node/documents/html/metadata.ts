import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';
import { textOf, type PageDocument } from './dom.ts';
import { linkedData, names, type LinkedData } from './linked-data.ts';
import { headlineOf } from './title.ts';

export interface PageMetadata {
  readonly title: string | null;
  readonly authors: readonly string[];
  /** The site's own name. */
  readonly publisher: string | null;
  readonly language: string | null;
  /** `YYYY-MM-DD` where it can be told, else as the page writes it. */
  readonly date: string | null;
  readonly description: string | null;
}

const LONGEST_NAME = 100;
const MOST_AUTHORS = 10;

/** What a page says of itself: Open Graph, schema.org and the older tags, whichever it has. */
export function pageMetadata(document: PageDocument): PageMetadata {
  const data = linkedData(document);
  const site = firstOf(
    meta(document, 'og:site_name'),
    names(data['publisher'])[0],
    meta(document, 'application-name'),
  );
  return {
    title: headlineOf(document, {
      site,
      named: firstOf(meta(document, 'og:title'), text(data['headline']), meta(document, 'twitter:title')),
    }),
    authors: authorsOf(document, data),
    publisher: site,
    language:
      languageTag(document.documentElement.getAttribute('lang')) ??
      languageTag(document.documentElement.getAttribute('xml:lang')) ??
      languageTag(document.querySelector('meta[http-equiv="content-language" i]')?.getAttribute('content')) ??
      languageTag(document.body.getAttribute('lang')) ??
      languageTag(meta(document, 'og:locale')) ??
      languageTag(text(data['inLanguage'])),
    date: dateOf(
      firstOf(
        meta(document, 'article:published_time'),
        text(data['datePublished']),
        document.querySelector('[itemprop=datePublished]')?.getAttribute('content'),
        meta(document, 'date'),
        meta(document, 'dc.date'),
        document.querySelector('article time[datetime], time[pubdate][datetime]')?.getAttribute('datetime'),
      ),
    ),
    description: firstOf(
      meta(document, 'og:description'),
      meta(document, 'description'),
      text(data['description']),
    ),
  };
}

/** Tags name themselves by `name` or by `property`, and some pages write them in capitals. */
export function meta(document: PageDocument, name: string): string | null {
  for (const attribute of ['property', 'name']) {
    const tag = document.querySelector(`meta[${attribute}="${name}" i]`);
    const content = cleanLine(tag?.getAttribute('content') ?? '');
    if (content !== '') return content;
  }
  return null;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? cleanLine(value) || null : null);

function firstOf(...values: readonly (string | null | undefined)[]): string | null {
  for (const value of values) {
    const clean = cleanLine(value ?? '');
    if (clean !== '') return clean;
  }
  return null;
}

function authorsOf(document: PageDocument, data: LinkedData): readonly string[] {
  const element = document.querySelector(
    '[rel=author], [itemprop=author], .byline-name, .author-name, .byline, .p-author',
  );
  const found = [
    names(data['author']),
    [meta(document, 'author'), meta(document, 'article:author'), meta(document, 'dc.creator')].flatMap(
      (name) => name ?? [],
    ),
    element ? [textOf(element)] : [],
  ].map((list) => list.map(personName).filter((name) => name !== null));
  const authors = found.find((list) => list.length > 0) ?? [];
  return [...new Set(authors)].slice(0, MOST_AUTHORS);
}

/** "By Jane Doe" → "Jane Doe"; null for what is no name. */
function personName(raw: string): string | null {
  const name = cleanLine(raw).replace(/^(?:by|von|par|por|di|door|av)\s*:?\s+/i, '');
  const isName = name !== '' && name.length <= LONGEST_NAME && !/^https?:|^@|^\{|\d{3}/.test(name);
  return isName ? name : null;
}

function dateOf(raw: string | null): string | null {
  if (raw === null || raw.length > 60) return null;
  return /^\d{4}-\d{2}-\d{2}/.exec(raw)?.[0] ?? raw;
}
