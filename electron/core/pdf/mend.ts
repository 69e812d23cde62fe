import { cleanText, foldSpace } from '../document/clean.ts';

/** Accents that some fonts (TeX's old encoding among them) set as signs of their own, and what they mean on a letter. */
const ACCENTS: Readonly<Record<string, string>> = {
  '´': '\u0301',
  '`': '\u0300',
  '¨': '\u0308',
  ˆ: '\u0302',
  '˜': '\u0303',
  '¯': '\u0304',
  '˘': '\u0306',
  '˙': '\u0307',
  '˚': '\u030a',
  ˇ: '\u030c',
  '˝': '\u030b',
};
const ACCENT = /([´`¨ˆ˜¯˘˙˚ˇ˝]) ?([\p{L}ıȷ])/gu;
/** A grave accent is also an opening quote in old typewriting: only between letters is it surely an accent. */
const BEFORE_LETTERS = /\p{L}$/u;
const CEDILLA = /([cCsStTşŞ])\s?¸/gu;

/** Quotation marks inside each other, set apart by a hair that looks like a space. */
const OPENING = /(?<=[“‘„‚]) (?=[“‘„‚]\S)/gu;
const CLOSING = /(?<=\S[’”]) (?=[’”](?:\s|$))/gu;

/**
 * Ligatures as Ghostscript 10.0 writes them, the bytes of each letter in the wrong order ("o昀케cial" for "official"):
 * f, i, l, t, T and h, and the sums of f with i and l in those of three letters.
 */
const SWAPPED: Readonly<Record<string, string>> = {
  昀: 'f',
  椀: 'i',
  氀: 'l',
  琀: 't',
  吀: 'T',
  栀: 'h',
  樀: 'j',
  케: 'fi',
  툀: 'fl',
};
const SWAPPED_LIGATURE = /[昀琀吀][昀椀氀琀栀樀케툀](?:[椀氀琀])?/gu;

/** Chinese and Korean have these signs too, but seldom two of them together, and not in a word of Latin letters. */
const mendLigatures = (text: string): string =>
  text.replace(SWAPPED_LIGATURE, (signs: string, at: number) => {
    const around = `${text[at - 1] ?? ''}${text[at + signs.length] ?? ''}`;
    return /[\p{Script=Latin}昀琀吀]/u.test(around)
      ? [...signs].map((sign) => SWAPPED[sign]).join('')
      : signs;
  });

/**
 * Puts accents that stand before their letter onto it ("Poincar´e" → "Poincaré"), and quotation marks that belong
 * together side by side.
 */
export function mendText(raw: string): string {
  const text = mendLigatures(raw).replace(OPENING, '').replace(CLOSING, '');
  if (!/[´`¨ˆ˜¯˘˙˚ˇ˝¸]/.test(text)) return text;
  return text
    .replace(ACCENT, (whole, accent: string, letter: string, at: number) => {
      if (accent === '`' && !BEFORE_LETTERS.test(text.slice(0, at))) return whole;
      const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
      const composed = `${base}${ACCENTS[accent] ?? ''}`.normalize('NFC');
      return composed.length === 1 ? composed : whole;
    })
    .replace(CEDILLA, (_, letter: string) => `${letter}\u0327`.normalize('NFC'));
}

/** The text of a run: cleaned, white space folded, soft hyphens at its end kept as what they are there: hyphens. */
export const runText = (raw: string): string =>
  foldSpace(cleanText(raw.replace(/\u00ad(?=\s*$)/u, '-').replace(/\u00ad/gu, '')));

/** More of a page's words than this have a digit between letters: its font calls letters by the wrong names. */
const MOST_MIXED = 0.3;
/** Fewer of a page's characters than this are letters: its font does not say what its signs mean. */
const LEAST_LETTERS = 0.5;
/** More than this from the private use areas, or unknown. */
const MOST_PRIVATE = 0.05;
/** Characters; of fewer nothing can be told: a page with a table of figures is not broken. */
const ENOUGH = 200;

/** Whether a page's characters are no writing: the file has no table from its signs to letters, or a wrong one. */
export function isGarbled(text: string): boolean {
  // Dots that lead to a page's number are no letters, and no fault.
  const signs = text.replace(/([.·…_–-])(?:\s*\1){3,}|\s/gu, '');
  if (signs.length < ENOUGH) return signs.length > 20 && privatePart(signs) > 0.5;
  const letters = signs.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
  return letters < LEAST_LETTERS * signs.length || privatePart(signs) > MOST_PRIVATE || isMixed(text);
}

/** "3Ifl. aC3N 03 j3I": what letters become when each has another's name, and some those of digits. */
function isMixed(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const mixed = words.filter((word) => /\p{L}\d+\p{L}/u.test(word)).length;
  return mixed > MOST_MIXED * Math.max(ENOUGH / 4, words.length);
}

const privatePart = (signs: string): number =>
  (signs.match(/[\p{Co}\p{Cn}\ufffd]/gu)?.length ?? 0) / signs.length;
