import type { TextRun } from './types.ts';

/**
 * TeX's own encodings keep ligatures, quotes and dashes where other encodings have control characters. Files with
 * TeX's bitmap fonts do not say what their signs mean, and those come as they are: "di\u001bcult".
 * Tables: "Cork" encoding (T1) and TeX text (OT1), LaTeX's `encguide`, sections 3.1 and 3.2.
 */
const T1: ReadonlyMap<string, string> = new Map([
  ['\u0010', '“'],
  ['\u0011', '”'],
  ['\u0012', '„'],
  ['\u0013', '«'],
  ['\u0014', '»'],
  ['\u0015', '–'],
  ['\u0016', '—'],
  ['\u001b', 'ff'],
  ['\u001c', 'fi'],
  ['\u001d', 'fl'],
  ['\u001e', 'ffi'],
  ['\u001f', 'ffl'],
]);
const OT1: ReadonlyMap<string, string> = new Map([
  ['\u000b', 'ff'],
  ['\u000c', 'fi'],
  ['\u000d', 'fl'],
  ['\u000e', 'ffi'],
  ['\u000f', 'ffl'],
  ['\u0010', 'ı'],
  ['\u0019', 'ß'],
  ['\u001a', 'æ'],
  ['\u001b', 'œ'],
  ['\u001c', 'ø'],
  ['\u001d', 'Æ'],
  ['\u001e', 'Œ'],
  ['\u001f', 'Ø'],
  ['\\', '“'],
  ['{', '–'],
  ['|', '—'],
]);

/** Ligatures of the older encoding: beside letters, they tell which of the two it is. */
const OLD = '\u000b\u000c\u000d\u000e\u000f';

/** How the signs of a page's runs are to be read. @returns null where nothing needs to be changed. */
export function texLetters(runs: readonly TextRun[]): ((text: string) => string) | null {
  if (!runs.some(({ text }) => /\p{Cc}/u.test(text))) return null;
  const letters = runs.some(({ text }) => hasOldLigature(text)) ? OT1 : T1;
  return (text) => Array.from(text, (sign) => letters.get(sign) ?? sign).join('');
}

const hasOldLigature = (text: string): boolean =>
  Array.from(text).some(
    (sign, i, all) => OLD.includes(sign) && /\p{L}/u.test(`${all[i - 1] ?? ''}${all[i + 1] ?? ''}`),
  );
