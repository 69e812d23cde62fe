import type { PDFDocumentProxy } from 'pdfjs-dist';
import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';

export interface PdfMetadata {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
  readonly description: string | null;
  /** ISO 8601 day, or null. */
  readonly date: string | null;
}

/** What the file says of itself, as far as it makes sense. */
export async function readMetadata(document: PDFDocumentProxy): Promise<PdfMetadata> {
  const found = await document.getMetadata().catch(() => null);
  const info = (found?.info ?? {}) as Readonly<Record<string, unknown>>;
  const xmp = (name: string): unknown => found?.metadata?.get(name) as unknown;
  const title = sensibleTitle(lineOf(xmp('dc:title'))) ?? sensibleTitle(lineOf(info['Title']));
  const author = lineOf(info['Author']) ?? lineOf(xmp('dc:creator'));
  return {
    title,
    authors: author === null ? [] : authorsOf(author),
    language: languageTag(lineOf(info['Language'])) ?? languageTag(lineOf(xmp('dc:language'))),
    description: lineOf(xmp('dc:description')) ?? lineOf(info['Subject']),
    date: dayOf(lineOf(info['CreationDate'])),
  };
}

const LONGEST = 500;

function lineOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value.join(', ') : value;
  const line = typeof first === 'string' ? cleanLine(first).slice(0, LONGEST) : '';
  return line === '' ? null : line;
}

/** What programs put before a title, and what is no title: a file's name, a program's word for "none". */
const PREFIX = /^(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|print)\s*-\s*/i;
const FILE_NAME =
  /(?:\.(?:docx?|pptx?|xlsx?|pdf|tex|dvi|e?ps|indd|qxd|pmd|rtf|odt|pages|txt|html?|fm|book))$/i;
const NO_TITLE =
  /^(?:untitled(?:[ -]?\d+)?|document ?\d*|dokument ?\d*|title|no title|unknown|none|null|about:blank|slide \d+|powerpoint presentation|presentation|microsoft word|layout \d+|\(?anonymous\)?|unspecified)$/i;

export function sensibleTitle(raw: string | null): string | null {
  const title = raw?.replace(PREFIX, '').trim() ?? '';
  if (NO_TITLE.test(title) || FILE_NAME.test(title) || !/\p{L}{2}/u.test(title)) return null;
  // "ms0123_final-2": no word of a title has an underscore or ends with a number of the printer's.
  return /^\S*_\S*$/u.test(title) ? null : title;
}

const NO_AUTHOR =
  /^(?:\(?anonymous\)?|unknown|user|admin(?:istrator)?|owner|author|none|null|microsoft office user|pc|windows user)$/i;

/** "A. Smith, B. Jones and C. Brown" → three. A comma before one lone word may be "Smith, Anna": it stays one name. */
function authorsOf(line: string): readonly string[] {
  const parts = line.split(/\s*;\s*|\s+(?:and|und|et|y|e)\s+/u).flatMap((part) => {
    const names = part.split(/\s*,\s*/u);
    return names.every((name) => /\s/.test(name)) ? names : [part];
  });
  return parts.map((name) => name.trim()).filter((name) => name !== '' && !NO_AUTHOR.test(name));
}

/** Of "D:20240131120000Z". */
function dayOf(date: string | null): string | null {
  const match = /^(?:D:)?(\d{4})(\d{2})(\d{2})/.exec(date ?? '');
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}
