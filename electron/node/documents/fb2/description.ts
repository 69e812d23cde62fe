import { cleanLine } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';
import type { Attributes } from '../markup/sax.ts';

const NAMES = ['first-name', 'middle-name', 'last-name'];

/** The address that an element links to: its prefix is the file's own choice. */
export const hrefOf = (attributes: Attributes): string =>
  attributes[Object.keys(attributes).find((key) => /(?:^|:)href$/.test(key)) ?? ''] ?? '';

/** What a FictionBook says of itself; it listens to what stands inside `description`. */
export class Description {
  readonly authors: string[] = [];
  cover: string | null = null;
  readonly #path: string[] = [];
  readonly #texts = new Map<string, string>();
  #author = new Map<string, string>();

  open(name: string, attributes: Attributes): void {
    this.#path.push(name);
    const place = this.#place;
    if (place === 'title-info/author') this.#author = new Map();
    if (place.startsWith('title-info/coverpage') && name === 'image')
      this.cover ??= hrefOf(attributes).slice(1) || null;
    if (place === 'title-info/date' && attributes['value']) this.#texts.set('value', attributes['value']);
  }

  text(text: string): void {
    const place = this.#place;
    if (place.startsWith('title-info/author/')) {
      const key = this.#path.at(-1) ?? '';
      this.#author.set(key, (this.#author.get(key) ?? '') + text);
    } else {
      const key = place.startsWith('title-info/annotation') ? 'annotation' : place;
      this.#texts.set(key, (this.#texts.get(key) ?? '') + text);
    }
  }

  close(): void {
    if (this.#path.at(-1) === 'p') this.text(' ');
    if (this.#place === 'title-info/author') {
      const part = (key: string) => cleanLine(this.#author.get(key) ?? '');
      const name = NAMES.map(part).filter(Boolean).join(' ') || part('nickname');
      if (name !== '' && this.authors.length < 100) this.authors.push(name);
    }
    this.#path.pop();
  }

  get metadata() {
    const term = (key: string): string | null => cleanLine(this.#texts.get(key) ?? '') || null;
    return {
      title: term('title-info/book-title'),
      authors: this.authors,
      language: languageTag(term('title-info/lang')),
      publisher: term('publish-info/publisher'),
      date: term('value') ?? term('title-info/date') ?? term('publish-info/year'),
      description: term('annotation'),
      identifier: term('publish-info/isbn') ?? term('document-info/id'),
    };
  }

  get #place(): string {
    return this.#path.join('/');
  }
}
