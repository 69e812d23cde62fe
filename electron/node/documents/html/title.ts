import { cleanLine } from '../../../core/document/clean.ts';
import { textOf, type PageDocument } from './dom.ts';

export interface KnownNames {
  /** The site's name, where the page tells it. */
  readonly site: string | null;
  /** What the page gives others as its title. */
  readonly named: string | null;
}

const SEPARATOR = /\s+[|»«·•/\\–—-]\s+|\s+::\s+|\s*\|\s*/;
const LONGEST_HEADLINE = 300;

/** A page's headline, without the site's name: the heading that its title is made of, else the title itself. */
export function headlineOf(document: PageDocument, { site, named }: KnownNames): string | null {
  const title = cleanLine(document.querySelector('title')?.textContent ?? '');
  const whole = named ?? title;
  const headings = [...document.body.querySelectorAll('h1')]
    .map((heading) => cleanLine(textOf(heading)))
    .filter((text) => text !== '' && text.length <= LONGEST_HEADLINE && plain(text) !== plain(site ?? ''));
  const known = [named, title].filter((text) => text !== null).map(plain);
  const same = headings.find(
    (heading) => heading.length > 8 && known.some((text) => text.includes(plain(heading))),
  );
  if (same) return same;
  return withoutSite(whole, site) || headings[0] || null;
}

/** "A Tale | The Site" → "A Tale". Without a known site only the last of two parts goes, if it is the shorter by far. */
export function withoutSite(title: string, site: string | null): string {
  const parts = title.split(SEPARATOR).filter(Boolean);
  if (parts.length < 2) return title;
  const name = plain(site ?? '');
  const isSite = (part: string) => {
    const text = plain(part);
    return name !== '' && (text === name || text.replaceAll(' ', '') === name.replaceAll(' ', ''));
  };
  if (isSite(parts.at(-1) ?? ''))
    return title.slice(0, title.lastIndexOf(parts.at(-1) ?? '')).replace(TRAILING, '');
  if (isSite(parts[0] ?? '')) return parts.slice(1).join(' – ');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const isTail = words(last) <= 4 && words(first) >= 3 && parts.length <= 3;
  return isTail ? title.slice(0, title.lastIndexOf(last)).replace(TRAILING, '') : title;
}

const TRAILING = /[\s|»«·•/\\:–—-]+$/;
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const words = (text: string) => text.split(/\s+/).length;
