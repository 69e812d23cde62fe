/** The parts of an Office Open XML package, and how they name each other (ECMA-376 part 2). */
import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';
import { parseXml, type Namespaces } from '../office/xml.ts';
import { entryFinder, resolveAddress } from '../zip/paths.ts';
import { readText } from '../zip/read.ts';
import type { Zip } from '../zip/zip.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const WP = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing';

/** The transitional namespaces, and those of the strict form. */
export const WORD_NAMESPACES: Namespaces = {
  [W]: 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  [WP]: 'wp',
  'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing': 'wp',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
  'http://schemas.microsoft.com/office/drawing/2017/decorative': 'adec',
};

/** Bytes of a part with text. */
const LARGEST_PART = 192_000_000;

export interface Relationship {
  readonly type: string;
  /** Another part's entry or, where it is external, an address. */
  readonly target: string;
  readonly external: boolean;
}

export type Relationships = ReadonlyMap<string, Relationship>;

export interface Package {
  readonly zip: Zip;
  /** The relationships of a part, by id; those of the package for ''. */
  relationships(part: string): Promise<Relationships>;
  /** The text of a part, or null where it is missing or damaged. */
  text(part: string): Promise<string | null>;
}

export function openPackage(zip: Zip): Package {
  const find = entryFinder(zip.names);
  return {
    zip,
    async text(part) {
      const name = find(part);
      return name === null ? null : readText(zip, name, LARGEST_PART);
    },
    async relationships(part) {
      const cut = part.lastIndexOf('/') + 1;
      const name = find(`${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`);
      const source = name === null ? null : await readText(zip, name);
      const found = new Map<string, Relationship>();
      if (source === null) return found;
      parseXml(
        source,
        {},
        {
          open(element, { Id, Type = '', Target, TargetMode }) {
            if (!element.endsWith('Relationship') || Id === undefined || Target === undefined) return;
            const external = TargetMode === 'External';
            const address = external || Target.startsWith('#') ? null : resolveAddress(part, Target);
            const target = address === null ? Target : (find(address.path) ?? address.path);
            found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target, external });
          },
          text: () => undefined,
          close: () => undefined,
        },
      );
      return found;
    },
  };
}

/** The first part of a type such as "styles". */
export const partOf = (relationships: Relationships, type: string): string | null =>
  [...relationships.values()].find((one) => one.type === type && !one.external)?.target ?? null;

export interface CoreProperties {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly language: string | null;
  readonly date: string | null;
  readonly description: string | null;
}

/** Dublin Core, as `docProps/core.xml` has it. */
export function coreProperties(source: string | null): CoreProperties {
  const texts = new Map<string, string>();
  let current: string | null = null;
  parseXml(
    source ?? '',
    {},
    {
      open: (name) => (current = name.slice(name.indexOf(':') + 1)),
      text(text) {
        if (current !== null) texts.set(current, (texts.get(current) ?? '') + text);
      },
      close: () => (current = null),
    },
  );
  const term = (name: string): string | null => cleanLine(texts.get(name) ?? '') || null;
  return {
    title: term('title'),
    authors: (term('creator') ?? '')
      .split(';')
      .map(cleanLine)
      .filter((name) => name !== ''),
    language: languageTag(term('language')),
    date: term('created') ?? term('modified'),
    description: term('description'),
  };
}
