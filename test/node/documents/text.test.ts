import { describe, expect, it } from 'vitest';
import type { Block } from '../../../electron/core/document/model.ts';
import type { OpenDocument } from '../../../electron/core/document/reader.ts';
import { plainTextBlocks } from '../../../electron/node/documents/text/blocks.ts';
import { openPlainText } from '../../../electron/node/documents/text/document.ts';

const brief = (blocks: readonly Block[]) =>
  blocks.map(
    ({ kind, level, marker, text }) => `${kind}${level || ''}: ${marker ? `${marker} ` : ''}${text}`,
  );
const read = (text: string) => brief(plainTextBlocks(text));

const WRAPPED = `It was the best of times, it was the worst of times, it was the age of
wisdom, it was the age of foolishness, it was the epoch of belief, it was
the epoch of incredulity, it was the season of Light.

There were a king with a large jaw and a queen with a plain face, on the
throne of England; there were a king with a large jaw and a queen with a
fair face, on the throne of France.`;

describe('plain text', () => {
  it('joins lines that a program wrapped', () => {
    expect(read(WRAPPED)).toEqual([
      'paragraph: It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light.',
      'paragraph: There were a king with a large jaw and a queen with a plain face, on the throne of England; there were a king with a large jaw and a queen with a fair face, on the throne of France.',
    ]);
  });

  it('takes each line for a paragraph where lines were not wrapped', () => {
    const long =
      'A line that is a whole paragraph of its own, as text programs write them, without any breaks at all in it.';
    expect(read(`${long}\n${long}\nShort one.\n\n${long}`)).toEqual([
      `paragraph: ${long}`,
      `paragraph: ${long}`,
      'paragraph: Short one.',
      `paragraph: ${long}`,
    ]);
  });

  it('joins a word that goes over three lines', () => {
    const text = `${WRAPPED}\nIt was the age of what nobody could ever have understood: of the incom-
prehen-
sible. Incomprehen is no word; incomprehensible is one, as anybody knows.`;
    expect(read(text).join(' ')).toContain('of the incomprehensible. Incomprehen is');
  });

  it('keeps the lines of verse among wrapped prose', () => {
    const poem =
      '  Tiger, tiger, burning bright\n  In the forests of the night,\n  What immortal hand or eye\n  Could frame thy fearful symmetry?';
    expect(read(`${WRAPPED}\n\n${poem}`)[2]).toBe(
      'verse: Tiger, tiger, burning bright\nIn the forests of the night,\nWhat immortal hand or eye\nCould frame thy fearful symmetry?',
    );
  });

  it('begins a paragraph at an indented line', () => {
    const indented = WRAPPED.replace('\n\n', '\n').replace('There were', '   There were');
    expect(read(indented)).toHaveLength(2);
  });

  it('decides hyphens at line ends by the words of the text', () => {
    const text = `${WRAPPED}\n\nThe foolish king had a most well-mannered court, and it was incred-
ulity that ruled in it; the queen, of all people, was the most well-
mannered person there, as incredulity would have it in those days.`;
    const [, , last] = read(text);
    expect(last).toContain('was incredulity that ruled');
    expect(last).toContain('the most well-mannered person');
  });

  it('joins scripts without spaces without a space', () => {
    const line = '国境の長いトンネルを抜けると雪国であった夜の底が白くなった信号所に汽車が';
    expect(read([line, line, line, line, line].join('\n'))).toEqual([`paragraph: ${line.repeat(5)}`]);
  });

  it('finds headings by cautious rules, and not in what only looks like one', () => {
    const body = WRAPPED;
    const text = [
      'MOBY DICK',
      'PART ONE',
      'CHAPTER I\nLoomings',
      body,
      'Chapter 2. The Carpet-Bag',
      body,
      'XIV',
      body,
      'A QUIET TITLE',
      body,
      'Part of the way we walked.',
      'THE END',
    ].join('\n\n\n');
    expect(
      read(text).filter((line) => !line.includes('best of times') && !line.includes('large jaw')),
    ).toEqual([
      'heading1: MOBY DICK',
      'heading1: PART ONE',
      'heading2: CHAPTER I Loomings',
      'heading2: Chapter 2. The Carpet-Bag',
      'heading2: XIV',
      'heading3: A QUIET TITLE',
      'paragraph: Part of the way we walked.',
      'paragraph: THE END',
    ]);
  });

  it('does not take the list of contents at the front for the chapters', () => {
    const text = `CHAPTER I. One\n\nCHAPTER II. Two\n\nCHAPTER I. One\n\n${WRAPPED}\n\nCHAPTER II. Two\n\n${WRAPPED}`;
    const kinds = read(text).filter((line) => line.includes('CHAPTER'));
    expect(kinds).toEqual([
      'paragraph: CHAPTER I. One',
      'paragraph: CHAPTER II. Two',
      'heading1: CHAPTER I. One',
      'heading1: CHAPTER II. Two',
    ]);
  });

  it('reads underlined titles, lists, ornaments and emphasis', () => {
    const blocks = plainTextBlocks(
      'A Title\n=======\n\n- one\n- two\n\n* * *\n\n-----\n\nIt was _really_ so.',
    );
    expect(brief(blocks)).toEqual([
      'heading1: A Title',
      'listItem1: • one',
      'listItem1: • two',
      'separator: ',
      'paragraph: It was really so.',
    ]);
    expect(blocks.filter((block) => !block.spoken).map((block) => block.reason)).toEqual(['decoration']);
    expect(blocks.at(-1)?.spans).toEqual([{ kind: 'emphasis', from: 7, to: 13 }]);
  });

  it('never loses a word (every word of the file is in a block)', () => {
    const text = `${WRAPPED}\n\nCHAPTER I\n\n1. a\n2. b\n\n   verse one\n   verse two\n   verse three\n\n_x_ y`;
    const words = (s: string) => s.match(/\p{L}+/gu) ?? [];
    expect(
      words(
        plainTextBlocks(text)
          .map((block) => block.text)
          .join(' '),
      ),
    ).toEqual(words(text));
  });
});

describe('a plain text as a document', () => {
  const open = (text: string, name = 'a_tale of-two.txt'): OpenDocument => openPlainText(text, name);

  it('has contents, sections and a title from its name', async () => {
    const document = open(`CHAPTER I\n\n${WRAPPED}\n\nCHAPTER II\n\n${WRAPPED}`);
    expect(document.summary).toMatchObject({
      metadata: { format: 'text', title: 'a tale of-two', authors: [], language: null },
      toc: [
        { title: 'CHAPTER I', section: 0, anchor: null },
        { title: 'CHAPTER II', section: 1, anchor: null },
      ],
      sections: [{ title: 'CHAPTER I' }, { title: 'CHAPTER II' }],
    });
    expect((await document.section(1)).blocks[0]?.text).toBe('CHAPTER II');
    await expect(document.section(2)).rejects.toMatchObject({ kind: 'bad-request' });
    expect(await document.resource('x')).toBeNull();
  });

  it('takes title, author and language from a Project Gutenberg header', () => {
    const header =
      'The Project Gutenberg eBook of Candide\n\nTitle: Candide\n\nAuthor: Voltaire\n\nLanguage: French\n\n';
    expect(open(header + WRAPPED).summary.metadata).toMatchObject({
      title: 'Candide',
      authors: ['Voltaire'],
      language: 'fr',
    });
  });

  it.each([
    ['nothing but white space', ' \n\t\n', 'empty-document'],
    ['nothing but symbols', '* * *\n\n-----\n\n...', 'no-text'],
  ])('refuses %s', (_, text, kind) => {
    expect(() => open(text)).toThrow(expect.objectContaining({ kind }));
  });
});
