/** Language tags (BCP 47): as documents write them, as Intl takes them, as voices are chosen by them. */

/** The canonical form of a tag (`EN_us` → `en-US`, `cmn` → `zh`), or null where it is none. */
export function canonicalTag(language: string): string | null {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * A language tag as documents write it ("en_US", "EN", "ger", "English"), in its canonical form.
 * @returns null for what is no tag, for "und" (undetermined) and for tags above 35 characters.
 */
export function languageTag(raw: string | null | undefined): string | null {
  const tag = raw?.trim() ?? '';
  // Intl takes any primary subtag of 2–8 letters, so "English" would pass for a tag.
  if (tag.length > 35 || !/^[a-z]{2,3}([-_]|$)/i.test(tag) || /^und([-_]|$)/i.test(tag)) return null;
  return canonicalTag(tag);
}

/** A tag that Intl accepts: a document may claim anything. English where there is none. */
export const usableTag = (language: string | null): string => canonicalTag(language ?? 'en') ?? 'en';

/** `pt` of `pt-BR`, `zh` of `cmn`; of what is no tag, its first part. */
export const primaryLanguage = (tag: string): string =>
  ((canonicalTag(tag) ?? tag).split(/[-_]/, 1)[0] ?? tag).toLowerCase();

/** The primary language of a text; English where it is not known. */
export const baseLanguage = (language: string | null): string => primaryLanguage(language ?? 'en');

/**
 * What a block has to say of its language, given the document's: null where that holds. A bare "en" inside a document
 * in "en-GB" is not another language, and must not change the voice.
 */
export function ownLanguage(block: string | null, document: string | null): string | null {
  if (block === null || block === document) return null;
  if (document !== null && block === primaryLanguage(document)) return null;
  return block;
}
