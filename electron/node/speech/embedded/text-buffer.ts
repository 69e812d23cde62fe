/** The text that a context has collected, and which of it is to be spoken when (PROTOCOL: `segment`). */
import { sentenceRanges } from '../../../core/text/sentences.ts';
import type { SegmentMode } from '../../../core/speech/settings.ts';

export interface SegmentRules {
  readonly segment: SegmentMode;
  /** BCP 47. */
  readonly language: string | null;
  /** Characters: under `sentence`, a longer rest is spoken though its sentence is not complete. */
  readonly maxPartialLength: number;
}

export interface TextBuffer {
  readonly length: number;
  /** @returns the segments that are to be spoken now, each trimmed and not empty. */
  append(text: string, rules: SegmentRules): string[];
  /** Everything, as segments. White space alone is one empty segment, so that a commit of text is always answered. */
  commit(rules: SegmentRules): string[];
  clear(): void;
}

export function createTextBuffer(): TextBuffer {
  let text = '';

  const sentences = ({ language }: SegmentRules): string[] =>
    sentenceRanges(text, language).map(([from, to]) => text.slice(from, to));

  /** Under `sentence`: the sentences that what follows can no longer change. */
  const complete = (rules: SegmentRules): string[] => {
    // Only white space after a sentence shows its end: "3." may become "3.50". And a capital that might follow shows
    // whether it is one: after "Dr. " the sentence goes on.
    const ranges = sentenceRanges(/\s$/u.test(text) ? `${text}A` : text, rules.language);
    const end = ranges.at(-1)?.[0] ?? 0;
    const whole = ranges.slice(0, -1).map(([from, to]) => text.slice(from, to));
    text = text.slice(end);
    while (text.length > rules.maxPartialLength) {
      const space = text.lastIndexOf(' ', rules.maxPartialLength);
      const cut = space > 0 ? space : wholeCharacters(text, rules.maxPartialLength);
      whole.push(text.slice(0, cut));
      text = text.slice(cut);
    }
    return whole;
  };

  return {
    get length() {
      return text.length;
    },
    append(more, rules) {
      text += more;
      if (rules.segment === 'never') return [];
      if (rules.segment === 'sentence') return spoken(complete(rules));
      const now = text;
      text = '';
      return spoken([now]);
    },
    commit(rules) {
      if (text === '') return [];
      const segments = spoken(rules.segment === 'sentence' ? sentences(rules) : [text]);
      text = '';
      return segments.length > 0 ? segments : [''];
    },
    clear() {
      text = '';
    },
  };
}

function spoken(segments: readonly string[]): string[] {
  return segments.map((segment) => segment.trim()).filter((segment) => segment !== '');
}

/** At most `length` UTF-16 units, at least one character, and no half of a surrogate pair. */
function wholeCharacters(text: string, length: number): number {
  const cut = Math.max(1, Math.floor(length));
  const splits = /[\ud800-\udbff]/.test(text.charAt(cut - 1)) && /[\udc00-\udfff]/.test(text.charAt(cut));
  return splits ? cut + 1 : cut;
}
