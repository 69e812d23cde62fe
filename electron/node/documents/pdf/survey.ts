import type { PdfPage, PdfPages } from './pages.ts';

/** A document of so many pages is read whole when it is opened; of a larger one, pages spread over it are looked at. */
export const WHOLE = 150;
const SAMPLE = 10;

export interface Survey {
  readonly pages: readonly PdfPage[];
  /** Whether these are all. */
  readonly whole: boolean;
}

/** Looks at a document's pages, or at enough of them to know its style; where none of these has text, for one that has. */
export async function survey(pages: PdfPages): Promise<Survey> {
  if (pages.count <= WHOLE) return { pages: await pages.range(0, pages.count), whole: true };
  const looked: PdfPage[] = [];
  for (let i = 0; i < SAMPLE; i++) {
    // The first pages are a title and contents; the body begins soon after.
    const index = Math.floor(((i + 0.5) / SAMPLE) * pages.count);
    looked.push(await pages.page(index));
  }
  for (let index = 0; index < pages.count && !looked.some(hasText); index++) {
    const page = await pages.page(index);
    if (hasText(page)) looked.push(page);
  }
  return { pages: looked, whole: false };
}

export const hasText = ({ segments }: PdfPage): boolean =>
  segments.some(({ text }) => /[\p{L}\p{N}]/u.test(text));

/** What is wrong with a document's pages, as sentences for the person. */
export function warningsOf({ pages, whole }: Survey): readonly string[] {
  const numbers = (state: PdfPage['state']) =>
    pages.filter((page) => page.state === state).map(({ page }) => page.index + 1);
  const say = (found: readonly number[], one: string, many: string): readonly string[] => {
    if (found.length === 0) return [];
    const named = `${found.length === 1 ? 'Page' : 'Pages'} ${rangesOf(found)}`;
    const sentence = `${named} ${found.length === 1 ? one : many}`;
    return [
      whole
        ? sentence
        : `${sentence} There may be more: this document is too large to look at every page first.`,
    ];
  };
  return [
    ...say(
      numbers('picture'),
      'is a picture without text, so it cannot be read aloud.',
      'are pictures without text, so they cannot be read aloud.',
    ),
    ...say(
      numbers('garbled'),
      'has its text stored in a way that cannot be read: its letters have no meaning in the file.',
      'have their text stored in a way that cannot be read: their letters have no meaning in the file.',
    ),
    ...say(numbers('damaged'), 'is damaged and was left out.', 'are damaged and were left out.'),
  ];
}

const MOST_RANGES = 12;

/** [3, 4, 5, 9] → "3–5 and 9". */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const named = ranges.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  if (ranges.length > MOST_RANGES) named.push('others');
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
