/** Text as it would be heard: the chunks of a block, spoken at a steady pace, one after another on a file's clock. */
import type { HeardSegment } from '../../../electron/core/audiobook/cues.ts';
import type { WordTime } from '../../../electron/core/speech/types.ts';
import { speechChunks } from '../../../electron/core/text/chunks.ts';
import { wordRanges } from '../../../electron/core/text/words.ts';

/** Samples for a character: 15 characters a second. */
const PACE = 1600;
/** Samples of silence before and after the words of a chunk, and between two chunks. */
const EDGE = 480;
const PAUSE = 6000;

export interface HeardOptions {
  readonly start?: number;
  readonly chapter?: number;
  readonly section?: number;
  readonly block?: number;
  readonly language?: string | null;
  /** What the voice reports for a chunk; else every word as it is written, at the steady pace. */
  readonly words?: (chunk: string) => readonly WordTime[];
}

export function heard(text: string, options: HeardOptions = {}): readonly HeardSegment[] {
  const { chapter = 0, section = 0, block = 0, language = 'en', words = steadyWords } = options;
  let at = options.start ?? 0;
  return speechChunks(text, language)
    .filter((chunk) => chunk.spoken[1] > chunk.spoken[0])
    .map(({ spoken: [from, to], sentences }) => {
      const start = at;
      const samples = 2 * EDGE + (to - from) * PACE;
      at += samples + PAUSE;
      const place = { section, block, from, to };
      return {
        chapter,
        place,
        sentences,
        text,
        language,
        start,
        samples,
        spoken: null,
        words: words(text.slice(from, to)),
      };
    });
}

export const steadyWords = (chunk: string): readonly WordTime[] =>
  wordRanges(chunk, 'en').map(([from, to]) => ({
    word: chunk.slice(from, to),
    start: (EDGE + from * PACE) / 24_000,
    end: (EDGE + to * PACE) / 24_000,
  }));
