import { describe, expect, it } from 'vitest';
import { openMarkdown } from '../../../electron/node/documents/markdown/document.ts';

const SOURCE = `---
title: "On Reading: Aloud"
author:
  - Ada Example
  - name: Bo Sample
lang: en_GB # British
---

# On Reading

Some *plain **strong*** \`code\` and a [link](https://example.org/a), a [bad one](javascript:alert(1)),
a [place](#the-end), ~~gone~~ &amp; H<sub>2</sub>O.[^1]

> Quoted
> words.

1. first

   still first
2. second
   - inner
     - [x] done

\`\`\`js
const x  = 1;
\`\`\`

| Name | Age |
|------|-----|
| Ann  | 9   |
| Bob  |     |

![A cat](cat.png)

<div align="center"><b>In a box</b><script>alert(1)</script></div>
<!-- nothing -->

***

## The End

Last\\
line.

[^1]: A note with *stress*.

    Its second paragraph.
`;

describe('Markdown', () => {
  it('becomes blocks', async () => {
    const document = openMarkdown(SOURCE, 'x.md');
    const { blocks } = await document.section(0);
    const { blocks: rest } = await document.section(1).catch(() => ({ blocks: [] }));
    const brief = [...blocks, ...rest].map((b) => [`${b.kind}${b.level || ''}`, b.marker, b.text, b.reason]);
    expect(brief).toEqual([
      ['heading1', null, 'On Reading', null],
      ['paragraph', null, 'Some plain strong code and a link, a bad one, a place, gone & H2O.', null],
      ['quote', null, 'Quoted words.', null],
      ['listItem1', '1.', 'first', null],
      ['listItem1', null, 'still first', null],
      ['listItem1', '2.', 'second', null],
      ['listItem2', '•', 'inner', null],
      ['listItem3', '☑', 'done', null],
      ['code', null, 'const x  = 1;', 'code'],
      ['table', null, 'Name, Age', null],
      ['table', null, 'Ann, 9', null],
      ['table', null, 'Bob', null],
      ['figure', null, 'A cat', 'image'],
      ['paragraph', null, 'In a box', null],
      ['separator', null, '', 'decoration'],
      ['heading2', null, 'The End', null],
      ['paragraph', null, 'Last line.', null],
      ['note', null, 'A note with stress.', 'note'],
      ['note', null, 'Its second paragraph.', 'note'],
    ]);
    const paragraph = blocks[1];
    expect(
      paragraph?.spans.map(({ kind, from, to, href }) => [kind, paragraph.text.slice(from, to), href]),
    ).toEqual([
      ['emphasis', 'plain strong', undefined],
      ['strong', 'strong', undefined],
      ['code', 'code', undefined],
      ['link', 'link', 'https://example.org/a'],
      ['link', 'place', '#0/the-end'],
      ['strike', 'gone', undefined],
      ['noteref', '', '#0/note-1'],
    ]);
  });

  it('takes its metadata from the front matter', () => {
    expect(openMarkdown(SOURCE, 'x.md').summary).toMatchObject({
      metadata: {
        format: 'markdown',
        title: 'On Reading: Aloud',
        authors: ['Ada Example', 'Bo Sample'],
        language: 'en-GB',
      },
      toc: [{ title: 'On Reading', children: [{ title: 'The End', anchor: 'the-end' }] }],
    });
  });

  it('takes its title from its first heading, else its name; a rule is no front matter', () => {
    expect(openMarkdown('# Hello *there*\n\nx', 'x.md').summary.metadata.title).toBe('Hello there');
    expect(openMarkdown('---\nwords\n---\n', 'my_notes.md').summary.metadata.title).toBe('my notes');
  });

  it('gives headings of one name different anchors', () => {
    const { toc } = openMarkdown('# A\n\ntext\n\n# A\n\ntext', 'x.md').summary;
    expect(toc.map(({ section, anchor }) => [section, anchor])).toEqual([
      [0, null],
      [1, null],
    ]);
  });

  it.each([
    ['', 'empty-document'],
    ['![](picture.png)\n\n---', 'no-text'],
  ])('refuses %j', (source, kind) => {
    expect(() => openMarkdown(source, 'x.md')).toThrow(expect.objectContaining({ kind }));
  });

  it('opens what is nothing but code and pictures, and says that none of it is read by itself', async () => {
    const document = openMarkdown('```\nlight(lamp);\n```\n\n![A lamp that is lit](lamp.png)', 'x.md');
    expect(document.summary.warnings).toEqual([
      'There is nothing here but code and descriptions of pictures. Lectern reads none of it aloud unless you turn it on in the reading plan.',
    ]);
    const { blocks } = await document.section(0);
    expect(blocks.map(({ text, reason }) => [text, reason])).toEqual([
      ['light(lamp);', 'code'],
      ['A lamp that is lit', 'image'],
    ]);
  });

  it('reads a thousand nested quotes', () => {
    expect(openMarkdown(`${'>'.repeat(1000)} deep\n\nwords`, 'x.md').summary.sections).toHaveLength(1);
  });
});
