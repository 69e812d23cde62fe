import { webAddress } from '../../../core/document/anchors.ts';
import { BlockBuilder, type BlockStyle } from '../../../core/document/builder.ts';
import type { Block, SpanKind } from '../../../core/document/model.ts';
import type { Attributes } from '../markup/sax.ts';
import { alternativeText } from '../office/images.ts';
import { languageOfRun } from '../office/language.ts';
import { RunSpans } from '../office/runs.ts';
import { fontText, symbolCharacter } from '../office/symbols.ts';
import { parseXml, XmlRecording, type XmlHandler } from '../office/xml.ts';
import { Fields, type Field } from './fields.ts';
import { mathText } from './math.ts';
import type { Numbering } from './numbering.ts';
import { WORD_NAMESPACES, type Relationships } from './package.ts';
import { paragraphStyle } from './paragraphs.ts';
import {
  isOn,
  setParagraphProperty,
  setRunProperty,
  type ParagraphProperties,
  type RunProperties,
  type Style,
  type Styles,
} from './styles.ts';
import { Tables } from '../office/tables.ts';

/** A footnote or endnote, whose text stands in a part of its own. */
export interface Note {
  readonly anchor: string;
  readonly recording: XmlRecording;
  readonly relationships: Relationships;
  /** Endnotes come at the end of the document, footnotes after the paragraph. */
  readonly atEnd: boolean;
}

export interface BodySurroundings {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly relationships: Relationships;
  /** By "footnote 2", "endnote 1". */
  readonly notes: ReadonlyMap<string, Note>;
  /** The resource of an image's entry, or null where it cannot be shown. */
  image(entry: string): string | null;
}

/** Of which nothing is read: what was deleted, former properties, phonetic guides, comments. */
const LEFT_OUT = new Set(
  'w:delText w:delInstrText w:rt w:pPrChange w:rPrChange w:tblPrChange w:tblGridChange w:trPrChange w:tcPrChange w:sectPrChange w:numberingChange w:annotationRef'.split(
    ' ',
  ),
);
/** What alternatives may require that nothing here reads: charts, models, ink. */
const UNREADABLE_CHOICE = /^(?:cx\d?|am3d|aink|wpi)$/;
/** Text boxes inside text boxes; Word has none. */
const DEEPEST_BOX = 4;

/** Which properties are being listed: a run's, a paragraph's, those of its mark, a row's, a content control's. */
type Listing = 'run' | 'paragraph' | 'mark' | 'row' | 'control' | null;

/** The blocks of a document's main part. */
export function bodyBlocks(source: string, surroundings: BodySurroundings): readonly Block[] {
  const builder = new BlockBuilder(null);
  const reader = new BodyReader(builder, surroundings);
  parseXml(source, WORD_NAMESPACES, reader);
  reader.finish();
  return builder.finish();
}

class BodyReader implements XmlHandler {
  readonly #builder: BlockBuilder;
  readonly #given: BodySurroundings;
  readonly #spans: RunSpans;
  #relationships: Relationships;
  #fields = new Fields();
  #tables = new Tables();
  #note = false;
  #boxes = 0;

  /** Depth inside an element that is left out; 0 outside. */
  #leftOut = 0;
  #recording: { readonly events: XmlRecording; readonly then: (recorded: XmlRecording) => void } | null =
    null;
  #listing: Listing = null;
  readonly #alternatives: { chosen: boolean }[] = [];
  readonly #controls: { contents: boolean; placeholder: boolean }[] = [];
  /** Whether each hyperlink under way has a span. */
  readonly #links: boolean[] = [];

  #paragraph: ParagraphProperties | null = null;
  #begun = false;
  #style: Style | null = null;
  #inCode = false;
  /**
   * What joins the next paragraph to this one, whose mark was deleted (a space) or which is a drop cap (nothing); null:
   * it ends.
   */
  #joinsNext: string | null = null;
  /** The same, of the paragraph before. */
  #joinsLast: string | null = null;
  #run: RunProperties = {};
  #resolved: Resolved | null = null;
  #inText = false;
  #inInstruction = false;
  /** The rest of a run whose note has a mark of its own. */
  #ownMark = false;
  #alternative = '';
  #language: string | null = null;
  /** What comes after the paragraph or row under way. */
  #after: (() => void)[] = [];
  readonly #atEnd: Note[] = [];

  constructor(builder: BlockBuilder, surroundings: BodySurroundings) {
    this.#builder = builder;
    this.#given = surroundings;
    this.#relationships = surroundings.relationships;
    this.#spans = new RunSpans(builder);
  }

  open(name: string, a: Attributes): void {
    if (this.#recording) this.#recording.events.open(name, a);
    else if (this.#leftOut > 0 || this.#isLeftOut(name, a)) this.#leftOut++;
    else if (!this.#openStructure(name) && !this.#openProperty(name, a)) this.#openContent(name, a);
  }

  text(text: string): void {
    if (this.#recording) this.#recording.events.text(text);
    else if (this.#leftOut > 0) return;
    else if (this.#inInstruction) this.#fields.instruct(text);
    else if (this.#inText) this.#write(text);
  }

  close(name: string): void {
    if (this.#recording) {
      const { events, then } = this.#recording;
      events.close(name);
      if (!events.ended) return;
      this.#recording = null;
      then(events);
      return;
    }
    if (this.#leftOut > 0) this.#leftOut--;
    else this.#close(name);
  }

  /** Ends the document with its endnotes. */
  finish(): void {
    for (const note of this.#atEnd.splice(0)) this.#readNote(note);
  }

  #isLeftOut(name: string, a: Attributes): boolean {
    switch (name) {
      case 'w:del':
      case 'w:moveFrom':
        if (this.#listing === 'mark') this.#joinsNext = ' ';
        if (this.#listing === 'row') this.#tables.deleteRow();
        return this.#listing === null;
      case 'mc:Choice': {
        const alternative = this.#alternatives.at(-1);
        const usable = !alternative?.chosen && !UNREADABLE_CHOICE.test(a['Requires'] ?? '');
        if (alternative && usable) alternative.chosen = true;
        return !usable;
      }
      case 'mc:Fallback':
        return this.#alternatives.at(-1)?.chosen ?? false;
      case 'w:sdtContent':
        return this.#controls.at(-1)?.placeholder ?? false;
      case 'w:tc':
        return this.#tables.rowIsDeleted;
      default:
        return LEFT_OUT.has(name);
    }
  }

  #openStructure(name: string): boolean {
    switch (name) {
      case 'w:p':
        this.#paragraph = {};
        this.#begun = false;
        return true;
      case 'w:tbl':
        this.#end();
        this.#tables.open();
        return true;
      case 'w:gridCol':
        this.#tables.column();
        return true;
      case 'w:tr':
        if (this.#tables.openRow()) this.#builder.begin(this.#rowStyle());
        return true;
      case 'w:tc':
        if (this.#tables.openCell()) this.#builder.cell();
        return true;
      case 'mc:AlternateContent':
        this.#alternatives.push({ chosen: false });
        return true;
      case 'w:sdt':
        this.#controls.push({ contents: false, placeholder: false });
        return true;
      case 'w:txbxContent':
        this.#record((recorded) => {
          if (this.#boxes < DEEPEST_BOX) this.#after.push(() => this.#apart(recorded, 'box'));
        });
        return true;
      case 'm:oMathPara':
        this.#record((recorded) => this.#display(mathText(recorded)));
        return true;
      case 'm:oMath':
        this.#record((recorded) => this.#write(mathText(recorded)));
        return true;
      default:
        return false;
    }
  }

  /** @returns whether the element is a property, or lists some. */
  #openProperty(name: string, a: Attributes): boolean {
    if (name === 'w:pPr') this.#listing = 'paragraph';
    else if (name === 'w:rPr') {
      if (this.#listing === 'paragraph') this.#listing = 'mark';
      else if (this.#listing === null) this.#listing = 'run';
    } else if (name === 'w:trPr') this.#listing = 'row';
    else if (name === 'w:sdtPr') this.#listing = 'control';
    else if (this.#listing === null) return false;
    else if (this.#listing === 'run') setRunProperty(this.#run, name, a);
    else if (this.#listing === 'paragraph') {
      if (name === 'w:framePr' && 'w:dropCap' in a) this.#joinsNext = '';
      if (this.#paragraph) setParagraphProperty(this.#paragraph, name, a);
    } else if (this.#listing === 'control') {
      const control = this.#controls.at(-1);
      if (!control) return true;
      if (name === 'w:docPartGallery' && /contents$/i.test(a['w:val'] ?? '')) control.contents = true;
      if (name === 'w:showingPlcHdr' && isOn(a['w:val'])) control.placeholder = true;
    }
    return true;
  }

  #openContent(name: string, a: Attributes): void {
    switch (name) {
      case 'w:r':
        this.#run = {};
        this.#resolved = null;
        return;
      case 'w:t':
        this.#inText = true;
        return;
      case 'w:instrText':
        this.#inInstruction = true;
        return;
      case 'w:fldChar':
        if (a['w:fldCharType'] === 'begin') this.#fields.begin();
        else if (a['w:fldCharType'] === 'separate') this.#beginResult(this.#fields.separate());
        else if (a['w:fldCharType'] === 'end') this.#endField(this.#fields.end());
        return;
      case 'w:fldSimple':
        this.#fields.begin(a['w:instr']);
        this.#beginResult(this.#fields.separate());
        return;
      case 'w:hyperlink':
        this.#openLink(this.#hyperlink(a));
        return;
      case 'w:bookmarkStart':
        this.#ensureParagraph();
        if (a['w:name'] !== '_GoBack') this.#builder.anchor((a['w:name'] ?? '').slice(0, 500));
        return;
      case 'w:tab':
      case 'w:ptab':
        return this.#write('\t');
      case 'w:br':
      case 'w:cr':
        if (!/page|column/.test(a['w:type'] ?? '')) this.#lineBreak();
        return;
      case 'w:noBreakHyphen':
        return this.#write('\u2011');
      case 'w:sym':
        return this.#write(
          symbolCharacter(a['w:font'] ?? '', Number.parseInt(a['w:char'] ?? '20', 16) || 0x20),
          '',
        );
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        return this.#reference(name.slice(2, -9), a);
      case 'wp:docPr':
        this.#alternative = alternativeText(a['descr'] || a['title']);
        return;
      case 'adec:decorative':
        if (isOn(a['val'])) this.#alternative = '';
        return;
      case 'a:blip':
        return this.#image(a['r:embed']);
      case 'v:shape':
        this.#alternative = alternativeText(a['alt']);
        return;
      case 'v:imagedata':
        return this.#image(a['r:id']);
      case 'v:rect':
        if (a['o:hr'] === 't') this.#after.push(() => this.#builder.separator());
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'w:p':
        this.#ensureParagraph();
        this.#spans.set([]);
        this.#paragraph = null;
        this.#joinsLast = this.#joinsNext;
        this.#joinsNext = null;
        if (this.#joinsLast === null && !this.#tables.inCell) this.#end();
        return;
      case 'w:pPr':
        this.#listing = null;
        return;
      case 'w:rPr':
        this.#listing =
          this.#listing === 'mark' ? 'paragraph' : this.#listing === 'run' ? null : this.#listing;
        return;
      case 'w:trPr':
      case 'w:sdtPr':
        this.#listing = null;
        return;
      case 'w:r':
        this.#ownMark = false;
        return;
      case 'w:t':
        this.#inText = false;
        return;
      case 'w:instrText':
        this.#inInstruction = false;
        return;
      case 'w:fldSimple':
        return this.#endField(this.#fields.end());
      case 'w:hyperlink':
        if (this.#links.pop()) this.#spans.closeLink();
        return;
      case 'w:tc':
        this.#tables.closeCell();
        return;
      case 'w:tr':
        this.#tables.closeRow();
        return this.#end();
      case 'w:tbl':
        this.#tables.close();
        if (this.#tables.inCell) this.#builder.begin(this.#rowStyle());
        return;
      case 'mc:AlternateContent':
        this.#alternatives.pop();
        return;
      case 'w:sdt':
        this.#controls.pop();
    }
  }

  #record(then: (recorded: XmlRecording) => void): void {
    this.#ensureParagraph();
    this.#recording = { events: new XmlRecording(), then };
  }

  get #inContents(): boolean {
    return this.#fields.inContents || this.#controls.some(({ contents }) => contents);
  }

  #rowStyle(): BlockStyle {
    return { kind: 'table', skip: this.#note ? 'note' : this.#inContents ? 'contents' : null };
  }

  /** Begins the block of the paragraph under way with its first content, when its properties are known. */
  #ensureParagraph(): void {
    if (this.#begun || this.#paragraph === null) return;
    this.#begun = true;
    const joint = this.#builder.isEmpty ? null : this.#joinsLast;
    const { styles, numbering } = this.#given;
    this.#style = styles.style(this.#paragraph.style) ?? styles.normal;
    const found = paragraphStyle(this.#paragraph, this.#style, numbering, {
      note: this.#note,
      contents: this.#inContents,
    });
    const goesOn = this.#inCode && found.style.kind === 'code';
    this.#inCode = found.style.kind === 'code' && !this.#tables.inCell;
    if (this.#tables.inCell) {
      if (this.#tables.openParagraph()) this.#builder.cell();
    } else if (goesOn && !this.#builder.isEmpty) this.#builder.text('\n');
    else if (joint !== null) this.#builder.text(joint);
    else {
      this.#builder.begin(found.style);
      if (found.prefix !== '') this.#builder.text(found.prefix);
    }
    this.#joinsLast = null;
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

  #write(raw: string, font?: string): void {
    this.#ensureParagraph();
    const run = (this.#resolved ??= resolveRun(this.#run, this.#style, this.#given.styles));
    if (run.hidden || this.#ownMark || !this.#fields.readable) return;
    const text = fontText(raw, font ?? run.font);
    this.#spans.set(this.#inCode ? [] : run.kinds);
    const language = languageOfRun(text, run.languages);
    if (language !== undefined) this.#language = language;
    this.#builder.text(text, this.#language);
  }

  #lineBreak(): void {
    this.#ensureParagraph();
    if (this.#inCode) this.#write('\n');
    else if (this.#fields.readable) this.#builder.lineBreak();
  }

  #display(text: string): void {
    if (!this.#begun || this.#tables.inCell) return this.#write(text);
    this.#spans.set([]);
    this.#builder.begin({ kind: 'formula', skip: this.#note ? 'note' : 'formula' });
    this.#builder.text(text);
    this.#builder.begin({ kind: this.#note ? 'note' : 'paragraph', skip: this.#note ? 'note' : null });
  }

  #hyperlink(a: Attributes): string | null {
    const anchor = a['w:anchor'];
    const relationship = this.#relationships.get(a['r:id'] ?? '');
    if (!relationship) return anchor ? `#${anchor}` : null;
    if (relationship.target.startsWith('#')) return relationship.target;
    return webAddress(anchor ? `${relationship.target}#${anchor}` : relationship.target);
  }

  #openLink(href: string | null): void {
    this.#ensureParagraph();
    this.#links.push(href !== null);
    if (href !== null) this.#spans.openLink(href);
  }

  #beginResult(field: Field | null): void {
    if (!field) return;
    this.#ensureParagraph();
    if (field.href !== null) this.#spans.openLink(field.href);
    const restyle = field.contents && this.#builder.isEmpty && !this.#tables.inCell;
    if (restyle) this.#builder.begin({ kind: 'paragraph', skip: 'contents' });
  }

  #endField(field: Field | null): void {
    if (field?.inResult && field.href !== null) this.#spans.closeLink();
  }

  #reference(kind: string, a: Attributes): void {
    this.#ensureParagraph();
    const note = this.#given.notes.get(`${kind} ${a['w:id'] ?? ''}`);
    if (!note || !this.#fields.readable) return;
    this.#ownMark = 'w:customMarkFollows' in a && isOn(a['w:customMarkFollows']);
    this.#builder.noteref(`#${note.anchor}`);
    // A note that is referred to twice is read once; one inside a note would never end.
    if (this.#note) return;
    if (note.atEnd) this.#atEnd.push(note);
    else this.#after.push(() => this.#readNote(note));
  }

  #readNote(note: Note): void {
    const relationships = this.#relationships;
    this.#relationships = note.relationships;
    this.#builder.anchor(note.anchor);
    this.#apart(note.recording, 'note');
    this.#relationships = relationships;
  }

  /** Reads a note or a text box as a text of its own: what it stands in goes on afterwards as if it were not there. */
  #apart(recording: XmlRecording, what: 'note' | 'box'): void {
    const outer = [this.#tables, this.#fields, this.#note] as const;
    this.#tables = new Tables();
    this.#fields = new Fields();
    if (what === 'note') this.#note = true;
    else this.#boxes++;
    recording.replay(this);
    this.#joinsLast = null;
    this.#end();
    [this.#tables, this.#fields, this.#note] = outer;
    if (what === 'box') this.#boxes--;
  }

  #image(id: string | undefined): void {
    this.#ensureParagraph();
    const relationship = this.#relationships.get(id ?? '');
    const image = relationship && !relationship.external ? this.#given.image(relationship.target) : null;
    if (image !== null || this.#alternative !== '') this.#builder.figure(image, this.#alternative);
    this.#alternative = '';
  }
}

interface Resolved {
  readonly kinds: readonly SpanKind[];
  readonly hidden: boolean;
  readonly font: string;
  readonly languages: NonNullable<RunProperties['languages']>;
}

/** A run's properties with those of its styles. Emphasis that a paragraph's style gives to all of it is none. */
function resolveRun(direct: RunProperties, paragraph: Style | null, styles: Styles): Resolved {
  const character = styles.style(direct.style);
  const own = { ...character?.run, ...direct };
  const kinds: SpanKind[] = [];
  if (own.bold) kinds.push('strong');
  if (own.italic) kinds.push('emphasis');
  if (character?.code) kinds.push('code');
  if (own.smallCaps) kinds.push('smallCaps');
  if (own.strike) kinds.push('strike');
  if (own.position) kinds.push(own.position);
  return {
    kinds,
    hidden: own.hidden ?? paragraph?.run.hidden ?? false,
    font: own.font ?? paragraph?.run.font ?? '',
    languages: { ...paragraph?.run.languages, ...character?.run.languages, ...direct.languages },
  };
}
