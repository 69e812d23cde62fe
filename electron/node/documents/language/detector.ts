/**
 * The language of a text: eld (Apache-2.0), by n-grams of bytes. Of four libraries it was the most often right, and four
 * to eight times as fast (docs/text.md has the figures).
 */
import type { Guess } from '../../../core/text/passage-language.ts';

export interface Detector {
  detect(text: string): Guess;
  /** Whether it can tell this primary language from others at all: 60 are. */
  knows(language: string): boolean;
}

/** Characters looked at: more say nothing new. */
const MOST = 2_000;

let loading: Promise<Detector> | null = null;

/** Loaded when it is first needed, and once: 40 MB, a tenth of a second. */
export function loadDetector(): Promise<Detector> {
  loading ??= import('eld/extrasmall').then(({ eld }) => {
    const languages = new Set(Object.values(eld.info().Languages));
    return {
      detect(text) {
        const found = eld.detect(text.slice(0, MOST));
        return { language: found.language, scores: found.getScores(), reliable: found.isReliable() };
      },
      knows: (language) => languages.has(language),
    };
  });
  return loading;
}
