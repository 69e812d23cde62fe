/**
 * Plain search in a text: by its letters alone, whatever their case and their accents. Both sides are folded code point
 * by code point, so that every find has exact offsets into the text as it is written.
 */
import type { TextRange } from '../document/model.ts';

/** Accents of any script. Vowel signs of Indic scripts are letters to their readers and stay. */
const ACCENTS = /[\p{Nonspacing_Mark}&&[\p{Script=Inherited}\p{Script=Hebrew}]]/gv;
/** Soft hyphens, joiners: there to shape the text, never typed. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const SINGLE_QUOTES = /[‘’‚‛]/g;
const DOUBLE_QUOTES = /[“”„‟]/g;

/** UTF-16 units of the text shown on each side of a find. */
const CONTEXT = 48;

interface Folded {
  readonly text: string;
  /** For each unit of `text`, and for its end, the offset at which the code point begins that it came from. */
  readonly sources: readonly number[];
}

export type Finder = (text: string, most: number) => TextRange[];

/** @returns what finds the query in one text after another: ranges in order that do not overlap, `most` at most. */
export function createFinder(query: string): Finder {
  const fold = createFold();
  const wanted = fold(query).text.replaceAll(/\s+/g, ' ').trim();
  return (text, most) => {
    const found: TextRange[] = [];
    if (wanted === '') return found;
    const folded = fold(text);
    let at = folded.text.indexOf(wanted);
    while (at >= 0 && found.length < most) {
      let end = at + wanted.length;
      // "s" is found in "ß", whose folded form is longer: the whole letter is the find.
      while (end < folded.text.length && folded.sources[end] === folded.sources[end - 1]) end += 1;
      found.push([folded.sources[at] ?? 0, folded.sources[end] ?? text.length]);
      at = folded.text.indexOf(wanted, end);
    }
    return found;
  };
}

/** What stands around a find, cut between words and marked by "…" where it was cut. */
export function findInContext(
  text: string,
  [from, to]: TextRange,
): { before: string; match: string; after: string } {
  const before = text.slice(Math.max(0, from - CONTEXT), from);
  const after = text.slice(to, to + CONTEXT);
  return {
    before: from > CONTEXT ? `…${before.replace(/^(?:\S*\s|[\uDC00-\uDFFF])/, '')}` : before,
    match: text.slice(from, to),
    after: to + CONTEXT < text.length ? `${after.replace(/(?:\s\S*|[\uD800-\uDBFF])$/, '')}…` : after,
  };
}

function createFold(): (text: string) => Folded {
  const known = new Map<string, string>();
  const folded = (letter: string) => {
    const before = known.get(letter);
    if (before !== undefined) return before;
    const form = foldedLetter(letter);
    known.set(letter, form);
    return form;
  };
  return (text) => {
    let result = '';
    const sources: number[] = [];
    let offset = 0;
    for (const letter of text) {
      const form = folded(letter);
      result += form;
      for (let unit = 0; unit < form.length; unit++) sources.push(offset);
      offset += letter.length;
    }
    sources.push(text.length);
    return { text: result, sources };
  };
}

/** By upper case first: "ß" is "ss" and "ς" is "σ", as in Unicode's full case folding. Hangul is put together again. */
const foldedLetter = (letter: string) =>
  letter
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(/\s/g, ' ');
