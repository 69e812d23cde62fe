import type { SentenceLanguage } from './sentence-language.ts';

/** How far a rule may look back and ahead, in UTF-16 units. Bounded, so that judging a text stays linear. */
const BACK = 160;
const AHEAD = 120;

/** Invisible marks of direction: they may stand between a word and its full stop ("د‪.‬"). */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const OPENERS = '["“„‟‘‚\'«‹(\\[{¿¡—–-]';
const LEADING_OPENERS = new RegExp(`^(?:${OPENERS}|\\s)*`, 'u');
const WORD_OPENERS = new RegExp(`^${OPENERS}+`, 'u');

/** A place where a sentence may end, with what the rules ask about it. Marks of direction are left out. */
export interface Boundary {
  readonly language: SentenceLanguage;
  /** From the start of the sentence (or a bounded way back) to the boundary. */
  readonly left: string;
  /** `left` without the white space at its end. */
  readonly before: string;
  /** The text after the boundary, bounded. */
  readonly after: string;
  /** Where the sentence under way began is inside `left`: nothing of it was cut off. */
  readonly whole: boolean;
  /** The word before a single full stop, without the stop and opening marks, as written; '' where there is none. */
  readonly word: string;
  /** The word before `word`, as written, with its punctuation; ''. */
  readonly wordBefore: string;
  /** `after` without opening quotes, brackets, dashes and white space. */
  readonly next: string;
  /** The first word of `next`; '' where it begins with something else. */
  readonly nextWord: string;
}

/** @param start Where the sentence under way began. @param at The boundary: where the next one would begin. */
export function boundaryAt(text: string, start: number, at: number, language: SentenceLanguage): Boundary {
  const from = Math.max(start, at - BACK);
  const left = text.slice(from, at).replace(BIDI, '');
  const after = text.slice(at, at + AHEAD).replace(BIDI, '');
  const before = left.trimEnd();
  const tokens = before.split(/\s+/u);
  const last = (tokens.at(-1) ?? '').replace(WORD_OPENERS, '');
  const next = after.replace(LEADING_OPENERS, '');
  return {
    language,
    left,
    before,
    after,
    whole: from === start,
    word: /[^.]\.$/u.test(last) ? last.slice(0, -1) : '',
    wordBefore: tokens.at(-2) ?? '',
    next,
    nextWord: /^[\p{L}\p{M}'’]+/u.exec(next)?.[0] ?? '',
  };
}
