/**
 * Speech chunks: what is asked of a voice at once, and what the speech store keeps.
 *
 * A chunk is not a sentence. Sentences above 220 characters are cut, or a voice would cut them itself, badly and
 * late; sentences under `LEAST_SPOKEN` are joined with a neighbour, or a voice garbles them. The cuts are a pure function
 * of the text and its language, never of where Play was pressed: otherwise the store would miss.
 */
import type { TextRange } from '../document/model.ts';
import { cutText, type PieceSizes } from './cut.ts';
import { trimRange } from './ranges.ts';
import { sentenceRanges } from './sentences.ts';

/** The weights of the cut were chosen on ten thousand sentences of a novel. */
const SIZES: PieceSizes = { target: 140, least: 24, most: 220 };
/** UTF-16 units, white space at the ends not counted. */
const LEAST_SPOKEN = 15;

/** No chunk's `spoken` is longer, in UTF-16 units, save one that is a single grapheme cluster. */
export const LONGEST_CHUNK = 250;

export interface SpeechChunk {
  /** The chunks of a text tile it exactly: the next one's `from` is this one's `to`. */
  readonly from: number;
  readonly to: number;
  /** What the voice gets, without the white space around it. Empty where there is nothing to say ("* * *"). */
  readonly spoken: TextRange;
  /** The sentences that this chunk speaks, whole and trimmed: one that was cut reaches beyond the chunk. */
  readonly sentences: readonly TextRange[];
}

function lengthOf(text: string, range: TextRange): number {
  const [from, to] = trimRange(text, range);
  return to - from;
}

/** Joins what is too short with what follows it, or, at the end, with what stands before. */
function joinShort(text: string, units: readonly TextRange[]): readonly TextRange[] {
  const joined: TextRange[] = [];
  for (const unit of units) {
    const before = joined.at(-1);
    const both: TextRange = [before?.[0] ?? 0, unit[1]];
    const last = unit === units.at(-1);
    const short =
      before && (lengthOf(text, before) < LEAST_SPOKEN || (last && lengthOf(text, unit) < LEAST_SPOKEN));
    if (short && lengthOf(text, both) <= LONGEST_CHUNK) joined[joined.length - 1] = both;
    else joined.push(unit);
  }
  return joined;
}

/**
 * The speech chunks of one block's text, in order, tiling it exactly. An empty text has none.
 * @param language BCP 47 tag; null where it is not known.
 */
export function speechChunks(text: string, language: string | null): SpeechChunk[] {
  const sentences = sentenceRanges(text, language);
  const units = sentences.flatMap((sentence) => cutText(text, sentence, language, SIZES));
  let next = 0;
  return joinShort(text, units).map(([from, to]) => {
    while ((sentences[next]?.[1] ?? Infinity) <= from) next++;
    let end = next;
    while ((sentences[end]?.[0] ?? Infinity) < to) end++;
    const spoken = trimRange(text, [from, to]);
    const speakable = /[\p{L}\p{N}]/u.test(text.slice(...spoken));
    return {
      from,
      to,
      spoken: speakable ? spoken : [spoken[0], spoken[0]],
      sentences: sentences.slice(next, end).map((sentence) => trimRange(text, sentence)),
    };
  });
}
