/**
 * Marks what is spoken by the CSS Custom Highlight API: the page's elements stay as they are, so that a move costs a
 * fraction of a millisecond in a document of any length (FINDINGS: spans with classes took 22 ms, this 4, of which 0.1
 * in script). Colours are in styles/highlight.css.
 */
import type { Playhead } from '../player/types.ts';
import { pageRange } from './offsets.ts';
import { textElement } from './places.ts';

export interface HighlightWishes {
  readonly sentence: boolean;
  readonly word: boolean;
}

/** A range of a block's text, in UTF-16 offsets. */
export interface MarkedRange {
  readonly section: number;
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

export class Highlighter {
  #sentence = new Highlight();
  #word = new Highlight();
  #found = new Highlight();
  #marked = new Highlight();

  /** Registers the highlights with the page. @returns the function that takes them off. */
  attach(): () => void {
    this.#word.priority = 1;
    this.#found.priority = 2;
    this.#marked.priority = -1; // what is spoken is seen on it
    CSS.highlights.set('lectern-sentence', this.#sentence);
    CSS.highlights.set('lectern-word', this.#word);
    CSS.highlights.set('lectern-found', this.#found);
    CSS.highlights.set('lectern-marked', this.#marked);
    return () => {
      CSS.highlights.delete('lectern-sentence');
      CSS.highlights.delete('lectern-word');
      CSS.highlights.delete('lectern-found');
      CSS.highlights.delete('lectern-marked');
    };
  }

  /** @param root Where the blocks are; a place that is not on the page is simply not marked. */
  show(root: Element, playhead: Playhead | null, wishes: HighlightWishes): void {
    this.#sentence.clear();
    this.#word.clear();
    const element = playhead && textElement(root, playhead.section, playhead.block);
    if (!element) return;
    const { sentence, word } = playhead;
    mark(this.#sentence, wishes.sentence && pageRange(element, ...sentence));
    mark(this.#word, wishes.word && word && pageRange(element, ...word));
  }

  /** Marks what was searched for; null: nothing any more. */
  showFound(root: Element, found: MarkedRange | null): void {
    this.#found.clear();
    const element = found && textElement(root, found.section, found.block);
    if (element) mark(this.#found, pageRange(element, found.from, found.to));
  }

  /** Marks the sentences that a person marked; what is not on the page is left out. */
  showMarked(root: Element, ranges: readonly MarkedRange[]): void {
    this.#marked.clear();
    for (const { section, block, from, to } of ranges) {
      const element = textElement(root, section, block);
      if (element) mark(this.#marked, pageRange(element, from, to));
    }
  }
}

function mark(highlight: Highlight, range: StaticRange | false | null) {
  if (range) highlight.add(range);
}
