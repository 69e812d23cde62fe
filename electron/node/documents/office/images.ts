import { cleanLine } from '../../../core/document/clean.ts';
import { imageType } from '../image.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { readQuietly } from '../zip/read.ts';
import type { Zip } from '../zip/zip.ts';

/** Bytes of an image that is handed out. */
const LARGEST_IMAGE = 32_000_000;

/** Whether a picture is of a type that can be shown; metafiles (EMF, WMF) cannot. */
export const isShown = (entry: string): boolean => /\.(?:png|jpe?g|gif|webp|svg|avif)$/i.test(entry);

/** The images of an archive as resources, named by their entries. */
export const archiveImages =
  (zip: Zip): OpenDocument['resource'] =>
  async (name) => {
    const bytes = isShown(name) ? await readQuietly(zip, name, LARGEST_IMAGE) : null;
    const mediaType = bytes && imageType(bytes);
    return bytes && mediaType ? { mediaType, bytes } : null;
  };

const FILE_NAME = /^\S*[^\s.]\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|emf|wmf)$/i;
const MADE_BY_WORD =
  /\s*(?:Description|Beschreibung|Description générée) (?:automatically generated|automatisch generiert|automatiquement)\.?$/i;

/** What the author said of a picture: a file's name and Word's own remarks say nothing. */
export function alternativeText(raw: string | undefined): string {
  const text = cleanLine(raw ?? '').replace(MADE_BY_WORD, '');
  return FILE_NAME.test(text) ? '' : text;
}
