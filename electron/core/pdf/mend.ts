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
 * Puts accents that stand before their letter onto it ("Poincar´e" → "Poincaré"), and quotation marks that belong
 * together side by side.
 */
export function mendText(raw: string): string {
  const text = raw.replace(OPENING, '').replace(CLOSING, '');
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
  return letters < LEAST_LETTERS * signs.length || privatePart(signs) > MOST_PRIVATE;
}

const privatePart = (signs: string): number =>
  (signs.match(/[\p{Co}\p{Cn}\ufffd]/gu)?.length ?? 0) / signs.length;
