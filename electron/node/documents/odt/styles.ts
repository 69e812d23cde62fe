import { languageTag } from '../../../core/language.ts';
import type { Attributes } from '../markup/sax.ts';
import type { RunFormat } from '../office/flow.ts';
import { spanKinds, type TextProperties } from '../office/format.ts';
import { isCodeStyle, outlineOfStyle, roleOfStyle, type ParagraphRole } from '../office/roles.ts';
import { parseXml } from '../office/xml.ts';
import { listLevel, type ListLevels } from './lists.ts';
import { ODF_NAMESPACES } from './namespaces.ts';

export type OdtRole = ParagraphRole | 'rule';

/** A style with what it inherits. */
export interface Style {
  readonly role: OdtRole | null;
  /** The level of a heading by its style alone, from 1; null for other paragraphs. */
  readonly heading: number | null;
  readonly code: boolean;
  readonly list: string | null;
  readonly text: TextProperties;
}

interface RawStyle {
  readonly name: string;
  readonly parent: string;
  readonly list: string | null;
  readonly text: TextProperties;
}

export interface Styles {
  readonly defaults: TextProperties;
  style(family: 'paragraph' | 'text', name: string | undefined): Style | null;
  list(name: string | null): ListLevels | null;
  /** The numbering of headings. */
  readonly outline: ListLevels;
}

const MOST_STYLES = 50_000;
const DEEPEST_INHERITANCE = 20;

/**
 * Reads the styles of an OpenDocument file.
 * @param common `styles.xml`. Its automatic styles belong to headers and footers, under names that the text uses, too.
 * @param text `content.xml`, or a flat file.
 */
export function parseStyles(common: string | null, text: string): Styles {
  const reader = new StyleReader();
  if (common !== null) parseXml(common, ODF_NAMESPACES, reader.ignoring('office:automatic-styles'));
  // The styles come before the text, which is long and parsed for itself.
  const end = text.search(/<(?:[\w-]+:)?body[\s>]/);
  parseXml(end < 0 ? text : text.slice(0, end), ODF_NAMESPACES, reader.ignoring('office:body'));
  return reader.styles();
}

class StyleReader {
  readonly #raw = new Map<string, RawStyle>();
  readonly #lists = new Map<string, ListLevels>();
  readonly #outline: ListLevels = new Map();
  readonly #defaults: TextProperties = {};
  #text: TextProperties | null = null;
  #levels: ListLevels | null = null;

  /** @param element Of which nothing is read. */
  ignoring(element: string) {
    let depth = 0;
    return {
      open: (name: string, a: Attributes): void => {
        if (depth > 0 || name === element) depth++;
        else this.#open(name, a);
      },
      text: () => undefined,
      close: (name: string): void => {
        if (depth > 0) depth--;
        else this.#close(name);
      },
    };
  }

  styles(): Styles {
    const resolved = new Map<string, Style>();
    return {
      defaults: this.#defaults,
      outline: this.#outline,
      list: (name) => (name === null ? null : (this.#lists.get(name) ?? null)),
      style: (family, name) => {
        const key = `${family} ${name ?? ''}`;
        const raw = this.#raw.get(key);
        if (!raw) return null;
        const known = resolved.get(key) ?? this.#inherit(family, raw);
        resolved.set(key, known);
        return known;
      },
    };
  }

  #open(name: string, a: Attributes): void {
    if (name === 'style:style') {
      const id = a['style:name'] ?? '';
      const family = a['style:family'] ?? '';
      this.#text = {};
      if (this.#raw.size >= MOST_STYLES) return;
      this.#raw.set(`${family} ${id}`, {
        name: a['style:display-name'] ?? id.replaceAll('_20_', ' '),
        parent: `${family} ${a['style:parent-style-name'] ?? ''}`,
        list: a['style:list-style-name'] ?? null,
        text: this.#text,
      });
    } else if (name === 'style:default-style') {
      this.#text = a['style:family'] === 'paragraph' ? this.#defaults : null;
    } else if (name === 'style:text-properties') {
      if (this.#text) setTextProperties(this.#text, a);
    } else if (name === 'text:list-style') {
      this.#levels = new Map();
      if (this.#lists.size < MOST_STYLES) this.#lists.set(a['style:name'] ?? '', this.#levels);
    } else if (name === 'text:outline-style') this.#levels = this.#outline;
    else if (name.startsWith('text:') && /-level-style/.test(name) && this.#levels) {
      this.#levels.set(Number(a['text:level']), listLevel(name, a));
    }
  }

  #close(name: string): void {
    if (name === 'style:style' || name === 'style:default-style') this.#text = null;
    if (name === 'text:list-style' || name === 'text:outline-style') this.#levels = null;
  }

  #inherit(family: string, style: RawStyle): Style {
    const line: RawStyle[] = [];
    for (let at: RawStyle | undefined = style; at && line.length < DEEPEST_INHERITANCE;) {
      line.push(at);
      at = this.#raw.get(at.parent);
    }
    const text: TextProperties = {};
    for (const one of line.toReversed()) {
      Object.assign(text, one.text, { languages: { ...text.languages, ...one.text.languages } });
    }
    return {
      role: family === 'paragraph' ? (line.map(({ name }) => roleOf(name)).find(Boolean) ?? null) : null,
      heading: family === 'paragraph' ? headingOf(line.map(({ name }) => name)) : null,
      code: line.some(({ name }) => isCode(name)),
      list: line.find(({ list }) => list !== null)?.list ?? null,
      text,
    };
  }
}

/** From 1, where a style is one of headings or inherits from one. */
function headingOf(names: readonly string[]): number | null {
  const outline = names.map(outlineOfStyle).find((level) => level !== null) ?? null;
  return outline === null ? null : outline + 1;
}

const isCode = (name: string): boolean =>
  isCodeStyle(name) || /^(?:source ?text|teletype|user entry|example)$/i.test(name);

/** The styles of LibreOffice, too, have English names in the file, whatever language it is used in. */
function roleOf(name: string): OdtRole | null {
  if (/^(?:contents (?:\d+|heading)|(?:\w+ )?index(?: \w+)?(?: heading| separator)?)$/i.test(name))
    return 'contents';
  if (/^(?:illustration|table|drawing|figure)$/i.test(name)) return 'caption';
  if (/^horizontal (?:line|rule)$/i.test(name)) return 'rule';
  return isCode(name) ? 'code' : roleOfStyle(name);
}

function setTextProperties(to: TextProperties, a: Attributes): void {
  const set = <K extends keyof TextProperties>(
    key: K,
    attribute: string,
    value: (raw: string) => TextProperties[K],
  ) => {
    const raw = a[attribute];
    if (raw !== undefined) to[key] = value(raw);
  };
  set('bold', 'fo:font-weight', (raw) => raw === 'bold' || Number(raw) >= 600);
  set('italic', 'fo:font-style', (raw) => raw === 'italic' || raw === 'oblique');
  set('strike', 'style:text-line-through-style', (raw) => raw !== 'none');
  set('strike', 'style:text-line-through-type', (raw) => raw !== 'none');
  set('smallCaps', 'fo:font-variant', (raw) => raw === 'small-caps');
  set('hidden', 'text:display', (raw) => raw === 'none');
  set('font', 'style:font-name', (raw) => raw);
  set('font', 'fo:font-family', (raw) => raw.replace(/^'|'$/g, ''));
  set('position', 'style:text-position', (raw) => {
    const [where = ''] = raw.trim().split(/\s+/);
    if (where === 'super' || where === 'sub') return where === 'sub' ? 'sub' : 'sup';
    const percent = Number.parseFloat(where) || 0;
    return percent > 0 ? 'sup' : percent < 0 ? 'sub' : null;
  });
  const language = (suffix: string): string | null => {
    const prefix = suffix === '' ? 'fo' : 'style';
    const [tag = '', country = ''] = [a[`${prefix}:language${suffix}`], a[`${prefix}:country${suffix}`]];
    return languageTag(country === '' || country === 'none' ? tag : `${tag}-${country}`);
  };
  const [western, eastAsian, complex] = [language(''), language('-asian'), language('-complex')];
  if (western ?? eastAsian ?? complex) {
    to.languages = {
      ...to.languages,
      ...(western ? { western } : {}),
      ...(eastAsian ? { eastAsian } : {}),
      ...(complex ? { complex } : {}),
    };
  }
}

/**
 * The format of text inside spans, of which the innermost counts most. Emphasis that the paragraph's style gives to all
 * of it is none.
 */
export function runFormat(spans: readonly (Style | null)[], paragraph: Style | null): RunFormat {
  const { hidden, font, languages } = paragraph?.text ?? {};
  const text: TextProperties = {
    ...(hidden ? { hidden } : {}),
    ...(font ? { font } : {}),
    ...(languages ? { languages } : {}),
  };
  for (const style of spans) {
    if (style) Object.assign(text, style.text, { languages: { ...text.languages, ...style.text.languages } });
  }
  return {
    kinds: spanKinds(
      text,
      spans.some((style) => style?.code),
    ),
    hidden: text.hidden ?? false,
    font: text.font ?? '',
    languages: text.languages ?? {},
  };
}
