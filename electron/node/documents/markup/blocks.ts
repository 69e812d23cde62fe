import { BlockBuilder, type BlockMark } from '../../../core/document/builder.ts';
import { markLinkLists } from '../../../core/document/link-lists.ts';
import type { Block } from '../../../core/document/model.ts';
import { contextOf, languageOf, OUTERMOST, styleOf, type Context } from './context.ts';
import { isBlock, isLeftOut, spansOf, typesOf } from './elements.ts';
import { letterOf, readableAlternative } from './images.ts';
import { saysBacklink, saysReference } from './notes.ts';
import { NoteLinks, type PageLink } from './note-links.ts';
import { markupMode, parseMarkup, type Attributes, type MarkupHandler, type MarkupMode } from './sax.ts';
import { WholeElements } from './whole.ts';

/** What a page's markup refers to, decided by the document that it belongs to. */
export interface MarkupSurroundings {
  /** The document's language. */
  readonly language: string | null;
  /** The `href` that a link's span gets, or null for no link. */
  link(href: string): string | null;
  /** The resource that an image's address names, or null where there is none. */
  image(source: string): string | null;
}

interface Frame {
  readonly name: string;
  context: Context;
  readonly spans: number;
  readonly endsBlock: boolean;
  /** The number of blocks that were finished when it opened. */
  readonly firstBlock: number;
  readonly id: string;
  readonly link: PageLink | null;
}

/** The blocks of one XHTML or HTML page. */
export function markupBlocks(
  source: string,
  surroundings: MarkupSurroundings,
  mode: MarkupMode = markupMode(source),
): readonly Block[] {
  const builder = new BlockBuilder(surroundings.language);
  const whole = new WholeElements(new MarkupReader(builder, surroundings));
  parseMarkup(source, whole, mode);
  whole.finish();
  return markLinkLists(builder.finish());
}

class MarkupReader implements MarkupHandler {
  readonly #builder: BlockBuilder;
  readonly #surroundings: MarkupSurroundings;
  readonly #notes = new NoteLinks();
  readonly #frames: Frame[] = [];
  /** Depth inside an element that is left out; 0 outside. */
  #leftOut = 0;
  /** A note's own mark was taken from its start: the full stop behind it goes too. */
  #afterMark: BlockMark | null = null;

  constructor(builder: BlockBuilder, surroundings: MarkupSurroundings) {
    this.#builder = builder;
    this.#surroundings = surroundings;
  }

  get #context(): Context {
    return this.#frames.at(-1)?.context ?? OUTERMOST;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#leftOut > 0) {
      this.#leftOut++;
      return;
    }
    const types = typesOf(attributes);
    if (isBlock(name)) this.#openBlock(name, attributes, types);
    else this.#openInline(name, attributes, types);
  }

  text(text: string): void {
    if (this.#leftOut > 0) return;
    const start = this.#afterMark !== null && this.#builder.isEmpty;
    if (text.trim() !== '') this.#afterMark = null;
    this.#builder.text(start ? text.replace(/^\s*[.:)\]]+/u, '') : text, this.#context.language);
  }

  close(name: string): void {
    if (this.#leftOut > 0) {
      this.#leftOut--;
      return;
    }
    const frame = this.#frames.pop();
    if (!frame) return;
    for (let index = 0; index < frame.spans; index++) this.#builder.closeSpan();
    if (name === 'q') this.#builder.text('”', frame.context.language);
    if (frame.link) this.#closeLink(frame.link);
    if (frame.endsBlock) this.#begin(this.#context);
    else if (isBlock(name) && !this.#context.inStanza) this.#builder.text(' ');
  }

  #openBlock(name: string, attributes: Attributes, types: readonly string[]): void {
    const outer = this.#context;
    // Inside a cell a plain block is only a piece of the row's text, until a second one comes; in a stanza a line.
    const isPlain = name === 'p' || name === 'div';
    const soft = isPlain && (outer.inStanza || (outer.inCell && this.#builder.isEmpty));
    if (isLeftOut(name, attributes, types)) {
      this.#anchors(attributes);
      this.#leftOut = 1;
      return;
    }
    const context = contextOf(outer, name, attributes, types);
    if (!soft) this.#begin(context);
    else if (outer.inStanza) this.#builder.lineBreak();
    this.#anchors(attributes);
    this.#push(name, attributes, { context, spans: 0, endsBlock: !soft, link: null });
  }

  #openInline(name: string, attributes: Attributes, types: readonly string[]): void {
    this.#anchors(attributes);
    if (isLeftOut(name, attributes, types) || this.#openSpecial(name, attributes)) {
      this.#leftOut = 1;
      return;
    }
    const outer = this.#context;
    const language = languageOf(attributes) ?? outer.language;
    const inCell = outer.inCell || name === 'td' || name === 'th';
    const inReference = outer.inReference || saysReference(types, attributes);
    const inBacklink = outer.inBacklink || saysBacklink(types, attributes);
    const isRaised = outer.isRaised || name === 'sup';
    // The words of a drawing inside a page are labels, not text; a page that is a drawing is read.
    const drawing = name === 'svg' && this.#frames.length > 0;
    const inner: Context = { ...outer, language, inCell, inReference, inBacklink, isRaised };
    const context: Context = drawing ? { ...inner, kind: 'caption', skip: outer.skip ?? 'image' } : inner;
    const address = name === 'a' ? (attributes['href'] ?? '') : '';
    const href = name === 'a' ? this.#surroundings.link(address) : null;
    const mark = this.#builder.mark();
    const link = href?.startsWith('#')
      ? this.#notes.open({ mark, href, address, attributes, atStart: this.#builder.isEmpty }, inner)
      : null;
    const kinds = spansOf(name, attributes);
    if (href !== null) this.#builder.openSpan('link', href);
    for (const kind of kinds) this.#builder.openSpan(kind);
    if (name === 'sup') for (const frame of this.#frames) if (frame.link) frame.link.isRaised = true;
    const spans = kinds.length + (href === null ? 0 : 1);
    this.#push(name, attributes, { context, spans, endsBlock: false, link });
  }

  /** Elements that stand for something. @returns whether their content is left out. */
  #openSpecial(name: string, attributes: Attributes): boolean {
    const { language } = this.#context;
    switch (name) {
      case 'br':
        // Two in a row are how careless pages separate paragraphs, and stanzas.
        if (!this.#builder.lineBreak()) this.#begin(this.#context);
        return false;
      case 'hr':
        this.#builder.separator();
        this.#begin(this.#context);
        return false;
      case 'td':
      case 'th':
        this.#builder.cell();
        return false;
      case 'q':
        this.#builder.text('“', language);
        return false;
      case 'img':
      case 'image':
        this.#image(attributes['src'] ?? attributes['xlink:href'] ?? attributes['href'] ?? '', attributes);
        return false;
      case 'object': {
        const image = this.#surroundings.image(attributes['data'] ?? '');
        if (image !== null) this.#builder.figure(image, attributes['aria-label'] ?? '');
        return image !== null;
      }
      case 'math':
        this.#formula(attributes);
        return false;
      default:
        return false;
    }
  }

  /** One in a line is a part of its sentence; one that stands alone is spoken where its author says how. */
  #formula(attributes: Attributes): void {
    const { language, skip } = this.#context;
    const text = attributes['alttext'] ?? '';
    if (attributes['display'] !== 'block') this.#builder.text(text, language);
    else {
      const given = attributes['data-given'] === 'true';
      this.#builder.begin({ kind: 'formula', skip: skip ?? (given ? null : 'formula') }, language);
      this.#builder.text(text, language);
      this.#begin(this.#context);
    }
  }

  #image(source: string, attributes: Attributes): void {
    const image = this.#surroundings.image(source);
    const inParagraph = this.#frames.some((frame) => frame.name === 'p');
    const letter = letterOf(attributes, inParagraph && this.#builder.isEmpty);
    const alternative = readableAlternative(attributes);
    if (letter !== null) this.#builder.text(letter, this.#context.language);
    else if (image !== null || alternative !== '') this.#builder.figure(image, alternative);
  }

  #closeLink(link: PageLink): void {
    const { mark } = link;
    const text = this.#builder.textSince(mark);
    if (text === null) return;
    const is = this.#notes.judge(link, text, this.#context.kind === 'heading', this.#builder.openAnchors);
    if (is === 'words') this.#builder.noteref(link.href);
    if (is === 'link' || is === 'words') return;
    this.#builder.rewind(mark);
    if (is === 'reference') {
      this.#builder.noteref(link.href);
      return;
    }
    const frame = this.#noteAround();
    if (is === 'mark') {
      this.#afterMark = mark;
      this.#makeNote(frame, text.trim().replace(/[.:)]$/u, ''));
    } else if (frame && this.#notes.isNote(link, [frame.id, ...this.#builder.openAnchors])) {
      this.#makeNote(frame, null);
    }
  }

  /** If the link that is closing stands in a note, this is it: the item of a list, or a part of the page, or a paragraph. */
  #noteAround(): Frame | null {
    const blocks = this.#frames.filter(({ name }) => isBlock(name));
    const item = blocks.findLast(({ name }) => name === 'li' || name === 'dd' || name === 'aside');
    const part = blocks.findLast(({ name, id }) => name === 'div' && this.#notes.isNoteId(id));
    return item ?? part ?? blocks.at(-1) ?? null;
  }

  #makeNote(note: Frame | null, marker: string | null): void {
    if (!note) return;
    for (const frame of this.#frames.slice(this.#frames.indexOf(note))) {
      frame.context = { ...frame.context, note: true, skip: frame.context.skip ?? 'note' };
    }
    this.#builder.makeNotes(note.firstBlock, marker);
  }

  #push(name: string, attributes: Attributes, rest: Omit<Frame, 'name' | 'id' | 'firstBlock'>): void {
    const id = attributes['id'] ?? attributes['xml:id'] ?? '';
    this.#frames.push({ name, id, firstBlock: this.#builder.finished, ...rest });
  }

  #begin(context: Context): void {
    this.#builder.begin(styleOf(context), context.language);
  }

  #anchors(attributes: Attributes): void {
    for (const id of [attributes['id'], attributes['xml:id'], attributes['name']]) {
      if (id && id.length <= 500) this.#builder.anchor(id);
    }
  }
}
