import { webAddress } from '../../../core/document/anchors.ts';
import type { Attributes } from '../markup/sax.ts';
import { Fields, type Field } from '../office/fields.ts';
import { Flow, type Body, type RunFormat } from '../office/flow.ts';
import { alternativeText } from '../office/images.ts';
import { symbolCharacter } from '../office/symbols.ts';
import { parseXml, XmlRecorder, type XmlHandler, type XmlRecording } from '../office/xml.ts';
import { mathText } from './math.ts';
import { WORD_NAMESPACES, type Relationships } from './package.ts';
import { paragraphStyle } from './paragraphs.ts';
import { Properties, runFormat } from './properties.ts';
import { isOn, type Style } from './styles.ts';
import type { BodySurroundings } from './surroundings.ts';

/** Of which nothing is read: what was deleted, former properties, phonetic guides. */
const LEFT_OUT = new Set(
  'w:delText w:delInstrText w:rt w:pPrChange w:rPrChange w:tblPrChange w:tblGridChange w:trPrChange w:tcPrChange w:sectPrChange w:numberingChange'.split(
    ' ',
  ),
);
/** What alternatives may require that nothing here reads: charts, models, ink. */
const UNREADABLE_CHOICE = /^(?:cx\d?|am3d|aink|wpi)$/;

/** The blocks of a document's main part. */
export function bodyBlocks(source: string, surroundings: BodySurroundings): Body {
  const flow = new Flow();
  const complete = parseXml(source, WORD_NAMESPACES, new BodyReader(flow, surroundings));
  return { blocks: flow.finish(), complete };
}

class BodyReader implements XmlHandler {
  readonly #flow: Flow;
  readonly #given: BodySurroundings;
  readonly #properties = new Properties();
  #relationships: Relationships;
  #fields = new Fields();

  /** Depth inside an element that is left out; 0 outside. */
  #leftOut = 0;
  readonly #recorder = new XmlRecorder();
  readonly #alternatives: { chosen: boolean }[] = [];
  /** Whether each hyperlink under way has a span. */
  readonly #links: boolean[] = [];

  #inParagraph = false;
  /** Its block begins with its first content, when its properties are known. */
  #begun = false;
  /** What joins the paragraph to the one before. */
  #joint: string | null = null;
  #style: Style | null = null;
  #format: RunFormat | null = null;
  #inText = false;
  #inInstruction = false;
  /** The rest of a run whose note has a mark of its own. */
  #ownMark = false;
  #alternative = '';

  constructor(flow: Flow, surroundings: BodySurroundings) {
    this.#flow = flow;
    this.#given = surroundings;
    this.#relationships = surroundings.relationships;
  }

  open(name: string, a: Attributes): void {
    if (this.#recorder.open(name, a)) return;
    if (this.#leftOut > 0 || this.#isLeftOut(name, a)) this.#leftOut++;
    else if (!this.#openStructure(name) && !this.#properties.open(name, a)) this.#openContent(name, a);
  }

  text(text: string): void {
    if (this.#recorder.text(text)) return;
    if (this.#leftOut > 0) return;
    else if (this.#inInstruction) this.#fields.instruct(text);
    else if (this.#inText) this.#write(text);
  }

  close(name: string): void {
    if (this.#recorder.close(name)) return;
    if (this.#leftOut > 0) this.#leftOut--;
    else {
      this.#properties.close(name);
      this.#close(name);
    }
  }

  #isLeftOut(name: string, a: Attributes): boolean {
    const { listing } = this.#properties;
    switch (name) {
      case 'w:del':
      case 'w:moveFrom':
        // As a property it says that the mark of a paragraph was deleted, or a row.
        if (listing === 'mark') this.#properties.joint = ' ';
        if (listing === 'row') this.#flow.tables.deleteRow();
        return listing === null;
      case 'mc:Choice': {
        const alternative = this.#alternatives.at(-1);
        const usable = !alternative?.chosen && !UNREADABLE_CHOICE.test(a['Requires'] ?? '');
        if (alternative && usable) alternative.chosen = true;
        return !usable;
      }
      case 'mc:Fallback':
        return this.#alternatives.at(-1)?.chosen ?? false;
      case 'w:sdtContent':
        return this.#properties.controls.at(-1)?.placeholder ?? false;
      case 'w:tc':
        return this.#flow.tables.rowIsDeleted;
      default:
        return LEFT_OUT.has(name);
    }
  }

  #openStructure(name: string): boolean {
    switch (name) {
      case 'w:p':
        this.#properties.beginParagraph();
        this.#inParagraph = true;
        this.#begun = false;
        return true;
      case 'w:tbl':
        this.#flow.openTable();
        return true;
      case 'w:gridCol':
        this.#flow.tables.column();
        return true;
      case 'w:tr':
        this.#flow.openRow(this.#inContents);
        return true;
      case 'w:tc':
        this.#flow.openCell();
        return true;
      case 'mc:AlternateContent':
        this.#alternatives.push({ chosen: false });
        return true;
      case 'w:sdt':
        this.#properties.controls.push({ contents: false, placeholder: false });
        return true;
      case 'w:txbxContent':
        this.#record((recorded) => this.#flow.box(() => this.#readApart(recorded, this.#relationships)));
        return true;
      case 'm:oMathPara':
        this.#record((recorded) => this.#flow.formula(mathText(recorded)));
        return true;
      case 'm:oMath':
        this.#record((recorded) => this.#write(mathText(recorded)));
        return true;
      default:
        return false;
    }
  }

  #openContent(name: string, a: Attributes): void {
    switch (name) {
      case 'w:r':
        this.#properties.run = {};
        this.#format = null;
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
        else if (a['w:fldCharType'] === 'end') this.#endResult(this.#fields.end());
        return;
      case 'w:fldSimple':
        this.#fields.begin(a['w:instr']);
        return this.#beginResult(this.#fields.separate());
      case 'w:hyperlink': {
        this.#beginBlock();
        const href = this.#hyperlink(a);
        this.#links.push(href !== null);
        if (href !== null) this.#flow.openLink(href);
        return;
      }
      case 'w:bookmarkStart':
        this.#beginBlock();
        if (a['w:name'] !== '_GoBack') this.#flow.builder.anchor((a['w:name'] ?? '').slice(0, 500));
        return;
      case 'w:tab':
      case 'w:ptab':
        return this.#write('\t');
      case 'w:br':
      case 'w:cr':
        this.#beginBlock();
        // A paragraph may go on behind a page's end.
        if (/page|column/.test(a['w:type'] ?? '')) return this.#write(' ');
        if (this.#fields.readable) this.#flow.lineBreak();
        return;
      case 'w:noBreakHyphen':
        return this.#write('\u2011');
      case 'w:sym': {
        const code = Number.parseInt(a['w:char'] ?? '', 16);
        return this.#write(Number.isNaN(code) ? '' : symbolCharacter(a['w:font'] ?? '', code), '');
      }
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
        if (a['o:hr'] === 't') this.#flow.separatorAfter();
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'w:p':
        this.#beginBlock();
        this.#inParagraph = false;
        this.#joint = this.#properties.joint;
        if (this.#joint === null) this.#flow.endParagraph();
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
        return this.#endResult(this.#fields.end());
      case 'w:hyperlink':
        if (this.#links.pop()) this.#flow.closeLink();
        return;
      case 'w:tc':
        return this.#flow.tables.closeCell();
      case 'w:tr':
        return this.#flow.closeRow();
      case 'w:tbl':
        return this.#flow.closeTable(this.#inContents);
      case 'mc:AlternateContent':
        this.#alternatives.pop();
        return;
      case 'w:sdt':
        this.#properties.controls.pop();
    }
  }

  get #inContents(): boolean {
    return this.#fields.inContents || this.#properties.controls.some(({ contents }) => contents);
  }

  #record(then: (recorded: XmlRecording) => void): void {
    this.#beginBlock();
    this.#recorder.begin(then);
  }

  #beginBlock(): void {
    if (this.#begun || !this.#inParagraph) return;
    this.#begun = true;
    const { styles, numbering } = this.#given;
    const { paragraph } = this.#properties;
    this.#style = styles.style(paragraph.style) ?? styles.normal;
    const place = { note: this.#flow.inNote, contents: this.#inContents };
    const { style, prefix } = paragraphStyle(paragraph, this.#style, numbering, place);
    this.#flow.beginParagraph(style, prefix, this.#joint);
    this.#joint = null;
  }

  /** @param font Instead of the run's. */
  #write(raw: string, font?: string): void {
    this.#beginBlock();
    if (this.#ownMark || !this.#fields.readable) return;
    const format = (this.#format ??= runFormat(this.#properties.run, this.#style, this.#given.styles));
    this.#flow.write(raw, font === undefined ? format : { ...format, font });
  }

  #hyperlink(a: Attributes): string | null {
    const anchor = a['w:anchor'];
    const relationship = this.#relationships.get(a['r:id'] ?? '');
    if (!relationship) return anchor ? `#${anchor}` : null;
    if (relationship.target.startsWith('#')) return relationship.target;
    return webAddress(anchor ? `${relationship.target}#${anchor}` : relationship.target);
  }

  #beginResult(field: Field | null): void {
    if (!field) return;
    this.#beginBlock();
    if (field.href !== null) this.#flow.openLink(field.href);
    // The paragraph in which a list of contents begins is its first entry.
    const { builder, tables } = this.#flow;
    if (field.contents && builder.isEmpty && !tables.inCell)
      builder.begin({ kind: 'paragraph', skip: 'contents' });
  }

  #endResult(field: Field | null): void {
    if (field?.inResult && field.href !== null) this.#flow.closeLink();
  }

  #reference(kind: string, a: Attributes): void {
    this.#beginBlock();
    const note = this.#given.notes.get(`${kind} ${a['w:id'] ?? ''}`);
    if (!note || !this.#fields.readable) return;
    this.#ownMark = 'w:customMarkFollows' in a && isOn(a['w:customMarkFollows']);
    this.#flow.note(note.anchor, note.atEnd, () => this.#readApart(note.recording, note.relationships));
  }

  /** Reads a note or a text box as a text of its own. */
  #readApart(recording: XmlRecording, relationships: Relationships): void {
    const outer = [this.#relationships, this.#fields] as const;
    [this.#relationships, this.#fields] = [relationships, new Fields()];
    recording.replay(this);
    this.#joint = null;
    [this.#relationships, this.#fields] = outer;
  }

  #image(id: string | undefined): void {
    this.#beginBlock();
    const relationship = this.#relationships.get(id ?? '');
    const image = relationship && !relationship.external ? this.#given.image(relationship.target) : null;
    if (image !== null || this.#alternative !== '') this.#flow.builder.figure(image, this.#alternative);
    this.#alternative = '';
  }
}
