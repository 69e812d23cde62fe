/**
 * An EPUB 3 of a document with its audiobook: the whole text, and for every sentence that was read aloud the stretch of
 * sound that says it (media overlays). docs/audiobook-forms.md says what becomes of what.
 */
import { createReadStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import type { BookTags } from '../../core/audiobook/types.ts';
import { internalHref, parseInternalHref, type AnchorTarget } from '../../core/document/anchors.ts';
import { cleanLine } from '../../core/document/clean.ts';
import type { Section } from '../../core/document/model.ts';
import type { OpenDocument } from '../../core/document/reader.ts';
import { sectionsOf } from '../../core/document/whole.ts';
import { LecternError } from '../../core/errors.ts';
import { usableTag } from '../../core/language.ts';
import { storageError } from '../storage-error.ts';
import { clipsBySection, type EpubAudio } from './epub-clips.ts';
import { BLANK, BLANK_FILE, EpubImages, imageEnding, isCoverImage } from './epub-images.ts';
import { navigationOf } from './epub-navigation.ts';
import { overlayDuration, overlayOf } from './epub-overlay.ts';
import { packageOf, type PackageFile, type PackagePage } from './epub-package.ts';
import { blockId, pageOf } from './epub-page.ts';
import { STYLE_SHEET } from './epub-style.ts';
import { EpubZip } from './epub-zip.ts';

export interface EpubSource {
  readonly document: OpenDocument;
  /** A cover that is no `isCoverImage` is left out. */
  readonly tags: BookTags;
  /** Finished mp3s, in order: one for the book or one for each chapter. */
  readonly audio: readonly EpubAudio[];
  /** What the book says of its own last change. Not the clock: the same export gives the same bytes when it is done again. */
  readonly modified: Date;
}

const FOLDER = 'OPS/';
const CONTAINER = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="${FOLDER}package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`;

/**
 * Writes the book to a stream and ends it. Pages are made one by one; sound is copied, never held.
 * @param output What was written is not whole until this resolves; where it rejects, it is to be thrown away.
 * @throws LecternError `storage`, `disk-full`, `cancelled`, or of a document kind.
 */
export async function writeEpub(output: Writable, source: EpubSource, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted();
    const zip = new EpubZip(output, signal);
    await new BookWriter(zip, source, signal).write();
    await zip.finish();
  } catch (error) {
    output.destroy();
    if (signal.aborted) throw new LecternError('cancelled', 'Stopped.', { cause: error });
    throw storageError(error, 'The EPUB could not be written. Choose another folder.');
  }
}

const numbered = (name: string, index: number, ending: string): string =>
  `${name}-${String(index + 1).padStart(4, '0')}.${ending}`;
const pageFile = (section: number) => numbered('page', section, 'xhtml');
const audioFile = (index: number) => numbered('sound', index, 'mp3');

class BookWriter {
  readonly #zip: EpubZip;
  readonly #source: EpubSource;
  readonly #signal: AbortSignal;
  readonly #images: EpubImages;
  readonly #language: string;
  readonly #rightToLeft: boolean;
  readonly #title: string;
  /** For each section: its anchors, and the block in which each begins. */
  readonly #anchors: ReadonlyMap<string, number>[] = [];
  #described = true;

  constructor(zip: EpubZip, source: EpubSource, signal: AbortSignal) {
    const { document, tags } = source;
    this.#zip = zip;
    this.#source = source;
    this.#signal = signal;
    this.#images = new EpubImages(document);
    const language = tags.language ?? document.summary.metadata.language;
    this.#language = language === null ? 'und' : usableTag(language);
    this.#rightToLeft = isRightToLeft(this.#language);
    this.#title = cleanLine(tags.title) || cleanLine(document.summary.metadata.title) || 'Untitled';
  }

  async write(): Promise<void> {
    const { document, tags, audio, modified } = this.#source;
    this.#zip.stored('mimetype', Buffer.from('application/epub+zip'));
    this.#zip.text('META-INF/container.xml', CONTAINER);
    for await (const { blocks } of sectionsOf(document)) {
      this.#signal.throwIfAborted();
      const anchors = new Map<string, number>();
      blocks.forEach((block, index) => {
        for (const anchor of block.anchors) if (!anchors.has(anchor)) anchors.set(anchor, index);
      });
      this.#anchors.push(anchors);
    }
    const pages = await this.#writePages();
    const cover = this.#writeCover();
    this.#writeText('style.css', STYLE_SHEET);
    this.#writeText('nav.xhtml', this.#navigation());
    const images = this.#writeImages();
    const content = {
      tags: { ...tags, title: this.#title },
      metadata: document.summary.metadata,
      language: this.#language,
      rightToLeft: this.#rightToLeft,
      described: this.#described,
      audio: audio.map((_, index) => ({ file: audioFile(index), mediaType: 'audio/mpeg' })),
      modified,
      pages,
      images,
      cover,
    };
    this.#writeText('package.opf', packageOf(content));
    audio.forEach(({ path }, index) => {
      const open = () => Promise.resolve(createReadStream(path, { signal: this.#signal }));
      this.#zip.stream(FOLDER + audioFile(index), open);
    });
  }

  async #writePages(): Promise<readonly PackagePage[]> {
    const { document, audio } = this.#source;
    const clips = clipsBySection(audio);
    const pages: PackagePage[] = [];
    for await (const section of sectionsOf(document)) {
      this.#signal.throwIfAborted();
      const { index } = section;
      const images = await this.#imagesOf(section);
      const page = pageOf(section, {
        title: cleanLine(document.summary.sections[index]?.title ?? '') || this.#title,
        language: this.#language,
        rightToLeft: this.#rightToLeft,
        clips: clips.get(index) ?? [],
        link: (href) => this.#link(href),
        image: (resource) => images.get(resource) ?? null,
      });
      const file = pageFile(index);
      this.#writeText(file, page.xhtml);
      if (page.sentences.length === 0) {
        pages.push({ file, overlay: null });
        continue;
      }
      const overlay = numbered('overlay', index, 'smil');
      this.#writeText(overlay, overlayOf(file, page.sentences, audioFile));
      pages.push({ file, overlay: { file: overlay, milliseconds: overlayDuration(page.sentences) } });
    }
    return pages;
  }

  async #imagesOf({ blocks }: Section) {
    const images = new Map<string, Awaited<ReturnType<EpubImages['find']>>>();
    for (const { image, text } of blocks) {
      if (image === null) continue;
      images.set(image, await this.#images.find(image));
      this.#described &&= text !== '';
    }
    return images;
  }

  #writeImages(): readonly PackageFile[] {
    const { document } = this.#source;
    const images = this.#images.all;
    for (const { resource, file } of images) {
      this.#zip.stream(FOLDER + file, async () => {
        const found = await document.resource(resource);
        return Readable.from([found?.bytes ?? new Uint8Array(0)], { objectMode: false });
      });
    }
    if (!images.some(({ foreign }) => foreign)) return images;
    this.#zip.stored(FOLDER + BLANK_FILE, BLANK);
    return [...images, { file: BLANK_FILE, mediaType: 'image/png' }];
  }

  #writeCover(): PackageFile | null {
    const { cover } = this.#source.tags;
    if (!cover || !isCoverImage(cover)) return null;
    const file = `cover.${imageEnding(cover.mediaType) ?? 'png'}`;
    this.#zip.stored(FOLDER + file, cover.bytes);
    return { file, mediaType: cover.mediaType };
  }

  #navigation(): string {
    const { toc } = this.#source.document.summary;
    return navigationOf(toc, {
      title: this.#title,
      language: this.#language,
      rightToLeft: this.#rightToLeft,
      place: (entry) => ({ href: this.#link(internalHref(entry)) ?? pageFile(0), block: this.#block(entry) }),
      start: pageFile(0),
    });
  }

  #block({ section, anchor }: AnchorTarget): number {
    return anchor === null ? 0 : (this.#anchors[section]?.get(anchor) ?? 0);
  }

  #link(href: string): string | null {
    const target = parseInternalHref(href);
    if (!target) return webLink(href);
    const anchors = this.#anchors[target.section];
    if (!anchors) return null;
    const page = pageFile(target.section);
    const found = target.anchor !== null && anchors.has(target.anchor);
    return found ? `${page}#${blockId(this.#block(target))}` : page;
  }

  #writeText(file: string, content: string): void {
    this.#zip.text(FOLDER + file, content);
  }
}

/** Signs that browsers take in an address and stricter readers do not. */
const STRICT = /[[\]{}|^`\\]/gu;

function webLink(href: string): string | null {
  if (!URL.canParse(href)) return null;
  return new URL(href).href.replace(STRICT, (sign) => encodeURIComponent(sign));
}

const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)$|-(?:Arab|Hebr|Syrc|Thaa|Nkoo)\b/u;
const isRightToLeft = (language: string): boolean =>
  RIGHT_TO_LEFT.test(language) || RIGHT_TO_LEFT.test(language.split('-', 1)[0] ?? '');
