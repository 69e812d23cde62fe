import { describe, expect, it } from 'vitest';
import { BlockBuilder } from '../../../electron/core/document/builder.ts';
import { markLinkLists } from '../../../electron/core/document/link-lists.ts';
import { markupBlocks } from '../../../electron/node/documents/markup/blocks.ts';

const read = (source: string) =>
  markupBlocks(source, { language: 'en', link: (href) => href, image: () => null }, 'html').map(
    ({ text, reason }) => [text, reason],
  );
const entry = (title: string, more = '') => `<li><a href="#${title}">${title}</a>${more}</li>`;

describe('lines that are nothing but links to other places', () => {
  it('are contents, in lists and paragraphs, with the numbers of pages', () => {
    const list = `<ul>${entry('One', ' 12')}${entry('Two', ' 30')}</ul><p><a href="#Three">Chapter Three</a></p>`;
    expect(read(`${list}<p>It was night.</p>`)).toEqual([
      ['One 12', 'contents'],
      ['Two 30', 'contents'],
      ['Chapter Three', 'contents'],
      ['It was night.', null],
    ]);
  });

  it('are text where they are few, lead out of the document, or say more than the link', () => {
    const spoken = (source: string) => read(source).every(([, reason]) => reason === null);
    expect(spoken(`<ul>${entry('One')}${entry('Two')}</ul>`)).toBe(true);
    const out = ['One', 'Two', 'Three'].map((title) => `<li><a href="https://a.org/">${title}</a></li>`);
    expect(spoken(`<ul>${out.join('')}</ul>`)).toBe(true);
    const index = ['Abbey, 1', 'Bees, 2', 'Cats, 3'].map(
      (words) => `<p>${words}, <a href="#p">12</a>, <a href="#q">45</a></p>`,
    );
    expect(spoken(index.join(''))).toBe(true);
  });

  it('are left as they are where there are none', () => {
    const builder = new BlockBuilder('en');
    builder.text('It was night.', null);
    const blocks = builder.finish();
    expect(markLinkLists(blocks)).toBe(blocks);
  });
});
