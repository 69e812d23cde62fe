/** A Kindle book as one page of HTML, whose links are anchors and whose pictures are numbers. */
import type { NewBook, OldBook } from './library.ts';

/** The resource that a picture's number names. */
export const pictureName = (number: number): string => `picture-${number}`;

const FILEPOS = /(<[a-z][^<>]*?)\bfilepos\s*=\s*["']?(\d{1,10})["']?/gi;

/** MOBI 6: one text, whose links name bytes of it. An anchor is set at each byte that a link names, if a tag begins there. */
export function oldSource({ mobiFile }: OldBook): string {
  const records: Uint8Array[] = [];
  for (let index = 0; index < mobiFile.palmdocHeader.numTextRecords; index++) {
    records.push(mobiFile.loadTextBuffer(index));
  }
  const bytes = Buffer.concat(records);
  const latin = bytes.toString('latin1');
  const targets = new Set([...latin.matchAll(FILEPOS)].map(([, , position]) => Number(position)));
  const pieces: string[] = [];
  let from = 0;
  for (const target of [...targets].sort((a, b) => a - b)) {
    if (target < from || target > bytes.length || bytes[target] !== 0x3c) continue;
    pieces.push(decoded(bytes.subarray(from, target)), `<a id="${placeName(target)}"></a>`);
    from = target;
  }
  pieces.push(decoded(bytes.subarray(from)));
  return pieces
    .join('')
    .replace(
      FILEPOS,
      (_, before: string, position: string) => `${before} href="#${placeName(Number(position))}"`,
    )
    .replace(
      /\brecindex\s*=\s*["']?(\d{1,6})["']?/gi,
      (_, number: string) => `src="${pictureName(Number(number))}"`,
    );

  function decoded(part: Uint8Array): string {
    return mobiFile.decode(Uint8Array.from(part).buffer);
  }
}

export const placeName = (position: number): string => `filepos${position}`;

/** KF8: pages in XHTML, put together from a skeleton and fragments; the start of each is an anchor. */
export function newSource(book: NewBook): string {
  return book
    .getSpine()
    .map((page) => {
      const source = book.loadText(page);
      const body = /<body[^>]*>([^]*?)<\/body>/i.exec(source)?.[1] ?? source;
      return `<a id="${pageName(page.id)}"></a><div>${body}</div>`;
    })
    .join('\n')
    .replace(/\said=/g, ' xml:id=')
    .replace(
      /\b(src|href|xlink:href)="kindle:embed:(\w{1,8})[^"]*"/gi,
      (_, name: string, number: string) => `${name}="${pictureName(Number.parseInt(number, 32))}"`,
    )
    .replace(/\bhref="(kindle:pos:[^"]+)"/gi, (_, href: string) => `href="#${newPlace(book, href) ?? ''}"`);
}

export const pageName = (id: string): string => `page${id}`;

/** The anchor that a link of KF8 leads to; null where it leads nowhere. */
export function newPlace(book: NewBook, href: string): string | null {
  try {
    const target = book.resolveHref(href);
    if (!target) return null;
    return /^\[\w+="(.*)"\]$/.exec(target.selector)?.[1] || pageName(target.id);
  } catch {
    return null; // a fragment that is not there
  }
}
