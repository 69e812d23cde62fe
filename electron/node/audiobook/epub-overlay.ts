import { BODY_ID, type SpokenSentence } from './epub-page.ts';
import { attributes } from './xml.ts';

/** A SMIL clock value: `0:01:02.345`. */
export function smilClock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = String(milliseconds % 1000).padStart(3, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${fraction}`;
}

export const overlayDuration = (sentences: readonly SpokenSentence[]): number =>
  sentences.reduce((sum, { clip }) => sum + clip.end - clip.begin, 0);

/**
 * A media overlay (EPUB 3.3, 9): each sentence of a page beside its sound.
 * @param audioFile The name of a sound file by its index.
 */
export function overlayOf(
  page: string,
  sentences: readonly SpokenSentence[],
  audioFile: (index: number) => string,
): string {
  const pairs = sentences.map(({ id, clip }) => {
    const audio = attributes({
      src: audioFile(clip.file),
      clipBegin: smilClock(clip.begin),
      clipEnd: smilClock(clip.end),
    });
    return `<par id="p-${id}"><text src="${page}#${id}"/><audio${audio}/></par>\n`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body>
<seq id="sentences" epub:textref="${page}#${BODY_ID}">
${pairs.join('')}</seq>
</body>
</smil>
`;
}
