import { parseMarkup } from '../markup/sax.ts';
import { readText } from '../zip/read.ts';
import type { Book } from './entries.ts';
import { resolveAddress } from '../zip/paths.ts';

const LARGEST_COVER_PAGE = 1_000_000;

/**
 * The entry of the cover image: what EPUB 3 marks as such, else what EPUB 2's metadata or guide name, else an image
 * that is called so; a page is searched for its first image.
 */
export async function findCover(book: Book): Promise<string | null> {
  const { manifest, coverMeta, coverPage } = book.package;
  const items = [...manifest.values()];
  const candidates = [
    items.find((item) => item.properties.includes('cover-image'))?.path,
    manifest.get(coverMeta ?? '')?.path ?? coverMeta,
    coverPage,
    items.find((item) => item.mediaType.startsWith('image/') && /^cover/i.test(item.id))?.path,
  ];
  for (const path of candidates) {
    const name = path ? book.find(path) : null;
    if (name === null) continue;
    if (/\.(png|jpe?g|gif|webp|svg|avif)$/i.test(name)) return name;
    const image = await firstImage(book, name);
    if (image !== null) return image;
  }
  return null;
}

async function firstImage({ zip, find }: Book, name: string): Promise<string | null> {
  const source = await readText(zip, name, LARGEST_COVER_PAGE);
  let image: string | null = null;
  if (source) {
    parseMarkup(source, {
      open(element, attributes) {
        if (element !== 'img' && element !== 'image') return;
        const address = resolveAddress(
          name,
          attributes['src'] ?? attributes['xlink:href'] ?? attributes['href'] ?? '',
        );
        image ??= address && find(address.path);
      },
      text: () => undefined,
      close: () => undefined,
    });
  }
  return image;
}
