/** Small EPUBs for tests. */
import { zipOf, type ZipPart } from './zip.ts';

export interface TestBook {
  /** File name in `OPS/` → body (wrapped into XHTML), or a whole file if it begins with `<?xml` or is bytes. */
  readonly pages: Readonly<Record<string, string | Uint8Array>>;
  readonly metadata?: string;
  /** Instead of the items and itemrefs made from `pages`. */
  readonly manifest?: string;
  readonly spine?: string;
  readonly guide?: string;
  /** The `ol` of the navigation document; null: no navigation. */
  readonly toc?: string | null;
  readonly parts?: readonly ZipPart[];
  readonly leaveOut?: readonly string[];
}

const CONTAINER = `<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`;

export const xhtml = (body: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" ${attributes}><head><title/></head><body>${body}</body></html>`;

export function epubParts(book: TestBook): readonly ZipPart[] {
  const names = Object.keys(book.pages);
  const isPage = (name: string) => /html$/.test(name);
  const type = (name: string) => (isPage(name) ? 'application/xhtml+xml' : 'image/png');
  const manifest =
    book.manifest ??
    names.map((name) => `<item id="${name}" href="${name}" media-type="${type(name)}"/>`).join('');
  const spine =
    book.spine ??
    names
      .filter(isPage)
      .map((name) => `<itemref idref="${name}"/>`)
      .join('');
  const nav =
    (book.toc ?? null) === null
      ? ''
      : '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>';
  const opf = `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">${book.metadata ?? '<dc:title>A Book</dc:title><dc:language>en</dc:language>'}</metadata>
<manifest>${nav}${manifest}</manifest><spine toc="ncx">${spine}</spine>${book.guide ?? ''}</package>`;
  const parts: ZipPart[] = [
    { name: 'mimetype', content: 'application/epub+zip', stored: true },
    { name: 'META-INF/container.xml', content: CONTAINER },
    { name: 'OPS/package.opf', content: opf },
    ...names.map((name) => {
      const content = book.pages[name] ?? '';
      const whole = typeof content !== 'string' || content.startsWith('<?xml');
      return { name: `OPS/${name}`, content: whole ? content : xhtml(content) };
    }),
  ];
  if ((book.toc ?? null) !== null) {
    parts.push({ name: 'OPS/nav.xhtml', content: xhtml(`<nav epub:type="toc"><ol>${book.toc}</ol></nav>`) });
  }
  return [...parts, ...(book.parts ?? [])].filter((part) => !book.leaveOut?.includes(part.name));
}

export const epubOf = (book: TestBook): Buffer => zipOf(epubParts(book));
