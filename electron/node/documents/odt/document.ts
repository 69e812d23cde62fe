import type { FileHandle } from 'node:fs/promises';
import { cleanLine } from '../../../core/document/clean.ts';
import { anchorHeadings, chapterLevel } from '../../../core/document/contents.ts';
import type { OpenDocument } from '../../../core/document/reader.ts';
import { languageTag } from '../../../core/language.ts';
import { LecternError } from '../../../core/errors.ts';
import { TOO_DEEP } from '../office/flow.ts';
import { archiveImages, isShown } from '../office/images.ts';
import { settleLanguage } from '../office/language.ts';
import { titleOf } from '../office/title.ts';
import { parseXml } from '../office/xml.ts';
import { documentOfBlocks } from '../whole.ts';
import { entryFinder, resolveAddress } from '../zip/paths.ts';
import { readText } from '../zip/read.ts';
import type { Zip } from '../zip/zip.ts';
import { bodyBlocks, type BodySurroundings } from './body.ts';
import { formulaText } from './mathml.ts';
import { ODF_NAMESPACES } from './namespaces.ts';
import { parseStyles } from './styles.ts';

/** Bytes of the part with the text. */
const LARGEST_CONTENT = 192_000_000;
/** Bytes, and number: formulas are objects of their own, each a small file. */
const LARGEST_FORMULA = 200_000;
const MOST_FORMULAS = 2000;

/**
 * Opens an OpenDocument text (ODT, and its templates). The document owns the file and closes it.
 * @throws LecternError of a document kind.
 */
export async function openOdt(file: FileHandle, zip: Zip, name: string): Promise<OpenDocument> {
  const find = entryFinder(zip.names);
  const part = async (entry: string, most?: number) => {
    const found = find(entry);
    return found === null ? null : readText(zip, found, most);
  };
  const manifest = (await part('META-INF/manifest.xml')) ?? '';
  if (/<(?:\w+:)?encryption-data\b/.test(manifest) || find('encrypted-package') !== null) throw locked();
  const content = await part('content.xml', LARGEST_CONTENT);
  if (content === null) throw corrupt();
  const formulas = await readFormulas(zip);
  const address = (href: string): string | null => {
    const path = resolveAddress('', href)?.path;
    return path === undefined ? null : find(path);
  };
  return documentOf({
    name,
    content,
    styles: await part('styles.xml'),
    metadata: await part('meta.xml'),
    image: (href) => {
      const entry = address(href);
      return entry !== null && isShown(entry) ? entry : null;
    },
    formula: (href) => formulas.get(resolveAddress('', href)?.path ?? '') ?? '',
    warnings: zip.warnings,
    resource: archiveImages(zip),
    close: () => file.close(),
  });
}

/** The same from a single XML file (flat ODT), whose images are not shown. */
export function openFlatOdt(source: string, name: string): OpenDocument {
  return documentOf({
    name,
    content: source,
    styles: null,
    metadata: source.slice(0, source.indexOf('<office:body')),
    image: () => null,
    formula: () => '',
  });
}

type Source = Pick<BodySurroundings, 'image' | 'formula'> &
  Partial<Pick<OpenDocument, 'resource' | 'close'>> & {
    readonly name: string;
    readonly content: string;
    readonly styles: string | null;
    readonly metadata: string | null;
    readonly warnings?: readonly string[];
  };

function documentOf({
  name,
  content,
  styles: common,
  metadata,
  image,
  formula,
  warnings = [],
  ...rest
}: Source): OpenDocument {
  const styles = parseStyles(common, content);
  const { language, ...properties } = readMetadata(metadata ?? '');
  const fallback = language ?? styles.defaults.languages?.western ?? null;
  const body = bodyBlocks(content, { styles, image, formula });
  const blocks = anchorHeadings(body.blocks, (_, index) => `h${index}`);
  const settled = settleLanguage(blocks, fallback);
  return documentOfBlocks({
    format: 'odt',
    name,
    source: content,
    blocks: settled.blocks,
    chapterLevel: chapterLevel(settled.blocks),
    ...properties,
    title: properties.title ?? titleOf(settled.blocks),
    language: settled.language,
    warnings: body.complete ? warnings : [...warnings, TOO_DEEP],
    ...rest,
  });
}

function readMetadata(source: string) {
  const texts = new Map<string, string>();
  let inside = false;
  let current: string | null = null;
  parseXml(source, ODF_NAMESPACES, {
    open(name) {
      if (name === 'office:meta') inside = true;
      current = inside ? name : null;
    },
    text(text) {
      if (current !== null) texts.set(current, (texts.get(current) ?? '') + text);
    },
    close(name) {
      if (name === 'office:meta') inside = false;
      current = null;
    },
  });
  const term = (name: string): string | null => cleanLine(texts.get(name) ?? '') || null;
  const author = term('meta:initial-creator') ?? term('dc:creator');
  return {
    title: term('dc:title'),
    authors: author === null ? [] : [author],
    language: languageTag(term('dc:language')),
    date: term('meta:creation-date') ?? term('dc:date'),
    description: term('dc:description'),
  };
}

/** Formulas by the path of their folder, as `draw:object` names it. */
async function readFormulas(zip: Zip): Promise<ReadonlyMap<string, string>> {
  const formulas = new Map<string, string>();
  const objects = zip.names.filter((name) => /.\/content\.xml$/.test(name)).slice(0, MOST_FORMULAS);
  for (const name of objects) {
    const source = await readText(zip, name, LARGEST_FORMULA);
    if (source !== null) formulas.set(name.slice(0, -'/content.xml'.length), formulaText(source));
  }
  return formulas;
}

const locked = () =>
  new LecternError(
    'document-protected',
    'This document is locked with a password. Open it in the program it comes from, save it without the password, and try again.',
  );
const corrupt = () =>
  new LecternError(
    'corrupt-document',
    'This OpenDocument file is damaged: the part with its text is missing or cannot be read. Open it in LibreOffice, save it anew, and open that file.',
  );
