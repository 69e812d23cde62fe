const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text, or the value of an attribute in double quotes. */
export const xml = (text: string): string => text.replace(/[&<>"]/gu, (sign) => ESCAPES[sign] ?? sign);

/** Attributes as they stand in a tag, each after a space; those without a value are left out. */
export const attributes = (values: Readonly<Record<string, string | null>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${xml(value)}"`))
    .join('');

/** The language of an element, for XML and for HTML. */
export const languageAttributes = (language: string | null): string =>
  attributes({ 'xml:lang': language, lang: language });
