/** What a person keeps of a document beside the place where the reading stands: bookmarks, and sentences that were marked. */
import type { Position } from './document/model.ts';

/** A `bookmark` is a place to come back to; a `sentence` was worth marking when it was heard, and is shown so in the text. */
export const MARK_KINDS = ['bookmark', 'sentence'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** UTF-16 units of `NewMark.text` and of `NewMark.chapter`: what is longer is cut. */
export const MOST_MARKED = 2000;
export const MOST_CHAPTER = 200;

export interface NewMark {
  readonly kind: MarkKind;
  /** Where its sentence begins. */
  readonly position: Position;
  /** The sentence as it stood there; in the text, as many UTF-16 units from `position` on are marked. */
  readonly text: string;
  /** Title of the chapter it is in, or null where there is none. */
  readonly chapter: string | null;
}

export interface Mark extends NewMark {
  /** Unique in the library, never given twice. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}
