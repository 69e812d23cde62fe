/**
 * A language tag as documents write it ("en_US", "EN", "ger", "English"), in its canonical BCP 47 form.
 * @returns null for what is no tag, for "und" (undetermined) and for tags above 35 characters.
 */
export function languageTag(raw: string | null | undefined): string | null {
  const tag = raw?.trim().replaceAll('_', '-') ?? '';
  // Intl takes any primary subtag of 2–8 letters, so "English" would pass for a tag.
  if (tag.length > 35 || !/^[a-z]{2,3}(-|$)/i.test(tag) || /^und(-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** "en" of "en-GB". */
export const primaryLanguage = (tag: string): string => (tag.split('-')[0] ?? tag).toLowerCase();

/**
 * What a block has to say of its language, given the document's: null where that holds. A bare "en" inside a document
 * in "en-GB" is not another language, and must not change the voice.
 */
export function ownLanguage(block: string | null, document: string | null): string | null {
  if (block === null || block === document) return null;
  if (document !== null && block === primaryLanguage(document)) return null;
  return block;
}
