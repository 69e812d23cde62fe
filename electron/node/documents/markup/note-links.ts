import type { BlockMark } from '../../../core/document/builder.ts';
import { hasNoteName, isArrow, isNoteMark, isNumber, isPlainMark } from './notes.ts';
import type { Attributes } from './sax.ts';

/** A link to a place inside the document. */
export interface PageLink {
  readonly mark: BlockMark;
  readonly href: string;
  /** The place that it names, as written. */
  readonly fragment: string;
  readonly saysReference: boolean;
  readonly saysBacklink: boolean;
  /** Nothing stood before it in its block. */
  readonly atStart: boolean;
  /** By its own name or by that of the place that it leads to. */
  readonly hasNoteName: boolean;
  isRaised: boolean;
}

/**
 * What a link turns out to be: a reference to a note, by its mark alone (`reference`) or with words that belong to the
 * sentence (`words`); the `mark` at the start of a note, or an arrow that leads `back` from it; or only a link.
 */
export type LinkMeaning = 'reference' | 'words' | 'mark' | 'back' | 'link';

interface Surrounding {
  readonly inReference: boolean;
  readonly inBacklink: boolean;
  readonly isRaised: boolean;
}

/** The links of one page, and what they say about its notes. */
export class NoteLinks {
  /** Places that references on this page lead to. */
  readonly #referenced = new Set<string>();

  open(
    link: {
      readonly mark: BlockMark;
      readonly href: string;
      readonly address: string;
      readonly attributes: Attributes;
      readonly atStart: boolean;
    },
    { inReference, inBacklink, isRaised }: Surrounding,
  ): PageLink {
    const { mark, href, address, attributes, atStart } = link;
    const hash = address.indexOf('#');
    const fragment = hash < 0 ? '' : address.slice(hash + 1);
    const names = [fragment, attributes['id'] ?? '', attributes['class'] ?? ''];
    return {
      mark,
      href,
      fragment,
      saysReference: inReference,
      saysBacklink: inBacklink,
      atStart,
      hasNoteName: names.some(hasNoteName),
      isRaised,
    };
  }

  /** @param anchors The places that begin in the link's block. */
  judge(link: PageLink, text: string, inHeading: boolean, anchors: ReadonlySet<string>): LinkMeaning {
    const meaning = this.#meaning(link, text.trim(), inHeading, anchors);
    if (meaning === 'reference' && link.fragment !== '') this.#referenced.add(link.fragment);
    return meaning;
  }

  /** Whether what has these ids is a note: by its name, by the link back, or because a reference led there. */
  isNote(link: PageLink, ids: Iterable<string>): boolean {
    return link.hasNoteName || [...ids].some((id) => this.isNoteId(id));
  }

  isNoteId(id: string): boolean {
    return hasNoteName(id) || this.#referenced.has(id);
  }

  #meaning(link: PageLink, text: string, inHeading: boolean, anchors: ReadonlySet<string>): LinkMeaning {
    if (link.saysBacklink) return link.atStart && isNoteMark(text) ? 'mark' : 'back';
    if (link.saysReference) return isNoteMark(text) || !/\p{L}/u.test(text) ? 'reference' : 'words';
    if (text === '') return 'link';
    if (isArrow(text) && !inHeading) return 'back';
    const marks = isPlainMark(text) || (isNoteMark(text) && (link.isRaised || link.hasNoteName));
    if (link.atStart && !inHeading && isNoteMark(text) && anchors.size > 0) {
      const own = [...anchors];
      if (own.some((anchor) => this.#referenced.has(anchor)) || (marks && own.some(hasNoteName)))
        return 'mark';
      if (isPlainMark(text) && link.fragment !== '') return 'mark';
    }
    if (isPlainMark(text) || (link.isRaised && isNumber(text))) return 'reference';
    return marks && link.hasNoteName ? 'reference' : 'link';
  }
}
