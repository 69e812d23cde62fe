import type { BlockStyle } from '../../../core/document/builder.ts';
import type { Block } from '../../../core/document/model.ts';
import { Fields, type Field } from '../office/fields.ts';
import { Flow } from '../office/flow.ts';
import { spanKinds } from '../office/format.ts';
import { Characters } from './characters.ts';
import { CHARACTERS, destinationOf, SYMBOLS } from './destinations.ts';
import { Header } from './header.ts';
import { languageOfLcid } from './languages.ts';
import { paragraphStyle } from './paragraphs.ts';
import { RtfRecording } from './recording.ts';
import { changesFormat, initialState, setProperty, type State } from './state.ts';
import { rtfTokens, type RtfToken } from './tokens.ts';

/** Groups; beyond it nothing is read, for no writer nests so deep. */
const DEEPEST = 2000;

export interface RtfContent {
  readonly header: Header;
  readonly blocks: readonly Block[];
  /** Whether the outermost group ends before the file does. */
  readonly complete: boolean;
}

/** Reads a Rich Text file. @param source Its bytes as Latin-1. */
export function readRtf(source: string): RtfContent {
  const reader = new RtfReader();
  for (const token of rtfTokens(source)) reader.take(token);
  return reader.finish();
}

interface Group {
  /** Before it. */
  readonly state: State;
  /** Whether its first word, which may name a destination, is still to come. */
  fresh: boolean;
  /** Whether `\*` was met: a program that does not know the destination ignores the group. */
  optional: boolean;
  /** What its end ends. */
  close: (() => void) | null;
}

class RtfReader {
  readonly #header = new Header();
  readonly #flow = new Flow();
  readonly #characters = new Characters();
  #fields = new Fields();
  #state = initialState();
  #groups: Group[] = [];
  /** Groups open beyond the bound. */
  #beyond = 0;
  #complete = false;

  #recording: { readonly group: RtfRecording; readonly then: (group: RtfRecording) => void } | null = null;
  /** Text of one format that has not been handed on yet: a character may come in two words. */
  #text = '';
  /** What is shown before a list item; null where nothing was. */
  #marker: string | null = null;
  #bookmark = '';
  #begun = false;
  /** Of the row under way; 0 outside tables. */
  #rowDepth = 0;
  /** Cells that the row's definition has. */
  #cells = 0;
  #notes = 0;
  /** Whether a note or a text box is being read. */
  #isApart = false;

  take(token: RtfToken): void {
    if (this.#recording) {
      const { group, then } = this.#recording;
      if (!group.take(token)) return;
      this.#recording = null;
      then(group);
    }
    switch (token.type) {
      case 'open':
        return this.#open();
      case 'close':
        return this.#close();
      case 'word':
        if (!this.#characters.skips() && this.#beyond === 0) this.#word(token.name, token.parameter);
        return;
      case 'symbol': {
        const group = this.#groups.at(-1);
        if (token.symbol === '*' && group) group.optional = group.fresh;
        else if (!this.#characters.skips()) this.#append(SYMBOLS[token.symbol] ?? '');
        return;
      }
      case 'byte':
        if (!this.#characters.skips()) this.#characters.byte(token.value);
        return;
      case 'text': {
        const text = this.#characters.rest(token.text, this.#codepage);
        this.#takeBytes();
        this.#append(text);
      }
    }
  }

  finish(): RtfContent {
    this.#endBlock();
    return { header: this.#header, blocks: this.#flow.finish(), complete: this.#complete };
  }

  #open(): void {
    this.#characters.endFallback();
    this.#takeBytes();
    if (this.#groups.length >= DEEPEST) this.#beyond++;
    else this.#groups.push({ state: { ...this.#state }, fresh: true, optional: false, close: null });
  }

  #close(): void {
    this.#characters.endFallback();
    if (this.#beyond > 0) {
      this.#beyond--;
      return;
    }
    this.#flush();
    const group = this.#groups.pop();
    if (!group) return;
    this.#state = group.state;
    group.close?.();
    this.#complete ||= this.#groups.length === 0 && !this.#isApart;
  }

  #word(name: string, parameter: number | null): void {
    this.#takeBytes();
    if (name === 'u') {
      this.#append(String.fromCharCode((parameter ?? 0) & 0xffff));
      return this.#characters.unicode(this.#state.fallbackLength);
    }
    const group = this.#groups.at(-1);
    const fresh = group?.fresh ?? false;
    if (group) group.fresh = false;
    if (fresh && group && this.#beginDestination(name, group)) return;
    switch (this.#state.destination) {
      case 'ignored':
        return;
      case 'fonts':
        return this.#header.fontWord(name, parameter);
      case 'styles':
        return this.#header.styleWord(name, parameter);
      case 'created':
        return this.#header.createdWord(name, parameter);
      default:
        if (!this.#header.documentWord(name, parameter)) this.#textWord(name, parameter);
    }
  }

  /** @returns whether the word only named what its group is about. */
  #beginDestination(name: string, group: Group): boolean {
    const outer = this.#state.destination;
    if (outer === 'ignored' && name !== 'ud') return true;
    if (outer === 'text' && name === 'footnote') return this.#recordNote();
    if (outer === 'frame' && (name === 'shptxt' || name === 'dptxbxtext')) return this.#recordBox();
    if (outer === 'text' && name === 'field') {
      this.#flush();
      this.#fields.begin();
      group.close = () => this.#endField(this.#fields.end());
      return true;
    }
    const destination = destinationOf(name, group.optional, outer);
    if (destination === null) return false;
    this.#flush();
    if (name === 'fldrslt') this.#beginResult(this.#fields.separate());
    if (destination === 'marker') this.#marker = '';
    if (destination === 'bookmark') {
      this.#bookmark = '';
      group.close = () => this.#flow.builder.anchor(this.#bookmark.trim());
    }
    this.#state.destination = destination;
    return true;
  }

  #textWord(name: string, parameter: number | null): void {
    if (changesFormat(name)) this.#flush();
    if (setProperty(this.#state, name, parameter, languageOfLcid)) return;
    const inText = this.#state.destination === 'text';
    switch (name) {
      case 'trowd':
        this.#cells = 0;
        return;
      case 'cellx':
        this.#cells++;
        return;
      // The properties of a nested row come at its end, in a group of their own.
      case 'nestrow':
        return this.#endBlock();
      case 'par':
      case 'sect':
      case 'page':
        return inText ? this.#endParagraph(name) : undefined;
      case 'cell':
      case 'nestcell':
        return inText ? this.#endCell() : undefined;
      case 'row':
        return inText ? this.#endBlock() : undefined;
      case 'line':
      case 'lbr':
        this.#flush();
        if (inText && this.#begun) this.#flow.lineBreak();
        return;
      default:
        if (Object.hasOwn(CHARACTERS, name)) this.#append(CHARACTERS[name] ?? '');
    }
  }

  get #codepage(): number {
    return this.#header.font(this.#state.font)?.codepage ?? this.#header.codepage;
  }

  #takeBytes(): void {
    this.#append(this.#characters.take(this.#codepage));
  }

  /** Text of the destination under way. */
  #append(text: string): void {
    if (text === '' || this.#beyond > 0) return;
    const group = this.#groups.at(-1);
    if (group) group.fresh = false;
    const { destination } = this.#state;
    switch (destination) {
      case 'text':
        this.#text += text;
        return;
      case 'instruction':
        return this.#fields.instruct(text);
      case 'marker':
        this.#marker = ((this.#marker ?? '') + text).slice(0, 100);
        return;
      case 'bookmark':
        this.#bookmark = (this.#bookmark + text).slice(0, 500);
        return;
      default:
        this.#header.text(destination, text);
    }
  }

  /** Hands the gathered text on, in the format that holds now. */
  #flush(): void {
    this.#takeBytes();
    const text = this.#text;
    this.#text = '';
    const { hidden, deleted, font, language: western, eastAsian } = this.#state;
    if (text === '' || hidden || deleted || !this.#fields.readable) return;
    if (!this.#begun && !/\S/.test(text)) return;
    this.#beginBlock();
    this.#flow.write(text, {
      kinds: spanKinds(this.#state),
      hidden: false,
      font: this.#header.font(font)?.name ?? '',
      languages: { western, eastAsian, complex: western },
    });
  }

  /** Begins a paragraph or row with its first text, or goes on with the one under way. */
  #beginBlock(): void {
    const { inTable, tableDepth } = this.#state;
    // A row of one cell is a frame around text.
    const depth = inTable && this.#cells !== 1 ? Math.max(1, tableDepth) : 0;
    if (this.#begun && depth === this.#rowDepth) return;
    this.#flow.beginParagraph(depth > 0 ? this.#flow.rowStyle(this.#fields.inContents) : this.#style());
    this.#begun = true;
    this.#rowDepth = depth;
    this.#marker = null;
  }

  #style(): BlockStyle {
    const { style, outline, listed, listLevel } = this.#state;
    return paragraphStyle(this.#header.style(style), {
      outline,
      list: listed || this.#marker !== null ? listLevel : null,
      marker: this.#marker,
      note: this.#flow.inNote,
      contents: this.#fields.inContents,
    });
  }

  #endParagraph(word: string): void {
    this.#flush();
    if (this.#rowDepth > 0 && this.#state.inTable) {
      if (word === 'par') this.#flow.builder.cell();
      return;
    }
    this.#begun = false;
    this.#rowDepth = 0;
    this.#flow.endParagraph();
  }

  #endCell(): void {
    this.#flush();
    if (this.#rowDepth > 0) this.#flow.builder.cell();
    else this.#endBlock();
  }

  #endBlock(): void {
    this.#flush();
    this.#begun = false;
    this.#rowDepth = 0;
    this.#flow.endBlock();
  }

  #beginResult(field: Field | null): void {
    if (field === null || field.href === null) return;
    this.#beginBlock();
    this.#flow.openLink(field.href);
  }

  #endField(field: Field | null): void {
    if (field?.inResult && field.href !== null) this.#flow.closeLink();
  }

  #recordNote(): true {
    this.#flush();
    const state = { ...this.#state };
    const isRead = this.#begun && !state.hidden && !state.deleted && this.#fields.readable;
    const anchor = `note-${++this.#notes}`;
    this.#record((group) => {
      if (isRead) this.#flow.note(anchor, group.has('ftnalt'), () => this.#readApart(group, state));
    });
    return true;
  }

  #recordBox(): true {
    this.#record((group) => this.#flow.box(() => this.#readApart(group, initialState())));
    return true;
  }

  #record(then: (group: RtfRecording) => void): void {
    this.#recording = { group: new RtfRecording(), then };
  }

  /** Reads a note or a text box as a text of its own. */
  #readApart({ tokens }: RtfRecording, state: State): void {
    const outer = [this.#state, this.#groups, this.#fields, this.#cells, this.#isApart] as const;
    this.#state = { ...state, inTable: false, tableDepth: 0, listed: false, outline: null };
    [this.#groups, this.#fields, this.#cells, this.#isApart] = [[], new Fields(), 0, true];
    for (const token of tokens) this.take(token);
    this.#endBlock();
    [this.#state, this.#groups, this.#fields, this.#cells, this.#isApart] = outer;
  }
}
