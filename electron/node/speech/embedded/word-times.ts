/**
 * From eSpeak NG's events to a time for every word.
 *
 * A word lasts from its event to the pause before the next one's, or to that event. Words without an event of their own
 * (merged ones such as "of the", the second half of a pronunciation rule, runs of Thai or Hangul) share the stretch of
 * the word before them by their letters.
 */
import type { Token } from './tokens.ts';

/** What the engine reports. Positions of words in code points of its input, from 1; times in milliseconds. */
export interface EspeakEvent {
  readonly type: string;
  readonly text_position: number;
  readonly audio_position: number;
  /** Of a phoneme its name, empty for a pause. */
  readonly id: string | number | undefined;
}

export interface TimedToken {
  readonly token: Token;
  /** Milliseconds from the engine's first sample. */
  readonly start: number;
  readonly end: number;
}

export interface WordTimes {
  event(event: EspeakEvent): void;
  /** The words whose times are known since the last call, in order. */
  take(): TimedToken[];
  /** The rest. @param duration Milliseconds of the whole. */
  finish(duration: number): TimedToken[];
}

/** @param starts For each token the code point of the engine's input at which it begins, from 0. */
export function createWordTimes(tokens: readonly Token[], starts: readonly number[]): WordTimes {
  let timed: TimedToken[] = [];
  /** The tokens from `first` on share what began at `began`; `heard` is the latest of them with an event. */
  let first = 0;
  let began = 0;
  let heard = -1;
  let pause: number | null = null;

  const close = (before: number, end: number) => {
    const group = tokens.slice(first, before).filter(({ speakable }) => speakable);
    const letters = group.reduce((sum, { text }) => sum + text.length, 0);
    let at = began;
    for (const token of group) {
      const start = at;
      at += ((Math.max(began, end) - began) * token.text.length) / letters;
      timed.push({ token, start, end: at });
    }
  };
  const take = () => {
    const taken = timed;
    timed = [];
    return taken;
  };

  return {
    event({ type, text_position, audio_position, id }) {
      if (type === 'phoneme') pause = id ? null : (pause ?? audio_position);
      if (type !== 'word') return;
      const index = tokenAt(starts, text_position - 1);
      if (index <= heard) return;
      // What sounds before the first event belongs to the first word: some languages report it late.
      if (heard >= 0) {
        close(index, pause ?? audio_position);
        first = index;
        began = audio_position;
      }
      heard = index;
      pause = null;
    },
    take,
    finish(duration) {
      close(tokens.length, pause ?? duration);
      first = tokens.length;
      return take();
    },
  };
}

/** The last token that begins at or before the position. */
function tokenAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
