/**
 * Cues from segments: what was said when, sentence by sentence and word by word, on the file's one clock.
 *
 * A chunk may say several short sentences, and a long sentence may be said by several chunks; a cue is always one whole
 * sentence. Inside a chunk one sentence goes over into the next in the middle of the silence between their words.
 */
import type { NormalisedText } from '../normalise/pieces.ts';
import { shareTime, type AlignedWord } from '../speech/align.ts';
import { samplesOf, secondsOf } from '../speech/pcm.ts';
import type { WordTime } from '../speech/types.ts';
import { chunkWordTimes } from '../speech/word-times.ts';
import type { PlannedSegment, SentenceCue, WordCue } from './types.ts';

/** A segment that was spoken, at its place in a file. */
export interface HeardSegment extends Pick<PlannedSegment, 'place' | 'sentences'> {
  /** Index into the file's chapters. */
  readonly chapter: number;
  /** Of the whole block. */
  readonly text: string;
  /** BCP 47, as the voice was asked; null where it is not known. */
  readonly language: string | null;
  /** Samples from the start of the file to its first, and how many are speech: the pause after it is not counted. */
  readonly start: number;
  readonly samples: number;
  /** As the voice reported them: seconds from the segment's first sample. */
  readonly words: readonly WordTime[];
  /** What the voice was given for it; null: the text itself. */
  readonly spoken: NormalisedText | null;
}

/** What one segment says of one sentence. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** Null where the voice gave no trustworthy times. */
  readonly words: readonly WordCue[] | null;
}

/**
 * The cues of one file. Holds one sentence at a time.
 * @param segments In the order of the file, none overlapping.
 * @returns in order; `text` is exactly the block's `slice(from, to)`. A sentence of which nothing is heard ("…") has none.
 */
export function* sentenceCues(segments: Iterable<HeardSegment>): Generator<SentenceCue> {
  let open = null as SentenceCue | null;
  let trusted = true;
  for (const segment of segments) {
    for (const part of partsOf(segment)) {
      if (open && isSame(open, segment, part)) {
        trusted &&= part.words !== null;
        const words: readonly WordCue[] = trusted ? [...open.words, ...(part.words ?? [])] : [];
        open = { ...open, end: part.end, words };
        continue;
      }
      if (open && open.end > open.start) yield open;
      const { section, block } = segment.place;
      const { from, to, start, end, words } = part;
      const text = segment.text.slice(from, to);
      trusted = words !== null;
      open = { chapter: segment.chapter, section, block, from, to, text, start, end, words: words ?? [] };
    }
  }
  if (open && open.end > open.start) yield open;
}

const isSame = (cue: SentenceCue, { place, chapter }: HeardSegment, { from, to }: Part): boolean =>
  cue.chapter === chapter &&
  cue.section === place.section &&
  cue.block === place.block &&
  cue.from === from &&
  cue.to === to;

function partsOf(segment: HeardSegment): readonly Part[] {
  const { place, sentences, text, language, start, samples } = segment;
  const chunk = text.slice(place.from, place.to);
  const { words, confident } = chunkWordTimes(
    chunk,
    segment.words,
    language,
    secondsOf(samples),
    segment.spoken,
  );
  const time = (seconds: number) => start + Math.min(samplesOf(seconds), samples);
  const ends = sentences.map(([, to]) => to - place.from);
  const cues = words
    .flatMap((word) => dividedAt(word, ends))
    .map((word): WordCue => {
      const [from, to] = [place.from + word.from, place.from + word.to];
      const { section, block } = place;
      return {
        section,
        block,
        from,
        to,
        text: text.slice(from, to),
        start: time(word.start),
        end: time(word.end),
      };
    });
  let next = 0;
  let begin = start;
  return sentences.map(([from, to], index) => {
    const first = next;
    while ((cues[next]?.from ?? Infinity) < to) next++;
    const last = index === sentences.length - 1;
    const spokenEnd = cues[next - 1]?.end ?? start;
    const nextStart = cues[next]?.start ?? start + samples;
    const end = last ? start + samples : Math.floor((spokenEnd + nextStart) / 2);
    const part = { from, to, start: begin, end, words: confident ? cues.slice(first, next) : null };
    begin = end;
    return part;
  });
}

/** Where the space after a full stop was forgotten, one word runs over the ends of sentences: each gets its share. */
function dividedAt(word: AlignedWord, ends: readonly number[]): readonly AlignedWord[] {
  const cuts = ends.filter((end) => end > word.from && end < word.to);
  if (cuts.length === 0) return [word];
  const parts = [word.from, ...cuts].map((from, index) => [from, cuts[index] ?? word.to] as const);
  return shareTime(parts, word);
}
