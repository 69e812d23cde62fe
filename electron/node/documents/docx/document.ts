import type { FileHandle } from 'node:fs/promises';
import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { LecternError } from '../../../core/errors.ts';
import type { Attributes } from '../markup/sax.ts';
import { TOO_DEEP } from '../office/flow.ts';
import { archiveImages, isShown } from '../office/images.ts';
import { settleLanguage } from '../office/language.ts';
import { titleOf } from '../office/title.ts';
import { parseXml, XmlRecording } from '../office/xml.ts';
import { documentOfBlocks } from '../whole.ts';
import type { Zip } from '../zip/zip.ts';
import { bodyBlocks } from './body.ts';
import { parseNumbering } from './numbering.ts';
import {
  coreProperties,
  openPackage,
  partOf,
  WORD_NAMESPACES,
  type Package,
  type Relationships,
} from './package.ts';
import { parseStyles } from './styles.ts';
import type { Note } from './surroundings.ts';

/**
 * Opens a Word document (DOCX, and its templates and macro files), transitional or strict (ECMA-376, ISO/IEC 29500).
 * The document owns the file and closes it.
 * @throws LecternError of a document kind.
 */
export async function openDocx(file: FileHandle, zip: Zip, name: string): Promise<OpenDocument> {
  const container = openPackage(zip);
  const roots = await container.relationships('');
  const main = partOf(roots, 'officeDocument') ?? 'word/document.xml';
  const source = await container.text(main);
  if (source === null) throw corrupt();

  const relationships = await container.relationships(main);
  const part = async (type: string) => {
    const entry = partOf(relationships, type);
    return entry === null ? null : container.text(entry);
  };
  const styles = parseStyles(await part('styles'));
  const core = partOf(roots, 'core-properties');
  const properties = coreProperties(core === null ? null : await container.text(core));
  const { blocks, complete } = bodyBlocks(source, {
    styles,
    numbering: parseNumbering(await part('numbering')),
    relationships,
    notes: new Map([
      ...(await readNotes(container, relationships, 'footnote')),
      ...(await readNotes(container, relationships, 'endnote')),
    ]),
    image: (entry) => (isShown(entry) && zip.has(entry) ? entry : null),
  });
  const fallback = properties.language ?? styles.defaults.languages?.western ?? null;
  const settled = settleLanguage(
    anchorHeadings(blocks, (_, index) => `h${index}`),
    fallback,
  );
  return documentOfBlocks({
    format: 'docx',
    name,
    source,
    blocks: settled.blocks,
    chapterLevel: chapterLevel(settled.blocks),
    ...properties,
    title: properties.title ?? titleOf(settled.blocks),
    language: settled.language,
    warnings: complete ? zip.warnings : [...zip.warnings, TOO_DEEP],
    resource: archiveImages(zip),
    close: () => file.close(),
  });
}

async function readNotes(
  container: Package,
  relationships: Relationships,
  kind: 'footnote' | 'endnote',
): Promise<readonly (readonly [string, Note])[]> {
  const part = partOf(relationships, `${kind}s`);
  const source = part === null ? null : await container.text(part);
  if (part === null || source === null) return [];
  const own = await container.relationships(part);
  const notes: [string, Note][] = [];
  let recording: XmlRecording | null = null;
  const begin = (a: Attributes): void => {
    // Separators are notes, too, of types of their own.
    if ((a['w:type'] ?? 'normal') !== 'normal') return;
    const id = a['w:id'] ?? '';
    recording = new XmlRecording();
    const anchor = `${kind}-${id}`;
    notes.push([`${kind} ${id}`, { anchor, recording, relationships: own, atEnd: kind === 'endnote' }]);
  };
  parseXml(source, WORD_NAMESPACES, {
    open(name, attributes) {
      if (recording) recording.open(name, attributes);
      else if (name === `w:${kind}`) begin(attributes);
    },
    text: (text) => recording?.text(text),
    close(name) {
      recording?.close(name);
      if (recording?.ended) recording = null;
    },
  });
  return notes;
}

const corrupt = () =>
  new LecternError(
    'corrupt-document',
    'This Word document is damaged: the part with its text is missing or cannot be read. Open it in Word or LibreOffice, save it anew, and open that file.',
  );
