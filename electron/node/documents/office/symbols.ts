/**
 * Adobe's Symbol encoding (the font of Word's Greek letters and mathematics), from 0x20 on; a space stands where it
 * has nothing that could be read. Source: Unicode's mapping table for the font, VENDORS/APPLE/SYMBOL.TXT.
 */
const SYMBOL =
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼' +
  ' '.repeat(33) +
  '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈   ∑          〉∫⌠ ⌡';

const isSymbol = (font: string): boolean => /^symbol\b/i.test(font);
const isPicture = (font: string): boolean => /wingdings|webdings|dingbats|marlett|fontawesome/i.test(font);

/** The character of a symbol font; '' for pictures and for what is not known. @param code With or without 0xF000. */
export function symbolCharacter(font: string, code: number): string {
  if (!isSymbol(font)) return code < 0xe000 && !isPicture(font) ? String.fromCodePoint(code) : '';
  return SYMBOL[(code & 0xff) - 0x20]?.trim() ?? '';
}

/** Text that is set in a font: letters of symbol fonts are not what they look like in the file. */
export function fontText(text: string, font: string): string {
  if (isPicture(font)) return text.replace(/\S/gu, '');
  if (isSymbol(font)) {
    return text.replace(/[!-~\u00a0-\u00ff\uf020-\uf0ff]/g, (c) => symbolCharacter(font, c.charCodeAt(0)));
  }
  return text.replace(/[\uf000-\uf0ff]/g, '');
}
