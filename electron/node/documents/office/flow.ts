import { BlockBuilder, type BlockStyle } from '../../../core/document/builder.ts';
import type { Block, SpanKind } from '../../../core/document/model.ts';
import { languageOfRun, type RunLanguages } from './language.ts';
import { RunSpans } from './runs.ts';
import { fontText } from './symbols.ts';
import { Tables } from './tables.ts';

/** What was read of a document's text. */
export interface Body {
  readonly blocks: readonly Block[];
  /** False where it was given up, nested too deep. */
  readonly complete: boolean;
}

/** In a summary's warnings. */
export const TOO_DEEP =
  'A part of this document is nested deeper than any program writes it; it and what follows were left out.';

/** How a piece of text is set. */
export interface RunFormat {
  readonly kinds: readonly SpanKind[];
  readonly hidden: boolean;
  readonly font: string;
  readonly languages: RunLanguages;
}

/** Text boxes and notes inside each other; no word processor makes more than one of a kind. */
const DEEPEST_ASIDE = 4;

/**
 * The text of a word processor's document on its way into blocks. It holds what DOCX, ODT and RTF have in common:
 * rows as one text, lines of code as one block, and notes and text boxes, which the file has in the middle of a
 * sentence and which are read after it.
 */
export class Flow {
  /** Made without a language, so that each block says its own (`settleLanguage`). */
  readonly builder = new BlockBuilder(null);
  tables = new Tables();
  readonly #spans = new RunSpans(this.builder);
  #inNote = false;
  #asides = 0;
  #inCode = false;
  #language: string | null = null;
  /** What comes after the paragraph or row under way. */
  #after: (() => void)[] = [];
  readonly #atEnd: (() => void)[] = [];

  get inNote(): boolean {
    return this.#inNote;
  }

  get inCode(): boolean {
    return this.#inCode;
  }

  /**
   * Begins a paragraph: a block, or a piece of the row, or the next line of the code before it.
   * @param prefix What the numbering puts before its text.
   * @param joint What joins it to the paragraph before, instead of a block of its own; null: nothing does.
   */
  beginParagraph(style: BlockStyle, prefix = '', joint: string | null = null): void {
    const goesOn = this.#inCode && style.kind === 'code';
    const inCell = this.tables.inCell;
    this.#inCode = style.kind === 'code' && !inCell;
    if (inCell) {
      if (this.tables.openParagraph()) this.builder.cell();
    } else if (goesOn) this.builder.text('\n');
    else if (joint !== null && !this.builder.isEmpty) this.builder.text(joint);
    else {
      this.#spans.set([]);
      this.builder.begin(style);
      if (prefix !== '') this.builder.text(prefix);
    }
  }

  endParagraph(): void {
    this.#spans.set([]);
    if (!this.tables.inCell && !(this.#inCode && this.#after.length === 0)) this.endBlock();
  }

  /** Ends the block under way and reads what waited for its end. */
  endBlock(): void {
    this.#spans.set([]);
    this.#inCode = false;
    this.builder.begin({ kind: 'paragraph' });
    const after = this.#after;
    this.#after = [];
    for (const read of after) read();
  }

  openTable(): void {
    this.endBlock();
    this.tables.open();
  }

  /** @param contents Whether the row belongs to a list of contents. */
  openRow(contents: boolean): void {
    if (this.tables.openRow()) this.#beginRow(contents);
  }

  openCell(): void {
    if (this.tables.openCell()) this.builder.cell();
  }

  closeRow(): void {
    this.tables.closeRow();
    this.endBlock();
  }

  /** The row around a nested table goes on after it. */
  closeTable(contents: boolean): void {
    this.tables.close();
    if (this.tables.inCell) this.#beginRow(contents);
  }

  /** The style of a row. */
  rowStyle(contents: boolean): BlockStyle {
    return { kind: 'table', skip: this.#inNote ? 'note' : contents ? 'contents' : null };
  }

  write(raw: string, { kinds, hidden, font, languages }: RunFormat): void {
    if (hidden) return;
    const text = fontText(raw, font);
    this.#spans.set(this.#inCode ? [] : kinds);
    const language = languageOfRun(text, languages);
    if (language !== undefined) this.#language = language;
    this.builder.text(text, this.#language);
  }

  lineBreak(): void {
    if (this.#inCode) this.builder.text('\n');
    else this.builder.lineBreak();
  }

  openLink(href: string): void {
    this.#spans.openLink(href);
  }

  closeLink(): void {
    this.#spans.closeLink();
  }

  /** A formula that stands on a line of its own; inside a row it is a part of the text. */
  formula(text: string): void {
    if (this.tables.inCell) return this.builder.text(text);
    this.#spans.set([]);
    this.builder.begin({ kind: 'formula', skip: this.#inNote ? 'note' : 'formula' });
    this.builder.text(text);
    this.builder.begin(this.#inNote ? { kind: 'note', skip: 'note' } : { kind: 'paragraph' });
  }

  /**
   * A note is referred to here.
   * @param read Reads it, after the paragraph or at the end of the document.
   */
  note(anchor: string, atEnd: boolean, read: () => void): void {
    this.builder.noteref(`#${anchor}`);
    // A note inside a note would never end.
    if (this.#inNote) return;
    (atEnd ? this.#atEnd : this.#after).push(() => this.#aside(anchor, read));
  }

  /** A text box stands here. */
  box(read: () => void): void {
    if (this.#asides < DEEPEST_ASIDE) this.#after.push(() => this.#aside(null, read));
  }

  separatorAfter(): void {
    this.#after.push(() => this.builder.separator());
  }

  /** Ends the document with its endnotes. */
  finish(): readonly Block[] {
    this.endBlock();
    for (const read of this.#atEnd.splice(0)) read();
    return this.builder.finish();
  }

  #beginRow(contents: boolean): void {
    this.#spans.set([]);
    this.builder.begin(this.rowStyle(contents));
  }

  /** @param anchor Of a note; null for a box. */
  #aside(anchor: string | null, read: () => void): void {
    const outer = [this.tables, this.#inNote] as const;
    this.tables = new Tables();
    if (anchor !== null) {
      this.#inNote = true;
      this.builder.anchor(anchor);
    }
    this.#asides++;
    read();
    this.endBlock();
    this.#asides--;
    [this.tables, this.#inNote] = outer;
  }
}
