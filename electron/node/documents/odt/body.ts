import { webAddress } from '../../../core/document/anchors.ts';
import type { BlockStyle } from '../../../core/document/builder.ts';
import type { Attributes } from '../markup/sax.ts';
import { Flow, type Body, type RunFormat } from '../office/flow.ts';
import { parseXml, XmlRecorder, type XmlHandler, type XmlRecording } from '../office/xml.ts';
import { Frames, type FrameContent, type FrameSources } from './frames.ts';
import { countItem, Lists, type Counts } from './lists.ts';
import { ODF_NAMESPACES } from './namespaces.ts';
import { runFormat, type Style, type Styles } from './styles.ts';

export interface BodySurroundings extends FrameSources {
  readonly styles: Styles;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Of which nothing is read: deleted text, comments, forms, page numbers, and what only describes. */
const LEFT_OUT = set(
  'text:tracked-changes office:annotation office:forms office:scripts office:event-listeners text:note-citation text:ruby-text text:table-of-content-source text:alphabetical-index-source text:illustration-index-source text:table-index-source text:object-index-source text:user-index-source text:bibliography-source text:page-number text:page-count text:hidden-text draw:control draw:plugin draw:applet',
);
/** Contents, and indexes at the end of a book: their entries lead elsewhere. */
const INDEXES = set(
  'text:table-of-content text:alphabetical-index text:illustration-index text:table-index text:object-index text:user-index',
);
/** Boxes, and drawn shapes that may have words in them. */
const BOXES = set(
  'draw:text-box draw:custom-shape draw:rect draw:ellipse draw:circle draw:polygon draw:caption draw:line draw:path',
);

/** The blocks of an OpenDocument text. @param source `content.xml`, or a flat file. */
export function bodyBlocks(source: string, surroundings: BodySurroundings): Body {
  const flow = new Flow();
  const reader = new BodyReader(flow, surroundings);
  let inText = false;
  const complete = parseXml(source, ODF_NAMESPACES, {
    open: (name, a) => {
      if (inText) reader.open(name, a);
      else inText = name === 'office:text';
    },
    text: (text) => {
      if (inText) reader.text(text);
    },
    close: (name) => {
      if (name === 'office:text') inText = false;
      else if (inText) reader.close(name);
    },
  });
  return { blocks: flow.finish(), complete };
}

class BodyReader implements XmlHandler {
  readonly #flow: Flow;
  readonly #styles: Styles;
  readonly #frames: Frames;
  #lists = new Lists();
  readonly #outline: Counts = [];

  /** Deleted passages that are kept where they stood, by the name of their change. */
  readonly #deletions = new Set<string>();
  /** Of the regions of changes that are being listed. */
  #change = '';
  /** The deletion that is being passed over, or null. */
  #deleted: string | null = null;
  /** Depth inside an element that is left out; 0 outside. */
  #leftOut = 0;
  readonly #recorder = new XmlRecorder();
  /** Depth in lists of contents and indexes. */
  #contents = 0;
  /** Of the paragraph under way. */
  #style: Style | null = null;
  /** Depth in paragraphs: between them there is no text. */
  #paragraphs = 0;
  readonly #textStyles: (Style | null)[] = [];
  /** Of the text under way; null: to be found. */
  #format: RunFormat | null = null;
  readonly #links: boolean[] = [];

  constructor(flow: Flow, surroundings: BodySurroundings) {
    this.#flow = flow;
    this.#styles = surroundings.styles;
    this.#frames = new Frames(surroundings);
  }

  open(name: string, a: Attributes): void {
    if (this.#recorder.open(name, a)) return;
    if (name.startsWith('text:change')) this.#openChange(name, a);
    if (name === 'text:deletion') this.#deletions.add(this.#change);
    if (this.#leftOut > 0 || isLeftOut(name, a)) this.#leftOut++;
    else if (INDEXES.has(name)) this.#contents++;
    else if (BOXES.has(name)) {
      this.#record((recorded) => this.#flow.box(() => this.#readApart(recorded)));
    } else if (name.startsWith('table:')) this.#openTable(name, a);
    else if (name.startsWith('text:')) this.#openText(name, a);
    else this.#frames.open(name, a);
  }

  text(text: string): void {
    if (this.#recorder.text(text)) return;
    if (this.#leftOut > 0 || this.#frames.text(text) || this.#paragraphs === 0) return;
    else this.#write(this.#flow.inCode ? text.replace(/\s+/g, ' ') : text);
  }

  close(name: string): void {
    if (this.#recorder.close(name)) return;
    if (this.#leftOut > 0) this.#leftOut--;
    else if (INDEXES.has(name)) this.#contents--;
    else if (name.startsWith('table:')) this.#closeTable(name);
    else if (name.startsWith('text:')) this.#closeText(name);
    else this.#show(this.#frames.close(name));
  }

  /** Of each change the file tells first what it is; the text of a deletion may still stand in its place. */
  #openChange(name: string, a: Attributes): void {
    const id = a['text:change-id'] ?? '';
    if (name === 'text:changed-region') this.#change = a['text:id'] ?? a['xml:id'] ?? '';
    else if (name === 'text:change-start' && this.#deletions.has(id)) this.#deleted = id;
    else if (name === 'text:change-end' && this.#deleted === id) this.#deleted = null;
  }

  #openText(name: string, a: Attributes): void {
    const { builder } = this.#flow;
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
        this.#textStyles.push(this.#styles.style('text', a['text:style-name']));
        this.#format = null;
        return;
      case 'text:a': {
        const href = a['xlink:href'] ?? '';
        const target = href.startsWith('#') ? decode(href) : webAddress(href);
        this.#links.push(target !== null);
        if (target !== null) this.#flow.openLink(target);
        return;
      }
      case 'text:s':
        return this.#write(' '.repeat(Math.min(1000, Number(a['text:c'] ?? 1) || 1)));
      case 'text:tab':
        return this.#write('\t');
      case 'text:line-break':
        return this.#flow.lineBreak();
      case 'text:bookmark':
      case 'text:bookmark-start':
      case 'text:reference-mark':
      case 'text:reference-mark-start':
        return builder.anchor((a['text:name'] ?? '').slice(0, 500));
      case 'text:note': {
        const atEnd = a['text:note-class'] === 'endnote';
        this.#record((recorded) => {
          this.#flow.note(`note-${a['text:id'] ?? ''}`, atEnd, () => this.#readApart(recorded));
        });
      }
    }
  }

  #openParagraph(name: string, a: Attributes): void {
    this.#style = this.#styles.style('paragraph', a['text:style-name']);
    this.#format = null;
    this.#paragraphs++;
    const isHeading = name === 'text:h';
    const listed = this.#lists.style ?? this.#style?.list ?? null;
    const marker = this.#lists.marker(this.#styles.list(listed));
    // What came from Word may be a heading by its style alone.
    const styled = this.#style?.role === 'title' ? 1 : (this.#style?.heading ?? 0);
    const level = isHeading ? Number(a['text:outline-level'] ?? 1) || 1 : styled;
    const label = isHeading && a['text:is-list-header'] !== 'true' ? this.#headingLabel(level, marker) : '';
    this.#flow.beginParagraph(this.#blockStyle(level, marker), label);
    if (this.#style?.role === 'rule' && !this.#flow.tables.inCell) this.#flow.separatorAfter();
  }

  /** As in Word's: only a number with words ("Chapter 2") is a part of the heading. */
  #headingLabel(level: number, marker: string | null): string {
    const { outline } = this.#styles;
    const label = marker ?? (outline.has(level) ? countItem(this.#outline, outline, level, null) : null);
    return label !== null && /\p{L}{2}/u.test(label) ? `${label} ` : '';
  }

  #blockStyle(level: number, marker: string | null): BlockStyle {
    const role = this.#style?.role ?? null;
    if (this.#flow.inNote) return { kind: 'note', skip: 'note' };
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
    const { tables } = this.#flow;
    switch (name) {
      case 'table:table':
        return this.#flow.openTable();
      case 'table:table-column': {
        const repeated = Math.min(100, Number(a['table:number-columns-repeated'] ?? 1) || 1);
        for (let index = 0; index < repeated; index++) tables.column();
        return;
      }
      case 'table:table-row':
        return this.#flow.openRow(this.#contents > 0);
      case 'table:table-cell':
      case 'table:covered-table-cell':
        return this.#flow.openCell();
    }
  }

  #closeTable(name: string): void {
    switch (name) {
      case 'table:table':
        return this.#flow.closeTable(this.#contents > 0);
      case 'table:table-row':
        return this.#flow.closeRow();
      case 'table:table-cell':
      case 'table:covered-table-cell':
        return this.#flow.tables.closeCell();
    }
  }

  #closeText(name: string): void {
    switch (name) {
      case 'text:p':
      case 'text:h':
        this.#paragraphs--;
        return this.#flow.endParagraph();
      case 'text:list':
        return this.#lists.close();
      case 'text:list-item':
      case 'text:list-header':
        return this.#lists.closeItem();
      case 'text:span':
        this.#textStyles.pop();
        this.#format = null;
        return;
      case 'text:a':
        if (this.#links.pop()) this.#flow.closeLink();
    }
  }

  #show(content: FrameContent | null): void {
    if (!content) return;
    const { image, formula, alternative } = content;
    if (formula !== '') this.#write(formula);
    else if (image !== null || alternative !== '') this.#flow.builder.figure(image, alternative);
  }

  #record(then: (recorded: XmlRecording) => void): void {
    this.#recorder.begin(then);
  }

  /** Reads a note or a text box as a text of its own. */
  #readApart(recording: XmlRecording): void {
    const outer = [this.#lists, this.#style, this.#paragraphs] as const;
    [this.#lists, this.#style, this.#paragraphs] = [new Lists(), null, 0];
    recording.replay(this);
    [this.#lists, this.#style, this.#paragraphs] = outer;
    this.#format = null;
  }

  #write(text: string): void {
    if (this.#deleted !== null) return;
    this.#format ??= runFormat(this.#textStyles, this.#style);
    this.#flow.write(text, this.#format);
  }
}

/** Hidden sections, paragraphs and variables keep in the file what they hide. */
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
