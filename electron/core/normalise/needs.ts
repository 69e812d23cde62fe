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
export const RANGES: Needs = (text) => NUMBERS(text) || /pp?\./.test(text);
export const ADDRESSES = has(/@|www\.|:\/\/|[\p{L}\p{N}]\.\p{L}/u);
export const LETTERS = has(/\p{Lu}[\p{Lu}.’']/u);
export const NUMERALS = has(/[IVXLCDM]{2}|\p{L} [IVXLCDM](?:er|re)?(?!\p{L})|\([ivx]|pp?\./u);
export const DECORATION = has(
  /\p{Lu}[ \u00a0\u2009\u202f]\p{Lu}[ \u00a0\u2009\u202f]|[*~=_#•·◦◆◇■□●○★☆✦❖⁂※❧☙†‡|+]|[-–—_] ?[-–—_]|[!?¡¿,;]{2}|\.{4}/u,
);
export const EMOJI = has(/[\u203c-\u32ff\u{1f000}-\u{1ffff}\u{e0020}-\u{e007f}]|\ufe0f/u);
/** Anything but letters, digits, spaces and the commonest punctuation; or a hyphen between spaces, which may be a minus. */
export const SYMBOLS: Needs = (text) =>
  /[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f0-9\s.,;:!?'"’“”‘„()[\]«»\-–—…]/.test(text) ||
  / - /.test(text);

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
