/** Small files of word processors for tests. */
import { openDocument } from '../../electron/node/documents/open.ts';
import type { Block } from '../../electron/core/document/model.ts';
import type { DocumentSummary } from '../../electron/core/document/model.ts';
import { zipOf, type ZipPart } from './zip.ts';

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface TestWord {
  /** Of `w:body`. */
  readonly body: string;
  /** Of the root elements of these parts. */
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  /** Relationships of the main part: id → target; external where it begins with "http". */
  readonly links?: Readonly<Record<string, string>>;
  readonly core?: string;
  readonly parts?: readonly ZipPart[];
}

const part = (name: string, root: string, content: string): ZipPart => ({
  name,
  content: `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${W}>${content}</w:${root}>`,
});

export function docxOf(word: TestWord): Buffer {
  const parts = (['styles', 'numbering', 'footnotes', 'endnotes'] as const).filter((name) => word[name]);
  const relationship = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"${target.startsWith('http') ? ' TargetMode="External"' : ''}/>`;
  const relationships = (content: string) => `<?xml version="1.0"?><Relationships>${content}</Relationships>`;
  return zipOf([
    {
      name: '[Content_Types].xml',
      content:
        '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      content: relationships(
        relationship('rId1', 'officeDocument', 'word/document.xml') +
          (word.core ? relationship('rId2', 'core-properties', 'docProps/core.xml') : ''),
      ),
    },
    part('word/document.xml', 'document', `<w:body>${word.body}</w:body>`),
    ...parts.map((name) => part(`word/${name}.xml`, name, word[name] ?? '')),
    {
      name: 'word/_rels/document.xml.rels',
      content: relationships(
        parts.map((name) => relationship(name, name, `${name}.xml`)).join('') +
          Object.entries(word.links ?? {})
            .map(([id, target]) => relationship(id, 'x', target))
            .join(''),
      ),
    },
    ...(word.core
      ? [
          {
            name: 'docProps/core.xml',
            content: `<cp:coreProperties xmlns:cp="x" xmlns:dc="y" xmlns:dcterms="z">${word.core}</cp:coreProperties>`,
          },
        ]
      : []),
    ...(word.parts ?? []),
  ]);
}

/** A paragraph of one run. @param properties Of the paragraph. @param run Of the run. */
export const p = (text: string, properties = '', run = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${r(text, run)}</w:p>`;

export const r = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

const ODF = [
  'office',
  'text',
  'style',
  'table',
  ['draw', 'drawing'],
  'meta',
  ['svg', 'svg-compatible'],
  ['fo', 'xsl-fo-compatible'],
]
  .map((entry) => (Array.isArray(entry) ? entry : [entry, entry]))
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"')
  .join(' ');

export interface TestOdt {
  /** Of `office:text`. */
  readonly body: string;
  /** Of the automatic styles of the text. */
  readonly automatic?: string;
  /** Of `office:styles`. */
  readonly styles?: string;
  readonly meta?: string;
  readonly parts?: readonly ZipPart[];
  readonly mimetype?: string;
}

const content = ({ body, automatic = '' }: TestOdt) =>
  `<office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body>`;

export function odtOf(odt: TestOdt): Buffer {
  const xml = (root: string, inner: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><office:${root} ${ODF}>${inner}</office:${root}>`;
  return zipOf([
    { name: 'mimetype', content: odt.mimetype ?? 'application/vnd.oasis.opendocument.text', stored: true },
    { name: 'content.xml', content: xml('document-content', content(odt)) },
    {
      name: 'styles.xml',
      content: xml('document-styles', `<office:styles>${odt.styles ?? ''}</office:styles>`),
    },
    { name: 'meta.xml', content: xml('document-meta', `<office:meta>${odt.meta ?? ''}</office:meta>`) },
    ...(odt.parts ?? []),
  ]);
}

export const flatOdtOf = (odt: TestOdt): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<office:document ${ODF} office:mimetype="application/vnd.oasis.opendocument.text"><office:meta>${odt.meta ?? ''}</office:meta><office:styles>${odt.styles ?? ''}</office:styles>${content(odt)}</office:document>`;

export interface ReadOffice {
  readonly summary: DocumentSummary;
  readonly blocks: readonly Block[];
  /** "heading1", "listItem2", "note (note)", then marker and text, joined by bars. */
  readonly brief: readonly string[];
  /** The spans of a block: what they are about, and where they lead. */
  spans(index: number): readonly string[];
}

/** Opens a file by its content and reads all of it. */
export async function readOffice(path: string, name: string): Promise<ReadOffice> {
  const document = await openDocument(path, name);
  const blocks: Block[] = [];
  for (const index of document.summary.sections.keys()) {
    blocks.push(...(await document.section(index)).blocks);
  }
  await document.close();
  return {
    summary: document.summary,
    blocks,
    brief: blocks.map(({ kind, level, reason, marker, text }) =>
      [
        `${kind}${level || ''}${reason === null ? '' : ` (${reason})`}`,
        ...(marker === null ? [] : [marker]),
        text,
      ].join(' | '),
    ),
    spans: (index) =>
      (blocks[index]?.spans ?? []).map(({ kind, from, to, href }) =>
        [kind, blocks[index]?.text.slice(from, to), href].filter((one) => one !== undefined).join(' | '),
      ),
  };
}
