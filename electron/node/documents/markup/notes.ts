/**
 * References to notes, the notes themselves and the links back, by what markup says and, where it says nothing, by
 * how books are made: a raised or bracketed mark that leads elsewhere in the book refers to a note; a mark or an
 * arrow that leads back stands in the note.
 */
import type { Attributes } from './sax.ts';

const anyOf = (names: string) => {
  const wanted = new Set(names.split(' '));
  return (types: readonly string[]): boolean => types.some((type) => wanted.has(type));
};
export const isNoteReference = anyOf('noteref doc-noteref');
export const isBacklink = anyOf('backlink referrer doc-backlink');
const isNoteType = anyOf(
  'footnote footnotes endnote endnotes rearnote rearnotes doc-footnote doc-endnote doc-endnotes',
);
/** Of blocks; on an inline element the same names mark the reference. */
const NOTE_CLASS =
  /(?:^|\s)(?:foot-?notes?|end-?notes?|rear-?notes?|footnotes?-?(?:text|body|content|list|block|area|section)|endnotes?-?(?:text|list)|fn-?text|MsoFootnoteText|MsoEndnoteText|references|reflist)(?:$|\s)/i;
export const isNote = (types: readonly string[], attributes: Attributes): boolean =>
  isNoteType(types) || NOTE_CLASS.test(attributes['class'] ?? '');

const REFERENCE_CLASS =
  /(?:^|\s)(?:noteref|note-?ref|fn-?ref|footnote-?(?:ref|reference|anchor|link|call|number)?|endnote-?(?:ref|reference|anchor|link)?|reference|ref-?note)(?:$|\s)/i;
const BACKLINK_CLASS =
  /(?:^|[\s_-])(?:backlink|backref|back-?link|footnote-?back(?:ref)?|footnote-return|reversefootnote|cite-backlink|fn-?back|return)(?:$|[\s_-])/i;
/** Names of places that people and programs give to notes and to where they are referred to: "fn3", "_ftnref2", "note-4". */
const NOTE_NAME =
  /(?:^|[^a-z])(?:_?(?:ftn|edn|fn|en)(?:ref)?|foot-?note|end-?note|rear-?note|note-?ref|notes?|cite(?:_|-)(?:note|ref)|fnanchor|noteanchor)(?:$|[^a-z])/i;

export const hasNoteName = (name: string): boolean => NOTE_NAME.test(name);
export const saysReference = (types: readonly string[], { class: classes = '' }: Attributes): boolean =>
  isNoteReference(types) || REFERENCE_CLASS.test(classes);
export const saysBacklink = (types: readonly string[], { class: classes = '' }: Attributes): boolean =>
  isBacklink(types) || BACKLINK_CLASS.test(classes);

const NUMBER = /^\s*\d{1,4}\s*[.:)]?\s*$/u;
const SIGN =
  /^\s*[[(]?\s*(?:[*∗＊†‡§¶‖]{1,4}|[[(]\s*(?:\d{1,4}|[*†‡§¶]{1,4}|[a-z]|(?:note|nb|n|fn)\.?\s*\d{0,4})\s*[\])])\s*[\])]?\s*$/iu;
const LETTER = /^\s*[a-z]\s*$/iu;
const ARROW = /^\s*[\^[(]*\s*(?:[↑↩⏎↵↲⤴⤶←⇑⇧▲△▴˄^«⮌⮐⬆⇐🔙]+)\s*[\])]*\s*$/u;

/** "↩", "^": what leads back from a note, and is nothing to be read. */
export const isArrow = (text: string): boolean => ARROW.test(text.replace(/[\ufe0e\ufe0f]/gu, ''));
/** A mark that says by itself that it is one: "[3]", "*", "†". */
export const isPlainMark = (text: string): boolean => SIGN.test(text);
/** What may mark a note, if more speaks for it: also "12", and "a". */
export const isNoteMark = (text: string): boolean =>
  isPlainMark(text) || NUMBER.test(text) || LETTER.test(text);
/** A number alone: what a raised text must be, to be taken for a mark without further reason. */
export const isNumber = (text: string): boolean => NUMBER.test(text);
