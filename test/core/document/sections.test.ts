import { describe, expect, it } from 'vitest';
import {
  blockOfAnchor,
  internalHref,
  parseInternalHref,
  resolveLinks,
  webAddress,
} from '../../../electron/core/document/anchors.ts';
import { BlockBuilder } from '../../../electron/core/document/builder.ts';
import { chapterLevel, contentsFromHeadings } from '../../../electron/core/document/contents.ts';
import { languageTag, ownLanguage } from '../../../electron/core/language.ts';
import { LONGEST_BLOCK } from '../../../electron/core/document/long.ts';
import type { Block } from '../../../electron/core/document/model.ts';
import { divideIntoSections, MOST_BLOCKS, sectionTitles } from '../../../electron/core/document/sections.ts';

/** "# Title" is a heading of level 1, anything else a paragraph. */
function blocksOf(...lines: readonly string[]): readonly Block[] {
  const builder = new BlockBuilder('en');
  for (const line of lines) {
    const match = /^(#+) (.*)/.exec(line);
    builder.begin(match ? { kind: 'heading', level: match[1]?.length ?? 1 } : { kind: 'paragraph' });
    builder.text(match?.[2] ?? line);
  }
  return builder.finish();
}
const outline = (sections: readonly (readonly Block[])[]) => sections.map((s) => s.map((b) => b.text));

describe('sections', () => {
  it('begin at chapters, and keep headings in a row together', () => {
    const blocks = blocksOf('# Book', '## I', 'a', '### i', 'b', '## II', 'c');
    expect(outline(divideIntoSections(blocks, 2))).toEqual([
      ['Book', 'I', 'a', 'i', 'b'],
      ['II', 'c'],
    ]);
  });

  it('are never longer than a window can take, and rather end before a heading', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => (i % 150 === 149 ? `## ${i}` : `p${i}`));
    const sections = divideIntoSections(blocksOf(...lines));
    expect(sections.every((section) => section.length <= MOST_BLOCKS)).toBe(true);
    expect(sections.flat().length).toBe(1000);
    expect(sections.slice(1).map((section) => section[0]?.kind)).toEqual(['heading', 'heading', 'heading']);
  });

  it('divide a paragraph that is a whole book, at ends of sentences', () => {
    const [block] = blocksOf('x');
    const builder = new BlockBuilder(null);
    builder.text('It was a dark night. '.repeat(3000));
    const pieces = builder.finish();
    expect(block).toBeDefined();
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.every((p) => p.text.length <= LONGEST_BLOCK && p.text.endsWith('.'))).toBe(true);
    expect(pieces.map((p) => p.text).join(' ')).toBe('It was a dark night. '.repeat(3000).trim());
  });

  it('divide its spans with it, and lose no reference to a note', () => {
    const builder = new BlockBuilder(null);
    builder.openSpan('strong');
    for (let index = 0; index < 3000; index++) {
      builder.openSpan('emphasis');
      builder.text('It');
      builder.closeSpan();
      builder.text(' was a dark night.');
      builder.noteref(`#${index}`);
      builder.text(' ');
    }
    builder.closeSpan();
    const pieces = builder.finish();
    const marked = (kind: string) =>
      pieces.map(({ text, spans }) =>
        spans.filter((span) => span.kind === kind).map(({ from, to }) => text.slice(from, to)),
      );
    expect(marked('strong')).toEqual(pieces.map(({ text }) => [text]));
    expect(marked('emphasis').flat()).toEqual(Array(3000).fill('It'));
    expect(marked('noteref').flat()).toHaveLength(3000);
    expect(pieces.every(({ spans }) => spans.every(({ from }, i) => from >= (spans[i - 1]?.from ?? 0)))).toBe(
      true,
    );
  });
});

describe('contents from headings', () => {
  const blocks = blocksOf('# Book', '## I', 'a', '#### deep', '## II', 'c').map((block, index) =>
    block.kind === 'heading' ? { ...block, anchors: [`h${index}`] } : block,
  );

  it('nest by level, also where a level is left out', () => {
    const toc = contentsFromHeadings([{ index: 0, blocks }]);
    expect(toc).toEqual([
      {
        title: 'Book',
        section: 0,
        anchor: null,
        children: [
          {
            title: 'I',
            section: 0,
            anchor: 'h1',
            children: [{ title: 'deep', section: 0, anchor: 'h3', children: [] }],
          },
          { title: 'II', section: 0, anchor: 'h4', children: [] },
        ],
      },
    ]);
    expect(sectionTitles(toc, 2)).toEqual(['Book', null]);
  });

  it('find the level of the chapters under a lone title', () => {
    expect(chapterLevel(blocks)).toBe(2);
    expect(chapterLevel(blocksOf('a'))).toBe(0);
  });
});

describe('anchors and links', () => {
  it('round-trip', () => {
    for (const target of [
      { section: 3, anchor: null },
      { section: 0, anchor: 'a/b c' },
    ])
      expect(parseInternalHref(internalHref(target))).toEqual(target);
    expect(parseInternalHref('https://example.org/#3')).toBeNull();
  });

  it('keep only addresses of the web', () => {
    expect(webAddress(' https://example.org/x ')).toBe('https://example.org/x');
    for (const href of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', '//x', 'x.html'])
      expect(webAddress(href)).toBeNull();
  });

  it('go where there is such a place, else are dropped; references to notes stay', () => {
    const builder = new BlockBuilder(null);
    for (const href of ['#here', '#gone']) {
      builder.openSpan('link', href);
      builder.text(`${href} `);
      builder.closeSpan();
      builder.noteref(href);
    }
    const [block] = resolveLinks(builder.finish(), (href) =>
      href === '#here' ? { section: 2, anchor: 'n' } : null,
    );
    expect(block?.spans.map(({ kind, href }) => [kind, href])).toEqual([
      ['link', '#2/n'],
      ['noteref', '#2/n'],
      ['noteref', undefined],
    ]);
    expect(blockOfAnchor({ index: 0, blocks: block ? [block] : [] }, 'nowhere')).toBe(0);
  });
});

describe('languages', () => {
  it.each([
    ['en_us', 'en-US'],
    ['DE', 'de'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['English', null],
    ['und', null],
    ['', null],
    [`en-${'x'.repeat(40)}`, null],
  ])('%j is %j', (raw, tag) => expect(languageTag(raw)).toBe(tag));

  it('are only told where they differ from the document', () => {
    expect(ownLanguage('en', 'en-GB')).toBeNull();
    expect(ownLanguage('en-US', 'en-GB')).toBe('en-US');
    expect(ownLanguage('fr', 'en-GB')).toBe('fr');
  });
});
