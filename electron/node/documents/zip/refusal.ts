import { LecternError } from '../../../core/errors.ts';
import { COMIC_ADVICE, unsupported } from '../sniff.ts';

const isPicture = (name: string) => /\.(png|jpe?g|gif|webp|avif)$/i.test(name);

const KINDS: readonly (readonly [
  what: string,
  is: (names: readonly string[]) => boolean,
  advice?: string,
])[] = [
  ['an Excel workbook', (names) => names.some((name) => /^xl\/workbook/i.test(name))],
  ['a PowerPoint presentation', (names) => names.some((name) => /^ppt\/presentation/i.test(name))],
  [
    'a comic book of pictures (CBZ)',
    (names) =>
      names.some(isPicture) && names.every((name) => isPicture(name) || /\/$|\.(xml|txt)$/i.test(name)),
    COMIC_ADVICE,
  ],
];

/** What to say of a zip archive that is no document, judging by the names in it. */
export function zipRefusal(names: readonly string[]): LecternError {
  if (names.some((name) => /^META-INF\/container\.xml$/i.test(name))) {
    return new LecternError(
      'corrupt-document',
      'This EPUB is damaged: the file that lists its pages is missing. Try another copy of it.',
    );
  }
  const known = KINDS.find(([, is]) => is(names));
  return known
    ? unsupported(known[0], known[2])
    : unsupported('a zip archive', 'Unpack it, and open the document inside.');
}
