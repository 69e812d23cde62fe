import { ENDS_SENTENCE, type Passage } from './passages.ts';

/** Characters: the words of a drawing are short. */
const LONGEST = 25;
/** Fewer short passages before a caption are lines of the text. */
const LEAST = 3;

/** Makes labels of the short passages that stand one after another right before a caption, or after it: a drawing's words. */
export function withLabels(passages: readonly Passage[]): readonly Passage[] {
  const labels = new Set<Passage>();
  passages.forEach((passage, at) => {
    if (passage.kind !== 'caption') return;
    for (const step of [-1, 1]) {
      const run: Passage[] = [];
      for (let i = at + step; isLabel(passages[i], passage); i += step) run.push(passages[i]!);
      if (run.length >= LEAST) for (const label of run) labels.add(label);
    }
  });
  return passages.map((passage) => (labels.has(passage) ? { ...passage, kind: 'labels' } : passage));
}

function isLabel(passage: Passage | undefined, caption: Passage): boolean {
  const [line, ...more] = passage?.lines ?? [];
  if (line === undefined || more.length > 0 || line.page !== caption.lines[0]?.page) return false;
  return passage?.kind === 'text' && line.text.length <= LONGEST && !ENDS_SENTENCE.test(line.text);
}
