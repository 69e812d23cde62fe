/** The pages of a journal, for what must come out in order and without what stands around it. */
import { columnOf, type PlacedText } from './pdf.ts';

export const LEFT = 40;
export const RIGHT = 215;

const NOUNS = ['river', 'mountain', 'garden'];

/** A page of two columns with a running head, a number, and a footnote. @param page From 1 to 3. */
export const twoColumns = (page: number): readonly PlacedText[] => {
  const noun = NOUNS[page - 1];
  return [
    { x: 120, y: 30, text: 'Journal of Small Things', size: 8 },
    ...columnOf(LEFT, 110, [
      `  The ${noun} begins right here`,
      'and goes on for some lines so',
      'that it is a column, and not a',
      'heap of words that stand some-',
      `where near any ${noun}, which`,
      'would be hard to read aloud to',
      'anybody; it ends in the middle',
      'of a sentence which the next',
    ]),
    ...columnOf(RIGHT, 110, [
      `takes up beside the ${noun}.`,
      '  A second paragraph stands',
      'below it, and it stands some-',
      'where near the foot. A note is',
      'here',
      'It goes on to the next page as',
      'readers know it from their own',
      `${noun}, and the sentence ends`,
    ]),
    { x: 236, y: 154.5, text: '1', size: 6 },
    { x: 243, y: 158, text: 'and something more follows.' },
    ...columnOf(RIGHT, 540, [`1 Of the ${noun}, in small print.`], { size: 8 }),
    { x: 195, y: 580, text: String(page), size: 8 },
  ];
};
