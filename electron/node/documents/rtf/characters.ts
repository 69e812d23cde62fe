import { decodeBytes, endsInLead } from './codepages.ts';

/** Puts characters together from bytes of a code page, and leaves out what stands for them in old programs. */
export class Characters {
  /** Characters still to be left out after a `\u`. */
  #fallback = 0;
  #bytes: number[] = [];

  /** A `\u` was met. @param length Of what stands behind it for programs that do not know it. */
  unicode(length: number): void {
    this.#fallback = length;
  }

  /** A group begins or ends: what stood for the last character has ended, too. */
  endFallback(): void {
    this.#fallback = 0;
  }

  /** @returns whether a word, symbol or byte stands for the last character, and means nothing else. */
  skips(): boolean {
    if (this.#fallback === 0) return false;
    this.#fallback--;
    return true;
  }

  byte(value: number): void {
    this.#bytes.push(value);
  }

  /** Plain letters. @returns what of them is text; the second half of a character may be a letter, too. */
  rest(text: string, codepage: number): string {
    let from = Math.min(this.#fallback, text.length);
    this.#fallback -= from;
    while (from < text.length && this.#bytes.length > 0 && endsInLead(this.#bytes, codepage)) {
      this.#bytes.push(text.charCodeAt(from++));
    }
    return text.slice(from);
  }

  /** The bytes so far as text. */
  take(codepage: number): string {
    if (this.#bytes.length === 0) return '';
    const text = decodeBytes(this.#bytes, codepage);
    this.#bytes = [];
    return text;
  }
}
