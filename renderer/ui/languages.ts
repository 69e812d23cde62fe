/** Languages to choose from, by their names in English: the window's own language. */
const TAGS = (
  'ar bg ca cs cy da de el en-GB en-US es et eu fa fi fr ga he hi hr hu id is it ja ko la lt lv nb nl pl ' +
  'pt-BR pt-PT ro ru sk sl sr sv tr uk vi zh'
).split(' ');

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** @param tag BCP 47; one that is none is its own name. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** By name. @param also A tag that is to be among them. */
export function languageChoices(
  also: string | null,
): readonly { readonly value: string; readonly label: string }[] {
  const tags = also === null || TAGS.includes(also) ? TAGS : [...TAGS, also];
  return tags
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
