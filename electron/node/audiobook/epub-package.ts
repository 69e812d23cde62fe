/** The package document (OPF) of an EPUB 3 with media overlays. */
import { createHash } from 'node:crypto';
import type { BookTags } from '../../core/audiobook/types.ts';
import { cleanLine } from '../../core/document/clean.ts';
import type { Metadata } from '../../core/document/model.ts';
import { smilClock } from './epub-overlay.ts';
import { ACTIVE_CLASS } from './epub-style.ts';
import { attributes, xml } from './xml.ts';

export interface PackagePage {
  readonly file: string;
  /** Of its overlay; null where nothing of it is said. */
  readonly overlay: { readonly file: string; readonly milliseconds: number } | null;
}

export interface PackageFile {
  readonly file: string;
  readonly mediaType: string;
}

export interface PackageContent {
  readonly tags: BookTags;
  readonly metadata: Metadata;
  readonly language: string;
  readonly rightToLeft: boolean;
  readonly modified: Date;
  readonly pages: readonly PackagePage[];
  readonly images: readonly PackageFile[];
  /** Every picture has words that stand for it. */
  readonly described: boolean;
  readonly audio: readonly PackageFile[];
  readonly cover: PackageFile | null;
}

/** An XML id of a file's name. */
const idOf = (file: string): string => file.replaceAll('.', '-');

export function packageOf(content: PackageContent): string {
  const { language, rightToLeft, pages } = content;
  const spine = pages.map(({ file }) => `<itemref idref="${idOf(file)}"/>\n`);
  const direction = attributes({ 'page-progression-direction': rightToLeft ? 'rtl' : null });
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id"${attributes({ 'xml:lang': language })}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${[...terms(content), ...overlayTerms(content), ...accessibilityTerms(content)].join('\n')}
</metadata>
<manifest>
${manifestItems(content).join('\n')}
</manifest>
<spine${direction}>
${spine.join('')}</spine>
</package>
`;
}

const meta = (property: string, value: string, refines: string | null = null): string =>
  `<meta${attributes({ refines, property })}>${xml(value)}</meta>`;

function terms({ tags, metadata, language, modified, cover, audio }: PackageContent): readonly string[] {
  const term = (name: string, value: string | null, id: string | null = null) => {
    const line = cleanLine(value ?? '');
    return line === '' ? [] : [`<dc:${name}${attributes({ id })}>${xml(line)}</dc:${name}>`];
  };
  const person = (name: string, id: string, person: string, role: string) => [
    ...term(name, person, id),
    `<meta refines="#${id}" property="role" scheme="marc:relators">${role}</meta>`,
  ];
  const authors = tags.authors.filter((author) => cleanLine(author) !== '');
  return [
    `<dc:identifier id="book-id">${bookId([metadata.identifier, tags.title, ...authors, tags.narrator, language, audio.length])}</dc:identifier>`,
    ...term('title', tags.title || metadata.title || 'Untitled'),
    ...term('language', language),
    ...authors.flatMap((author, index) => person('creator', `author-${index + 1}`, author, 'aut')),
    ...(cleanLine(tags.narrator) === '' ? [] : person('contributor', 'narrator', tags.narrator, 'nrt')),
    ...term('publisher', tags.publisher),
    ...term('date', tags.year),
    ...term('source', metadata.identifier),
    ...term('description', metadata.description),
    meta('dcterms:modified', `${modified.toISOString().slice(0, 19)}Z`),
    ...(cover ? [`<meta name="cover" content="${idOf(cover.file)}"/>`] : []),
  ];
}

/** An edition of its own, the same whenever it is made of the same parts (RFC 9562, version 8: by the maker's own rule). */
function bookId(parts: readonly unknown[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `urn:uuid:${groups.join('-')}`;
}

function overlayTerms({ tags, pages }: PackageContent): readonly string[] {
  const overlays = pages.flatMap(({ overlay }) => overlay ?? []);
  const total = overlays.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const narrator = cleanLine(tags.narrator);
  return [
    ...overlays.map(({ file, milliseconds }) =>
      meta('media:duration', smilClock(milliseconds), `#${idOf(file)}`),
    ),
    meta('media:duration', smilClock(total)),
    ...(narrator === '' ? [] : [meta('media:narrator', narrator)]),
    meta('media:active-class', ACTIVE_CLASS),
  ];
}

/** EPUB Accessibility 1.1, 2: what the book offers, so that people can find it by their needs. */
function accessibilityTerms({ images, described }: PackageContent): readonly string[] {
  const pictures = images.length > 0;
  const values: readonly (readonly [property: string, value: string | false])[] = [
    ['accessMode', 'textual'],
    ['accessMode', 'auditory'],
    ['accessMode', pictures && 'visual'],
    ['accessModeSufficient', described && 'textual'],
    ['accessModeSufficient', pictures && 'textual,visual'],
    ['accessibilityFeature', 'synchronizedAudioText'],
    ['accessibilityFeature', 'structuralNavigation'],
    ['accessibilityFeature', 'tableOfContents'],
    ['accessibilityFeature', 'readingOrder'],
    ['accessibilityFeature', pictures && described && 'alternativeText'],
    // A picture may move; nobody has looked.
    ['accessibilityHazard', pictures ? 'unknown' : 'none'],
    [
      'accessibilitySummary',
      'The text is whole and structured, and what is read aloud goes with it sentence by sentence. Notes, code and pictures are in the text but not read aloud.',
    ],
  ];
  return values.flatMap(([property, value]) => (value === false ? [] : meta(`schema:${property}`, value)));
}

function manifestItems({ pages, images, audio, cover }: PackageContent): readonly string[] {
  const item = (file: string, mediaType: string, more: Readonly<Record<string, string | null>> = {}) =>
    `<item${attributes({ id: idOf(file), href: file, 'media-type': mediaType, ...more })}/>`;
  const smil = 'application/smil+xml';
  return [
    item('nav.xhtml', 'application/xhtml+xml', { properties: 'nav' }),
    item('style.css', 'text/css'),
    ...(cover ? [item(cover.file, cover.mediaType, { properties: 'cover-image' })] : []),
    ...pages.map(({ file, overlay }) =>
      item(file, 'application/xhtml+xml', { 'media-overlay': overlay ? idOf(overlay.file) : null }),
    ),
    ...pages.flatMap(({ overlay }) => (overlay ? item(overlay.file, smil) : [])),
    ...images.map(({ file, mediaType }) => item(file, mediaType)),
    ...audio.map(({ file, mediaType }) => item(file, mediaType)),
  ];
}
