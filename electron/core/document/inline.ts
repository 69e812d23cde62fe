import { cleanText, endsWithSpace, foldSpace, startsWithSpace } from './clean.ts';
import type { Span, SpanKind } from './model.ts';

export interface InlineContent {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** A state of an `InlineText` to go back to. */
export interface InlineMark {
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
}

/**
 * Gathers the text of one block from the pieces that markup cuts it into. Markup never adds or breaks a word: white
 * space is folded across all pieces as if there were none, and spans follow the folded text.
 */
export class InlineText {
  #text = '';
  #gap = false;
  #spans: DraftSpan[] = [];
  readonly #open: DraftSpan[] = [];
  readonly #verbatim: boolean;

  /** @param verbatim Keeps white space as it is (code). */
  constructor(verbatim = false) {
    this.#verbatim = verbatim;
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** The last UTF-16 unit, or ''. */
  get last(): string {
    return this.#text.slice(-1);
  }

  append(raw: string): void {
    const clean = cleanText(raw);
    if (clean === '') return;
    if (this.#verbatim) {
      this.#put(clean.replace(/\r\n?/g, '\n'));
      return;
    }
    const folded = foldSpace(clean).trim();
    if (startsWithSpace(clean)) this.#gap = true;
    if (folded === '') return;
    this.#put(this.#gap && this.#text !== '' && !this.#text.endsWith('\n') ? ` ${folded}` : folded);
    this.#gap = endsWithSpace(clean);
  }

  /**
   * A line break that the author set. Kept as a line feed; the block decides what becomes of it.
   * @returns false where the line has just begun, so that there was nothing to break.
   */
  break(): boolean {
    this.#gap = false;
    if (this.#text === '' || this.#text.endsWith('\n')) return false;
    this.#text += '\n';
    return true;
  }

  open(kind: SpanKind, href?: string): void {
    const span = { kind, href, from: -1, to: -1 };
    this.#open.push(span);
    this.#spans.push(span);
  }

  /** Closes the innermost open span; without one it does nothing. */
  close(): void {
    const span = this.#open.pop();
    if (span) span.to = this.#text.length;
  }

  /** An empty span at the present end of the text. */
  point(kind: SpanKind, href?: string): void {
    const at = this.#text.length;
    this.#spans.push({ kind, href, from: at, to: at });
  }

  mark(): InlineMark {
    return { length: this.#text.length, gap: this.#gap, spans: this.#spans.length };
  }

  textSince(mark: InlineMark): string {
    return this.#text.slice(mark.length);
  }

  /** Forgets all that came after the mark. Spans opened since then must be closed. */
  rewind(mark: InlineMark): void {
    this.#text = this.#text.slice(0, mark.length);
    this.#gap = mark.gap;
    this.#spans = this.#spans.filter((span, index) => index < mark.spans || span.to < 0);
    for (const span of this.#spans) if (span.from > mark.length) span.from = -1;
  }

  /** Ends the block: its content, and the spans that are still open, to be opened again in the next one. */
  finish(): InlineContent & { readonly open: readonly { kind: SpanKind; href: string | undefined }[] } {
    const open = this.#open.map(({ kind, href }) => ({ kind, href }));
    while (this.#open.length > 0) this.close();
    const start = this.#text.length - this.#text.trimStart().length;
    const trimmed = this.#text.trim();
    const text = trimmed.normalize('NFC');
    // A mark may combine with a letter across two pieces: offsets then move with the composed text.
    const place = (offset: number) => {
      const at = Math.min(Math.max(offset - start, 0), trimmed.length);
      return text === trimmed ? at : Math.min(trimmed.slice(0, at).normalize('NFC').length, text.length);
    };
    const spans = this.#spans
      .filter(({ from }) => from >= 0)
      .map(({ kind, href, from, to }): Span => {
        const span = { kind, from: place(from), to: place(to) };
        return href === undefined ? span : { ...span, href };
      })
      .filter((span) => span.to > span.from || span.kind === 'noteref')
      .sort((a, b) => a.from - b.from || b.to - a.to);
    return { text, spans, open };
  }

  #put(text: string): void {
    const at = this.#text.length + (text.startsWith(' ') && !this.#verbatim ? 1 : 0);
    for (const span of this.#open) if (span.from < 0) span.from = at;
    this.#text += text;
  }
}
