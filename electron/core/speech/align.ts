/**
 * Which source word a voice is saying: aligns the words that came back, with their times, to the words of the text.
 *
 * What comes back may be normalised: numbers and money written out, abbreviations expanded, words merged or missing,
 * hyphens split, case and diacritics gone (PROTOCOL §3). So both are aligned as sequences, by the cheapest path over
 * (source word, token) pairs, as in Needleman and Wunsch (1970), with steps for one-to-many and many-to-one.
 */
import type { TextRange } from '../document/model.ts';
import { wordRanges } from '../text/words.ts';
import { cheapestPath, type Step } from './align-path.ts';
import type { WordTime } from './types.ts';

/** Offsets into the text that was aligned; seconds from the chunk's first sample. */
export interface AlignedWord {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

export interface Alignment {
  /** In order; times never go back and never overlap. Words that are not yet spoken are missing at the end. */
  readonly words: readonly AlignedWord[];
  /** False where too little fits, or nothing came: then only the sentence should be shown. */
  readonly confident: boolean;
}

/** The part of the characters, up to the last word reached, that must have been recognised. */
const ENOUGH = 0.6;
/** Seconds that a time may go back before it counts as disorder; the part of tokens that may. */
const JITTER = 0.05;
const DISORDER = 0.1;

export interface Timed {
  readonly start: number;
  readonly end: number;
}

/** Tokens in time order, with finite times that never go back; and how many had to be mended. */
function clean(words: readonly WordTime[]): { tokens: readonly WordTime[]; mended: number } {
  let last = 0;
  let mended = 0;
  const tokens: WordTime[] = [];
  for (const { word, start, end } of words) {
    if (!Number.isFinite(start) || !Number.isFinite(end)) {
      mended++;
      continue;
    }
    if (start < last - JITTER) mended++;
    const from = Math.max(start, last);
    last = from;
    tokens.push({ word, start: from, end: Math.max(end, from) });
  }
  return { tokens, mended };
}

/** Shares a stretch of time among source words by their length. */
export function shareTime(ranges: readonly TextRange[], { start, end }: Timed): readonly AlignedWord[] {
  const total = ranges.reduce((sum, [from, to]) => sum + to - from, 0) || 1;
  let spent = 0;
  return ranges.map(([from, to]) => {
    const begin = start + ((end - start) * spent) / total;
    spent += to - from;
    return { from, to, start: begin, end: start + ((end - start) * spent) / total };
  });
}

/** Seconds of silence that suffice for a missing word; with less it shares the time of its neighbour. */
const ROOM = 0.08;

/** Gives every source word of the path its time. */
function timeWords(
  ranges: readonly TextRange[],
  tokens: readonly WordTime[],
  path: readonly Step[],
): readonly AlignedWord[] {
  const spans: { ranges: readonly TextRange[]; time: Timed | null }[] = path
    .filter((step) => step.words > 0)
    .map((step) => {
      const first = tokens[step.token];
      const last = tokens[step.token + step.tokens - 1];
      return {
        ranges: ranges.slice(step.word, step.word + step.words),
        time: step.tokens > 0 && first && last ? { start: first.start, end: last.end } : null,
      };
    });
  const result: AlignedWord[] = [];
  for (let i = 0; i < spans.length; i++) {
    const missing: TextRange[] = [];
    let next = i;
    for (; spans[next]?.time === null; next++) missing.push(...(spans[next]?.ranges ?? []));
    const after = spans[next];
    if (!after?.time) break;
    const before = result.at(-1);
    const gap = { start: before?.end ?? 0, end: after.time.start };
    if (missing.length === 0 || gap.end - gap.start >= ROOM * missing.length) {
      result.push(...shareTime(missing, gap), ...shareTime(after.ranges, after.time));
    } else if (before) {
      result.pop();
      const together: readonly TextRange[] = [[before.from, before.to], ...missing];
      result.push(...shareTime(together, { start: before.start, end: Math.max(gap.end, before.end) }));
      result.push(...shareTime(after.ranges, after.time));
    } else {
      result.push(...shareTime([...missing, ...after.ranges], { start: 0, end: after.time.end }));
    }
    i = next;
  }
  return inOrder(result);
}

/** Clips each word to its neighbours, so that one word at most is spoken at any moment. */
function inOrder(words: readonly AlignedWord[]): readonly AlignedWord[] {
  let time = 0;
  return words.map((word, index) => {
    // Shares of a stretch of time are sums of fractions: the last bit may lie on the wrong side of a neighbour's.
    const start = Math.max(word.start, time);
    time = Math.max(start, Math.min(word.end, words[index + 1]?.start ?? Infinity));
    return { ...word, start, end: time };
  });
}

/**
 * @param text The chunk that was spoken.
 * @param words What came back so far, in order of arrival: may still grow.
 * @param language BCP 47 tag; null where it is not known.
 */
export function alignWords(text: string, words: readonly WordTime[], language: string | null): Alignment {
  const ranges = wordRanges(text, language);
  const { tokens, mended } = clean(words);
  if (ranges.length === 0 || tokens.length === 0) return { words: [], confident: false };
  const { path, recognised } = cheapestPath(
    ranges.map((range) => sourceWord(text, range)),
    tokens.map((token) => token.word),
  );
  return {
    words: timeWords(ranges, tokens, path),
    confident: recognised >= ENOUGH && mended <= DISORDER * words.length,
  };
}

/** The word with the full stop that may make it an abbreviation. */
function sourceWord(text: string, [from, to]: TextRange): string {
  return text.slice(from, text.charAt(to) === '.' ? to + 1 : to);
}
