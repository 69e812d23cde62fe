/** The form of a rule: a pattern, and what is said for what it finds. */
import type { Lexicon } from './languages/lexicon.ts';

/** The match cut into stretches, each with what is said for it: their sources, joined, are the match. */
export type Parts = readonly (readonly [source: string, spoken: string])[];

export interface Context {
  readonly lexicon: Lexicon;
  /** The whole text. */
  readonly text: string;
  /** English of the United States and where people write 3/4 for the fourth of March; else the day comes first. */
  readonly monthFirst: boolean;
  /** The name of an emoji in the text's language; null: emoji are not spoken. */
  readonly emojiName: ((emoji: string) => string | null) | null;
}

export interface Found {
  /** The whole match. */
  readonly all: string;
  /** Group by its number; empty where it took no part. */
  readonly groups: readonly string[];
  /** UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** Up to 60 characters before it, and after it. */
  readonly before: string;
  readonly after: string;
}

export interface Rule {
  readonly name: string;
  /** Global. Every repetition in it is bounded, so that the work stays linear. */
  readonly pattern: RegExp;
  /** Null: it is something else; what another rule may make of it is open. */
  say(found: Found, context: Context): string | Parts | null;
}

/** The rules of a language, first come, first served: what one has taken is closed to those after it. */
export type RuleMaker = (lexicon: Lexicon) => readonly Rule[];

export const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Alternatives of a pattern, the longest first: "bn" before "b". */
export const anyOf = (words: readonly string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
