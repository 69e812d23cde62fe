/**
 * Elements that can only be judged when all of them is known: a table that is none, plain text set as code, a formula,
 * a page number that is a whole page. They are held back until they end, and then told to the reader as what they are.
 */
import { cleanLine } from '../../../core/document/clean.ts';
import { isEdgeNumber } from './elements.ts';
import { open, close, tell, textOf, type MarkupEvent } from './events.ts';
import { mathText } from './mathml.ts';
import { asParagraphs, isCode } from './preformatted.ts';
import type { Attributes, MarkupHandler } from './sax.ts';
import { isLayout, withoutTable } from './tables.ts';

/** Above it an element is told as it is: what is so long is no layout, and holding it would cost memory. */
const MOST_EVENTS = 100_000;
/** Tables in tables, each held inside the one around it. */
const DEEPEST = 6;
/** Letters of a page's or line's number: "[Pg 1024]", "xxviii". */
const LONGEST_NUMBER = 12;

interface Held {
  readonly name: string;
  readonly attributes: Attributes;
  readonly content: MarkupEvent[];
  /** Open elements inside. */
  depth: number;
}

export class WholeElements implements MarkupHandler {
  readonly #reader: MarkupHandler;
  #held: Held | null = null;
  #nesting = 0;

  constructor(reader: MarkupHandler) {
    this.#reader = reader;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#held) {
      this.#held.depth++;
      this.#hold(open(name, attributes));
    } else if (this.#nesting < DEEPEST && isHeld(name, attributes)) {
      this.#held = { name, attributes, content: [], depth: 0 };
    } else this.#reader.open(name, attributes);
  }

  text(text: string): void {
    if (this.#held) this.#hold({ type: 'text', text });
    else this.#reader.text(text);
  }

  close(name: string): void {
    const held = this.#held;
    if (!held) this.#reader.close(name);
    else if (held.depth > 0) {
      held.depth--;
      this.#hold(close(name));
    } else {
      this.#held = null;
      this.#judge(held);
    }
  }

  /** Tells what is still held, where the page breaks off. */
  finish(): void {
    if (this.#held) this.#giveUp(this.#held);
  }

  #hold(event: MarkupEvent): void {
    const held = this.#held;
    held?.content.push(event);
    if (held && held.content.length > MOST_EVENTS) this.#giveUp(held);
  }

  #giveUp({ name, attributes, content }: Held): void {
    this.#held = null;
    this.#reader.open(name, attributes);
    tell(this.#reader, content);
  }

  #judge({ name, attributes, content }: Held): void {
    if (name === 'table') {
      const layout = isLayout(attributes, content);
      this.#tell(layout ? 'div' : name, attributes, layout ? withoutTable(content) : content);
    } else if (name === 'pre') {
      const code = isCode(attributes, content);
      this.#tell(code ? name : 'div', attributes, code ? content : asParagraphs(content));
    } else if (name === 'math') {
      const { text, given } = mathText(attributes, content);
      this.#tell(name, { ...attributes, alttext: text, 'data-given': String(given) }, []);
    } else {
      const number = cleanLine(textOf(content)).length <= LONGEST_NUMBER;
      const { class: _, ...others } = attributes;
      this.#tell(name, number ? attributes : others, content);
    }
  }

  /** The element itself goes to the reader, what is in it is judged in its turn. */
  #tell(name: string, attributes: Attributes, content: readonly MarkupEvent[]): void {
    this.#reader.open(name, attributes);
    this.#nesting++;
    tell(this, content);
    this.finish();
    this.#nesting--;
    this.#reader.close(name);
  }
}

const isHeld = (name: string, attributes: Attributes): boolean =>
  name === 'table' || name === 'pre' || name === 'math' || isEdgeNumber(attributes);
