import { unsupported } from '../sniff.ts';
import { entryFinder } from './paths.ts';
import { readText } from './read.ts';
import { zipRefusal } from './refusal.ts';
import type { Zip } from './zip.ts';

export type ZippedFormat = 'epub' | 'docx' | 'odt' | 'fb2';

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';
/** Of OpenDocument and Office Open XML alike, by what their media types have in them. */
const OTHER_OFFICE: readonly (readonly [sign: RegExp, what: string])[] = [
  [/opendocument\.spreadsheet/, 'an OpenDocument spreadsheet (ODS)'],
  [/opendocument\.presentation/, 'an OpenDocument presentation (ODP)'],
  [/opendocument\./, 'an OpenDocument drawing or formula'],
  [/spreadsheetml|ms-excel/, 'an Excel workbook'],
  [/presentationml|ms-powerpoint/, 'a PowerPoint presentation'],
  [/visio/, 'a Visio drawing'],
];
/** Documents, templates, and both with macros. */
const WORD_MAIN =
  /wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled/i;
const LARGEST_MIMETYPE = 1000;

/**
 * What a zip archive is, by what it says of itself: its `mimetype` (EPUB, OpenDocument) or its content types (Office
 * Open XML), never by the file's name.
 * @throws LecternError `unsupported-format`, naming what it is.
 */
export async function zippedFormat(zip: Zip): Promise<ZippedFormat> {
  const find = entryFinder(zip.names);
  const mimetype = (await read(zip, find('mimetype'), LARGEST_MIMETYPE)).trim();
  if (mimetype.startsWith(`${OPEN_DOCUMENT}text`)) return 'odt';
  const types = await read(zip, find('[Content_Types].xml'));
  if (WORD_MAIN.test(types) || find('word/document.xml') !== null) return 'docx';
  const other = OTHER_OFFICE.find(([sign]) => sign.test(mimetype) || sign.test(types));
  if (other) throw unsupported(other[1]);
  if (mimetype === 'application/epub+zip' || find('META-INF/container.xml') !== null) return 'epub';
  if (zip.names.some((name) => /\.fb2$/i.test(name))) return 'fb2';
  if (find('content.xml') !== null && find('META-INF/manifest.xml') !== null) return 'odt';
  // Books whose container is missing are still looked into.
  if (zip.names.some((name) => /\.opf$/i.test(name))) return 'epub';
  throw zipRefusal(zip.names);
}

const read = async (zip: Zip, name: string | null, most?: number): Promise<string> =>
  name === null ? '' : ((await readText(zip, name, most)) ?? '');
