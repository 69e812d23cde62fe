/** The languages of one block: which it has, and where a passage of whole sentences in another is a block of its own. */
import type { Passage } from './inline.ts';
import { divideBlock } from './long.ts';
import type { Block } from './model.ts';
import { ownLanguage } from '../language.ts';

/** The part of the letters, and their number, from which on another language than the element's is that of the block. */
const MOST = 3 / 4;
const FEWEST_LETTERS = 20;
/** UTF-16 units; below it a passage is a phrase, which the voice of the sentence around it says best. */
const SHORTEST_PASSAGE = 40;
const DIVIDED: readonly Block['kind'][] = ['paragraph', 'quote', 'listItem', 'note'];
const SENTENCE_END = /[.!?…:。！？][\p{Pe}\p{Pf}"'”’]*\s*$/u;

/**
 * Gives a block its language, which is that of most of its text; whole sentences in another, long enough that a
 * voice of their own helps, become blocks of their own.
 * @param own The language of the block's element, which holds where a passage says none.
 * @param document The document's language.
 */
export function blocksByLanguage(
  block: Block,
  passages: readonly Passage[],
  own: string | null,
  document: string | null,
): readonly Block[] {
  const languageOf = (passage: Passage) => ownLanguage(passage.language ?? own, document);
  const merged: Passage[] = [];
  for (const passage of passages) {
    const language = languageOf(passage);
    if (merged.at(-1)?.language !== language || merged.length === 0) merged.push({ ...passage, language });
  }
  if (merged.length < 2) return [{ ...block, language: merged[0]?.language ?? ownLanguage(own, document) }];
  const around = ownLanguage(own, document);
  const cuts = DIVIDED.includes(block.kind) ? cutsOf(block.text, merged, around) : null;
  if (cuts === null) return [{ ...block, language: mainLanguage(block.text, merged, around) }];
  const places = [...cuts.keys()].filter((at) => at > 0).sort((a, b) => a - b);
  return divideBlock(block, places).map(({ from, piece }) => ({
    ...piece,
    language: cuts.get(from) ?? around,
  }));
}

/** Where passages of whole sentences begin and end, with the language from there on; null where there are none. */
function cutsOf(
  text: string,
  passages: readonly Passage[],
  around: string | null,
): ReadonlyMap<number, string | null> | null {
  const cuts = new Map<number, string | null>();
  passages.forEach((passage, index) => {
    if (passage.language === around) return;
    // The quotation marks around a passage belong to it.
    const opening =
      /[\p{Ps}\p{Pi}"'„‚]+$/u.exec(text.slice(Math.max(0, passage.from - 4), passage.from))?.[0] ?? '';
    const end = passages[index + 1]?.from ?? text.length;
    const closing = /^[\p{Pe}\p{Pf}"'“]+(?=\s|$)/u.exec(text.slice(end, end + 4))?.[0] ?? '';
    const from = passage.from - opening.length;
    const to = end + closing.length;
    if (!isWhole(text, from, to)) return;
    cuts.set(from, passage.language);
    if (to < text.length) cuts.set(to, around);
  });
  return cuts.size > 0 ? cuts : null;
}

function mainLanguage(text: string, passages: readonly Passage[], own: string | null): string | null {
  const letters = new Map<string | null, number>();
  let all = 0;
  passages.forEach(({ from, language }, index) => {
    const count = text.slice(from, passages[index + 1]?.from).match(/\p{L}/gu)?.length ?? 0;
    letters.set(language, (letters.get(language) ?? 0) + count);
    all += count;
  });
  const most = [...letters].find(([, count]) => count >= FEWEST_LETTERS && count >= MOST * all);
  return most ? most[0] : own;
}

/** Whether a part of the text begins and ends where sentences do. */
function isWhole(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 8), from);
  const part = text.slice(from, to).trimEnd();
  const begins = before.trim() === '' || SENTENCE_END.test(before);
  return part.length >= SHORTEST_PASSAGE && begins && (to >= text.length || SENTENCE_END.test(part));
}
