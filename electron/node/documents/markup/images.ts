import { cleanLine } from '../../../core/document/clean.ts';
import type { Attributes } from './sax.ts';

/** Characters that no font had: "gaiji" in Japanese books, emoji and smileys on pages. */
const CHARACTER_CLASS = /(?:^|[\s_-])(?:gaiji|emoji|emoticon|smiley|wp-smiley|twemoji|glyph)(?:$|[\s_-])/i;
const LONGEST_CHARACTER = 4;
/** What programs write where nobody described the image: its file's name, or that it is one. */
const NO_DESCRIPTION =
  /^(?:[^\s]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)|(?:an? )?(?:image|img|picture|pic|photo|figure|illustration|graphic|art|untitled)?[\s_-]*\d*)$/i;

/** The text of an image that is no more than a letter of the text around it; null where it is more. */
export function letterOf(attributes: Attributes, atStart: boolean): string | null {
  const alternative = alternativeOf(attributes);
  // A drop cap drawn as an image: its letter is the first of the word that follows.
  if (atStart && /^\p{L}{1,2}$/u.test(alternative)) return alternative;
  const isCharacter = CHARACTER_CLASS.test(attributes['class'] ?? '');
  return isCharacter && alternative !== '' && [...alternative].length <= LONGEST_CHARACTER
    ? alternative
    : null;
}

/** What describes an image; empty where nothing does. */
export function readableAlternative(attributes: Attributes): string {
  const alternative = alternativeOf(attributes);
  return NO_DESCRIPTION.test(alternative) ? '' : alternative;
}

const alternativeOf = (attributes: Attributes): string =>
  cleanLine(attributes['alt'] ?? attributes['aria-label'] ?? '');
