import { webAddress } from '../../../core/document/anchors.ts';
import { BlockBuilder, type BlockMark, type BlockStyle } from '../../../core/document/builder.ts';
import { isOrnament } from '../../../core/document/clean.ts';
import { languageTag } from '../../../core/language.ts';
import type { Block, SpanKind } from '../../../core/document/model.ts';
import { isNoteMark } from '../markup/notes.ts';
import type { Attributes, MarkupHandler } from '../markup/sax.ts';
import { hrefOf } from './description.ts';

const SPANS: Readonly<Record<string, SpanKind>> = {
  emphasis: 'emphasis',
  strong: 'strong',
  strikethrough: 'strike',
  sub: 'sub',
  sup: 'sup',
  code: 'code',
};
const NOTES = /^(?:notes|footnotes|comments)$/i;

interface Link {
  readonly mark: BlockMark;
  readonly href: string | null;
  readonly note: boolean;
}

/** Reads the bodies of a FictionBook (FB2, version 2.0 to 2.2). */
export class BodyReader implements MarkupHandler {
  readonly #builder: BlockBuilder;
  readonly #noteIds: ReadonlySet<string>;
  /** What is open, from `body` on. */
  readonly #path: string[] = [];
  readonly #links: Link[] = [];
  readonly #languages: (string | null)[] = [];
  #notes = false;
  /** Whether the body has a title above those of its sections. */
  #titled = false;
  #title: BlockMark | null = null;
  #subtitle: BlockMark | null = null;

  /** @param noteIds Ids inside the bodies of notes: a link to one of them is a reference to a note. */
  constructor(language: string | null, noteIds: ReadonlySet<string>) {
    this.#builder = new BlockBuilder(language);
    this.#noteIds = noteIds;
  }

  finish(): readonly Block[] {
    return this.#builder.finish();
  }

  open(name: string, a: Attributes): void {
    const builder = this.#builder;
    const parent = this.#path.at(-1);
    this.#path.push(name);
    this.#languages.push(languageTag(a['xml:lang']) ?? this.#language);
    if (name === 'body') {
      this.#notes = NOTES.test(a['name'] ?? '');
      this.#titled = false;
    }
    this.#begin(name, parent);
    if (a['id']) builder.anchor(a['id'].slice(0, 500));
    const span = SPANS[name];
    if (span) builder.openSpan(span);
    if (name === 'image') builder.figure(hrefOf(a).slice(1) || null, a['alt'] ?? a['title'] ?? '');
    if (name === 'a') this.#openLink(hrefOf(a), a['type'] === 'note');
  }

  text(text: string): void {
    const name = this.#path.at(-1) ?? '';
    // Between the elements of a section there is only white space.
    if (
      /\S/.test(text) ||
      !['body', 'section', 'title', 'poem', 'stanza', 'cite', 'table', 'tr'].includes(name)
    ) {
      this.#builder.text(text, this.#language);
    }
  }

  close(name: string): void {
    this.#path.pop();
    this.#languages.pop();
    if (SPANS[name]) this.#builder.closeSpan();
    if (name === 'a') this.#closeLink();
    if (name === 'subtitle') this.#closeSubtitle();
    if (name === 'title') this.#closeTitle();
    if (['p', 'v', 'td', 'th'].includes(name) && this.#isInside('title', 'stanza', 'tr')) return;
    if (['p', 'title', 'subtitle', 'stanza', 'tr', 'text-author', 'date', 'section', 'body'].includes(name)) {
      this.#builder.begin(this.#style('p'), this.#language);
    }
  }

  get #language(): string | null {
    return this.#languages.at(-1) ?? null;
  }

  #isInside(...names: readonly string[]): boolean {
    return this.#path.some((name) => names.includes(name));
  }

  #begin(name: string, parent: string | undefined): void {
    const builder = this.#builder;
    switch (name) {
      case 'p':
        if (parent === 'td' || parent === 'th') return;
        // The lines of a title are one heading, and heard apart as cells are.
        if (this.#isInside('title')) return builder.cell();
        return builder.begin(this.#style(name), this.#language);
      case 'v':
        if (parent !== 'stanza') return builder.begin({ kind: 'verse', skip: this.#skip }, this.#language);
        builder.lineBreak();
        return;
      case 'subtitle':
        builder.begin(this.#style(name), this.#language);
        this.#subtitle = builder.mark();
        return;
      case 'td':
      case 'th':
        return builder.cell();
      case 'body':
      case 'section':
      case 'title':
      case 'stanza':
      case 'tr':
      case 'text-author':
      case 'date':
        builder.begin(this.#style(name), this.#language);
        if (name === 'title') this.#title = builder.mark();
    }
  }

  get #skip(): 'note' | null {
    return this.#notes ? 'note' : null;
  }

  #style(name: string): BlockStyle {
    const skip = this.#skip;
    const depth = this.#path.filter((one) => one === 'section').length;
    const level = depth + (this.#titled || depth === 0 ? 1 : 0);
    if (this.#notes && depth > 0) return { kind: 'note', skip };
    if (name === 'tr') return { kind: 'table', skip };
    if (this.#isInside('stanza') && !this.#isInside('title') && name !== 'subtitle')
      return { kind: 'verse', skip };
    const inPoem = this.#isInside('poem');
    if (this.#isInside('title') || name === 'subtitle') {
      const below = inPoem || name === 'subtitle' ? 1 : 0;
      return { kind: 'heading', level: Math.min(6, level + below), skip };
    }
    if (this.#isInside('epigraph', 'cite')) return { kind: 'quote', skip };
    return { kind: 'paragraph', skip };
  }

  #openLink(href: string, note: boolean): void {
    const target = href.startsWith('#') ? href : webAddress(href);
    const isNote = note || (href.startsWith('#') && this.#noteIds.has(href.slice(1)));
    this.#links.push({ mark: this.#builder.mark(), href: target, note: isNote });
    if (target !== null && !isNote) this.#builder.openSpan('link', target);
  }

  #closeLink(): void {
    const link = this.#links.pop();
    if (!link) return;
    if (!link.note) {
      if (link.href !== null) this.#builder.closeSpan();
      return;
    }
    const text = this.#builder.textSince(link.mark) ?? '';
    // Some link whole words to their notes: then they are text, too.
    if (isNoteMark(text) || text.length <= 2) this.#builder.rewind(link.mark);
    this.#builder.noteref(link.href ?? undefined);
  }

  #closeTitle(): void {
    if (this.#path.at(-1) === 'body' && !this.#builder.isEmpty) this.#titled = true;
    // A note's number is where it is referred to.
    const text = this.#notes && this.#title ? this.#builder.textSince(this.#title) : null;
    if (this.#title && text !== null && isNoteMark(text)) this.#builder.rewind(this.#title);
    this.#title = null;
  }

  /** Stars between scenes are often written as a subtitle. */
  #closeSubtitle(): void {
    const text = this.#subtitle && this.#builder.textSince(this.#subtitle);
    if (this.#subtitle && text && isOrnament(text)) {
      this.#builder.rewind(this.#subtitle);
      this.#builder.separator();
    }
    this.#subtitle = null;
  }
}
