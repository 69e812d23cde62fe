/**
 * Cuts a page that is a book in itself into pages that can be parsed each for itself, without parsing any: by its
 * tags alone. Each slice gets the start tags of the elements that it stands in, so that language, notes and lists of
 * contents hold in it as in the whole.
 */
import { chapterLevel } from '../../../core/document/contents.ts';
import { LONGEST_BLOCK } from '../../../core/document/long.ts';
import { divideIntoSections, MOST_BLOCKS } from '../../../core/document/sections.ts';
import { headingLevel, isBlock } from './elements.ts';
import { scanTags, type Tag } from './scan.ts';

export interface PageSlice {
  /** A page of its own, in XML. */
  source(): string;
  /** Characters of text in it, about. */
  readonly weight: number;
}

export interface SlicedPage {
  readonly slices: readonly PageSlice[];
  /** The slice in which each id begins. */
  readonly anchors: ReadonlyMap<string, number>;
}

/** Where a slice may begin: with the elements around it, and the heading that it begins with. */
interface Place {
  readonly from: number;
  readonly around: readonly string[];
  kind: 'heading' | 'paragraph';
  level: number;
  /** Blocks from here to the next place, about, and characters. */
  blocks: number;
  weight: number;
}

const CONTAINERS = new Set(['html', 'body', 'div', 'section', 'article', 'main']);
const COUNTED = new Set('p li tr dt dd h1 h2 h3 h4 h5 h6 pre figure figcaption caption hr'.split(' '));
const UNREAD = new Set(['head', 'script', 'style', 'template']);
const ANOTHER_BLOCK = { kind: 'paragraph', level: 0 } as const;
const DEEPEST = 100;
const ID = /(?:^|\s)(?:xml:id|id|name)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})')/g;
const DECLARATIONS = /<!DOCTYPE[^[>]{0,500}\[[^\]]{0,20000}\]\s*>/i;

/** @returns null where the page cannot be cut so: it must be parsed whole, to be divided then. */
export function slicePage(source: string): SlicedPage | null {
  const scanner = new PlaceScanner(source);
  scanTags(source, (tag) => scanner.visit(tag));
  const { places, ids } = scanner;
  if (scanner.failed || places.length === 0 || places.some(({ blocks }) => blocks > MOST_BLOCKS)) return null;
  // One by one: of a million words there are twenty thousand places.
  const weighted: Pick<Place, 'kind' | 'level'>[] = [];
  for (const place of places) {
    weighted.push(place);
    for (let more = 1; more < place.blocks; more++) weighted.push(ANOTHER_BLOCK);
  }
  const sections = divideIntoSections(weighted, chapterLevel(weighted))
    .map((parts) => parts.filter((part): part is Place => 'from' in part))
    .filter((parts) => parts.length > 0);
  const declarations = DECLARATIONS.exec(source.slice(0, 25_000))?.[0] ?? '';
  const starts = sections.map(([first], index) => (index === 0 ? 0 : (first?.from ?? 0)));
  const slices = sections.map((parts, index): PageSlice => {
    const around = index === 0 ? '' : declarations + (parts[0]?.around.join('') ?? '');
    return {
      source: () => around + source.slice(starts[index], starts[index + 1] ?? source.length),
      weight: parts.reduce((sum, { weight }) => sum + weight, 0),
    };
  });
  const anchors = new Map<string, number>();
  let at = 0;
  for (const { id, from } of ids) {
    while (at + 1 < starts.length && from >= (starts[at + 1] ?? Infinity)) at++;
    if (!anchors.has(id)) anchors.set(id, at);
  }
  return { slices, anchors };
}

interface Open {
  readonly name: string;
  readonly tag: string;
}

class PlaceScanner {
  readonly places: Place[] = [];
  readonly ids: { readonly id: string; readonly from: number }[] = [];
  /** Nested deeper than anybody nests. */
  failed = false;
  readonly #source: string;
  readonly #open: Open[] = [];
  /** Their start tags, as long as they stay the same. */
  #starts: readonly string[] | null = null;
  /** Open elements in which no slice can begin. */
  #closed = 0;
  #unread = 0;
  #lastEnd = 0;
  /** The outermost element that has begun since the last text: anchors and sections before a heading go with it. */
  #next: { readonly from: number; readonly around: readonly string[] } | null = null;

  /** The text under way stands in no element of its own: what follows inside the line belongs to it. */
  #flowing = false;

  constructor(source: string) {
    this.#source = source;
  }

  visit(tag: Tag): void {
    if (this.failed) return;
    this.#text(this.#lastEnd, tag.from);
    this.#lastEnd = tag.to;
    if (tag.type === 'close') this.#close(tag.name);
    else if (tag.type !== 'other') this.#start(tag);
  }

  #start(tag: Tag): void {
    const { name, from, to, nameEnd, type } = tag;
    const attributes = to - nameEnd > 5 ? this.#source.slice(nameEnd, to - 1) : '';
    if (attributes !== '') this.#ids(attributes, from);
    if (this.#closed === 0 && this.#unread === 0) {
      const block = isBlock(name);
      if (block) this.#flowing = false;
      if (!this.#flowing) this.#next ??= { from, around: this.#around() };
      if (block && !CONTAINERS.has(name)) this.#begin();
    }
    this.#count(name);
    if (type === 'empty') return;
    if (this.#open.length >= DEEPEST) this.failed = true;
    this.#open.push({ name, tag: CONTAINERS.has(name) ? `<${name}${attributes.replaceAll(ID, '')}>` : '' });
    if (CONTAINERS.has(name)) this.#starts = null;
    else this.#closed++;
    if (UNREAD.has(name)) this.#unread++;
  }

  #ids(attributes: string, from: number): void {
    for (const [, double, single] of attributes.matchAll(ID)) {
      this.ids.push({ id: double ?? single ?? '', from });
    }
  }

  #around(): readonly string[] {
    return (this.#starts ??= this.#open.map(({ tag }) => tag));
  }

  #close(name: string): void {
    if (isBlock(name)) this.#flowing = false;
    const at = this.#open.findLastIndex((open) => open.name === name);
    if (at < 0) return;
    for (const { name: ended } of this.#open.splice(at)) {
      if (CONTAINERS.has(ended)) this.#starts = null;
      else this.#closed--;
      if (UNREAD.has(ended)) this.#unread--;
    }
  }

  #text(from: number, to: number): void {
    if (this.#unread > 0 || from >= to) return;
    const bare = this.#next !== null || this.#closed === 0;
    if (bare && /\S/.test(this.#source.slice(from, to))) {
      this.#begin();
      this.#flowing = true;
    }
    const place = this.places.at(-1);
    if (place) place.weight += to - from;
  }

  #begin(): void {
    if (!this.#next) return;
    this.#end();
    this.places.push({ ...this.#next, kind: 'paragraph', level: 0, blocks: 1, weight: 0 });
    this.#next = null;
  }

  /** A paragraph that is as long as several is divided when it is read. */
  #end(): void {
    const place = this.places.at(-1);
    if (place) place.blocks = Math.max(place.blocks, Math.ceil(place.weight / LONGEST_BLOCK));
  }

  #count(name: string): void {
    const place = this.places.at(-1);
    if (!place || this.#unread > 0) return;
    const level = headingLevel(name);
    if (level > 0 && place.level === 0 && place.weight === 0)
      Object.assign(place, { kind: 'heading', level });
    else if (place.weight > 0 && COUNTED.has(name)) place.blocks++;
  }
}
