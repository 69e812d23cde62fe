import { BlockBuilder, type BlockMark, type BlockStyle } from '../../../core/document/builder.ts';
import { languageTag } from '../../../core/language.ts';
import type { Block, BlockKind, SkipReason } from '../../../core/document/model.ts';
import {
  headingLevel,
  isBlock,
  isContentsList,
  isLeftOut,
  isNote,
  isNoteMark,
  isNoteReference,
  isStanza,
  isVerse,
  spansOf,
  typesOf,
} from './elements.ts';
import { listCounter, type ListCounter } from './lists.ts';
import { markupMode, parseMarkup, type Attributes, type MarkupHandler, type MarkupMode } from './sax.ts';

/** What a page's markup refers to, decided by the document that it belongs to. */
export interface MarkupSurroundings {
  /** The document's language. */
  readonly language: string | null;
  /** The `href` that a link's span gets, or null for no link. */
  link(href: string): string | null;
  /** The resource that an image's address names, or null where there is none. */
  image(source: string): string | null;
}

/** What elements hand down to what is in them. */
interface Context {
  readonly kind: BlockKind;
  readonly level: number;
  readonly marker: { text: string | null } | null;
  readonly skip: SkipReason | null;
  readonly language: string | null;
  readonly note: boolean;
  readonly listDepth: number;
  readonly list: ListCounter | null;
  readonly inCell: boolean;
  readonly inStanza: boolean;
  readonly inContents: boolean;
}

interface Frame {
  readonly name: string;
  readonly context: Context;
  readonly spans: number;
  readonly endsBlock: boolean;
  /** Links inside the document: where they began and where they lead. */
  readonly link: { readonly mark: BlockMark; readonly href: string; hasSup: boolean } | null;
}

const OUTERMOST: Context = {
  kind: 'paragraph',
  level: 0,
  marker: null,
  skip: null,
  language: null,
  note: false,
  listDepth: 0,
  list: null,
  inCell: false,
  inStanza: false,
  inContents: false,
};

/** Kinds that an enclosing note makes notes, and an enclosing poem verse. */
const PLAIN_KINDS: readonly BlockKind[] = ['paragraph', 'quote', 'listItem'];

/** The blocks of one XHTML or HTML page. */
export function markupBlocks(
  source: string,
  surroundings: MarkupSurroundings,
  mode: MarkupMode = markupMode(source),
): readonly Block[] {
  const builder = new BlockBuilder(surroundings.language);
  parseMarkup(source, new MarkupReader(builder, surroundings), mode);
  return builder.finish();
}

class MarkupReader implements MarkupHandler {
  readonly #builder: BlockBuilder;
  readonly #surroundings: MarkupSurroundings;
  readonly #frames: Frame[] = [];
  /** Depth inside an element that is left out; 0 outside. */
  #leftOut = 0;
  /** Of the heading that the group of headings under way began with; 0 outside. */
  #groupLevel = 0;

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
    if (this.#leftOut === 0) this.#builder.text(text, this.#context.language);
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
    if (name === 'hgroup') this.#groupLevel = 0;
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
    const context = this.#blockContext(name, attributes, types);
    if (!soft) this.#begin(context);
    else if (outer.inStanza) this.#builder.lineBreak();
    this.#anchors(attributes);
    this.#frames.push({ name, context, spans: 0, endsBlock: !soft, link: null });
  }

  #openInline(name: string, attributes: Attributes, types: readonly string[]): void {
    this.#anchors(attributes);
    if (isLeftOut(name, attributes, types) || this.#openSpecial(name, attributes, types)) {
      this.#leftOut = 1;
      return;
    }
    const outer = this.#context;
    const language = languageOf(attributes) ?? outer.language;
    const inCell = outer.inCell || name === 'td' || name === 'th';
    // The words of a drawing inside a page are labels, not text; a page that is a drawing is read.
    const drawing = name === 'svg' && this.#frames.length > 0;
    const context: Context = drawing
      ? { ...outer, language, kind: 'caption', skip: outer.skip ?? 'image' }
      : { ...outer, language, inCell };
    const href = name === 'a' ? this.#surroundings.link(attributes['href'] ?? '') : null;
    const mark = this.#builder.mark();
    const kinds = spansOf(name, attributes);
    if (href !== null) this.#builder.openSpan('link', href);
    for (const kind of kinds) this.#builder.openSpan(kind);
    if (name === 'sup') for (const frame of this.#frames) if (frame.link) frame.link.hasSup = true;
    const hasSup = this.#frames.some((frame) => frame.name === 'sup');
    this.#frames.push({
      name,
      context,
      spans: kinds.length + (href === null ? 0 : 1),
      endsBlock: false,
      link: href?.startsWith('#') ? { mark, href, hasSup } : null,
    });
  }

  /** Elements that stand for something. @returns whether their content is left out. */
  #openSpecial(name: string, attributes: Attributes, types: readonly string[]): boolean {
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
      case 'math': {
        const spoken = attributes['alttext'] ?? '';
        this.#builder.text(spoken, language);
        return spoken !== '';
      }
      case 'a':
        if (!isNoteReference(types)) return false;
        this.#builder.noteref(this.#surroundings.link(attributes['href'] ?? '') ?? undefined);
        return true;
      default:
        return false;
    }
  }

  #image(source: string, attributes: Attributes): void {
    const alternative = attributes['alt'] ?? attributes['aria-label'] ?? '';
    const image = this.#surroundings.image(source);
    // A drop cap drawn as an image: its letter is the first of the word that follows.
    const inParagraph = this.#frames.some((frame) => frame.name === 'p');
    if (inParagraph && this.#builder.isEmpty && /^\p{L}{1,2}$/u.test(alternative)) {
      this.#builder.text(alternative, this.#context.language);
    } else if (image !== null || alternative.trim() !== '') this.#builder.figure(image, alternative);
  }

  /** A raised number that leads elsewhere in the book is a reference to a note, whatever the markup calls it. */
  #closeLink({ mark, href, hasSup }: { mark: BlockMark; href: string; hasSup: boolean }): void {
    const text = hasSup ? this.#builder.textSince(mark) : null;
    if (text === null || !isNoteMark(text)) return;
    this.#builder.rewind(mark);
    this.#builder.noteref(href);
  }

  #blockContext(name: string, attributes: Attributes, types: readonly string[]): Context {
    const outer = this.#context;
    const note = outer.note || isNote(types);
    const inContents = outer.inContents || (name === 'nav' && isContentsList(types));
    const skip = outer.skip ?? (note ? 'note' : inContents ? 'contents' : null);
    const language = languageOf(attributes) ?? outer.language;
    const inner: Context = { ...outer, note, inContents, skip, language };
    if (isVerse(types, attributes) && [...PLAIN_KINDS, 'verse'].includes(inner.kind)) {
      return { ...inner, kind: 'verse', inStanza: isStanza(attributes) };
    }
    const level = headingLevel(name);
    if (level > 0) {
      if (this.#isIn('hgroup')) this.#groupLevel ||= level;
      return { ...inner, kind: 'heading', level, marker: null };
    }
    switch (name) {
      case 'p':
        return this.#groupLevel > 0
          ? { ...inner, kind: 'heading', level: Math.min(6, this.#groupLevel + 1) }
          : inner;
      case 'blockquote':
        return { ...inner, kind: inner.kind === 'verse' ? 'verse' : 'quote', level: 0 };
      case 'pre':
        return { ...inner, kind: 'code', level: 0, skip: inner.skip ?? 'code' };
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir':
        return {
          ...inner,
          listDepth: outer.listDepth + 1,
          list: listCounter(name, attributes),
          inCell: false,
        };
      case 'li': {
        const text = inContents ? null : (outer.list?.marker(attributes) ?? '•');
        return { ...inner, kind: 'listItem', level: Math.max(1, outer.listDepth), marker: { text } };
      }
      case 'dt':
        return { ...inner, kind: 'paragraph', level: 0, marker: null };
      case 'dd':
        return { ...inner, kind: 'listItem', level: Math.max(1, outer.listDepth), marker: null };
      case 'table':
        return { ...inner, kind: 'table', level: 0, inCell: false };
      case 'caption':
      case 'figcaption':
        return { ...inner, kind: 'caption', level: 0 };
      default:
        return inner;
    }
  }

  #begin(context: Context): void {
    this.#builder.begin(styleOf(context), context.language);
  }

  #isIn(name: string): boolean {
    return this.#frames.some((frame) => frame.name === name);
  }

  #anchors(attributes: Attributes): void {
    for (const id of [attributes['id'], attributes['xml:id'], attributes['name']]) {
      if (id && id.length <= 500) this.#builder.anchor(id);
    }
  }
}

function styleOf({ kind, level, marker, note, skip }: Context): BlockStyle {
  const shown = note && PLAIN_KINDS.includes(kind) ? 'note' : kind;
  const leveled = shown === 'heading' || shown === 'listItem';
  return { kind: shown, level: leveled ? level : 0, skip, ...(marker ? { marker } : {}) };
}

const languageOf = (attributes: Attributes): string | null =>
  languageTag(attributes['xml:lang'] ?? attributes['lang']);
