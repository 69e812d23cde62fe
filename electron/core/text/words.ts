/** Words for clicking, highlighting and alignment. */
import type { TextRange } from '../document/model.ts';
import { trimRange } from './ranges.ts';
import { usableTag } from '../language.ts';

/** Web and mail addresses are one word each; punctuation after them is not theirs. */
const ADDRESS =
  /(?:(?:https?:\/\/|www\.)[^\s<>"“”]{0,2000}|(?<![\p{L}\p{M}\p{N}._%+-])[\p{L}\p{M}\p{N}._%+-]{1,64}@[\p{L}\p{M}\p{N}.-]{0,255})[\p{L}\p{N}/]\p{M}*/gu;
/** What holds the parts of one word together: "well-known", "don’t", "rock-’n’-roll", "AT&T", "10:30". */
const JOINER = /^(?:[-‐‑'’&:·_./°]|[-‐‑]['’]|['’][-‐‑])$/u;
/** Signs that a voice reads with the number or letter they touch: "$3.50", "50%", "20°", "C#". */
const SIGN_BEFORE = /[\p{Sc}#№§]$/u;
const SIGN_AFTER = /^(?:[%‰°\p{Sc}]|\+{1,2}(?![\p{L}\p{N}])|#)/u;
/** Numbers that UAX #29 takes for punctuation, though they are spoken: "½", "①", and with what they touch "mc²", "H₂O". */
const OTHER_NUMBER = /^\p{No}\p{M}*$/u;
/** In scripts with spaces only: "①苹果" is a number and a word. */
const TOUCHES_BEFORE = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]$/u;
const TOUCHES_AFTER = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;
/** Signs that are spoken although they stand alone: "Pitt & Co". */
const LONE_SIGN = /^[&+=§\p{Sc}]$/u;

/**
 * The words of a text, in order, without the punctuation around them. Hyphens and apostrophes inside a word are kept;
 * scripts without spaces are cut by Intl.Segmenter's dictionaries.
 *
 * @param language BCP 47 tag; null where it is not known.
 */
export function wordRanges(text: string, language: string | null): TextRange[] {
  const addresses = Array.from(text.matchAll(ADDRESS), (match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const segmenter = new Intl.Segmenter(usableTag(language), { granularity: 'word' });
  const words: TextRange[] = [];
  let nextAddress = 0;
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    const end = index + segment.length;
    const address = addresses[nextAddress];
    if (address && end > (address[0] ?? 0)) {
      if (end < (address[1] ?? 0)) continue;
      // What UAX #29 does not part from the address belongs to the word: "jane@example.com’s".
      words.push([Math.max(address[0] ?? 0, words.at(-1)?.[1] ?? 0), Math.max(address[1] ?? 0, end)]);
      nextAddress++;
      continue;
    }
    const isNumber = OTHER_NUMBER.test(segment);
    if (!isWordLike && !isNumber && !(LONE_SIGN.test(segment) && standsAlone(text, index, end))) continue;
    const before = words.at(-1);
    const between = before ? text.slice(before[1], index) : ' ';
    const joined =
      between === ''
        ? continuesNumber(text.slice(...(before ?? [index, index])), segment)
        : isWordLike && JOINER.test(between);
    if (before && joined) words[words.length - 1] = [before[0], end];
    else words.push([index, end]);
  }
  let free = 0;
  return words.map(([from, to], index) => {
    const word = withSigns(text, from, to, free, words[index + 1]);
    free = word[1]; // a sign between two words belongs to the first: "0#0"
    return trimRange(text, word); // UAX #29 counts the narrow no-break space in with what it joins: "1 250"
  });
}

/** Whether two neighbours are one word by a number such as "²" between or in them. */
const continuesNumber = (before: string, segment: string) =>
  (OTHER_NUMBER.test(segment) || /\p{No}$/u.test(before)) &&
  TOUCHES_BEFORE.test(before) &&
  TOUCHES_AFTER.test(segment);

const standsAlone = (text: string, from: number, to: number) =>
  /^\s?$/u.test(text.slice(Math.max(0, from - 1), from)) && /^\s?$/u.test(text.slice(to, to + 1));

/** Takes in the signs that touch a word, as far as they are free. */
function withSigns(
  text: string,
  from: number,
  to: number,
  free: number,
  next: TextRange | undefined,
): TextRange {
  const before = SIGN_BEFORE.exec(text.slice(Math.max(free, from - 1), from))?.[0].length ?? 0;
  const after = SIGN_AFTER.exec(text.slice(to, Math.min(to + 3, next?.[0] ?? text.length)))?.[0].length ?? 0;
  return [from - before, to + after];
}
