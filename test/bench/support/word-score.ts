/** How well a text was read, against what was printed: by its words in order, and by where its paragraphs end. */

/** Words in lower case, hyphens and apostrophes within them kept, typography left out. */
export const wordsOf = (text: string): readonly string[] =>
  (
    text
      .normalize('NFKC')
      .replace(/[\u00ad\u2060]/gu, '')
      .replace(/[‐‑]/gu, '-')
      .replace(/[’‘]/gu, "'")
      .match(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []
  ).map((word) => word.toLowerCase());

export interface WordScore {
  /** Part of the printed words that were read, in order. */
  readonly recall: number;
  /** Part of the words read that were printed. */
  readonly precision: number;
}

export function scoreWords(read: string, printed: string): WordScore {
  const [a, b] = [wordsOf(printed), wordsOf(read)];
  const common = (a.length + b.length - editsBetween(a, b)) / 2;
  return { recall: common / a.length, precision: common / Math.max(1, b.length) };
}

/**
 * The least insertions and deletions that lead from one list to the other.
 * Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), figure 2.
 */
function editsBetween(a: readonly string[], b: readonly string[]): number {
  const most = a.length + b.length;
  const ids = new Map<string, number>();
  const idOf = (word: string) => ids.get(word) ?? (ids.set(word, ids.size), ids.size - 1);
  const [left, right] = [Int32Array.from(a, idOf), Int32Array.from(b, idOf)];
  const reached = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let edits = 0; edits <= most; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reached[middle + k - 1]! < reached[middle + k + 1]!);
      let x = down ? reached[middle + k + 1]! : reached[middle + k - 1]! + 1;
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x++;
      reached[middle + k] = x;
      if (x >= left.length && x - k >= right.length) return edits;
    }
  }
  return most;
}

/** The F1 of paragraph ends, each known by the four words before and the three after it. */
export function scoreParagraphs(read: readonly string[], printed: readonly string[]): number {
  const [found, wanted] = [endsOf(read), endsOf(printed)];
  const both = [...found].filter((end) => wanted.has(end)).length;
  return (2 * both) / (found.size + wanted.size);
}

function endsOf(paragraphs: readonly string[]): ReadonlySet<string> {
  const words: string[] = [];
  const ends: number[] = [];
  for (const paragraph of paragraphs) {
    words.push(...wordsOf(paragraph));
    ends.push(words.length);
  }
  return new Set(
    ends.map(
      (end) => `${words.slice(Math.max(0, end - 4), end).join(' ')}|${words.slice(end, end + 3).join(' ')}`,
    ),
  );
}
