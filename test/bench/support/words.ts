/** Word recall and precision of a reader against a text that is known to be right. */

export interface WordScore {
  /** Words that the text has. */
  readonly expected: number;
  /** Words that the reader gave. */
  readonly given: number;
  /** Of them, those in both, each as often as in the one that has it less often. */
  readonly shared: number;
}

export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

export function wordScore(expected: string, given: string): WordScore {
  const counts = new Map<string, number>();
  const [right, found] = [wordsOf(expected), wordsOf(given)];
  for (const word of right) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of found) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    shared++;
    counts.set(word, left - 1);
  }
  return { expected: right.length, given: found.length, shared };
}

export const sumOf = (scores: readonly WordScore[]): WordScore =>
  scores.reduce(
    (sum, one) => ({
      expected: sum.expected + one.expected,
      given: sum.given + one.given,
      shared: sum.shared + one.shared,
    }),
    { expected: 0, given: 0, shared: 0 },
  );

export const recallOf = ({ expected, shared }: WordScore): number => (expected === 0 ? 1 : shared / expected);
export const precisionOf = ({ given, shared }: WordScore): number => (given === 0 ? 1 : shared / given);
