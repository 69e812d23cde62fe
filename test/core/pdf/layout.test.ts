import { describe, expect, it } from 'vitest';
import type { Block } from '../../../electron/core/document/model.ts';
import type { PlacedBlock } from '../../../electron/core/pdf/blocks.ts';
import { column, layOut, pageOf, run } from '../../support/pdf-layout.ts';

const texts = (placed: readonly PlacedBlock[], kind: Block['kind'] = 'paragraph') =>
  placed.flatMap(({ block }) => (block.kind === kind ? block.text : []));

const LEFT = [
  '  One begins in the left column',
  'and goes down line by line as',
  'columns do, and it is long as',
  'well, so that there are enough',
  'rows, and then it ends with a',
  'sentence that is not yet at its',
];
const RIGHT = [
  'end, which comes up here now.',
  '  Two is a paragraph by itself',
  'and stands in the right column',
  'below the end of the other one',
  'until the page is full and the',
  'reader may turn to another one.',
];

describe('the order of reading', () => {
  const expected = [
    'One begins in the left column and goes down line by line as columns do, and it is long as well, so that there are enough rows, and then it ends with a sentence that is not yet at its end, which comes up here now.',
    'Two is a paragraph by itself and stands in the right column below the end of the other one until the page is full and the reader may turn to another one.',
  ];
  const [left, right] = [column(30, 120, LEFT), column(210, 120, RIGHT)];

  it('is that of the columns, set one after the other or row by row', () => {
    expect(texts(layOut([pageOf(0, [...left, ...right])]))).toEqual(expected);
    const rows = left.flatMap((line, i) => [line, right[i]!]);
    expect(texts(layOut([pageOf(0, rows)]))).toEqual(expected);
    expect(texts(layOut([pageOf(0, [...rows].reverse())]))).toEqual(expected);
  });

  it('has a title above the columns first', () => {
    const title = run(60, 90, 'A Title That Crosses Both Columns', { size: 16 });
    const [first, second] = layOut([pageOf(0, [...right, ...left, title])]);
    expect(first?.block).toMatchObject({ kind: 'heading', text: title.text });
    expect(second?.block.text).toBe(expected[0]);
  });

  it('is that of the file’s tags where nearly all text has them', () => {
    const tagged = [...right, ...left].map((line, i) => ({
      ...line,
      order: i < RIGHT.length ? LEFT.length + i : i - RIGHT.length,
    }));
    expect(texts(layOut([pageOf(0, tagged)]))).toEqual(expected);
  });

  it('is from right to left in a line of such a script', () => {
    const line = [
      run(200, 100, 'שלום', { rightToLeft: true, endsLine: false }),
      run(150, 100, 'לכל העולם', { rightToLeft: true }),
    ];
    expect(layOut([pageOf(0, line)])[0]?.block.text).toBe('שלום לכל העולם');
  });
});

describe('running heads and feet', () => {
  const body = (page: number) =>
    column(50, 120, [
      `  Page ${page} has words of its own, they`,
      'go on in a second line, and end.',
      `  And number ${page} says something else`,
      'that no other page says like this.',
    ]);
  const pages = (head: (page: number) => string, foot: (page: number) => string) =>
    [0, 1, 2, 3, 4, 5].map((page) =>
      pageOf(page, [run(120, 40, head(page)), ...body(page), run(195, 570, foot(page))]),
    );

  it('are rows that repeat at one height, and numbers that count with the pages', () => {
    const placed = layOut(
      pages(
        () => 'The Book',
        (page) => `– ${page + 7} –`,
      ),
    );
    expect(texts(placed, 'header')).toHaveLength(6);
    expect(texts(placed, 'pageNumber')).toEqual(['– 7 –', '– 8 –', '– 9 –', '– 10 –', '– 11 –', '– 12 –']);
    expect(texts(placed)).toHaveLength(12);
  });

  it('are rows of changing words that stand apart at one height', () => {
    const chapters = ['Of rivers', 'Of hills', 'Of gardens', 'Of dogs', 'Of winter', 'Of the sea'];
    expect(
      texts(
        layOut(
          pages(
            (page) => chapters[page] ?? '',
            (page) => String(page + 1),
          ),
        ),
        'header',
      ),
    ).toEqual(chapters);
  });

  it('are what the file’s own tags call so', () => {
    const placed = layOut([
      pageOf(0, [run(50, 300, 'Printed on a Tuesday', { artifact: true }), ...body(1)]),
    ]);
    expect(texts(placed)).toHaveLength(2);
    expect(placed.find(({ block }) => block.text === 'Printed on a Tuesday')?.block.spoken).toBe(false);
  });

  it('are not the first lines of the text, though these stand at one height too', () => {
    const starts = ['rivers were long.', 'hills are not high.', 'gardens are green.', 'dogs bark a lot.'];
    const placed = layOut(
      starts.map((start, page) =>
        pageOf(page, [
          run(50, 60, start),
          ...column(50, 72, [
            '  Then comes more of it, as one can',
            `see on page ${page}, and so on it goes.`,
          ]),
        ]),
      ),
    );
    expect(texts(placed, 'header')).toEqual([]);
  });
});

describe('paragraphs', () => {
  it('go on over the page, with its notes and its head behind them', () => {
    const placed = layOut([
      pageOf(0, [
        ...column(50, 300, ['  This paragraph has a long way to', 'go: it ends on the next page, and']),
        run(50, 560, '1', { size: 5, endsLine: false }),
        run(53, 563, 'A note, in small print.', { size: 8 }),
      ]),
      pageOf(
        1,
        column(50, 100, ['so nobody hears a note within it.', '  Another one is below it and ends.']),
      ),
    ]);
    expect(placed.map(({ block }) => [block.kind, block.text])).toEqual([
      [
        'paragraph',
        'This paragraph has a long way to go: it ends on the next page, and so nobody hears a note within it.',
      ],
      ['note', 'A note, in small print.'],
      ['paragraph', 'Another one is below it and ends.'],
    ]);
    expect(placed[1]?.block.marker).toBe('1');
  });

  it('are apart by space where they have no indent', () => {
    const lines = [
      ...column(50, 100, ['The first has two lines, and then', 'it ends.']),
      ...column(50, 142, ['The second comes after some white', 'space.']),
    ];
    expect(texts(layOut([pageOf(0, lines)]))).toEqual([
      'The first has two lines, and then it ends.',
      'The second comes after some white space.',
    ]);
  });

  it('keep powers in their words, and leave references to notes out of them', () => {
    const placed = layOut([
      pageOf(0, [
        ...column(50, 80, ['Some words come first, so that a size', 'is known for the text of this page.']),
        run(50, 104, 'The area is 12 m', { endsLine: false }),
        run(130, 100, '2', { size: 6, endsLine: false }),
        run(133.5, 104, ' as he said.', { endsLine: false }),
        run(193.5, 100, '7', { size: 6 }),
      ]),
    ]);
    const block = placed.at(-1)!.block;
    expect(block.text).toMatch(/The area is 12 m2 as he said\.$/);
    expect(block.spans.map(({ kind }) => kind)).toEqual(['sup', 'noteref']);
    expect(block.spans[1]).toMatchObject({ from: block.text.length, to: block.text.length });
  });

  it('join Chinese and Japanese lines without a space', () => {
    expect(
      texts(
        layOut([pageOf(0, column(50, 100, ['これは一つの文で、次の行に', '続きます。'], { width: 300 }))]),
      ),
    ).toEqual(['これは一つの文で、次の行に続きます。']);
  });
});

describe('the boxes of lines', () => {
  it('have stops where letters do not stand on the straight line', () => {
    const [placed] = layOut([
      pageOf(0, [
        run(50, 100, 'wide', { width: 80, endsLine: false }),
        run(135, 100, 'narrow words', { width: 40 }),
      ]),
    ]);
    expect(placed?.block.text).toBe('wide narrow words');
    expect(placed?.block.lines).toEqual([
      {
        page: 0,
        from: 0,
        to: 17,
        x: 50,
        y: 92,
        width: 125,
        height: 10.5,
        stops: [
          [4, 130],
          [5, 135],
        ],
      },
    ]);
  });

  it('stand on the real page, where its text is printed sideways', () => {
    const lines = column(50, 100, [
      'A line that runs up along the page',
      'and another one that does so too.',
    ]);
    const turned = lines.map((line) => ({ ...line, x: line.y, y: 600 - line.x, angle: 270 }));
    const [placed] = layOut([pageOf(0, turned)]);
    expect(placed?.block.text).toBe('A line that runs up along the page and another one that does so too.');
    expect(placed?.block.lines?.[0]).toMatchObject({ x: 92, y: 600 - 50 - 170, width: 10.5, height: 170 });
  });
});
