import type { FileHandle } from 'node:fs/promises';
import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { LecternError } from '../../../core/errors.ts';
import { imageType } from '../image.ts';
import { decodeMarkup, parseMarkup } from '../markup/sax.ts';
import { documentOfBlocks } from '../whole.ts';
import type { Zip } from '../zip/zip.ts';
import { Description } from './description.ts';
import { BodyReader } from './reader.ts';

/** Bytes of the one file in a zipped book; its images are in it, as text. */
const LARGEST_BOOK = 192_000_000;

/** Opens a FictionBook. @throws LecternError of a document kind. */
export function openFb2(source: string, name: string): OpenDocument {
  const description = describe(source);
  const { metadata } = description;
  const binaries = new Map<string, string>();
  const reader = new BodyReader(metadata.language, noteIds(source));
  let part: 'body' | 'binary' | null = null;
  let binary = { id: '', pieces: [''] };
  parseMarkup(source, {
    open(element, attributes) {
      if (part === 'body') reader.open(element, attributes);
      else if (element === 'body') {
        part = 'body';
        reader.open(element, attributes);
      } else if (element === 'binary') {
        part = 'binary';
        binary = { id: attributes['id'] ?? '', pieces: [] };
      }
    },
    text(text) {
      if (part === 'body') reader.text(text);
      else if (part === 'binary') binary.pieces.push(text);
    },
    close(element) {
      if (part === 'body') reader.close(element);
      else if (part === 'binary') binaries.set(binary.id, binary.pieces.join(''));
      if (element === 'body' || element === 'binary') part = null;
    },
  });
  const blocks = anchorHeadings(
    reader
      .finish()
      .map((block) => (block.image === null || binaries.has(block.image) ? block : { ...block, image: null }))
      .filter((block) => block.kind !== 'figure' || block.image !== null || block.text !== ''),
    (_, index) => `h${index}`,
  );
  return documentOfBlocks({
    format: 'fb2',
    name,
    source,
    blocks,
    chapterLevel: chapterLevel(blocks),
    ...metadata,
    cover: description.cover !== null && binaries.has(description.cover) ? description.cover : null,
    resource(resource) {
      const bytes = Buffer.from(binaries.get(resource) ?? '', 'base64');
      const mediaType = imageType(bytes);
      return Promise.resolve(mediaType === null ? null : { mediaType, bytes });
    },
  });
}

/** Opens a FictionBook in a zip archive (`.fb2.zip`). The file is closed when it has been read. */
export async function openZippedFb2(file: FileHandle, zip: Zip, name: string): Promise<OpenDocument> {
  const entry = zip.names.find((one) => /\.fb2$/i.test(one));
  const bytes = entry === undefined ? null : await zip.read(entry, LARGEST_BOOK);
  if (bytes === null) {
    throw new LecternError(
      'corrupt-document',
      'The book in this archive cannot be read. Download or copy it again, and open the new copy.',
    );
  }
  const document = openFb2(decodeMarkup(bytes), name.replace(/\.zip$/i, ''));
  await file.close();
  return document;
}

function describe(source: string): Description {
  const description = new Description();
  const end = source.search(/<body[\s>]/);
  let inside = false;
  parseMarkup(end < 0 ? source : source.slice(0, end), {
    open(element, attributes) {
      if (inside) description.open(element, attributes);
      else inside = element === 'description';
    },
    text(text) {
      if (inside) description.text(text);
    },
    close(element) {
      if (element === 'description') inside = false;
      else if (inside) description.close();
    },
  });
  return description;
}

/** Notes stand behind the text that refers to them, so their ids are looked for beforehand. */
function noteIds(source: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { index } of source.matchAll(/<body\s[^>]*name=["'](?:notes|footnotes|comments)["']/gi)) {
    const end = source.indexOf('</body>', index);
    const body = source.slice(index, end < 0 ? source.length : end);
    for (const [, id = ''] of body.matchAll(/<section\s[^>]*\bid=["']([^"'<>]{1,500})["']/g)) ids.add(id);
  }
  return ids;
}
