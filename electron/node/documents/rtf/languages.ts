/** Windows language identifiers (MS-LCID): the low ten bits name the language, the whole a region's form of it. */
const PRIMARY: Readonly<Record<number, string>> = Object.fromEntries(
  'ar bg ca zh cs da de el en es fi fr he hu is it ja ko nl nb pl pt rm ro ru hr sk sq sv th tr ur id uk be sl et lv lt tg fa vi hy az eu hsb mk st ts tn ve xh zu af ka fo hi mt se ga yi ms kk ky sw tk uz tt bn pa gu or ta te kn ml as mr sa mn bo cy km lo my gl'
    .split(' ')
    .map((tag, index) => [index + 1, tag]),
);

/** Where the region changes how it is spoken. */
const REGIONAL: Readonly<Record<number, string>> = {
  0x0404: 'zh-TW',
  0x0804: 'zh-CN',
  0x0c04: 'zh-HK',
  0x0407: 'de-DE',
  0x0807: 'de-CH',
  0x0c07: 'de-AT',
  0x0409: 'en-US',
  0x0809: 'en-GB',
  0x0c09: 'en-AU',
  0x1009: 'en-CA',
  0x1409: 'en-NZ',
  0x1809: 'en-IE',
  0x4009: 'en-IN',
  0x040a: 'es-ES',
  0x0c0a: 'es-ES',
  0x080a: 'es-MX',
  0x040c: 'fr-FR',
  0x080c: 'fr-BE',
  0x0c0c: 'fr-CA',
  0x100c: 'fr-CH',
  0x0416: 'pt-BR',
  0x0816: 'pt-PT',
  0x0413: 'nl-NL',
  0x0813: 'nl-BE',
  0x0814: 'nn',
  0x081a: 'sr-Latn',
  0x0c1a: 'sr',
};

/** The tag of a language identifier; null for none (0x0400: "no proofing") and for unknown ones. */
export function languageOfLcid(lcid: number): string | null {
  if (lcid === 0 || lcid === 0x0400) return null;
  return REGIONAL[lcid] ?? PRIMARY[lcid & 0x3ff] ?? null;
}
