/** Scores a way of cutting sentences against gold ones, white space aside. Shared by the tests and the bench. */
export interface GoldCase {
  /** "en", or "en-EWT" for a treebank. */
  readonly lang: string;
  readonly text: string;
  readonly expected: readonly string[];
}

export interface Score {
  /** Cases cut exactly as expected. */
  readonly exact: number;
  /** Of the boundaries, in per cent. */
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
}

const visible = (text: string) => text.replace(/\s+/gu, '');

/** How many visible characters stand before each boundary. */
export function boundariesAfter(sentences: readonly string[]): ReadonlySet<number> {
  const boundaries = new Set<number>();
  let count = 0;
  for (const sentence of sentences) {
    const length = visible(sentence).length;
    if (length > 0) boundaries.add((count += length));
  }
  return boundaries;
}

export function score(
  cases: readonly GoldCase[],
  cut: (text: string, language: string) => readonly string[],
): Score {
  let [exact, hits, extra, missed] = [0, 0, 0, 0];
  for (const { lang, text, expected } of cases) {
    const found = boundariesAfter(cut(text, lang.slice(0, 2)));
    const gold = boundariesAfter(expected);
    const wrong = [...found].filter((at) => !gold.has(at)).length;
    const absent = [...gold].filter((at) => !found.has(at)).length;
    hits += found.size - wrong;
    extra += wrong;
    missed += absent;
    if (wrong + absent === 0) exact++;
  }
  return {
    exact,
    f1: (200 * hits) / (2 * hits + extra + missed),
    precision: (100 * hits) / (hits + extra),
    recall: (100 * hits) / (hits + missed),
  };
}
