/** The tables at the beginning of an RTF file: fonts, styles, and what is said of the document. */
import { cleanLine } from '../../../core/document/clean.ts';
import { outlineOfStyle, roleOfStyle, type ParagraphRole } from '../office/roles.ts';
import { codepageOfCharset } from './codepages.ts';
import type { Destination } from './destinations.ts';
import { languageOfLcid } from './languages.ts';

export interface Font {
  name: string;
  /** Null: the document's. */
  codepage: number | null;
}

export interface Style {
  name: string;
  base: number | null;
  outline: number | null;
}

export interface FoundStyle {
  readonly role: ParagraphRole | null;
  readonly outline: number | null;
}

const MOST = 10_000;
const LONGEST = 10_000;
/** Words that only stand for a code page. */
const CODEPAGES: Readonly<Record<string, number>> = { mac: 10000, pc: 437, pca: 850 };
const DEEPEST_INHERITANCE = 20;

/** Gathers what the words and texts of these tables say. */
export class Header {
  codepage = 1252;
  defaultFont: number | null = null;
  /** What the file's defaults say. */
  language: string | null = null;
  title = '';
  author = '';
  description = '';
  readonly #fonts = new Map<number, Font>();
  readonly #styles = new Map<number, Style>();
  readonly #created = new Map<string, number>();
  #font: Font | null = null;
  #style: Style | null = null;

  font(id: number | null): Font | null {
    return this.#fonts.get(id ?? this.defaultFont ?? -1) ?? null;
  }

  fontWord(name: string, parameter: number | null): void {
    if (name === 'f' && this.#fonts.size < MOST) {
      this.#font = { name: '', codepage: null };
      this.#fonts.set(parameter ?? 0, this.#font);
    } else if (name === 'fcharset' && this.#font) this.#font.codepage ??= codepageOfCharset(parameter ?? 0);
    else if (name === 'cpg' && this.#font) this.#font.codepage = parameter;
  }

  /** @returns whether the word says something of the whole document. */
  documentWord(name: string, parameter: number | null): boolean {
    if (name === 'ansicpg') this.codepage = parameter || 1252;
    else if (Object.hasOwn(CODEPAGES, name)) this.codepage = CODEPAGES[name] ?? 1252;
    else if (name === 'deff') this.defaultFont = parameter;
    else if (name === 'deflang') this.language = languageOfLcid(parameter ?? 0);
    else return false;
    return true;
  }

  text(destination: Destination, text: string): void {
    switch (destination) {
      case 'fonts':
        if (this.#font && this.#font.name.length < LONGEST) this.#font.name += text.replace(';', '');
        return;
      case 'styles':
        if (this.#style && this.#style.name.length < LONGEST) this.#style.name += text;
        if (text.includes(';')) this.#style = null;
        return;
      case 'title':
      case 'author':
      case 'description':
        if (this[destination].length < LONGEST) this[destination] += text;
    }
  }

  styleWord(name: string, parameter: number | null): void {
    if (name === 's' && this.#styles.size < MOST) {
      this.#style = { name: '', base: null, outline: null };
      this.#styles.set(parameter ?? 0, this.#style);
    } else if (name === 'cs' || name === 'ts' || name === 'ds') this.#style = null;
    else if (this.#style && name === 'sbasedon') this.#style.base = parameter;
    else if (this.#style && name === 'outlinelevel') this.#style.outline = parameter;
  }

  createdWord(name: string, parameter: number | null): void {
    if (parameter !== null) this.#created.set(name, parameter);
  }

  style(id: number | null): FoundStyle {
    let found: FoundStyle = { role: null, outline: null };
    let at: number | null = id;
    for (let depth = 0; at !== null && depth < DEEPEST_INHERITANCE; depth++) {
      const style: Style | undefined = this.#styles.get(at);
      if (!style) break;
      const name = cleanLine(style.name.replace(/[;,].*$/s, ''));
      found = {
        role: found.role ?? roleOfStyle(name),
        outline: found.outline ?? style.outline ?? outlineOfStyle(name),
      };
      at = style.base;
    }
    return found;
  }

  /** "2014-06-01" */
  get date(): string | null {
    const [year = 0, month = 1, day = 1] = ['yr', 'mo', 'dy'].map((key) => this.#created.get(key));
    const two = (value: number) => String(value).padStart(2, '0');
    return year > 0 ? `${year}-${two(month)}-${two(day)}` : null;
  }
}
