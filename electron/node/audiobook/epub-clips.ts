/** Which stretch of which sound file says which sentence. */
import { millisecondsOf } from '../../core/audiobook/times.ts';
import type { SentenceCue } from '../../core/audiobook/types.ts';

/** One finished mp3 of the book. */
export interface EpubAudio {
  readonly path: string;
  readonly samples: number;
  /** In order, none overlapping. */
  readonly cues: Iterable<Pick<SentenceCue, 'section' | 'block' | 'from' | 'to' | 'start'>>;
}

export interface Clip {
  /** Index into the book's sound files. */
  readonly file: number;
  readonly block: number;
  /** UTF-16 offsets into the block's text. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds from the start of the file. */
  readonly begin: number;
  readonly end: number;
}

/**
 * The clips of each section, ordered as its text is. A clip ends where the next one of its file begins, the last with the
 * file: so the pauses are heard, and a reading system plays on without a seam. Clips of less than a millisecond are none.
 */
export function clipsBySection(audio: readonly EpubAudio[]): ReadonlyMap<number, readonly Clip[]> {
  const sections = new Map<number, Clip[]>();
  audio.forEach(({ cues, samples }, file) => {
    let open: { readonly section: number; readonly clip: Omit<Clip, 'end'> } | null = null;
    const close = (end: number) => {
      if (!open || end <= open.clip.begin) return;
      const clips = sections.get(open.section) ?? [];
      clips.push({ ...open.clip, end });
      sections.set(open.section, clips);
    };
    for (const { section, block, from, to, start } of cues) {
      const begin = millisecondsOf(start);
      close(begin);
      open = { section, clip: { file, block, from, to, begin } };
    }
    close(millisecondsOf(samples));
  });
  for (const [section, clips] of sections) {
    clips.sort((a, b) => a.block - b.block || a.from - b.from);
    // A note that two chapters refer to is heard twice, and stands in the book once.
    const once = clips.filter(
      ({ block, from }, at) => block !== clips[at - 1]?.block || from !== clips[at - 1]?.from,
    );
    sections.set(section, once);
  }
  return sections;
}
