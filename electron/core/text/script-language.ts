/**
 * The language of a text that is too short for a detector, where its script tells it: an English voice spells out Chinese
 * and Greek letter by letter. Of the languages that share a script, the one that most people write in it.
 */
import { lettersIn } from './passage-language.ts';

/** Han among kana is Japanese, so kana is looked for first. */
const SCRIPTS: readonly (readonly [language: string, letters: RegExp, sign?: RegExp])[] = [
  [
    'ja',
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu,
    /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ],
  ['ko', /[\p{Script=Hangul}\p{Script=Han}]/gu, /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['pa', /\p{Script=Gurmukhi}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
];

/** Null where no such script has more than half of the letters; Latin tells nothing. */
export function scriptLanguage(text: string): string | null {
  const half = lettersIn(text) / 2;
  const found = SCRIPTS.find(
    ([, letters, sign]) => (sign?.test(text) ?? true) && (text.match(letters)?.length ?? 0) > half,
  );
  return found?.[0] ?? null;
}
