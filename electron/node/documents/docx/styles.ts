import { languageTag } from '../../../core/language.ts';
import type { TextProperties } from '../office/format.ts';
import type { Attributes } from '../markup/sax.ts';
import { isCodeStyle, outlineOfStyle, roleOfStyle, type ParagraphRole } from '../office/roles.ts';
import { parseXml } from '../office/xml.ts';
import { WORD_NAMESPACES } from './package.ts';

/** Properties of a run. */
export interface RunProperties extends TextProperties {
  /** Of characters. */
  style?: string;
}

export interface ParagraphProperties {
  style?: string;
  /** 0–8; 9 is body text. */
  outline?: number;
  /** 0 takes a style's list away. */
  list?: number;
  listLevel?: number;
}

/** A style with what it inherits. */
export interface Style {
  readonly id: string;
  readonly role: ParagraphRole | null;
  /** Character styles of code. */
  readonly code: boolean;
  readonly paragraph: ParagraphProperties;
  readonly run: RunProperties;
}

export interface Styles {
  readonly defaults: RunProperties;
  /** The style of paragraphs that name none. */
  readonly normal: Style | null;
  style(id: string | undefined): Style | null;
}

interface RawStyle {
  readonly id: string;
  readonly paragraph: ParagraphProperties;
  readonly run: RunProperties;
  name: string;
  base: string | null;
  isDefault: boolean;
}

const MOST_STYLES = 10_000;
const DEEPEST_INHERITANCE = 20;

/** Reads `styles.xml`. */
export function parseStyles(source: string | null): Styles {
  const raw = new Map<string, RawStyle>();
  const defaults: RunProperties = {};
  let current: RawStyle | null = null;
  let inDefaults = false;
  parseXml(source ?? '', WORD_NAMESPACES, {
    open(name, a) {
      if (name === 'w:style' && raw.size < MOST_STYLES) {
        const id = a['w:styleId'] ?? '';
        const isDefault = a['w:type'] === 'paragraph' && isOn(a['w:default'] ?? '0');
        current = { id, paragraph: {}, run: {}, name: id, base: null, isDefault };
        raw.set(id, current);
      } else if (name === 'w:rPrDefault') inDefaults = true;
      else if (inDefaults) setRunProperty(defaults, name, a);
      else if (current === null) return;
      else if (name === 'w:name') current.name = a['w:val'] ?? '';
      else if (name === 'w:basedOn') current.base = a['w:val'] ?? null;
      else if (!setParagraphProperty(current.paragraph, name, a)) setRunProperty(current.run, name, a);
    },
    text: () => undefined,
    close(name) {
      if (name === 'w:style') current = null;
      if (name === 'w:rPrDefault') inDefaults = false;
    },
  });
  const resolved = new Map<string, Style>();
  const style = (id: string | undefined): Style | null => {
    const found = id === undefined ? undefined : raw.get(id);
    if (!found) return null;
    const known = resolved.get(found.id) ?? inherit(found, raw);
    resolved.set(found.id, known);
    return known;
  };
  const normal = [...raw.values()].find(({ isDefault }) => isDefault);
  return { defaults, normal: style(normal?.id), style };
}

function inherit(style: RawStyle, all: ReadonlyMap<string, RawStyle>): Style {
  const line: RawStyle[] = [];
  for (let at: RawStyle | undefined = style; at && line.length < DEEPEST_INHERITANCE;) {
    line.push(at);
    at = all.get(at.base ?? '');
  }
  const oldestFirst = line.toReversed();
  const paragraph: ParagraphProperties = {};
  const run: RunProperties = {};
  for (const one of oldestFirst) {
    const outline = outlineOfStyle(one.name);
    Object.assign(paragraph, outline === null ? {} : { outline }, one.paragraph);
    Object.assign(run, one.run, { languages: { ...run.languages, ...one.run.languages } });
  }
  const role = line.map(({ name }) => roleOfStyle(name)).find((found) => found !== null) ?? null;
  return { id: style.id, role, code: line.some(({ name }) => isCodeStyle(name)), paragraph, run };
}

/** ECMA-376 17.9.3: lists have nine levels, from 0. */
const DEEPEST_LIST = 8;

/** A property that is on unless it says otherwise. */
export const isOn = (value: string | undefined): boolean => !/^(?:0|false|off|none)$/i.test(value ?? 'true');

/** @returns whether it was one. */
export function setParagraphProperty(to: ParagraphProperties, name: string, a: Attributes): boolean {
  const value = Number(a['w:val'] ?? 0);
  const number = Number.isInteger(value) && value >= 0 ? value : 0; // in a damaged file it may be anything
  if (name === 'w:pStyle') to.style = a['w:val'] ?? '';
  else if (name === 'w:outlineLvl') to.outline = number;
  else if (name === 'w:numId') to.list = number;
  else if (name === 'w:ilvl') to.listLevel = Math.min(number, DEEPEST_LIST);
  else return false;
  return true;
}

export function setRunProperty(to: RunProperties, name: string, a: Attributes): void {
  const value = a['w:val'];
  switch (name) {
    case 'w:rStyle':
      to.style = value ?? '';
      return;
    case 'w:b':
      to.bold = isOn(value);
      return;
    case 'w:i':
      to.italic = isOn(value);
      return;
    case 'w:strike':
    case 'w:dstrike':
      to.strike = isOn(value);
      return;
    case 'w:smallCaps':
      to.smallCaps = isOn(value);
      return;
    case 'w:vanish':
      to.hidden = isOn(value);
      return;
    case 'w:vertAlign':
      to.position = value === 'superscript' ? 'sup' : value === 'subscript' ? 'sub' : null;
      return;
    case 'w:rFonts': {
      const font = a['w:ascii'] ?? a['w:hAnsi'];
      if (font !== undefined) to.font = font;
      return;
    }
    case 'w:lang': {
      const [western, eastAsian, complex] = [value, a['w:eastAsia'], a['w:bidi']].map(languageTag);
      to.languages = {
        ...to.languages,
        ...(western ? { western } : {}),
        ...(eastAsian ? { eastAsian } : {}),
        ...(complex ? { complex } : {}),
      };
    }
  }
}
