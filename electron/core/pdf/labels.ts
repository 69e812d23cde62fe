import { ENDS_SENTENCE, isSpread, type Passage } from './passages.ts';
import type { Line } from './types.ts';

/** Characters: the words of a drawing are short. */
const LONGEST = 25;
/** Fewer short passages before a caption are lines of the text. */
const LEAST = 3;

/**
 * Makes labels of the short lines that stand one after another right before a caption, or after it: a drawing's words.
 */
export function withLabels(passages: readonly Passage[]): readonly Passage[] {
  const labels = new Set<Passage>();
  passages.forEach((passage, at) => {
    if (passage.kind !== 'caption') return;
    for (const step of [-1, 1]) {
      const run: Passage[] = [];
      for (let i = at + step; areLabels(passages[i], passage); i += step) run.push(passages[i]!);
      const words = run.flatMap(({ lines }) => lines.flatMap(({ segments }) => segments));
      if (words.length >= LEAST) for (const label of run) labels.add(label);
    }
  });
  return passages.map((passage) => (labels.has(passage) ? { ...passage, kind: 'labels' } : passage));
}

function areLabels(passage: Passage | undefined, caption: Passage): boolean {
  const lines = passage?.lines ?? [];
  if (passage?.kind !== 'text' || lines[0]?.page !== caption.lines[0]?.page) return false;
  return (lines.length === 1 || areScattered(lines)) && lines.every(isLabel);
}

const isLabel = (line: Line): boolean =>
  !ENDS_SENTENCE.test(line.text) &&
  (line.segments.length === 1 || isSpread(line)) &&
  line.segments.every(({ text }) => text.length <= LONGEST);

/** Whether some stand beside each other: lines of text stand below each other. */
const areScattered = (lines: readonly Line[]): boolean =>
  lines.some((line, i) => {
    const last = lines[i - 1];
    const beside = last !== undefined && Math.abs(line.y - last.y) < 0.5 * line.size && line.x0 > last.x1;
    return beside || isSpread(line);
  });
