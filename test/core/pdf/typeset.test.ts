/** What typesetting programs put on pages, each by the least of runs that show it. */
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../electron/core/document/model.ts';
import type { PlacedBlock } from '../../../electron/core/pdf/blocks.ts';
import type { TextRun } from '../../../electron/core/pdf/types.ts';
import { column, layOut, pageOf, run } from '../../support/pdf-layout.ts';

const kinds = (placed: readonly PlacedBlock[]) => placed.map(({ block }) => [block.kind, block.text]);
const texts = (placed: readonly PlacedBlock[], kind: Block['kind'] = 'paragraph') =>
  placed.flatMap(({ block }) => (block.kind === kind ? block.text : []));

/** Lines that fill 300 points, so that their column is justified. */
const full = (x: number, top: number, lines: readonly string[]): readonly TextRun[] =>
  column(x, top, lines, { width: 300 });
const PROSE = [
  'Words fill this line from one edge to the other one,',
  'and the next as well, for that is what printers want',
  'of a page: two straight edges, and white around them',
];
const prose = (top: number) => full(50, top, PROSE);

describe('columns', () => {
  it('may be apart by no more than a word of hanging punctuation leaves', () => {
    const lines = Array.from({ length: 8 }, (_, i) => i);
    const left = column(
      30,
      100,
      lines.map((i) => `Line ${i} of the left column is here,`),
      { width: 160 },
    );
    const right = column(
      196.5,
      100,
      lines.map((i) => `and line ${i} stands in the right one`),
      { width: 160 },
    );
    const [text] = texts(
      layOut([
        pageOf(
          0,
          left.flatMap((line, i) => [line, right[i]!]),
        ),
      ]),
    );
    expect(text?.match(/\d/g)?.join('')).toBe('0123456701234567');
  });

  it('end their paragraphs, where they are ragged, at lines on which the next word had room', () => {
    const ragged = [
      'Some of these lines are longer',
      'than others are, which end in',
      'the midst of it. They go on.',
    ];
    const widths = [290, 268, 240];
    const lines = (top: number) =>
      ragged.map((text, i) => run(50, top + 12 * i, text, { width: widths[i]! }));
    const placed = layOut([
      pageOf(0, [
        ...lines(100),
        run(50, 136, 'Incomprehensibilities follow this.', { width: 300 }),
        run(50, 148, 'It ends.', { width: 60 }),
        run(50, 160, 'A new one begins after all that.', { width: 280 }),
      ]),
    ]);
    expect(texts(placed)).toHaveLength(2);
  });
});

describe('beside the lines', () => {
  it('small words close to them are marginal, and their first line is no part of the text', () => {
    const lines = full(50, 100, [...PROSE, ...PROSE, ...PROSE]);
    const runs = [
      { ...lines[0]!, endsLine: false },
      run(350, 100, ' ', { width: 11, endsLine: false }),
      run(361, 100, 'A note on', { size: 8 }),
      ...lines.slice(1),
      run(361, 110, 'what is said', { size: 8 }),
    ];
    const placed = layOut([pageOf(0, runs)]);
    expect(texts(placed).join(' ')).not.toContain('note on');
    expect(texts(placed, 'marginal')).toEqual(['A note on what is said']);
  });

  it('numbers may count on both sides', () => {
    const lines = full(50, 100, [...PROSE, ...PROSE, ...PROSE]);
    const numbers = [0, 3, 6].flatMap((at) => [
      run(30, 100 + 12 * at, String(at + 100), { size: 6 }),
      run(372, 100 + 12 * at, String(at + 500), { size: 6 }),
    ]);
    expect(texts(layOut([pageOf(0, [...lines, ...numbers])]), 'lineNumber')).toHaveLength(1);
  });

  it('the number of a page is in step with those in running heads of other pages', () => {
    const pages = [0, 1, 2, 3].map((index) =>
      pageOf(index, [
        ...(index === 0 ? [] : [run(120, 40, `${index + 1} The Book`)]),
        ...prose(100),
        ...(index === 0 ? [run(195, 570, '1')] : []),
      ]),
    );
    expect(texts(layOut(pages), 'pageNumber')).toEqual(['1']);
  });
});

describe('what stands at one height on several pages', () => {
  const chapters = (title: (page: number) => string, differing: Partial<TextRun> = {}) =>
    [0, 1, 2, 3].map((index) =>
      pageOf(index, [run(120, 60, title(index), differing), ...prose(100), run(195, 570, `${index + 1}`)]),
    );

  it('is a title where it counts chapters, a head where it counts pages or says the same', () => {
    const roman = ['I', 'II', 'III', 'IV'];
    const large = { size: 16 };
    expect(texts(layOut(chapters((page) => `Chapter ${2 * page + 3}`, large)), 'heading')).toHaveLength(4);
    expect(texts(layOut(chapters((page) => roman[page]!, large)), 'heading')).toEqual(roman);
    expect(texts(layOut(chapters((page) => `Page ${page + 3} of 9`, large)), 'heading')).toEqual([]);
    expect(texts(layOut(chapters(() => 'The Book', large)), 'header')).toHaveLength(4);
  });

  it('is a title too where each chapter has a page, and the page its number besides', () => {
    const roman = ['I', 'II', 'III', 'IV'];
    const large = { size: 16 };
    expect(texts(layOut(chapters((page) => `Chapter ${page + 1}`, large)), 'heading')).toHaveLength(4);
    expect(texts(layOut(chapters((page) => roman[page]!)), 'pageNumber')).toEqual(['1', '2', '3', '4']);
  });

  it('is no Roman number of a page where it counts nothing', () => {
    const pages = [0, 1, 2, 3].map((index) =>
      pageOf(index, [
        ...prose(60),
        ...(index === 1 ? [run(50, 520, 'IX', { size: 16 })] : []),
        run(195, 570, `${index + 1}`),
      ]),
    );
    expect(texts(layOut(pages), 'heading')).toEqual(['IX']);
  });
});

describe('tables, formulas and contents', () => {
  const row = (y: number, cells: readonly string[], xs = [60, 160, 260]) =>
    cells.map((text, i) => run(xs[i]!, y, text, { endsLine: i === cells.length - 1 }));

  it('have their heads with them, and may have two cells a row', () => {
    const placed = layOut([
      pageOf(0, [
        ...prose(60),
        ...row(120, ['Month', 'Hens'], [60, 260]),
        ...row(134, ['May', '12', '31']),
        ...row(146, ['June', '14', '30']),
        ...prose(180),
        ...row(240, ['Apples', '1.20'], [60, 260]),
        ...row(252, ['Pears', '2.40'], [60, 260]),
        ...row(264, ['Plums', '3.10'], [60, 260]),
      ]),
    ]);
    expect(texts(placed, 'table')).toEqual([
      'Month, Hens',
      'May, 12, 31',
      'June, 14, 30',
      'Apples, 1.20',
      'Pears, 2.40',
      'Plums, 3.10',
    ]);
  });

  it('are not what hangs from a name or a number', () => {
    const said = 'something that takes the whole of a line to be said to the others';
    const items = [120, 132, 144].flatMap((y, i) => [
      run(50, y, `${i + 1}.`, { endsLine: false }),
      run(90, y, `point ${i} of it`),
    ]);
    const names = [180, 192, 204].flatMap((y) => [
      run(50, y, 'Anna:', { endsLine: false }),
      run(100, y, said, { width: 250 }),
    ]);
    expect(texts(layOut([pageOf(0, [...prose(60), ...items, ...names])]), 'table')).toEqual([]);
  });

  it('may cross the columns of the text', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `line ${i} of the text of one of two columns`);
    const placed = layOut([
      pageOf(0, [
        run(30, 60, 'Table 1: Cases by year, over all of the years that are known of it', { width: 340 }),
        ...row(74, ['Year', 'Client', 'Fee', 'Days'], [40, 100, 230, 330]),
        ...row(86, ['1887', 'A king', '100', '3'], [40, 100, 230, 330]),
        ...row(98, ['1888', 'A clerk', '0', '12'], [40, 100, 230, 330]),
        ...column(30, 130, lines, { width: 160 }),
        ...column(210, 130, lines, { width: 160 }),
      ]),
    ]);
    expect(texts(placed, 'table')).toEqual([
      'Year, Client, Fee, Days',
      '1887, A king, 100, 3',
      '1888, A clerk, 0, 12',
    ]);
  });

  it('have all the parts of a formula, and its number', () => {
    const placed = layOut([
      pageOf(0, [
        ...prose(60),
        run(150, 120, 'E = mc + ∑'),
        run(196, 108, 'n', { size: 7 }),
        run(196, 131, 'k=1', { size: 7 }),
        run(212, 127, 'k!'),
        run(330, 120, '(2)'),
        ...prose(160),
      ]),
    ]);
    expect(texts(placed)).toEqual([PROSE.join(' '), PROSE.join(' ')]);
  });

  it('are shown and not read, where they list what is on which page', () => {
    const placed = layOut([
      pageOf(0, [
        run(50, 60, 'Contents', { size: 16 }),
        run(50, 90, '1 Of hens . . . . . . . . . . . . 1', { width: 300 }),
        run(50, 102, '2 Of eggs . . . . . . . . . . . 12', { width: 300 }),
        ...row(114, ['Index', '103'], [50, 330]),
        ...prose(160),
      ]),
    ]);
    expect(placed.map(({ block }) => block.reason)).toEqual([
      'contents',
      'contents',
      'contents',
      'contents',
      null,
    ]);
  });
});

describe('what the file’s own tags tell', () => {
  it('is a note where it stands, though they have it at its reference', () => {
    const lines = prose(60).map((each, i) => ({ ...each, order: i < 2 ? i : i + 2, endsLine: true }));
    const note = run(50, 300, 'A note of the body’s own size.', { order: 2, part: 'note' });
    const placed = layOut([pageOf(0, [...lines, note])]);
    expect(kinds(placed)).toEqual([
      ['paragraph', PROSE.join(' ')],
      ['note', 'A note of the body’s own size.'],
    ]);
  });

  it('are captions, lists of contents and the words of a figure, but no text that was set in its frame', () => {
    const said =
      'A sentence that somebody has put into a frame, which is far too long for a word of a drawing.';
    const placed = layOut([
      pageOf(0, [
        ...prose(60).map((each, order) => ({ ...each, order })),
        run(80, 120, 'Input', { order: 3, part: 'figure' }),
        run(80, 160, 'What comes in goes out', { order: 4, part: 'caption' }),
        run(50, 200, 'Of hens', { order: 5, part: 'contents' }),
        run(50, 240, said, { order: 6, part: 'figure', width: 300 }),
      ]),
    ]);
    expect(placed.slice(1).map(({ block }) => [block.kind, block.reason])).toEqual([
      ['figure', 'image'],
      ['caption', 'caption'],
      ['paragraph', 'contents'],
      ['paragraph', null],
    ]);
  });
});

describe('beside a caption', () => {
  it('words that stand apart from each other are those of a drawing', () => {
    const placed = layOut([
      pageOf(0, [
        ...prose(60),
        run(80, 130, 'Input', { endsLine: false }),
        run(160, 130, 'Parser', { endsLine: false }),
        run(240, 130, 'Output'),
        run(240, 142, 'queue'),
        run(100, 170, 'Figure 1: What comes in goes out'),
        ...prose(200),
      ]),
    ]);
    expect(kinds(placed).slice(1, 3)).toEqual([
      ['figure', 'Input Parser Output queue'],
      ['caption', 'Figure 1: What comes in goes out'],
    ]);
  });
});

describe('small text at the foot of a page', () => {
  const fonts = new Map([['Bold', { bold: true, italic: false, mono: false }]]);
  const box = (title: Partial<TextRun>, first = 'A box has something to tell that is') => [
    ...prose(60),
    ...prose(96),
    run(50, 300, 'Three things to know', title),
    run(50, 312, first, { size: 8 }),
    run(50, 322, 'for everybody, and no note of anything.', { size: 8 }),
  ];

  it('is read below a title of its own, of whatever size', () => {
    for (const size of [8, 11]) {
      const placed = layOut([pageOf(0, box({ font: 'Bold', size }), { fonts })]);
      expect(texts(placed, 'note')).toEqual([]);
    }
  });

  it('is notes without one, or with marks', () => {
    expect(texts(layOut([pageOf(0, box({ size: 8 }), { fonts })]), 'note')).toHaveLength(1);
    const marked = box({ font: 'Bold', size: 11 }, '1 A note has something to tell that is');
    expect(texts(layOut([pageOf(0, marked, { fonts })]), 'note')).toHaveLength(1);
  });
});

describe('a running head', () => {
  it('is known on one page by the page’s own number at the other edge', () => {
    const head = [run(50, 40, 'The Book', { endsLine: false }), run(340, 40, '1')];
    expect(texts(layOut([pageOf(0, [...head, ...prose(80)])]), 'header')).toEqual(['The Book']);
    const date = [run(50, 40, 'The Book', { endsLine: false }), run(330, 40, '12')];
    expect(texts(layOut([pageOf(0, [...date, ...prose(80)])]), 'header')).toEqual([]);
  });
});

describe('words', () => {
  it('that are spread to fill a narrow column are no cells', () => {
    const spread = (y: number, first: string, x: number, last: string) => [
      run(50, y, first, { endsLine: false }),
      run(x, y, last),
    ];
    const placed = layOut([
      pageOf(0, [
        ...prose(60),
        ...spread(96, 'reclutano', 155, 'nuovi'),
        ...spread(108, 'volontari', 150, 'espert'),
        ...spread(120, 'cooptazione', 160, 'bene'),
      ]),
    ]);
    expect(texts(placed, 'table')).toEqual([]);
  });

  it('run on into a column of too few lines to be known as one', () => {
    const left = full(30, 100, [
      'Two lines end the first column of the last',
      'page, and the sentence of it',
    ]).map((each) => ({ ...each, width: 160 }));
    const right = column(210, 100, ['goes on in the second one, which', 'is as short.'], { width: 160 });
    expect(texts(layOut([pageOf(0, [...left, ...right])]))).toHaveLength(1);
  });

  it('with a drop capital begin a paragraph, also after words that end with no mark', () => {
    const placed = layOut([
      pageOf(0, [
        ...prose(60),
        run(50, 110, 'Of chickens'),
        run(50, 134, 'S', { size: 24 }),
        run(63, 122, 'unshine came in, and I saw that it was late.', { width: 287 }),
        run(63, 134, 'so I got up at once.', { width: 120 }),
      ]),
    ]);
    expect(kinds(placed).slice(-2)).toEqual([
      ['paragraph', 'Of chickens'],
      ['paragraph', 'Sunshine came in, and I saw that it was late. so I got up at once.'],
    ]);
  });

  it('of TeX’s bitmap fonts have their ligatures and quotes', () => {
    const t1 = run(50, 100, '\u0010Its \u001cnder was di\u001berent, o\u001ecial.\u0011');
    expect(layOut([pageOf(0, [t1])])[0]?.block.text).toBe('“Its finder was different, official.”');
    const ot1 = run(50, 100, 'A di\u000berent \u000cnder, f\u001cr all');
    expect(layOut([pageOf(0, [ot1])])[0]?.block.text).toBe('A different finder, før all');
  });
});
