/** What is drawn rather than written: lines of stars, spaced-out letters, piles of punctuation. */
import type { Rule } from '../rule.ts';

const VOWEL = /[AEIOUYÄÖÜÉÈÀÁÍÓÚ]/u;
const isAlphabet = (letters: string) =>
  [...letters].every((letter, at) => at === 0 || letter.charCodeAt(0) === letters.charCodeAt(at - 1) + 1);

const sentenceCase = (word: string) => word.charAt(0) + word.slice(1).toLowerCase();

export const decorationRules: readonly Rule[] = [
  {
    name: 'spaced-out letters',
    // "C H A P T E R  O N E": one space between letters, more between words.
    pattern: /(?<![\p{L}\p{N}.&-] ?)\p{Lu}(?:[ \u00a0\u2009\u202f]\p{Lu}){1,40}(?![\p{L}\p{N}.&’'-])/gu,
    say: ({ all, before, after }) => {
      const letters = all.replace(/[^\p{L}]/gu, '');
      // Beside another one, a short word may come: "O N E".
      const follows = /\p{Lu} {2,}$|[\n\u2003]$/u.test(before) || /^ {2,}\p{Lu} \p{Lu}/u.test(after);
      if ((letters.length < 4 && !follows) || !VOWEL.test(letters) || isAlphabet(letters)) return null;
      return sentenceCase(letters);
    },
  },
  {
    name: 'lines of signs',
    pattern: /(?:[*~=_#•·◦◆◇■□●○★☆✦❖⁂※❧☙†‡|+][ \u00a0]?){3,200}|[-–—_](?:[ ]?[-–—_]){2,200}/gu,
    // Of what surrounds a word ("***bold***") nothing is said; between two words it is a pause.
    say: ({ before, after, all }) => {
      if (/^[#+_]+$/u.test(all) && /[\p{L}\p{N}]$/u.test(before)) return null;
      const lone = /(?:^|\s)$/u.test(before) && /^(?:\s|$)/u.test(after);
      return lone && /[\p{L}\p{N}]\s*$/u.test(before) && /^\s*[\p{L}\p{N}]/u.test(after) ? ', ' : ' ';
    },
  },
  {
    name: 'piles of punctuation',
    pattern: /[!?¡¿]{2,200}|\.{4,200}|,{2,50}|;{2,50}/gu,
    say: ({ all }) => {
      if (/^[!?]+$/u.test(all)) return all.includes('?') ? (all.includes('!') ? '?!' : '?') : '!';
      if (/^[¡¿]/u.test(all)) return all;
      return all.startsWith('.') ? '...' : all.charAt(0);
    },
  },
];
