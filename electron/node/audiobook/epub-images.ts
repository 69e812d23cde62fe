import type { OpenDocument, Resource } from '../../core/document/reader.ts';

/** A picture of the book, as it goes into an EPUB. */
export interface EpubImage {
  /** In the document. */
  readonly resource: string;
  readonly file: string;
  readonly mediaType: string;
  /** Not one that every reading system shows (EPUB 3.3, core media types; WebP is one since then): needs another beside it. */
  readonly foreign: boolean;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'image/avif': 'avif',
};
const FOREIGN = ['image/webp', 'image/avif'];

/** What a reading system without a foreign type shows in its place: one clear dot. PNG, 68 bytes. */
export const BLANK_FILE = 'blank.png';
export const BLANK = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A drawing that stands for itself: no script, nothing fetched, nothing that another page brings in. */
const ACTIVE_SVG =
  /<!(?:DOCTYPE|ENTITY)|<(?:script|foreignObject|iframe|style)\b|\son\w+\s*=|href\s*=\s*["'](?!#)|url\(\s*["']?(?!#)/iu;
const isPlainSvg = (bytes: Uint8Array): boolean => !ACTIVE_SVG.test(new TextDecoder().decode(bytes));

export const imageEnding = (mediaType: string): string | null => ENDINGS[mediaType] ?? null;

/** Whether it may be a cover: pictures that every reading system shows. */
export const isCoverImage = ({ mediaType, bytes }: Resource): boolean =>
  imageEnding(mediaType) !== null &&
  !FOREIGN.includes(mediaType) &&
  (mediaType !== 'image/svg+xml' || isPlainSvg(bytes));

/** Gathers the pictures that a book's pages show, each once. None is held: they are read again when they are written. */
export class EpubImages {
  readonly #document: Pick<OpenDocument, 'resource'>;
  readonly #images = new Map<string, EpubImage | null>();

  constructor(document: Pick<OpenDocument, 'resource'>) {
    this.#document = document;
  }

  get all(): readonly EpubImage[] {
    return [...this.#images.values()].filter((image) => image !== null);
  }

  /** @returns null where there is no such picture, or none that may be taken over. */
  async find(resource: string): Promise<EpubImage | null> {
    const known = this.#images.get(resource);
    if (known !== undefined) return known;
    const found = await this.#document.resource(resource);
    const ending = found && imageEnding(found.mediaType);
    const usable = found && ending && (ending !== 'svg' || isPlainSvg(found.bytes));
    const image = usable
      ? {
          resource,
          file: `image-${String(this.all.length + 1).padStart(4, '0')}.${ending}`,
          mediaType: found.mediaType,
          foreign: FOREIGN.includes(found.mediaType),
        }
      : null;
    this.#images.set(resource, image);
    return image;
  }
}
