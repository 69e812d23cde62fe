import { resolveLinks, webAddress, type AnchorTarget } from '../../../core/document/anchors.ts';
import { BlockBuilder } from '../../../core/document/builder.ts';
import { chapterLevel } from '../../../core/document/contents.ts';
import type { Block, Section } from '../../../core/document/model.ts';
import { divideIntoSections, weightOf } from '../../../core/document/sections.ts';
import { LecternError, type ErrorKind } from '../../../core/errors.ts';
import { markupBlocks, type MarkupSurroundings } from '../markup/blocks.ts';
import { decodeMarkup, markupMode, type MarkupMode } from '../markup/sax.ts';
import { slicePage } from '../markup/slices.ts';
import { resolveAddress, type BookAddress } from '../zip/paths.ts';
import type { Zip } from '../zip/zip.ts';

/** One item of the spine that can be read. */
export interface Page {
  /** Its entry in the archive. */
  readonly name: string;
  readonly kind: 'markup' | 'image';
}

/** Bytes of a page above which it is divided at opening; below, it is one section. Both are parsed when asked for. */
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

/** A section before it is parsed. */
interface Part {
  read(): Promise<ReadPage> | ReadPage;
  readonly weight: number;
}

interface DividedPage {
  readonly parts: readonly Part[];
  /** The part in which each anchor begins. */
  readonly anchors: ReadonlyMap<string, number>;
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
      const weight = page.kind === 'image' ? 0 : estimateWeight(size);
      parts.push({ read: () => readPage(page, options), weight });
      continue;
    }
    const divided = await dividePage(page, options);
    for (const [anchor, part] of divided.anchors) {
      const key = anchorKey(page.name, anchor);
      if (!anchors.has(key)) anchors.set(key, parts.length + part);
    }
    parts.push(...divided.parts);
  }

  const locate = ({ path, fragment }: BookAddress): AnchorTarget | null => {
    const name = options.find(path);
    const first = name === null ? undefined : firstSections.get(name);
    if (name === null || first === undefined) return null;
    if (fragment === null) return { section: first, anchor: null };
    return { section: anchors.get(anchorKey(name, fragment)) ?? first, anchor: fragment };
  };

  /** The part that was read last: what is surveyed at opening is what is asked for first. */
  let latest: { readonly part: Part; readonly page: ReadPage } | null = null;
  const read = async (part: Part): Promise<ReadPage> => {
    if (latest?.part === part) return latest.page;
    latest = { part, page: await part.read() };
    return latest.page;
  };

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

async function readPage(page: Page, options: PagesOptions): Promise<ReadPage> {
  if (page.kind === 'image') {
    const builder = new BlockBuilder(options.language);
    builder.figure(page.name, '');
    return { blocks: builder.finish(), problem: null };
  }
  const source = await readSource(page, options);
  return typeof source === 'string'
    ? { blocks: blocksOf(source, page, options), problem: null }
    : unreadable(options.language, source.problem);
}

/** A page that is a book in itself: cut by its tags, so that no part waits for another; else parsed and divided. */
async function dividePage(page: Page, options: PagesOptions): Promise<DividedPage> {
  const source = await readSource(page, options);
  if (typeof source !== 'string') {
    const damaged = unreadable(options.language, source.problem);
    return { parts: [{ read: () => damaged, weight: weightOf(damaged.blocks) }], anchors: new Map() };
  }
  const mode = markupMode(source);
  const sliced = mode === 'xml' ? slicePage(source) : null;
  if (sliced) {
    const parts = sliced.slices.map(({ source: slice, weight }): Part => {
      return { read: () => ({ blocks: blocksOf(slice(), page, options, mode), problem: null }), weight };
    });
    return { parts, anchors: sliced.anchors };
  }
  const blocks = blocksOf(source, page, options, mode);
  const anchors = new Map<string, number>();
  const parts = divideIntoSections(blocks, chapterLevel(blocks)).map((section, index): Part => {
    for (const anchor of section.flatMap((block) => block.anchors)) {
      if (!anchors.has(anchor)) anchors.set(anchor, index);
    }
    return { read: () => ({ blocks: section, problem: null }), weight: weightOf(section) };
  });
  return { parts, anchors };
}

async function readSource(
  page: Page,
  { zip }: PagesOptions,
): Promise<string | { readonly problem: ErrorKind }> {
  try {
    const bytes = await zip.read(page.name, LARGEST_PAGE);
    return bytes ? decodeMarkup(bytes) : { problem: 'corrupt-document' };
  } catch (error) {
    if (error instanceof LecternError) return { problem: error.kind };
    throw error;
  }
}

function blocksOf(
  source: string,
  page: Page,
  { language, find, isImage }: PagesOptions,
  mode?: MarkupMode,
): readonly Block[] {
  const surroundings: MarkupSurroundings = {
    language,
    link(href) {
      const address = resolveAddress(page.name, href);
      return address ? bookHref(address) : webAddress(href);
    },
    image(image) {
      const address = image === '' ? null : resolveAddress(page.name, image);
      const name = address ? find(address.path) : null;
      return name !== null && isImage(name) ? name : null;
    },
  };
  return markupBlocks(source, surroundings, mode);
}

/** Said in its place, so that a hole in the story is not taken for the story. */
function unreadable(language: string | null, problem: ErrorKind): ReadPage {
  const builder = new BlockBuilder(language);
  builder.text('This part of the book is damaged and could not be read.', 'en');
  return { blocks: builder.finish(), problem };
}
