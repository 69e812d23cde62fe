import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { faultsOf } from '../../support/blocks.ts';
import { flatOdtOf, odtOf, readOffice, type TestOdt } from '../../support/office.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const read = (odt: TestOdt) => readOffice(file('x.odt', odtOf(odt)), 'x.odt');
const p = (inner: string, style = '') => `<text:p${style && ` text:style-name="${style}"`}>${inner}</text:p>`;
const style = (name: string, parent: string, properties = '', family = 'paragraph') =>
  `<style:style style:name="${name}" style:family="${family}" style:parent-style-name="${parent}"><style:text-properties ${properties}/></style:style>`;

const STYLES =
  style('Title', '') +
  style('Quotations', '') +
  style('Preformatted_20_Text', '') +
  style('Caption', '') +
  style('Illustration', 'Caption') +
  '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Chapter "/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>';
const AUTOMATIC = `${style('P1', 'Quotations')}${style('P2', 'Preformatted_20_Text')}${style('Bold', '', 'fo:font-weight="bold"', 'text')}${style('Gone', '', 'text:display="none"', 'text')}${style('Up', '', 'style:text-position="33% 58%"', 'text')}${style('French', '', 'fo:language="fr" fo:country="FR"', 'text')}
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")" text:display-levels="2"/><text:list-level-style-bullet text:level="3" text:bullet-char="–"/></text:list-style>`;
const list = (inner: string, attributes = 'text:style-name="L1"') =>
  `<text:list ${attributes}>${inner}</text:list>`;
const item = (inner: string, attributes = '') => `<text:list-item ${attributes}>${inner}</text:list-item>`;

const RICH: TestOdt = {
  styles: STYLES,
  automatic: AUTOMATIC,
  meta: '<dc:title>The Book</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:language>en-GB</dc:language><meta:creation-date>2021-05-06</meta:creation-date>',
  body: [
    p('My Book', 'Title'),
    '<text:h text:outline-level="1">The Storm</text:h><text:h text:outline-level="2">Wind</text:h>',
    p('Quoted.', 'P1'),
    p('a<text:s text:c="2"/>b', 'P2') + p('<text:tab/>c', 'P2'),
    p('Figure 1: A cat', 'Illustration'),
    p(
      'Some <text:span text:style-name="Bold">bold</text:span><text:span text:style-name="Gone"> hidden</text:span> x<text:span text:style-name="Up">2</text:span>.<text:s/>One<text:line-break/>two.',
    ),
    p(
      '<text:page-number>12</text:page-number><text:hidden-text text:is-hidden="true">no</text:hidden-text>Field <text:date>today</text:date><text:variable-set text:display="none">9</text:variable-set>',
    ),
  ].join(''),
};

describe('an OpenDocument text', () => {
  const RICH_BRIEF = [
    'heading1 | My Book',
    'heading1 | Chapter 1 The Storm',
    'heading2 | Wind',
    'quote | Quoted.',
    'code (code) | a  b\n\tc',
    'caption | Figure 1: A cat',
    'paragraph | Some bold x². One two.',
    'paragraph | Field today',
  ];

  it('has the kinds that its styles give', async () => {
    const { brief, spans, summary } = await read(RICH);
    expect(brief).toEqual(RICH_BRIEF);
    expect(spans(6)).toEqual(['strong | bold']);
    expect(summary.metadata).toMatchObject({
      format: 'odt',
      title: 'The Book',
      authors: ['Ann'],
      language: 'en-GB',
      date: '2021-05-06',
    });
  });

  it('may be a single file', async () => {
    const flat = await readOffice(file('x.fodt', flatOdtOf(RICH)), 'x.fodt');
    expect(flat.brief).toEqual(RICH_BRIEF);
    expect(flat.summary.metadata).toMatchObject({ format: 'odt', title: 'The Book' });
  });

  it('counts its lists: nested, continued, started anew, without a number', async () => {
    const { brief } = await read({
      automatic: AUTOMATIC,
      body:
        list(
          item(p('a') + p('still a')) +
            item(p('b') + list(item(p('c')) + item(p('d') + list(item(p('e')), '')), '')) +
            `<text:list-header>${p('no number')}</text:list-header>` +
            item(p('f'), 'text:start-value="7"'),
          'xml:id="one" text:style-name="L1"',
        ) +
        p('between') +
        list(item(p('g')), 'text:continue-numbering="true" text:style-name="L1"') +
        list(item(p('h'))) +
        list(item(p('i')), 'text:continue-list="one" text:style-name="L1"'),
    });
    expect(brief).toEqual([
      'listItem1 | I. | a',
      'listItem1 | still a',
      'listItem1 | II. | b',
      'listItem2 | II.1) | c',
      'listItem2 | II.2) | d',
      'listItem3 | – | e',
      'listItem1 | no number',
      'listItem1 | VII. | f',
      'paragraph | between',
      'listItem1 | VIII. | g',
      'listItem1 | I. | h',
      'listItem1 | IX. | i',
    ]);
  });

  it('has notes, boxes, pictures and formulas after or in their sentence', async () => {
    const note = (id: string, kind: string, text: string) =>
      `<text:note text:id="${id}" text:note-class="${kind}"><text:note-citation>1</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;
    const frame = (inner: string) => `<draw:frame>${inner}</draw:frame>`;
    const { brief, spans, blocks } = await read({
      body: [
        p(`Word${note('f1', 'footnote', 'A note.')}${note('e1', 'endnote', 'An endnote.')} goes on.`),
        p(`Before${frame(`<draw:text-box>${p('Boxed.')}</draw:text-box>`)} after.`),
        p(
          `Seen.${frame('<draw:image xlink:href="Pictures/a.png"/><svg:title>t</svg:title><svg:desc>A dog</svg:desc>')}`,
        ),
        p(
          `So ${frame('<draw:object xlink:href="./Object 1"/><draw:image xlink:href="Pictures/a.png"/>')} holds.`,
        ),
        p(
          'To <text:a xlink:href="https://example.org/">there</text:a>, <text:a xlink:href="#here">here</text:a>.',
        ),
        p(
          '<text:bookmark text:name="here"/>Here.<office:annotation><text:p>comment</text:p></office:annotation>',
        ),
      ].join(''),
      parts: [
        { name: 'Pictures/a.png', content: 'x' },
        {
          name: 'Object 1/content.xml',
          content:
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow><annotation>E = m c^2</annotation></semantics></math>',
        },
      ],
    });
    expect(brief).toEqual([
      'paragraph | Word goes on.',
      'note (note) | A note.',
      'paragraph | Before after.',
      'paragraph | Boxed.',
      'paragraph | Seen.',
      'figure (image) | A dog',
      'paragraph | So E=mc^2 holds.',
      'paragraph | To there, here.',
      'paragraph | Here.',
      'note (note) | An endnote.',
    ]);
    expect(spans(0)).toEqual(['noteref |  | #0/note-f1', 'noteref |  | #0/note-e1']);
    expect(spans(7)).toEqual(['link | there | https://example.org/', 'link | here | #0/here']);
    expect(blocks[5]?.image).toBe('Pictures/a.png');
  });

  it('has headings by their style alone, as what came from Word', async () => {
    const { brief } = await read({
      styles: style('Heading_20_2', ''),
      automatic: style('P1', 'Heading_20_2'),
      body: p('The Storm', 'P1') + p('It blew.'),
    });
    expect(brief).toEqual(['heading2 | The Storm', 'paragraph | It blew.']);
  });

  it('passes over a deletion that was kept in its place', async () => {
    const region = (id: string, kind: string) =>
      `<text:changed-region text:id="${id}"><text:${kind}/></text:changed-region>`;
    const changed = (id: string, words: string) =>
      `<text:change-start text:change-id="${id}"/>${words}<text:change-end text:change-id="${id}"/>`;
    const { brief } = await read({
      body: `<text:tracked-changes>${region('c1', 'insertion')}${region('c2', 'deletion')}</text:tracked-changes>${p(`We ${changed('c1', 'really ')}${changed('c2', 'never ')}meant it.`)}`,
    });
    expect(brief).toEqual(['paragraph | We really meant it.']);
  });

  it('leaves out what was deleted or hidden, and marks its contents', async () => {
    const { brief } = await read({
      body: [
        `<text:tracked-changes><text:changed-region><text:deletion>${p('deleted')}</text:deletion></text:changed-region></text:tracked-changes>`,
        p('Kept<text:change text:change-id="1"/>.'),
        `<text:section text:display="none">${p('hidden')}</text:section>`,
        `<text:table-of-content><text:table-of-content-source>${p('pattern')}</text:table-of-content-source><text:index-body>${p('Chapter 1')}</text:index-body></text:table-of-content>`,
        '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p><text:p>C</text:p></table:table-cell></table:table-row></table:table>',
        p('<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby>'),
      ].join(''),
    });
    expect(brief).toEqual([
      'paragraph | Kept.',
      'paragraph (contents) | Chapter 1',
      'table | A, B, C',
      'paragraph | 漢',
    ]);
  });

  it('tells the language of its passages', async () => {
    const { summary, blocks } = await read({
      automatic: AUTOMATIC,
      styles:
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="DE"/></style:default-style>',
      body:
        p('Ein Satz auf Deutsch, ohne Angabe.') + p('<text:span text:style-name="French">Oui.</text:span>'),
    });
    expect(summary.metadata.language).toBe('de-DE');
    expect(blocks.map(({ language }) => language)).toEqual([null, 'fr-FR']);
  });

  it('is refused with a sentence where it is locked or another kind', async () => {
    const outcome = (odt: Partial<TestOdt>) =>
      openDocument(file('z.odt', odtOf({ body: p('x'), ...odt })), 'z.odt').catch((error: unknown) => error);
    const manifest =
      '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    expect(await outcome({ parts: [{ name: 'META-INF/manifest.xml', content: manifest }] })).toMatchObject({
      kind: 'document-protected',
    });
    const mimetype = 'application/vnd.oasis.opendocument.';
    expect(await outcome({ mimetype: `${mimetype}spreadsheet` })).toMatchObject({
      message: expect.stringMatching(/spreadsheet \(ODS\)/),
    });
    expect(await outcome({ mimetype: `${mimetype}presentation` })).toMatchObject({
      message: expect.stringMatching(/presentation \(ODP\)/),
    });
    const template = await read({ body: p('x'), mimetype: `${mimetype}text-template` });
    expect(template.brief).toEqual(['paragraph | x']);
    expect(await outcome({ parts: [{ name: 'content.xml', content: 'x', damaged: true }] })).toMatchObject({
      kind: 'corrupt-document',
    });
  });

  it('never fails but with a sentence, wherever it breaks off', async () => {
    const whole = flatOdtOf(RICH);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(60), async (from, length) => {
        const source =
          whole.slice(0, 400) + whole.slice(400, from) + whole.slice(Math.max(400, from) + length);
        try {
          const document = await openDocument(file('t.fodt', source), 't.fodt');
          for (const index of document.summary.sections.keys()) {
            expect(faultsOf(await document.section(index))).toEqual([]);
          }
        } catch (error) {
          if (!(error instanceof LecternError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });
});
