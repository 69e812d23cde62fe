import type { Attributes } from '../markup/sax.ts';
import { bullet, numeral, type NumeralStyle } from '../office/numerals.ts';

export interface ListLevel {
  /** Null: a bullet. */
  readonly format: NumeralStyle | null;
  readonly bullet: string;
  readonly prefix: string;
  readonly suffix: string;
  /** How many levels the number shows. */
  readonly display: number;
  readonly start: number;
}

/** By level, from 1. */
export type ListLevels = Map<number, ListLevel>;

const FORMATS: Readonly<Record<string, NumeralStyle>> = {
  '': 'none',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

/** One `text:list-level-style-number`, `-bullet` or `-image`, or `text:outline-level-style`. */
export function listLevel(name: string, a: Attributes): ListLevel {
  const numbered = /number$|outline/.test(name);
  return {
    format: numbered ? (FORMATS[a['style:num-format'] ?? ''] ?? 'decimal') : null,
    bullet: bullet(a['text:bullet-char']),
    prefix: a['style:num-prefix'] ?? '',
    suffix: a['style:num-suffix'] ?? '',
    display: Math.min(10, Number(a['text:display-levels'] ?? 1) || 1),
    start: Number(a['text:start-value'] ?? 1) || 1,
  };
}

/** Of a list: how far each level has counted. */
export type Counts = (number | null)[];

/**
 * Counts an item and gives its marker, or null for a level without one.
 * @param level From 1. @param start The number that the item itself names.
 */
export function countItem(
  counts: Counts,
  levels: ListLevels | null,
  level: number,
  start: number | null,
): string | null {
  const own = levels?.get(level);
  counts.length = Math.min(counts.length, level + 1);
  counts[level] = start ?? (counts[level] ?? (own?.start ?? 1) - 1) + 1;
  if (!own) return '•';
  if (own.format === null) return own.bullet;
  if (own.format === 'none') return `${own.prefix}${own.suffix}`.trim() || null;
  const numbers: string[] = [];
  for (let at = Math.max(1, level - own.display + 1); at <= level; at++) {
    const { format, start: first } = levels?.get(at) ?? own;
    const number = format === null ? '' : numeral(counts[at] ?? first, format);
    if (number !== '') numbers.push(number);
  }
  return `${own.prefix}${numbers.join('.')}${own.suffix}`.trim() || null;
}

interface List {
  readonly style: string | null;
  readonly counts: Counts;
}

interface Item {
  /** Whether its first paragraph has been met, which takes the marker. */
  counted: boolean;
  readonly start: number | null;
  readonly header: boolean;
}

/** The lists under way, and those before, which others may continue. */
export class Lists {
  readonly #stack: List[] = [];
  readonly #items: Item[] = [];
  readonly #byId = new Map<string, Counts>();
  readonly #byStyle = new Map<string, Counts>();

  get level(): number {
    return this.#stack.length;
  }

  get style(): string | null {
    return this.#stack.at(-1)?.style ?? null;
  }

  open(a: Attributes): void {
    const outer = this.#stack.at(-1);
    const style = a['text:style-name'] ?? outer?.style ?? null;
    const continued =
      this.#byId.get(a['text:continue-list'] ?? '') ??
      (a['text:continue-numbering'] === 'true' ? this.#byStyle.get(style ?? '') : undefined);
    const counts = outer?.counts ?? continued ?? [];
    if (outer && a['text:continue-numbering'] !== 'true') counts[this.level + 1] = null;
    this.#stack.push({ style, counts });
    if (a['xml:id']) this.#byId.set(a['xml:id'], counts);
    if (style !== null) this.#byStyle.set(style, counts);
  }

  close(): void {
    this.#stack.pop();
  }

  openItem(a: Attributes, header: boolean): void {
    const start = Number(a['text:start-value'] ?? Number.NaN);
    this.#items.push({ counted: header, start: Number.isSafeInteger(start) ? start : null, header });
  }

  closeItem(): void {
    this.#items.pop();
  }

  /** The marker of a paragraph: the first of each item has one. */
  marker(levels: ListLevels | null): string | null {
    const [item, list] = [this.#items.at(-1), this.#stack.at(-1)];
    if (!item || !list || item.counted) return null;
    item.counted = true;
    return countItem(list.counts, levels, this.level, item.start);
  }
}
