/**
 * What must be in a text for a group of rules to be worth a look. Most sentences of a novel have nothing for most rules,
 * and a cheap look says so: it makes the whole ten times as fast. A rule that finds something where its group's look finds
 * nothing is never asked: the golden tables keep the two together.
 */
import type { Lexicon } from './languages/lexicon.ts';

export type Needs = (text: string) => boolean;

const has =
  (pattern: RegExp): Needs =>
  (text) =>
    pattern.test(text);

// Ranges of characters where a property of Unicode would do: they are looked up far faster.
export const NUMBERS = has(/[0-9\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u218b]/);
const DASHED_NAMES =
  /\p{Lu}\p{Ll}{1,8}\.?\s?[–-]\s?\p{Lu}|\p{Ll}{3}\.?\s?–\s?\p{Ll}|(?<!\p{L})(?:lun|mar|mer|mié|jue|jeu|gio|ven|vie|sam|s[áa]b|seg|ter|qua|qui|sex)\p{Ll}{0,6}\.?\s?-\s?\p{Ll}/u;
/** Two names and a dash, short ones of the Romance languages; or an English short form before what may be a date. */
export const DAYS: Needs = (text) =>
  (/[–-]/.test(text) && DASHED_NAMES.test(text)) ||
  /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,2}[.,]/.test(text);
export const RANGES: Needs = (text) => NUMBERS(text) || /pp?\./.test(text);
export const ADDRESSES = has(/@|www\.|:\/\/|[\p{L}\p{N}]\.\p{L}/u);
export const LETTERS = has(/\p{Lu}[\p{Lu}.’']/u);
export const NUMERALS = has(
  /[IVXLCDM]{2}|\p{L} [IVXLCDM](?:er|re)?(?!\p{L})|\p{L} [ivx]{2,6}(?!\p{L})|(?<!\p{L})[IVX]{1,6}(?:er?|re|\.)(?!\p{L})|(?<!\p{L})[IVX] (?:\p{Lu}|guerra|rep|atto|cong|ed)|\([ivx]|pp?\./u,
);
export const DECORATION = has(
  /\p{Lu}[ \u00a0\u2009\u202f]\p{Lu}[ \u00a0\u2009\u202f]|[*~=_#•·◦◆◇■□●○★☆✦❖⁂※❧☙†‡|+]|[-–—_] ?[-–—_]|[!?¡¿,;]{2}|\.{4}/u,
);
export const EMOJI = has(/[\u203c-\u32ff\u{1f000}-\u{1ffff}\u{e0020}-\u{e007f}]|\ufe0f/u);
/** Anything but letters, digits, spaces and the commonest punctuation; or a hyphen between spaces, which may be a minus. */
export const SYMBOLS: Needs = (text) =>
  /[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f0-9\s.,;:!?'"’“”‘„()[\]«»\-–—…]/.test(text) ||
  / - |\d['’′]?\s?x/.test(text);

/** What is written without a stop, or means a word of its own before a figure or a name. */
const SPELT = /(?<!\p{L})(?:[bdr]\. |S\. |C\/|s\/n|nos |Ste?-|[IVX]+e s\.)|\d ?ff?\.|\.(?:zza|le|so)/u;

/** An abbreviation's last letters before a full stop, or a title that may lack it. */
export function abbreviationNeeds({ abbreviations, language }: Lexicon): Needs {
  const ends = new Set<string>(language === 'de' ? ['str'] : []);
  const loose = new Set(language === 'en' ? ['Dr', 'St', 'vs', 'v'] : []);
  let signs = false;
  for (const key of Object.keys(abbreviations)) {
    const bare = key.replace(/!$/u, '');
    const last = /[\p{L}ª]+$/u.exec(bare)?.[0];
    if (last === undefined || /[°º№ª]/u.test(bare)) signs = true;
    if (last !== undefined) ends.add(last);
    if (key.endsWith('!')) loose.add(last ?? bare);
  }
  return (text) => {
    if (SPELT.test(text)) return true;
    if (signs && /[°º№ª]/u.test(text)) return true;
    for (const [, word = '', stop] of text.matchAll(/([A-Za-z\u00aa\u00c0-\u024f]+)(\.)?/g))
      if (
        stop
          ? ends.has(word) || loose.has(word) || (language === 'de' && word.endsWith('str'))
          : loose.has(word)
      )
        return true;
    return false;
  };
}
