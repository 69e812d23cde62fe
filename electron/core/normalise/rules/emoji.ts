/** Emoji by their name, or not at all. */
import type { Rule } from '../rule.ts';

/**
 * One emoji, after the pattern of UTS #51 §1.4.9: a flag, a key cap, or a picture with its modifier, tags and what is
 * joined to it. (`\p{RGI_Emoji}` would say it in a word, and takes half a second to be compiled.)
 */
const PICTURE =
  '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f|\\p{Emoji_Modifier_Base}(?=\\p{Emoji_Modifier}))';
const TAGS = '(?:[\\u{e0020}-\\u{e007e}]{1,8}\\u{e007f})?';
const EMOJI = `(?:\\p{RI}\\p{RI}|[0-9#*]\\ufe0f?\\u20e3|${PICTURE}\\p{Emoji_Modifier}?${TAGS}(?:\\u200d\\p{Emoji}\\ufe0f?\\p{Emoji_Modifier}?){0,6})`;
/** Any number of them; the same one again says nothing new. */
const RUN = new RegExp(`[ \\u00a0]?${EMOJI}(?:\\s?${EMOJI}){0,40}`, 'gu');
const ONE = new RegExp(EMOJI, 'gu');
/** These are signs with words of their own. */
const SIGNS = /^[©®™‼⁉]/u;

export const emojiRules: readonly Rule[] = [
  {
    name: 'emoji',
    pattern: RUN,
    say: ({ all, before, after }, { emojiName }) => {
      if (SIGNS.test(all.trim())) return null;
      const names = emojiName
        ? [...new Set((all.match(ONE) ?? []).flatMap((one) => emojiName(one) ?? []))]
        : [];
      if (names.length === 0) return /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) ? ' ' : '';
      // A short pause on the side of a word, and no space twice.
      const open = /[\p{L}\p{N}]\s*$/u.test(before) ? ', ' : /^$|\s$/u.test(before) ? '' : ' ';
      const close = /^\s+[\p{L}\p{N}]/u.test(after) ? ',' : /^[\p{L}\p{N}]/u.test(after) ? ', ' : '';
      return open + names.join(', ') + close;
    },
  },
  {
    name: 'what is left of emoji',
    pattern: /\ufe0f|\u20e3|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]/gu,
    say: () => '',
  },
];
