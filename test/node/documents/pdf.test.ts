import { afterEach, describe, expect, it } from 'vitest';
import { flattenContents } from '../../../electron/core/document/anchors.ts';
import type { Block } from '../../../electron/core/document/model.ts';
import type { OpenDocument, OpenOptions } from '../../../electron/core/document/reader.ts';
import { openPdf } from '../../../electron/node/documents/pdf/document.ts';
import { sensibleTitle } from '../../../electron/node/documents/pdf/metadata.ts';
import { planSections } from '../../../electron/node/documents/pdf/plan.ts';
import { rangesOf } from '../../../electron/node/documents/pdf/survey.ts';
import { faultsOf } from '../../support/blocks.ts';
import { columnOf, pdfOf, type TestPdf } from '../../support/pdf.ts';
import { LEFT, RIGHT, twoColumns } from '../../support/two-columns.ts';

const opened: OpenDocument[] = [];
afterEach(async () => {
  for (const document of opened.splice(0)) await document.close();
});

async function read(pdf: TestPdf, options?: OpenOptions) {
  const document = await openPdf(pdfOf(pdf), 'a_book.pdf', options);
  opened.push(document);
  const blocks: Block[] = [];
  for (let index = 0; index < document.summary.sections.length; index++) {
    const section = await document.section(index);
    expect(faultsOf(section)).toEqual([]);
    blocks.push(...section.blocks);
  }
  return { summary: document.summary, blocks };
}

const spoken = (blocks: readonly Block[]) => blocks.filter((block) => block.spoken).map(({ text }) => text);
const ofKind = (blocks: readonly Block[], kind: Block['kind']) =>
  blocks.filter((block) => block.kind === kind).map(({ text }) => text);

describe('a PDF of two columns', () => {
  const pages = [1, 2, 3].map((page) => ({ texts: twoColumns(page) }));

  it('is read column after column, joined over columns and pages, hyphens undone', async () => {
    const { blocks } = await read({ pages });
    const [first, second, ...more] = spoken(blocks);
    expect(first).toBe(
      'The river begins right here and goes on for some lines so that it is a column, and not a heap of words that stand somewhere near any river, which would be hard to read aloud to anybody; it ends in the middle of a sentence which the next takes up beside the river.',
    );
    expect(second).toBe(
      'A second paragraph stands below it, and it stands somewhere near the foot. A note is here and something more follows. It goes on to the next page as readers know it from their own river, and the sentence ends',
    );
    expect(more).toHaveLength(4);
  });

  it('has what stands around the text in its place, and says why it is not spoken', async () => {
    const { blocks } = await read({ pages });
    const beside = blocks
      .filter((block) => !block.spoken)
      .map(({ kind, reason, text }) => [kind, reason, text]);
    expect(beside.slice(0, 4)).toEqual([
      ['header', 'header', 'Journal of Small Things'],
      ['note', 'note', 'Of the river, in small print.'],
      ['pageNumber', 'page-number', '1'],
      ['header', 'header', 'Journal of Small Things'],
    ]);
    expect(blocks[0]?.kind).toBe('header');
  });

  it('leads from a raised number to its note', async () => {
    const { blocks } = await read({ pages });
    const noted = blocks.find(({ text }) => text.startsWith('A second paragraph'))!;
    const [span] = noted.spans;
    expect(span).toMatchObject({ kind: 'noteref', href: '#0/note-1-1' });
    expect(noted.text.slice(0, span?.from)).toMatch(/A note is here$/);
    expect(blocks.find(({ anchors }) => anchors.includes('note-1-1'))).toMatchObject({
      kind: 'note',
      marker: '1',
    });
  });

  it('says where each line stands on the page as it is shown', async () => {
    const { blocks, summary } = await read({ pages });
    const first = blocks.find(({ text }) => text.startsWith('The river'))!;
    const boxes = first.lines!.map((box) => ({ ...box, text: first.text.slice(box.from, box.to) }));
    expect(boxes.map(({ text }) => text).slice(0, 5)).toEqual([
      'The river begins right here',
      'and goes on for some lines so',
      'that it is a column, and not a',
      'heap of words that stand some',
      'where near any river, which',
    ]);
    expect(boxes[0]).toMatchObject({ page: 0, x: LEFT + 12, y: 102, height: 10.5 });
    expect(boxes[8]).toMatchObject({ page: 0, x: RIGHT, text: 'takes up beside the river.' });
    // By Helvetica's own widths the line has 11.9 em.
    expect(boxes[0]!.width).toBeCloseTo(119, -1);
    expect(summary.pages?.[0]).toEqual({ width: 400, height: 600, label: '1' });
  });

  it('does not depend on the order in which the file sets its lines', async () => {
    const inOrder = await read({ pages });
    const shuffled = pages.map(({ texts }) => ({
      texts: [...texts].sort((a, b) => ((a.y * 7919 + a.x * 31) % 97) - ((b.y * 7919 + b.x * 31) % 97)),
    }));
    expect(spoken((await read({ pages: shuffled })).blocks)).toEqual(spoken(inOrder.blocks));
  });
});

const prose = (top = 100) =>
  columnOf(50, top, [
    '  It was a bright day in spring, and nobody in the house',
    'had thought of the letter that lay under the clock since',
    'the evening before, when the postman had brought it.',
    '  In the afternoon somebody saw it at last, and read it',
    'aloud to the others, who did not believe a word of what',
    'it said about the garden, the dog and the neighbour.',
    '  Later they changed their minds, one after the other,',
    'and went out to look for what it told them to look for.',
  ]);

describe('what stands on a printed page', () => {
  it('makes headings of larger and of bold lines, and contents of the headings', async () => {
    const { blocks, summary } = await read({
      pages: [
        {
          texts: [
            { x: 50, y: 60, text: 'The Letter', size: 20 },
            { x: 50, y: 84, text: 'Under the clock', font: 'bold' },
            ...prose(),
          ],
        },
      ],
    });
    expect(blocks.slice(0, 2)).toMatchObject([
      { kind: 'heading', level: 1, text: 'The Letter' },
      { kind: 'heading', level: 5, text: 'Under the clock' },
    ]);
    expect(flattenContents(summary.toc).map(({ entry, depth }) => [depth, entry.title])).toEqual([
      [0, 'The Letter'],
      [1, 'Under the clock'],
    ]);
    expect(summary.metadata.title).toBe('The Letter');
  });

  it('drops what is hidden, and keeps what was recognised in a picture of the page', async () => {
    const secret = { x: 50, y: 400, text: 'Hidden words for machines', mode: 3 };
    const visible = await read({ pages: [{ texts: [...prose(), secret] }] });
    expect(spoken(visible.blocks).join(' ')).not.toContain('Hidden');
    expect(spoken(visible.blocks)).toHaveLength(3);
    const recognised = await read({
      pages: [{ drawing: true, texts: prose().map((text) => ({ ...text, mode: 3 })) }],
    });
    expect(spoken(recognised.blocks)).toHaveLength(3);
  });

  it('has the hyphens that are drawn, though the file calls them soft ones', async () => {
    const lines = [
      '  A well-known e-mail of the town told all of us to be pre-',
      'pared for rain, and the rain was well known to be wet. No-',
      'body was prepared for it.',
    ];
    const { blocks } = await read({ pages: [{ texts: columnOf(50, 100, lines, { font: 'shared' }) }] });
    expect(spoken(blocks)).toEqual([
      'A well-known e-mail of the town told all of us to be prepared for rain, and the rain was well known to be wet. Nobody was prepared for it.',
    ]);
  });

  it('knows the marks of notes by a font’s own raised digits', async () => {
    const set = { font: 'shared', size: 10 } as const;
    const texts = [
      ...columnOf(
        50,
        100,
        ['  It rained all night¹ in the town, and in May 21', 'people were out² in it.'],
        set,
      ),
      ...columnOf(50, 400, ['¹It rains often.', '²By their own word.'], { ...set, size: 8 }),
    ];
    const { blocks } = await read({ pages: [{ texts }] });
    expect(spoken(blocks)).toEqual(['It rained all night in the town, and in May 21 people were out in it.']);
    expect(ofKind(blocks, 'note')).toEqual(['It rains often.', 'By their own word.']);
  });

  it('drops what lies off the page', async () => {
    const { blocks } = await read({ pages: [{ texts: [...prose(), { x: 900, y: 100, text: 'Nowhere' }] }] });
    expect(blocks.map(({ text }) => text).join(' ')).not.toContain('Nowhere');
  });

  it('knows watermarks across the page and pale ones', async () => {
    const across = { x: 80, y: 420, text: 'CONFIDENTIAL', size: 40, angle: -45, gray: 0.8 };
    const pale = { x: 80, y: 300, text: 'DRAFT', size: 50, gray: 0.85 };
    const { blocks } = await read({ pages: [{ texts: [pale, ...prose(), across] }] });
    expect(ofKind(blocks, 'watermark').sort()).toEqual(['CONFIDENTIAL', 'DRAFT']);
    expect(spoken(blocks)).toHaveLength(3);
  });

  it('knows line numbers and notes in the margin', async () => {
    const numbers = Array.from({ length: 8 }, (_, i) => ({
      x: 28,
      y: 100 + i * 12,
      text: String(i + 1),
      size: 7,
    }));
    const margin = { x: 330, y: 112, text: 'so it was', size: 7 };
    const { blocks } = await read({ pages: [{ texts: [...prose(), ...numbers, ...prose(220), margin] }] });
    expect(ofKind(blocks, 'lineNumber')).toEqual(['1 2 3 4 5 6 7 8']);
    expect(ofKind(blocks, 'marginal')).toEqual(['so it was']);
    expect(spoken(blocks)).toHaveLength(6);
  });

  it('keeps a sentence whole around a table and its caption', async () => {
    const texts = [
      ...columnOf(50, 100, [
        '  The figures of the last three years are, as one may see',
        'in the table, what the council had expected of them and',
      ]),
      { x: 50, y: 148, text: 'Table 1: Apples and pears', size: 9 },
      ...[0, 1, 2].flatMap((row) => [
        { x: 50, y: 164 + row * 12, text: `202${row}` },
        { x: 150, y: 164 + row * 12, text: `${row}7 apples` },
        { x: 250, y: 164 + row * 12, text: `${row}4 pears` },
      ]),
      ...columnOf(50, 220, [
        'of the harvest, which was a good one in all of them, and',
        'so nobody was surprised when the report was read out.',
      ]),
    ];
    const { blocks } = await read({ pages: [{ texts }] });
    expect(spoken(blocks)).toEqual([
      'The figures of the last three years are, as one may see in the table, what the council had expected of them and of the harvest, which was a good one in all of them, and so nobody was surprised when the report was read out.',
    ]);
    expect(ofKind(blocks, 'caption')).toEqual(['Table 1: Apples and pears']);
    expect(ofKind(blocks, 'table')).toEqual([
      '2020, 07 apples, 04 pears',
      '2021, 17 apples, 14 pears',
      '2022, 27 apples, 24 pears',
    ]);
  });

  it('makes list items of bullets, and code of typewritten lines', async () => {
    const { blocks } = await read({
      pages: [
        {
          texts: [
            ...prose(),
            { x: 62, y: 220, text: '• the first of two things' },
            { x: 62, y: 232, text: '• the second of them' },
            ...columnOf(62, 260, ['let x = 1;', 'x += 1;'], { font: 'mono' }),
          ],
        },
      ],
    });
    expect(blocks.filter(({ kind }) => kind === 'listItem')).toMatchObject([
      { marker: '•', text: 'the first of two things', level: 1 },
      { marker: '•', text: 'the second of them', level: 1 },
    ]);
    expect(ofKind(blocks, 'code')).toEqual(['let x = 1;\nx += 1;']);
  });

  it('puts a drop capital to its word', async () => {
    const { blocks } = await read({
      pages: [
        {
          texts: [
            { x: 50, y: 112, text: 'I', size: 28 },
            { x: 60, y: 100, text: 't was a bright day in spring, and nobody in the hall' },
            { x: 60, y: 112, text: 'house had thought of the letter that lay there' },
            ...columnOf(50, 124, [
              'under the clock since the evening before, when it came.',
              ...Array<string>(5).fill(''),
            ]),
            ...prose(148),
          ],
        },
      ],
    });
    expect(spoken(blocks)[0]).toMatch(
      /^It was a bright day in spring, and nobody in the hall house had thought/,
    );
  });

  it('reads a page that is printed sideways, and says where its lines really stand', async () => {
    const texts = prose().map(({ x, y, text }) => ({ x: 400 - y, y: x, text, angle: 90 }));
    const { blocks } = await read({ pages: [{ texts }] });
    expect(spoken(blocks)[0]).toMatch(/^It was a bright day/);
    const [box] = blocks[0]!.lines!;
    expect(box!.y).toBeCloseTo(62, 0);
    expect(box!.width).toBeLessThan(box!.height);
  });

  it('turns the boxes with a page that the file turns', async () => {
    const { blocks, summary } = await read({ pages: [{ rotate: 90, texts: prose() }] });
    expect(summary.pages?.[0]).toMatchObject({ width: 600, height: 400 });
    expect(spoken(blocks)).toHaveLength(3);
  });

  it('puts outside the text what a person’s margins put there', async () => {
    const texts = [
      { x: 50, y: 40, text: 'A line that looks like text and is none, says the person.' },
      ...prose(),
    ];
    expect(spoken((await read({ pages: [{ texts }] })).blocks)).toHaveLength(4);
    const margins = { top: 0.1, bottom: 0, left: 0, right: 0 };
    const { blocks } = await read({ pages: [{ texts }] }, { margins });
    expect(spoken(blocks)).toHaveLength(3);
    expect(blocks[0]).toMatchObject({ kind: 'header', reason: 'header' });
  });

  it('speaks what looks like page numbers where there is nothing else', async () => {
    const pages = [1, 2].map((page) => ({ texts: [{ x: 50, y: 40, text: `Page ${page}` }] }));
    expect(spoken((await read({ pages })).blocks).join(' ')).toBe('Page 1 Page 2');
  });
});

describe('what a PDF says of itself', () => {
  it('is its contents, with the places that they lead to, its page labels, title, author and language', async () => {
    const { blocks, summary } = await read({
      pages: [{ texts: prose() }, { texts: [{ x: 50, y: 150, text: 'Second part' }, ...prose(200)] }],
      outline: [
        { title: 'First part', page: 0, y: 90 },
        { title: 'Second part', page: 1, y: 140 },
      ],
      info: { Title: 'Microsoft Word - The Letter', Author: 'A. Smith; B. Jones' },
      labels: '0 << /S /r >> 1 << /S /D >>',
      language: 'en-GB',
    });
    expect(summary.metadata).toMatchObject({
      title: 'The Letter',
      authors: ['A. Smith', 'B. Jones'],
      language: 'en-GB',
    });
    expect(summary.pages?.map(({ label }) => label)).toEqual(['i', '1']);
    expect(summary.toc.map(({ title }) => title)).toEqual(['First part', 'Second part']);
    const target = blocks.find(({ anchors }) => anchors.includes(summary.toc[1]!.anchor!));
    expect(target).toMatchObject({ kind: 'heading', level: 1, text: 'Second part' });
    const first = blocks.find(({ anchors }) => anchors.includes(summary.toc[0]!.anchor!));
    expect(first?.text).toMatch(/^It was a bright day/);
  });

  it.each([
    ['Microsoft Word - thesis.doc', null],
    ['untitled', null],
    ['Document1', null],
    ['ms_final_2.indd', null],
    ['0123', null],
    ['Pride and Prejudice', 'Pride and Prejudice'],
    ['Microsoft PowerPoint - What we did', 'What we did'],
  ])('is no title where a program made it up: %s', (raw, title) => {
    expect(sensibleTitle(raw)).toBe(title);
  });
});

describe('pages without text', () => {
  it('are said by their numbers, and shown in their places', async () => {
    const { summary, blocks } = await read({
      pages: [{ texts: prose() }, { drawing: true }, { drawing: true }, { texts: prose() }, {}],
    });
    expect(summary.warnings).toEqual(['Pages 2–3 are pictures without text, so they cannot be read aloud.']);
    expect(ofKind(blocks, 'figure')).toEqual([
      'Page 2 is a picture without text.',
      'Page 3 is a picture without text.',
    ]);
  });

  it('are refused where there are no others', async () => {
    await expect(read({ pages: [{ drawing: true }, { drawing: true }] })).rejects.toMatchObject({
      kind: 'no-text',
      message: expect.stringMatching(/it is a scan\. Run text recognition/),
    });
    await expect(read({ pages: [{}] })).rejects.toMatchObject({
      kind: 'no-text',
      message: expect.stringMatching(/empty/),
    });
  });

  it('are named as people name them', () => {
    expect(rangesOf([3])).toBe('3');
    expect(rangesOf([3, 4, 5, 9])).toBe('3–5 and 9');
    expect(rangesOf(Array.from({ length: 40 }, (_, i) => 2 * i))).toMatch(/, 22 and others$/);
  });
});

describe('a large PDF', () => {
  it('is opened by some of its pages: sections are read when they are asked for', async () => {
    const pages = Array.from({ length: 200 }, (_, page) => ({
      texts: [
        ...prose(),
        { x: 50, y: 300, text: `These are the words of page ${page + 1}.` },
        { x: 195, y: 580, text: String(page + 1) },
      ],
    }));
    const document = await openPdf(pdfOf({ pages }), 'large.pdf');
    opened.push(document);
    expect(document.summary.sections).toHaveLength(25);
    expect(document.summary.toc[1]).toMatchObject({ title: 'Pages 9–16', section: 1 });
    const { blocks } = await document.section(9);
    expect(spoken(blocks).join(' ')).toContain('These are the words of page 73.');
    expect(ofKind(blocks, 'pageNumber')).toEqual(Array.from({ length: 8 }, (_, i) => String(73 + i)));
    await expect(document.section(25)).rejects.toMatchObject({ kind: 'bad-request' });
  });

  it('has a section where a chapter begins, and none that is long', () => {
    const entry = (page: number) => ({ title: 'x', anchor: `${page}`, page, place: null, children: [] });
    const sections = planSections(30, [entry(0), entry(1), entry(6), entry(20)]);
    expect(sections.map(({ from }) => from)).toEqual([0, 6, 14, 20, 28]);
    expect(sections.at(-1)?.to).toBe(30);
  });
});
