/** A BCP 47 tag that Intl accepts: a document may claim anything. English where there is none. */
export function usableTag(language: string | null): string {
  try {
    return Intl.getCanonicalLocales((language ?? 'en').replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** The primary subtag: "pt" of "pt-BR". */
export function baseLanguage(language: string | null): string {
  return (language ?? 'en').toLowerCase().split(/[-_]/, 1)[0] ?? 'en';
}
