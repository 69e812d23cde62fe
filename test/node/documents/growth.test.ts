import { describe, expect, it } from 'vitest';
import { markdownBlocks } from '../../../electron/node/documents/markdown/blocks.ts';
import { markupBlocks } from '../../../electron/node/documents/markup/blocks.ts';
import { plainTextBlocks } from '../../../electron/node/documents/text/blocks.ts';
import { growth, LINEAR } from '../../support/growth.ts';
import { xhtml } from '../../support/epub.ts';

const lines = (line: string) => (size: number) => line.repeat(size / line.length);

describe('the time for a plain text of one paragraph grows with its length', () => {
  it.each([
    ['short lines', 'a few words on a line without its end\n'],
    ['lines of one letter', 'a\n'],
    ['wrapped lines', 'many words, as many as there is room for on one of the lines of this\n'],
    ['hyphens at line ends', 'many words, as many as there is room for on one of the lines of thi-\n'],
    ['CJK lines', '山の上に雲がある山の上に雲がある山の上に雲がある\n'],
    ['list items', '- one of many\n'],
    ['underlined headings', 'Heading\n=======\n'],
  ])('%s', (_, line) => expect(growth(lines(line), plainTextBlocks)).toBeLessThanOrEqual(LINEAR));
});

describe('the time for a Markdown paragraph grows with its length', () => {
  it.each([
    ['one line', 'word '],
    ['many lines', 'a few words on a line\n'],
  ])('%s', (_, line) =>
    expect(growth(lines(line), (text) => markdownBlocks(text, null))).toBeLessThanOrEqual(LINEAR),
  );
});

describe('the time for one paragraph of a page grows with its length', () => {
  const surroundings = { language: 'en', link: (href: string) => href, image: () => null };
  it.each([
    ['words', 'word '],
    ['line breaks', 'a<br/>'],
    ['spans', '<i>a</i> '],
    ['references to notes', 'a<a href="#n"><sup>1</sup></a> '],
    ['marks that combine across spans', '<i>e</i><b>\u0301</b> '],
  ])('%s', (_, piece) => {
    const make = (size: number) => xhtml(`<p>${lines(piece)(size)}</p>`);
    expect(growth(make, (page) => markupBlocks(page, surroundings))).toBeLessThanOrEqual(LINEAR);
  });

  it('anchors', () => {
    const make = (size: number) => {
      const anchors = Array.from({ length: size / 16 }, (_, index) => `<a id="a${index}"/>`);
      return xhtml(`<p>${anchors.join('')}a</p>`);
    };
    expect(growth(make, (page) => markupBlocks(page, surroundings))).toBeLessThanOrEqual(LINEAR);
  });
});
