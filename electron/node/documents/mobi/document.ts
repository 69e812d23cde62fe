import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import { webAddress } from '../../../core/document/anchors.ts';
import { cleanLine } from '../../../core/document/clean.ts';
import type { OpenDocument, Resource } from '../../../core/document/reader.ts';
import { LecternError } from '../../../core/errors.ts';
import { languageTag } from '../../../core/language.ts';
import { imageType } from '../image.ts';
import { markupBlocks } from '../markup/blocks.ts';
import { markupText } from '../markup/text.ts';
import { documentOfBlocks, type ContentsEntry } from '../whole.ts';
import { damagedBook, kindleForm } from './header.ts';
import {
  openNewBook,
  openOldBook,
  type KindleRecords,
  type NewBook,
  type OldBook,
  type TocItem,
} from './library.ts';
import { newPlace, newSource, oldSource, pictureName, placeName } from './source.ts';

/** Bytes of an image that is handed out. */
const LARGEST_IMAGE = 32_000_000;
const NO_RECORD = 0xffffffff;

/**
 * A Kindle book without DRM: MOBI 6, or KF8 (AZW3) alone or beside it.
 * @throws LecternError `document-protected`, `corrupt-document`, `no-text`.
 */
export async function openKindleBook(bytes: Uint8Array, name: string): Promise<OpenDocument> {
  const book = await openBook(bytes);
  const source = sourceOf(book);
  const { title, author, publisher, published, description, language, identifier } = book.getMetadata();
  const tag = languageTag(language);
  const blocks = anchorHeadings(
    markupBlocks(
      source,
      {
        language: tag,
        link: (href) => (href.length > 1 && href.startsWith('#') ? href : webAddress(href)),
        image: (image) => (/^picture-\d+$/.test(image) ? image : null),
      },
      'html',
    ),
    (_, index) => `h${index}`,
  );
  return documentOfBlocks({
    format: 'mobi',
    name,
    source,
    blocks,
    chapterLevel: chapterLevel(blocks),
    contents: contentsOf(book),
    title: cleanLine(title) || null,
    authors: author.map(cleanLine).filter(Boolean),
    language: tag,
    publisher: cleanLine(publisher) || null,
    date: cleanLine(published) || null,
    description: cleanLine(markupText(description)) || null,
    identifier: identifier || null,
    cover: coverOf(book.mobiFile),
    resource: (picture) => pictureOf(book.mobiFile, picture),
  });
}

async function openBook(bytes: Uint8Array): Promise<OldBook | NewBook> {
  try {
    return kindleForm(bytes) === 'kf8' ? await openNewBook(bytes) : await openOldBook(bytes);
  } catch (error) {
    throw error instanceof LecternError ? error : damagedBook(error);
  }
}

function sourceOf(book: OldBook | NewBook): string {
  try {
    return book.form === 'kf8' ? newSource(book) : oldSource(book);
  } catch (error) {
    throw damagedBook(error);
  }
}

function contentsOf(book: OldBook | NewBook): readonly ContentsEntry[] {
  const place = (href: string): string | null =>
    book.form === 'kf8' ? newPlace(book, href) : placeName(Number(/\d+$/.exec(href)?.[0] ?? 0));
  const entries = (items: readonly TocItem[]): readonly ContentsEntry[] =>
    items.map(({ label, href, children }) => ({
      title: cleanLine(markupText(String(label))),
      anchor: href === '' ? null : place(href),
      children: entries(children ?? []),
    }));
  return entries(book.getToc());
}

function coverOf({ exth }: KindleRecords): string | null {
  const offset = [exth?.coverOffset, exth?.thumbnailOffset]
    .map((value) => Number(value ?? NO_RECORD))
    .find((value) => value < NO_RECORD);
  return offset === undefined ? null : pictureName(offset + 1);
}

function pictureOf(records: KindleRecords, name: string): Resource | null {
  const number = Number(/^picture-(\d{1,6})$/.exec(name)?.[1] ?? 0);
  if (number < 1) return null;
  try {
    const { raw } = records.loadResource(number - 1);
    const mediaType = raw.byteLength <= LARGEST_IMAGE ? imageType(raw) : null;
    return mediaType === null ? null : { mediaType, bytes: raw };
  } catch {
    return null; // a picture that is not there
  }
}
