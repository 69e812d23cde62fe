import { resolveLinks, webAddress, type AnchorTarget } from '../../../core/document/anchors.ts';
import { BlockBuilder } from '../../../core/document/builder.ts';
import { chapterLevel } from '../../../core/document/contents.ts';
import type { Block, Section } from '../../../core/document/model.ts';
import { divideIntoSections, weightOf } from '../../../core/document/sections.ts';
import { LecternError, type ErrorKind } from '../../../core/errors.ts';
import { markupBlocks } from '../markup/blocks.ts';
import { decodeMarkup } from '../markup/sax.ts';
import { resolveAddress, type BookAddress } from './paths.ts';
import type { Zip } from './zip.ts';

/** One item of the spine that can be read. */
export interface Page {
  /** Its entry in the archive. */
  readonly name: string;
  readonly kind: 'markup' | 'image';
}

/** Bytes of a page above which it is parsed at opening and divided; below, it is one section, parsed when asked for. */
const LARGE_PAGE = 256_000;
/** Bytes. The longest page met in a real book has half a million. */
const LARGEST_PAGE = 64_000_000;

export interface BookPages {
  readonly sections: number;
  /** Characters of a section that are spoken; estimated until it was parsed. */
  weight(index: number): number;
  /** Where an address inside the book leads; null where no page of the spine has it. */
  locate(address: BookAddress): AnchorTarget | null;
  /** Never fails: a page that cannot be read says so in its place. */
  section(index: number): Promise<Section>;
  /** Whether any page can be read, and any has words. Stops at the first that has. */
  survey(): Promise<Survey>;
}

export interface Survey {
  readonly readable: boolean;
  readonly words: boolean;
  /** A page that nobody should unpack was met. */
  readonly tooLarge: boolean;
}

interface PagesOptions {
  readonly zip: Zip;
  readonly pages: readonly Page[];
  readonly language: string | null;
  /** The entry that a path means. */
  readonly find: (path: string) => string | null;
  readonly isImage: (name: string) => boolean;
}

interface Part {
  readonly page: Page;
  /** Of large pages, parsed at opening. */
  readonly parsed: ReadPage | null;
  readonly weight: number;
}

/** The pages of a book as sections: one each, and several of a page that is a book in itself. */
export async function openPages(options: PagesOptions): Promise<BookPages> {
  const { zip, pages } = options;
  const parts: Part[] = [];
  const firstSections = new Map<string, number>();
  const anchors = new Map<string, number>();

  for (const page of pages) {
    if (!firstSections.has(page.name)) firstSections.set(page.name, parts.length);
    const size = zip.size(page.name);
    if (page.kind === 'image' || size <= LARGE_PAGE) {
      parts.push({ page, parsed: null, weight: page.kind === 'image' ? 0 : estimateWeight(size) });
      continue;
    }
    const { blocks, ...outcome } = await readPage(page, options);
    for (const section of divideIntoSections(blocks, chapterLevel(blocks))) {
      for (const anchor of section.flatMap((block) => block.anchors)) {
        const key = anchorKey(page.name, anchor);
        if (!anchors.has(key)) anchors.set(key, parts.length);
      }
      parts.push({ page, parsed: { blocks: section, ...outcome }, weight: weightOf(section) });
    }
  }

  const locate = ({ path, fragment }: BookAddress): AnchorTarget | null => {
    const name = options.find(path);
    const first = name === null ? undefined : firstSections.get(name);
    if (name === null || first === undefined) return null;
    if (fragment === null) return { section: first, anchor: null };
    return { section: anchors.get(anchorKey(name, fragment)) ?? first, anchor: fragment };
  };

  const read = async (part: Part) => part.parsed ?? (await readPage(part.page, options));

  return {
    sections: parts.length,
    weight: (index) => parts[index]?.weight ?? 0,
    locate,
    async section(index) {
      const part = parts[index];
      if (!part) throw new LecternError('bad-request', 'The document has no such section.');
      const { blocks } = await read(part);
      return { index, blocks: resolveLinks(blocks, (href) => locate(parseBookHref(href))) };
    },
    async survey() {
      let readable = false;
      let tooLarge = false;
      for (const part of parts) {
        const { blocks, problem } = await read(part);
        readable ||= problem === null;
        tooLarge ||= problem === 'document-too-large';
        const words = problem === null && blocks.some((block) => block.spoken);
        if (words) return { readable, words, tooLarge };
      }
      return { readable, words: false, tooLarge };
    },
  };
}

/** The share of a page's bytes that is text, in real books: 0.8 to 0.9. */
const estimateWeight = (bytes: number): number => Math.max(1, Math.round(bytes * 0.85));

const anchorKey = (name: string, anchor: string): string => `${name}\n${anchor}`;

/** Links inside the book, until it is known which section they lead to. A path has no line feed. */
const bookHref = ({ path, fragment }: BookAddress): string => `#${path}\n${fragment ?? ''}`;

function parseBookHref(href: string): BookAddress {
  const [path = '', fragment = ''] = href.slice(1).split('\n');
  return { path, fragment: fragment || null };
}

interface ReadPage {
  readonly blocks: readonly Block[];
  /** Why it cannot be read; null where it can. */
  readonly problem: ErrorKind | null;
}

async function readPage(page: Page, { zip, language, find, isImage }: PagesOptions): Promise<ReadPage> {
  if (page.kind === 'image') {
    const builder = new BlockBuilder(language);
    builder.figure(page.name, '');
    return { blocks: builder.finish(), problem: null };
  }
  try {
    const bytes = await zip.read(page.name, LARGEST_PAGE);
    if (!bytes) return unreadable(language, 'corrupt-document');
    const blocks = markupBlocks(decodeMarkup(bytes), {
      language,
      link(href) {
        const address = resolveAddress(page.name, href);
        return address ? bookHref(address) : webAddress(href);
      },
      image(source) {
        const address = source === '' ? null : resolveAddress(page.name, source);
        const name = address ? find(address.path) : null;
        return name !== null && isImage(name) ? name : null;
      },
    });
    return { blocks, problem: null };
  } catch (error) {
    if (error instanceof LecternError) return unreadable(language, error.kind);
    throw error;
  }
}

/** Said in its place, so that a hole in the story is not taken for the story. */
function unreadable(language: string | null, problem: ErrorKind): ReadPage {
  const builder = new BlockBuilder(language);
  builder.text('This part of the book is damaged and could not be read.', 'en');
  return { blocks: builder.finish(), problem };
}
