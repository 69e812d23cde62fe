import type { BlockBuilder } from '../../../core/document/builder.ts';
import type { SpanKind } from '../../../core/document/model.ts';

/** Always in this order, so that what two runs share stays open between them. */
const ORDER: readonly SpanKind[] = ['strong', 'emphasis', 'code', 'smallCaps', 'strike', 'sub', 'sup'];

/**
 * The spans of formatted runs. Word processors cut a sentence into runs for reasons of their own, such as spelling; a
 * span lasts as long as the formatting stays the same. Links are opened and closed around it by `within`.
 */
export class RunSpans {
  readonly #builder: BlockBuilder;
  #open: readonly SpanKind[] = [];

  constructor(builder: BlockBuilder) {
    this.#builder = builder;
  }

  set(kinds: readonly SpanKind[]): void {
    const wanted = ORDER.filter((kind) => kinds.includes(kind));
    let shared = 0;
    while (shared < this.#open.length && this.#open[shared] === wanted[shared]) shared++;
    for (let index = shared; index < this.#open.length; index++) this.#builder.closeSpan();
    for (const kind of wanted.slice(shared)) this.#builder.openSpan(kind);
    this.#open = wanted;
  }

  openLink(href: string): void {
    this.set([]);
    this.#builder.openSpan('link', href);
  }

  closeLink(): void {
    this.set([]);
    this.#builder.closeSpan();
  }
}
