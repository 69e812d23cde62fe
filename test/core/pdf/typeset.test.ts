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

describe('words', () => {
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
