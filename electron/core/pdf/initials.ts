import type { BodyType, Segment } from './types.ts';

/** Parts of the body's size from which a lone capital is a drop capital. */
const DROPPED = 1.6;

/**
 * Puts drop capitals to the line that they begin. The lines beside one lose the indent that it gives them.
 * @param knows Whether the document has a word, in lower case: "A long" or "Along"?
 */
export function mergeInitials(
  segments: readonly Segment[],
  body: BodyType,
  knows: (word: string) => boolean,
): readonly Segment[] {
  let merged = segments;
  for (const capital of segments) {
    if (capital.size < DROPPED * body.size || !/^["“‘«]?\p{Lu}$/u.test(capital.text)) continue;
    const beside = merged
      .filter((each) => each !== capital && Math.abs(each.x0 - capital.x1) < 1.2 * body.size)
      .filter(
        ({ y, size }) =>
          y <= capital.y + 0.3 * body.size && y > capital.y - capital.size && size < capital.size,
      )
      .sort((a, b) => a.y - b.y);
    const first = beside[0];
    if (first === undefined || !/^[\p{L}’']/u.test(first.text)) continue;
    merged = merged
      .filter((each) => each !== capital)
      .map((each) => {
        if (each === first) return withCapital(each, capital, knows);
        return beside.includes(each) ? { ...each, x0: capital.x0 } : each;
      });
  }
  return merged;
}

function withCapital(line: Segment, capital: Segment, knows: (word: string) => boolean): Segment {
  const word = /^[\p{L}’']+/u.exec(line.text)?.[0] ?? '';
  const letter = capital.text.slice(-1);
  const joined = `${letter}${word}`.toLowerCase();
  const apart = /^[AIOYEÀÉÓÈ]$/u.test(letter) && !knows(joined) && knows(word.toLowerCase());
  const before = apart ? `${capital.text} ` : capital.text;
  const shift = before.length;
  return {
    ...line,
    x0: capital.x0,
    initial: true,
    text: before + line.text,
    stops: [
      [0, capital.x0],
      [capital.text.length, capital.x1],
      ...line.stops.map(([at, x]) => [at + shift, x] as const),
    ],
    raised: line.raised.map(({ at, text }) => ({ at: at + shift, text })),
  };
}
