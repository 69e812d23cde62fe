import { cleanText, endsWithSpace, foldSpace, startsWithSpace } from './clean.ts';
import type { Span, SpanKind } from './model.ts';
import { judgeRaised } from './raised.ts';

/** From here on, up to the next passage, the text is in this language; null: in the one that holds around it. */
export interface Passage {
  readonly from: number;
  readonly language: string | null;
}

export interface InlineContent {
  readonly text: string;
  readonly spans: readonly Span[];
  /** In order; the first begins at 0. Empty exactly where the text is. */
  readonly passages: readonly Passage[];
}

/** A state of an `InlineText` to go back to. */
export interface InlineMark {
  readonly pieces: number;
  readonly length: number;
  readonly gap: boolean;
  readonly spans: number;
}

interface DraftSpan {
  readonly kind: SpanKind;
  readonly href: string | undefined;
  /** −1 until the first text inside, so that white space before it stays outside the span. */
  from: number;
  /** −1 while open. */
  to: number;
  /** How many pieces there were when it was opened. */
  readonly pieces: number;
}

/** UTF-16 units before a raised text that are looked at to tell what it is. */
const BASE = 24;

/**
 * Gathers the text of one block from the pieces that markup cuts it into. Markup never adds or breaks a word: white
 * space is folded across all pieces as if there were none, and spans follow the folded text. The pieces are joined once,
 * at the end: to look at a growing string is to copy it.
 */
export class InlineText {
  #pieces: string[] = [];
  #length = 0;
  #gap = false;
  #spans: DraftSpan[] = [];
  #passages: Passage[] = [];
  readonly #open: DraftSpan[] = [];
  readonly #verbatim: boolean;

  /** @param verbatim Keeps white space as it is (code). */
  constructor(verbatim = false) {
    this.#verbatim = verbatim;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** The last UTF-16 unit, or ''. */
  get last(): string {
    return this.#pieces.at(-1)?.slice(-1) ?? '';
  }

  append(raw: string, language: string | null = null): void {
    const clean = cleanText(raw);
    if (clean === '') return;
    if (this.#verbatim) {
      this.#put(clean.replace(/\r\n?/g, '\n'), language);
      return;
    }
    const folded = foldSpace(clean).trim();
    if (startsWithSpace(clean)) this.#gap = true;
    if (folded === '') return;
    this.#put(this.#gap && !this.isEmpty && this.last !== '\n' ? ` ${folded}` : folded, language);
    this.#gap = endsWithSpace(clean);
  }

  /** Sets what follows apart from what stands here, by a comma unless a mark does so already: the cells of a row. */
  separate(): void {
    if (!this.isEmpty && !/\p{P}$/u.test(this.last)) this.#push(',');
    this.#gap = true;
  }

  /**
   * A line break that the author set. Kept as a line feed; the block decides what becomes of it.
   * @returns false where the line has just begun, so that there was nothing to break.
   */
  break(): boolean {
    this.#gap = false;
    if (this.isEmpty || this.last === '\n') return false;
    this.#push('\n');
    return true;
  }

  open(kind: SpanKind, href?: string): void {
    const span = { kind, href, from: -1, to: -1, pieces: this.#pieces.length };
    this.#open.push(span);
    this.#spans.push(span);
  }

  /** Closes the innermost open span; without one it does nothing. */
  close(): void {
    const span = this.#open.pop();
    if (!span) return;
    // A link says itself what it is.
    const alone = span.kind === 'sup' && !this.#open.some(({ kind }) => kind === 'link');
    if (alone && span.from >= 0 && !this.#verbatim) this.#raise(span);
    span.to = this.#length;
  }

  /** An empty span at the present end of the text. */
  point(kind: SpanKind, href?: string): void {
    const at = this.#length;
    this.#spans.push({ kind, href, from: at, to: at, pieces: this.#pieces.length });
  }

  mark(): InlineMark {
    return { pieces: this.#pieces.length, length: this.#length, gap: this.#gap, spans: this.#spans.length };
  }

  textSince(mark: InlineMark): string {
    return this.#pieces.slice(mark.pieces).join('');
  }

  /** Forgets all that came after the mark. Spans opened since then must be closed. */
  rewind(mark: InlineMark): void {
    this.#pieces.length = mark.pieces;
    this.#length = mark.length;
    this.#gap = mark.gap;
    this.#spans.length = mark.spans;
    this.#passages = this.#passages.filter(({ from }) => from < mark.length);
    for (const span of this.#open) if (span.from > mark.length) span.from = -1;
  }

  /** Ends the block: its content, and the spans that are still open, to be opened again in the next one. */
  finish(): InlineContent & { readonly open: readonly { kind: SpanKind; href: string | undefined }[] } {
    const open = this.#open.map(({ kind, href }) => ({ kind, href }));
    while (this.#open.length > 0) this.close();
    const raw = this.#pieces.join('');
    const start = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    const text = trimmed.normalize('NFC');
    const composed = composedOffsets(trimmed, text);
    const place = (offset: number) => composed(Math.min(Math.max(offset - start, 0), trimmed.length));
    const spans = this.#spans
      .filter(({ from }) => from >= 0)
      .map(({ kind, href, from, to }): Span => {
        const span = { kind, from: place(from), to: place(to) };
        return href === undefined ? span : { ...span, href };
      })
      .filter((span) => span.to > span.from || span.kind === 'noteref')
      .sort((a, b) => a.from - b.from || b.to - a.to);
    const passages = this.#passages.map(({ from, language }) => ({ from: place(from), language }));
    return { text, spans, passages: text === '' ? [] : passages, open };
  }

  /** A raised text becomes what it is: an exponent in raised digits, the place of a note, or stays what it was. */
  #raise(span: DraftSpan): void {
    const raised = this.#pieces.slice(span.pieces).join('');
    let before = '';
    for (let piece = span.pieces - 1; piece >= 0 && before.length < BASE; piece--) {
      before = (this.#pieces[piece] ?? '') + before;
    }
    const is = judgeRaised(before, raised);
    if (is === null) return;
    this.#pieces.length = span.pieces;
    this.#length -= raised.length;
    this.#spans = this.#spans.filter((other) => other !== span);
    if (is.exponent !== null) {
      this.#push(is.exponent);
      return;
    }
    const at = this.#length;
    for (const open of this.#open) if (open.from >= at) open.from = -1;
    this.#spans = this.#spans.filter(({ from, to }) => from < at || to <= from);
    this.#passages = this.#passages.filter(({ from }) => from === 0 || from < at);
    this.point('noteref');
  }

  #put(text: string, language: string | null): void {
    const at = this.#length + (text.startsWith(' ') && !this.#verbatim ? 1 : 0);
    if (this.#passages.length === 0 || this.#passages.at(-1)?.language !== language) {
      this.#passages.push({ from: this.#passages.length === 0 ? 0 : at, language });
    }
    for (const span of this.#open) if (span.from < 0) span.from = at;
    this.#push(text);
  }

  #push(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }
}

/** A character and the marks and Hangul vowels and finals after it: nothing composes across the ends of such a run. */
const COMPOSING = /[^\p{M}\u1161-\u1175\u11a8-\u11c2][\p{M}\u1161-\u1175\u11a8-\u11c2]+/gu;

/**
 * A mark may combine with a letter across two pieces: offsets then move with the composed text.
 * @param text Made of parts in NFC. @param composed The whole in NFC.
 * @returns from an offset in `text` to that in `composed`.
 */
function composedOffsets(text: string, composed: string): (offset: number) => number {
  if (text === composed) return (offset) => offset;
  const lost = new Int32Array(text.length + 1);
  let total = 0;
  let done = 0;
  for (const { 0: run, index } of text.matchAll(COMPOSING)) {
    const length = run.normalize('NFC').length;
    lost.fill(total, done, index + 1);
    for (let unit = 1; unit < run.length; unit++) lost[index + unit] = total + Math.max(0, unit - length);
    total += run.length - length;
    done = index + run.length;
  }
  lost.fill(total, done);
  return (offset) => offset - (lost[offset] ?? total);
}
