/**
 * Sentences as subtitles show them: of two lines at most, cut where one may breathe, on screen long enough to be read.
 *
 * The figures are those that broadcasters share (two lines of 42 characters, half of that for scripts whose characters
 * are twice as wide, a second on screen), with a margin in the pieces, so that a long word does not spoil a line.
 */
import type { TextRange } from '../document/model.ts';
import { baseLanguage } from '../language.ts';
import { SAMPLE_RATE } from '../speech/types.ts';
import { breakPoints } from '../text/break-points.ts';
import { cutText, type PieceSizes } from '../text/cut.ts';
import { trimRange } from '../text/ranges.ts';
import type { SentenceCue } from './types.ts';

export interface SubtitleCue {
  /** One line of text, white space folded to spaces. */
  readonly text: string;
  /** One or two, trimmed: ranges of `text`. */
  readonly lines: readonly TextRange[];
  /** Samples from the start of the file. */
  readonly start: number;
  readonly end: number;
  /** In order, not overlapping; empty where no trustworthy times are known. */
  readonly words: readonly SubtitleWord[];
}

export interface SubtitleWord {
  /** Offset into the cue's `text`, of the word or of the opening marks before it. */
  readonly from: number;
  /** Samples from the start of the file. */
  readonly start: number;
}

interface Layout {
  /** UTF-16 units of a line. */
  readonly line: number;
  readonly pieces: PieceSizes;
}

const NARROW: Layout = { line: 42, pieces: { target: 60, least: 20, most: 72 } };
const WIDE: Layout = { line: 21, pieces: { target: 30, least: 10, most: 36 } };
const WIDE_LANGUAGES: readonly string[] = ['zh', 'ja', 'ko', 'yue'];

/** Shorter than this nothing can be read: such a cue stays through the silence after it, as far as there is any. */
const READABLE = SAMPLE_RATE;

/**
 * @param cues In order, none overlapping; so are the results.
 * @param language Of the book: says where to breathe. BCP 47, or null.
 */
export function* subtitleCues(cues: Iterable<SentenceCue>, language: string | null): Generator<SubtitleCue> {
  let held: SubtitleCue | null = null;
  for (const cue of cues) {
    for (const piece of piecesOf(cue, language)) {
      if (held) yield stay(held, piece.start);
      held = piece;
    }
  }
  if (held) yield held;
}

const stay = (cue: SubtitleCue, next: number): SubtitleCue => ({
  ...cue,
  end: Math.max(cue.end, Math.min(cue.start + READABLE, next)),
});

function piecesOf(cue: SentenceCue, language: string | null): readonly SubtitleCue[] {
  const layout = WIDE_LANGUAGES.includes(baseLanguage(language)) ? WIDE : NARROW;
  const text = cue.text.replace(/\s/gu, ' '); // one for one: offsets hold
  const pieces = cutText(text, [0, text.length], language, layout.pieces)
    .map((piece) => trimRange(text, piece))
    .filter(([from, to]) => to > from);
  const starts = startsOf(cue, pieces);
  return pieces.map((piece, index) => ({
    text: text.slice(...piece),
    lines: linesOf(text.slice(...piece), language, layout),
    start: starts[index] ?? cue.start,
    end: starts[index + 1] ?? cue.end,
    words: wordsOf(cue, text, piece),
  }));
}

function wordsOf(cue: SentenceCue, text: string, [from, to]: TextRange): readonly SubtitleWord[] {
  let free = from;
  const words: SubtitleWord[] = [];
  for (const word of cue.words) {
    const at = word.from - cue.from;
    if (at < from || at >= to) continue;
    // An opening quotation mark or bracket comes up with its word.
    const space = text.lastIndexOf(' ', at - 1) + 1;
    words.push({ from: (space >= free ? space : at) - from, start: word.start });
    free = word.to - cue.from;
  }
  return words;
}

/** When each piece begins: with its first word, else by the length of what comes before. */
function startsOf(cue: SentenceCue, pieces: readonly TextRange[]): readonly number[] {
  const byWords = pieces.map(([offset], index) => {
    const word = cue.words.find(({ from }) => from - cue.from >= offset);
    return index === 0 ? cue.start : (word?.start ?? cue.words.at(-1)?.end ?? cue.start);
  });
  if (byWords.every((start, index) => start < (byWords[index + 1] ?? cue.end))) return byWords;
  const length = cue.end - cue.start;
  return pieces.map(([offset]) => cue.start + Math.floor((length * offset) / cue.text.length));
}

/** In units of imbalance: what a break that is better by one is worth, and what a unit above the line costs. */
const QUALITY_WEIGHT = 2;
const TOO_LONG_WEIGHT = 100;

/** One line where it fits, else two, broken where it is best and most even. */
function linesOf(text: string, language: string | null, { line }: Layout): readonly TextRange[] {
  const whole: TextRange = [0, text.length];
  if (text.length <= line) return [whole];
  let best: readonly TextRange[] = [whole];
  let least = Infinity;
  for (const { at, quality } of breakPoints(text, whole, language, line)) {
    const upper = trimRange(text, [0, at]);
    const lower = trimRange(text, [at, text.length]);
    const [above, below] = [upper[1] - upper[0], lower[1] - lower[0]];
    const tooLong = Math.max(0, above - line, below - line);
    const cost = TOO_LONG_WEIGHT * tooLong + Math.abs(above - below) - QUALITY_WEIGHT * quality;
    if (cost < least) {
      least = cost;
      best = [upper, lower];
    }
  }
  return best;
}
