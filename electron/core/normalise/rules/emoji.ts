/** Emoji by their name, or not at all. */
import type { Rule } from '../rule.ts';

/** Emoji as Unicode recommends them, in any number; the same one again says nothing new. */
const RUN =
  /[ \u00a0]?(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)(?:[\u200d\ufe0f]|\s?(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)){0,40}/gv;
const ONE = /\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/gv;
/** Digits, "#" and "*" are of RGI_Emoji only as key caps, and these are signs with words of their own. */
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
    pattern: /[\ufe0f\u20e3\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/gu,
    say: () => '',
  },
];
