import type { FileHandle } from 'node:fs/promises';
import { contentsFromHeadings } from '../../../core/document/contents.ts';
import type { Section, TocEntry } from '../../../core/document/model.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { sectionTitles } from '../../../core/document/sections.ts';
import { LecternError } from '../../../core/errors.ts';
import { imageType } from '../image.ts';
import { parseMarkup } from '../markup/sax.ts';
import { titleFromName } from '../whole.ts';
import { parseNavigation, parseNcx, type RawEntry } from './contents.ts';
import { findCover } from './cover.ts';
import { readQuietly, readText } from '../zip/read.ts';
import type { Book } from './entries.ts';
import { zipRefusal } from '../zip/refusal.ts';
import { parsePackage } from './package.ts';
import { openPages, type BookPages, type Page } from './pages.ts';
import { entryFinder, resolveAddress } from '../zip/paths.ts';
import { encryptedPaths } from './protection.ts';
import { unpacksTooLarge, type Zip } from '../zip/zip.ts';

/** Bytes of an image that is handed out. */
const LARGEST_IMAGE = 32_000_000;

/**
 * Opens an EPUB 2 or 3 by its metadata, contents and list of pages; pages are parsed when they are asked for.
 * The document owns the file and closes it.
 * @throws LecternError of a document kind.
 */
export async function openEpub(file: FileHandle, zip: Zip, name: string): Promise<OpenDocument> {
  const find = entryFinder(zip.names);
  const packageName = await findPackage(zip, find);
  if (packageName === null) throw zipRefusal(zip.names);
  const packageText = await readText(zip, packageName);
  if (packageText === null) throw corrupt();
  const book: Book = { zip, find, package: parsePackage(packageText, packageName) };
  const warnings = [...zip.warnings];
  const pages = listPages(book, warnings);
  if (pages.length === 0) throw corrupt();
  await refuseProtected(book, pages);

  const content = await openPages({
    zip,
    find,
    pages,
    language: book.package.language,
    isImage: imageTest(book),
  });
  const { readable, words, tooLarge } = await content.survey();
  if (!readable) throw tooLarge ? unpacksTooLarge() : corrupt();
  if (!words)
    throw new LecternError(
      'no-text',
      'This book has no text that could be read aloud: its pages are pictures, or empty.',
    );

  const toc = await readContents(book, content);
  const titles = sectionTitles(toc, content.sections);
  const { title, authors, language, publisher, date, description, identifier } = book.package;
  const cover = await findCover(book);
  return {
    summary: {
      metadata: {
        format: 'epub',
        title: title ?? titleFromName(name),
        authors,
        language,
        publisher,
        date,
        description,
        identifier,
        cover,
      },
      toc,
      sections: titles.map((heading, index) => ({ title: heading, weight: content.weight(index) })),
      warnings,
    },
    section: (index) => content.section(index),
    async resource(resource) {
      const bytes = await readQuietly(zip, resource, LARGEST_IMAGE);
      const mediaType = bytes && imageType(bytes);
      return bytes && mediaType ? { mediaType, bytes } : null;
    },
    close: () => file.close(),
  };
}

/** The package document: as the container says, else the only thing that looks like one. */
async function findPackage(zip: Zip, find: Book['find']): Promise<string | null> {
  const container = find('META-INF/container.xml');
  const source = container && (await readText(zip, container));
  let path: string | null = null;
  if (source) {
    parseMarkup(source, {
      open: (name, attributes) => {
        if (name === 'rootfile') path ??= resolveAddress('', attributes['full-path'] ?? '')?.path ?? null;
      },
      text: () => undefined,
      close: () => undefined,
    });
  }
  const named = path === null ? null : find(path);
  return named ?? zip.names.find((name) => /\.opf$/i.test(name)) ?? null;
}

/** The pages of the spine in reading order; what the author put beside the main text comes last. */
function listPages(book: Book, warnings: string[]): readonly Page[] {
  const { manifest, spine } = book.package;
  const ordered = [...spine.filter((item) => item.linear), ...spine.filter((item) => !item.linear)];
  const ids = ordered.length > 0 ? ordered.map((item) => item.idref) : [...manifest.keys()];
  const pages: Page[] = [];
  let missing = 0;
  for (const id of ids) {
    const page = pageOf(book, id);
    if (page) pages.push(page);
    else if (ordered.length > 0) missing++;
  }
  if (missing > 0) {
    warnings.push(
      missing === 1
        ? 'One part that the book names is missing or cannot be shown; it was left out.'
        : `${missing} parts that the book names are missing or cannot be shown; they were left out.`,
    );
  }
  return pages;
}

/** A spine item's page, or that of its fallbacks. */
function pageOf(book: Book, id: string, tries = 8): Page | null {
  const item = book.package.manifest.get(id);
  if (!item || tries === 0) return null;
  const name = book.find(item.path);
  if (name !== null) {
    if (/html|svg/.test(item.mediaType) || /\.(xhtml|html?|svg)$/i.test(name))
      return { name, kind: 'markup' };
    if (item.fallback === null && item.mediaType.startsWith('image/')) return { name, kind: 'image' };
  }
  return item.fallback === null ? null : pageOf(book, item.fallback, tries - 1);
}

/** @throws LecternError `document-protected` where pages of the book are encrypted. */
async function refuseProtected({ zip, find }: Book, pages: readonly Page[]): Promise<void> {
  const listing = find('META-INF/encryption.xml');
  const source = listing === null ? null : await readText(zip, listing);
  const encrypted = new Set([...(source ? encryptedPaths(source) : [])].map((path) => find(path) ?? path));
  if (pages.some(({ name }) => encrypted.has(name) || zip.isEncrypted(name))) {
    throw new LecternError(
      'document-protected',
      'This book is locked by the shop or library it comes from (DRM), so Lectern cannot read it. Read it in their own program, or get an edition without DRM.',
    );
  }
}

/** EPUB 3's navigation, else EPUB 2's NCX, else the headings of all pages. */
async function readContents(book: Book, pages: BookPages): Promise<readonly TocEntry[]> {
  const items = [...book.package.manifest.values()];
  const navigation = items.find((item) => item.properties.includes('nav'));
  const ncx =
    book.package.manifest.get(book.package.ncx ?? '') ??
    items.find((item) => item.mediaType === 'application/x-dtbncx+xml');
  for (const [item, parse] of [
    [navigation, parseNavigation],
    [ncx, parseNcx],
  ] as const) {
    const name = item ? book.find(item.path) : null;
    const source = name === null ? null : await readText(book.zip, name);
    const toc = name === null || source === null ? [] : resolveEntries(parse(source), name, pages);
    if (toc.length > 0) return toc;
  }
  const sections: Section[] = [];
  for (let index = 0; index < pages.sections; index++) sections.push(await pages.section(index));
  return contentsFromHeadings(sections);
}

/** Entries that lead nowhere take the place of their first child, or go. */
function resolveEntries(entries: readonly RawEntry[], base: string, pages: BookPages): readonly TocEntry[] {
  return entries.flatMap((raw): readonly TocEntry[] => {
    const children = resolveEntries(raw.children, base, pages);
    const address = raw.href === null ? null : resolveAddress(base, raw.href);
    const target = (address && pages.locate(address)) ?? children[0] ?? null;
    if (raw.title === '' || target === null) return children;
    return [{ title: raw.title, section: target.section, anchor: target.anchor, children }];
  });
}

/** Whether an entry is an image, as far as its name and the manifest tell; the bytes are looked at when it is shown. */
function imageTest(book: Book): (name: string) => boolean {
  const images = new Set<string>();
  for (const { path, mediaType } of book.package.manifest.values()) {
    if (mediaType.startsWith('image/')) images.add(book.find(path) ?? path);
  }
  return (name) => images.has(name) || /\.(png|jpe?g|gif|webp|svg|avif)$/i.test(name);
}

const corrupt = () =>
  new LecternError(
    'corrupt-document',
    'This EPUB is damaged: the list of its pages, or all of them, cannot be read. Try another copy of it.',
  );
