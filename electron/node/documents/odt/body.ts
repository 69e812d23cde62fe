import { webAddress } from '../../../core/document/anchors.ts';
import { BlockBuilder, type BlockStyle } from '../../../core/document/builder.ts';
import type { Block } from '../../../core/document/model.ts';
import type { Attributes } from '../markup/sax.ts';
import { alternativeText } from '../office/images.ts';
import { languageOfRun } from '../office/language.ts';
import { RunSpans } from '../office/runs.ts';
import { fontText } from '../office/symbols.ts';
import { Tables } from '../office/tables.ts';
import { parseXml, XmlRecording, type XmlHandler } from '../office/xml.ts';
import { countItem, Lists, type Counts } from './lists.ts';
import { MathText } from './mathml.ts';
import { ODF_NAMESPACES } from './namespaces.ts';
import { spanKinds, type Style, type Styles, type TextProperties } from './styles.ts';

export interface BodySurroundings {
  readonly styles: Styles;
  /** The resource of an image's address, or null where it cannot be shown. */
  image(href: string): string | null;
  /** The formula of an object's address as text; '' for other objects. */
  formula(href: string): string;
}

/** Of which nothing is read: deleted text, comments, forms, and what only describes. */
const LEFT_OUT = new Set(
  'text:tracked-changes office:annotation office:forms office:scripts office:event-listeners text:note-citation text:ruby-text text:table-of-content-source text:alphabetical-index-source text:illustration-index-source text:table-index-source text:object-index-source text:user-index-source text:bibliography-source text:page-number text:page-count text:hidden-text draw:control draw:plugin draw:applet'.split(
    ' ',
  ),
);
/** Contents, and indexes at the end of a book: their entries lead elsewhere. */
const INDEXES = new Set(
  'text:table-of-content text:alphabetical-index text:illustration-index text:table-index text:object-index text:user-index'.split(
    ' ',
  ),
);
/** Drawn shapes that may have words in them. */
const SHAPES = new Set(
  'draw:text-box draw:custom-shape draw:rect draw:ellipse draw:circle draw:polygon draw:caption draw:line draw:path'.split(
    ' ',
  ),
);
const DEEPEST_BOX = 4;

/** The blocks of an OpenDocument text. */
export function bodyBlocks(source: string, surroundings: BodySurroundings): readonly Block[] {
  const builder = new BlockBuilder(null);
  const reader = new BodyReader(builder, surroundings);
  parseXml(source, ODF_NAMESPACES, {
    open: (name, a) => {
      if (reader.inText) reader.open(name, a);
      else if (name === 'office:text') reader.inText = true;
    },
    text: (text) => reader.text(text),
    close: (name) => {
      if (name === 'office:text') reader.inText = false;
      else if (reader.inText) reader.close(name);
    },
  });
  reader.finish();
  return builder.finish();
}

interface Frame {
  image: string | null;
  formula: string;
  title: string;
  description: string;
}

class BodyReader implements XmlHandler {
  inText = false;
  readonly #builder: BlockBuilder;
  readonly #given: BodySurroundings;
  readonly #spans: RunSpans;
  #tables = new Tables();
  #lists = new Lists();
  #note = false;
  #boxes = 0;
  readonly #outline: Counts = [];

  #leftOut = 0;
  #recording: { readonly events: XmlRecording; readonly then: (recorded: XmlRecording) => void } | null =
    null;
  /** Depth in lists of contents and indexes. */
  #contents = 0;
  /** Of the paragraph under way; null outside one. */
  #style: Style | null = null;
  #paragraphs = 0;
  #inCode = false;
  readonly #textStyles: (Style | null)[] = [];
  readonly #links: boolean[] = [];
  readonly #frames: Frame[] = [];
  #math: MathText | null = null;
  #label: 'title' | 'description' | null = null;
  #language: string | null = null;
  #after: (() => void)[] = [];
  readonly #atEnd: (() => void)[] = [];

  constructor(builder: BlockBuilder, surroundings: BodySurroundings) {
    this.#builder = builder;
    this.#given = surroundings;
    this.#spans = new RunSpans(builder);
  }

  finish(): void {
    for (const read of this.#atEnd.splice(0)) read();
  }

  open(name: string, a: Attributes): void {
    if (this.#recording) this.#recording.events.open(name, a);
    else if (this.#math) this.#math.open(name);
    else if (this.#leftOut > 0 || isLeftOut(name, a)) this.#leftOut++;
    else if (name.startsWith('table:')) this.#openTable(name, a);
    else if (name.startsWith('draw:') || name.startsWith('svg:') || name === 'math:math')
      this.#openDrawing(name, a);
    else this.#openText(name, a);
  }

  text(text: string): void {
    if (this.#recording) this.#recording.events.text(text);
    else if (this.#math) this.#math.text(text);
    else if (this.#leftOut > 0) return;
    else if (this.#label !== null) {
      const frame = this.#frames.at(-1);
      if (frame) frame[this.#label] += text;
    } else if (this.#paragraphs > 0) this.#write(this.#inCode ? text.replace(/\s+/g, ' ') : text);
  }

  close(name: string): void {
    if (this.#recording) {
      const { events, then } = this.#recording;
      events.close(name);
      if (!events.ended) return;
      this.#recording = null;
      then(events);
    } else if (this.#math) {
      this.#math.close();
      if (name === 'math:math') {
        const frame = this.#frames.at(-1);
        if (frame) frame.formula = this.#math.toString();
        else this.#write(this.#math.toString());
        this.#math = null;
      }
    } else if (this.#leftOut > 0) this.#leftOut--;
    else this.#close(name);
  }

  #openText(name: string, a: Attributes): void {
    const builder = this.#builder;
    if (INDEXES.has(name)) {
      this.#contents++;
      return;
    }
    switch (name) {
      case 'text:p':
      case 'text:h':
        return this.#openParagraph(name, a);
      case 'text:list':
        return this.#lists.open(a);
      case 'text:list-item':
      case 'text:list-header':
        return this.#lists.openItem(a, name === 'text:list-header');
      case 'text:span':
        this.#textStyles.push(this.#given.styles.style('text', a['text:style-name']));
        return;
      case 'text:a': {
        const href = a['xlink:href'] ?? '';
        const target = href.startsWith('#') ? decode(href) : webAddress(href);
        this.#links.push(target !== null);
        if (target !== null) this.#spans.openLink(target);
        return;
      }
      case 'text:s':
        return this.#write(' '.repeat(Math.min(1000, Number(a['text:c'] ?? 1) || 1)));
      case 'text:tab':
        return this.#write('\t');
      case 'text:line-break':
        if (this.#inCode) this.#write('\n');
        else builder.lineBreak();
        return;
      case 'text:bookmark':
      case 'text:bookmark-start':
      case 'text:reference-mark':
      case 'text:reference-mark-start':
        return builder.anchor((a['text:name'] ?? '').slice(0, 500));
      case 'text:note': {
        const anchor = `note-${a['text:id'] ?? ''}`;
        builder.noteref(`#${anchor}`);
        const atEnd = a['text:note-class'] === 'endnote';
        this.#record((recorded) => {
          const read = () => this.#apart(recorded, anchor);
          if (!this.#note) (atEnd ? this.#atEnd : this.#after).push(read);
        });
      }
    }
  }

  #openParagraph(name: string, a: Attributes): void {
    const { styles } = this.#given;
    this.#style = styles.style('paragraph', a['text:style-name']);
    this.#paragraphs++;
    const listed = this.#lists.style ?? this.#style?.list ?? null;
    const marker = this.#lists.marker(styles.list(listed));
    const level =
      name === 'text:h' ? Number(a['text:outline-level'] ?? 1) || 1 : this.#style?.role === 'title' ? 1 : 0;
    const label =
      name === 'text:h' && a['text:is-list-header'] !== 'true' ? this.#headingLabel(level, marker) : '';
    const style = this.#blockStyle(level, marker);
    const goesOn = this.#inCode && style.kind === 'code';
    this.#inCode = style.kind === 'code' && !this.#tables.inCell;
    if (this.#tables.inCell) {
      if (this.#tables.openParagraph()) this.#builder.cell();
    } else if (goesOn) this.#builder.text('\n');
    else {
      this.#builder.begin(style);
      if (label !== '') this.#builder.text(label);
    }
    if (this.#style?.role === 'rule' && !this.#tables.inCell)
      this.#after.push(() => this.#builder.separator());
  }

  /** As in Word's: only a number with words ("Chapter 2") is a part of the heading. */
  #headingLabel(level: number, marker: string | null): string {
    const { outline } = this.#given.styles;
    const label = marker ?? (outline.has(level) ? countItem(this.#outline, outline, level, null) : null);
    return label !== null && /\p{L}{2}/u.test(label) ? `${label} ` : '';
  }

  #blockStyle(level: number, marker: string | null): BlockStyle {
    const role = this.#style?.role ?? null;
    if (this.#note) return { kind: 'note', skip: 'note' };
    if (this.#contents > 0 || role === 'contents') return { kind: 'paragraph', skip: 'contents' };
    if (level > 0) return { kind: 'heading', level: Math.min(6, level) };
    if (this.#lists.level > 0)
      return { kind: 'listItem', level: this.#lists.level, marker: { text: marker } };
    switch (role) {
      case 'quote':
      case 'caption':
      case 'verse':
        return { kind: role };
      case 'code':
        return { kind: 'code', skip: 'code' };
      default:
        return { kind: 'paragraph' };
    }
  }

  #openTable(name: string, a: Attributes): void {
    switch (name) {
      case 'table:table':
        this.#end();
        return this.#tables.open();
      case 'table:table-column': {
        const repeated = Math.min(100, Number(a['table:number-columns-repeated'] ?? 1) || 1);
        for (let index = 0; index < repeated; index++) this.#tables.column();
        return;
      }
      case 'table:table-row':
        if (this.#tables.openRow()) this.#builder.begin(this.#rowStyle());
        return;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        if (this.#tables.openCell()) this.#builder.cell();
    }
  }

  #rowStyle(): BlockStyle {
    return { kind: 'table', skip: this.#note ? 'note' : this.#contents > 0 ? 'contents' : null };
  }

  #openDrawing(name: string, a: Attributes): void {
    const frame = this.#frames.at(-1);
    if (SHAPES.has(name)) {
      this.#record((recorded) => {
        if (this.#boxes < DEEPEST_BOX) this.#after.push(() => this.#apart(recorded, null));
      });
      return;
    }
    switch (name) {
      case 'draw:frame':
        this.#frames.push({ image: null, formula: '', title: '', description: '' });
        return;
      case 'draw:image':
        if (frame) frame.image ??= this.#given.image(a['xlink:href'] ?? '');
        return;
      case 'draw:object':
        if (frame) frame.formula ||= this.#given.formula(a['xlink:href'] ?? '');
        return;
      case 'math:math':
        this.#math = new MathText();
        this.#math.open(name);
        return;
      case 'svg:title':
        this.#label = 'title';
        return;
      case 'svg:desc':
        this.#label = 'description';
    }
  }

  #close(name: string): void {
    if (INDEXES.has(name)) {
      this.#contents--;
      return;
    }
    switch (name) {
      case 'text:p':
      case 'text:h':
        this.#spans.set([]);
        this.#paragraphs--;
        if (!this.#tables.inCell) this.#end();
        return;
      case 'text:list':
        return this.#lists.close();
      case 'text:list-item':
      case 'text:list-header':
        return this.#lists.closeItem();
      case 'text:span':
        this.#textStyles.pop();
        return;
      case 'text:a':
        if (this.#links.pop()) this.#spans.closeLink();
        return;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        return this.#tables.closeCell();
      case 'table:table-row':
        this.#tables.closeRow();
        return this.#end();
      case 'table:table':
        this.#tables.close();
        if (this.#tables.inCell) this.#builder.begin(this.#rowStyle());
        return;
      case 'draw:frame':
        return this.#closeFrame();
      case 'svg:title':
      case 'svg:desc':
        this.#label = null;
    }
  }

  #closeFrame(): void {
    const frame = this.#frames.pop();
    if (!frame) return;
    const { image, formula, title, description } = frame;
    const alternative = alternativeText(description || title);
    if (formula !== '') this.#write(formula);
    else if (image !== null || alternative !== '') this.#builder.figure(image, alternative);
  }

  #record(then: (recorded: XmlRecording) => void): void {
    this.#recording = { events: new XmlRecording(), then };
  }

  /** Ends the block under way, unless the next lines of code belong to it, and reads what waited for its end. */
  #end(): void {
    const after = this.#after;
    if (this.#inCode && after.length === 0) return;
    this.#inCode = false;
    this.#builder.begin({ kind: 'paragraph' });
    this.#after = [];
    for (const read of after) read();
  }

  /** Reads a note (which begins at its anchor) or a text box as a text of its own. */
  #apart(recording: XmlRecording, anchor: string | null): void {
    const outer = [this.#tables, this.#lists, this.#note, this.#style, this.#paragraphs] as const;
    [this.#tables, this.#lists, this.#paragraphs] = [new Tables(), new Lists(), 0];
    if (anchor !== null) {
      this.#note = true;
      this.#builder.anchor(anchor);
    }
    this.#boxes++;
    recording.replay(this);
    this.#end();
    this.#boxes--;
    [this.#tables, this.#lists, this.#note, this.#style, this.#paragraphs] = outer;
  }

  #write(raw: string): void {
    const { text, code } = this.#format();
    if (text.hidden) return;
    const shown = fontText(raw, text.font ?? '');
    this.#spans.set(this.#inCode ? [] : spanKinds(text, code));
    const language = languageOfRun(shown, { ...this.#style?.text.languages, ...text.languages });
    if (language !== undefined) this.#language = language;
    this.#builder.text(shown, this.#language);
  }

  /** Of the spans under way, the innermost counting most; emphasis that the paragraph's style gives to all of it is none. */
  #format(): { readonly text: TextProperties; readonly code: boolean } {
    const { hidden, font } = this.#style?.text ?? {};
    const text: TextProperties = { ...(hidden ? { hidden } : {}), ...(font ? { font } : {}) };
    let code = false;
    for (const style of this.#textStyles) {
      if (!style) continue;
      Object.assign(text, style.text, { languages: { ...text.languages, ...style.text.languages } });
      code ||= style.code;
    }
    return { text, code };
  }
}

/** Hidden sections, paragraphs and variables keep what they hide in the file. */
const isLeftOut = (name: string, a: Attributes): boolean =>
  LEFT_OUT.has(name) ||
  a['text:is-hidden'] === 'true' ||
  (a['text:display'] === 'none' && name.startsWith('text:'));

function decode(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
