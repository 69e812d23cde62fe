import type { TextRange } from '../document/model.ts';

/** The range without the white space at its ends; empty, at its start, where there is nothing else. */
export function trimRange(text: string, [from, to]: TextRange): TextRange {
  const part = text.slice(from, to);
  const start = part.length - part.trimStart().length;
  const length = part.trim().length;
  return length === 0 ? [from, from] : [from + start, from + start + length];
}
