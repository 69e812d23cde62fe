import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markupBlocks } from '../../../electron/node/documents/markup/blocks.ts';
import { scanTags } from '../../../electron/node/documents/markup/scan.ts';
import { slicePage } from '../../../electron/node/documents/markup/slices.ts';
import { epubOf } from '../../support/epub.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { positionAt, repairPosition } from '../../../electron/core/document/position.ts';

const surroundings = {
  language: 'en',
  link: (href: string) => `#0/${href}`,
  image: (source: string) => source,
};
const page = (body: string) =>
  `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY me "Ann">]><html xml:lang="en"><head><title>T</title></head><body>${body}</body></html>`;

let ids = 0;
const id = () => ` id="i${ids++}"`;
const words = fc.constantFrom('Words.', 'More &me; words.', 'An <i>end</i>.', 'A &gt; b', '2<sup>3</sup>');
const leaf = fc.oneof(
  words.map((text) => `<p${id()}>${text}</p>`),
  words.map((text) => `<h2${id()}>${text}</h2>`),
  words.map((text) => `<hgroup><h2>IV</h2><p>${text}</p></hgroup>`),
  words.map((text) => `<ul><li${id()}>${text}</li><li><p>${text}</p></li></ul>`),
  words.map(
    (text) => `<table><tr><td>${text}</td><td${id()}>x</td></tr><tr><td>1</td><td>2</td></tr></table>`,
  ),
  words.map((text) => `<blockquote><h3>${text}</h3></blockquote>`),
  words.map((text) => `<div>${text}</div>`),
  words.map((text) => `<span${id()}>${text}</span>`),
  fc.constant('<!-- <p>no</p> -->'),
  fc.constant('<![CDATA[ <p> ]]>'),
  fc.constant('<a id="&quot;>"/>').map(() => `<a${id()} title=">"/>`),
);
const tree = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        fc.constantFrom(
          '<section',
          '<div',
          '<section xml:lang="fr"',
          '<div epub:type="footnotes"',
          '<article',
        ),
        fc.array(tie('node'), { maxLength: 5 }),
      )
      .map(
        ([start, children]) =>
          `${start}${id()}>${children.join('\n')}</${start.slice(1).split(' ')[0] ?? ''}>`,
      ),
  ),
})).node;

describe('a page in slices', () => {
  it('has the blocks, the anchors and the languages that it has as a whole (property)', () => {
    let cut = 0;
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 12 }), (nodes) => {
        const source = page(nodes.join('\n'));
        const sliced = slicePage(source);
        const whole = markupBlocks(source, surroundings, 'xml');
        if (sliced === null) {
          expect(whole.every(({ text }) => text === '')).toBe(true);
          return;
        }
        const parts = sliced.slices.map((slice) => markupBlocks(slice.source(), surroundings, 'xml'));
        if (parts.length > 1) cut++;
        expect(parts.flat()).toEqual(whole);
        for (const [anchor, index] of sliced.anchors) {
          const at = parts.findIndex((blocks) => blocks.some(({ anchors }) => anchors.includes(anchor)));
          if (at >= 0) expect([anchor, index]).toEqual([anchor, at]);
        }
      }),
      { numRuns: 300 },
    );
    expect(cut).toBeGreaterThan(100);
  });

  it('weighs about what is read of it', () => {
    const sliced = slicePage(
      page(Array.from({ length: 30 }, (_, n) => `<h2>${n}</h2><p>${'Words. '.repeat(99)}</p>`).join('')),
    );
    expect(sliced?.slices).toHaveLength(30);
    for (const { weight } of sliced?.slices ?? []) expect(weight).toBeCloseTo(694, -2);
  });

  it.each([
    ['nested deeper than anybody nests', '<div>'.repeat(500) + '<p>x</p>'],
    ['of one table with thousands of rows', `<table>${'<tr><td>1</td><td>2</td></tr>'.repeat(5000)}</table>`],
    ['without a word', '<div><img src="x.png"/></div>'],
  ])('is not made of one %s', (_, body) => expect(slicePage(page(body))).toBeNull());

  it.each(['<p title="', '<!-- ', '<![CDATA[', '<?x', '<!DOCTYPE [', '<', '</', '<p', "<a b='"])(
    'reaches its end after %j',
    (end) => {
      const names: string[] = [];
      scanTags(`<b>x</b>${end}`, ({ name, type }) => type !== 'other' && names.push(name));
      expect(names).toEqual(['b', 'b']);
    },
  );
});

describe('a book in one long page', () => {
  const file = temporaryFiles();

  it('opens where it was left, whatever sections its blocks are in now', async () => {
    const body = Array.from(
      { length: 60 },
      (_, n) =>
        `<section id="c${n}"><h2>Chapter ${n}</h2>${`<p>${`Sentence of ${n}. `.repeat(40)}</p>`.repeat(9)}<p>This is the very end of chapter ${n}.</p></section>`,
    ).join('');
    const path = file(
      'long.epub',
      epubOf({ pages: { 'a.xhtml': body }, toc: '<li><a href="a.xhtml#c59">Last</a></li>' }),
    );
    const document = await openDocument(path, 'long.epub');
    const { sections, toc } = document.summary;
    expect(sections).toHaveLength(60);
    expect(toc).toMatchObject([{ section: 59, anchor: 'c59' }]);
    const section = await document.section(41);
    const saved = positionAt(section, section.blocks.length - 1, 0);
    const source = { sections: sections.length, section: (index: number) => document.section(index) };
    expect(await repairPosition(saved, source)).toEqual(saved);
    expect(await repairPosition({ ...saved, section: 3, block: 900 }, source)).toEqual(saved);
    await document.close();
  });
});
