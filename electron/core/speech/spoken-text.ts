/**
 * What a voice is given for a text, and the way back: from the words that it says to the words that a reader sees.
 * Who only aligns needs no rules of the normaliser: the pieces say it all.
 */
import type { TextRange } from '../document/model.ts';
import { sourceRange, type NormalisedText } from '../normalise/pieces.ts';
import { wordRanges } from '../text/words.ts';
import { alignWords, shareTime, type AlignedWord, type Alignment } from './align.ts';
import type { WordTime } from './types.ts';

/**
 * `alignWords` through a normalised text: offsets are into the source.
 * @param spoken What the voice was given for it; null: the source itself.
 */
export function alignSpoken(
  source: string,
  spoken: NormalisedText | null,
  words: readonly WordTime[],
  language: string | null,
): Alignment {
  if (spoken === null) return alignWords(source, words, language);
  const alignment = alignWords(spoken.text, words, language);
  return { ...alignment, words: onSource(wordRanges(source, language), spoken, alignment.words) };
}

/**
 * Words of the source and words that are said, group by group: a group is what hangs together, "$3.50" with "three dollars
 * and fifty cents", "zum Beispiel" with "z." and "B.". Its time goes from its first word's start to its last word's end.
 */
function onSource(
  ranges: readonly TextRange[],
  { pieces }: NormalisedText,
  said: readonly AlignedWord[],
): readonly AlignedWord[] {
  const sources = said.map(({ from, to }) => sourceRange(pieces, [from, to]));
  const words: AlignedWord[] = [];
  let next = 0;
  for (let index = 0; index < ranges.length && next < said.length;) {
    const first = index;
    // Words of which nothing is said share the time of the group after them.
    while (index < ranges.length && ranges[index]![1] <= sources[next]![0]) index++;
    const begin = next;
    let end = sources[next]![1];
    for (let grown = true; grown;) {
      grown = false;
      for (; index < ranges.length && ranges[index]![0] < end; index++, grown = true)
        end = Math.max(end, ranges[index]![1]);
      for (; next < said.length && sources[next]![0] < end; next++, grown = true)
        end = Math.max(end, sources[next]![1]);
    }
    const group = ranges.slice(first, index);
    // A sign that is no word to a reader ("=" said as "equals") is said with nothing to mark.
    if (group.length > 0)
      words.push(...shareTime(group, { start: said[begin]!.start, end: said[next - 1]!.end }));
    if (next === begin) next++;
  }
  return words;
}
