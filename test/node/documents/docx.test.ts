import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { faultsOf } from '../../support/blocks.ts';
import { docxOf, p, r, readOffice, type TestWord } from '../../support/office.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const read = (word: TestWord) => readOffice(file('x.docx', docxOf(word)), 'x.docx');
const style = (id: string, name: string, inner = '', type = 'paragraph') =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${inner}</w:style>`;
const styled = (id: string) => `<w:pStyle w:val="${id}"/>`;
const listed = (list: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
const field = (code: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

const STYLES = [
  style('berschrift1', 'heading 1'),
  style('Mine', 'My own heading', '<w:basedOn w:val="berschrift1"/>'),
  style('Deep', 'Deep', '<w:pPr><w:outlineLvl w:val="7"/></w:pPr>'),
  style('Body', 'Body', '<w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
  style('Titel', 'Title'),
  style('Zitat', 'Quote'),
  style('Bild', 'caption'),
  style('Kode', 'HTML Preformatted'),
  style('VZ1', 'toc 1'),
  style('Secret', 'Secret', '<w:rPr><w:vanish/></w:rPr>', 'character'),
  style('Loop', 'Loop', '<w:basedOn w:val="Loop"/>'),
].join('');

const level = (ilvl: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const NUMBERING = `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}${level(2, 'decimal', '%1.%2.%3', '<w:isLgl/>')}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '\uf0b7')}${level(1, 'bullet', 'o')}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">${level(0, 'upperRoman', 'Chapter %1')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>`;

describe('a Word document', () => {
  it('has the kinds that its styles give, inherited and by outline level', async () => {
    const { brief, summary } = await read({
      styles: STYLES,
      body: [
        p('The Title', styled('Titel')),
        p('One', styled('Mine')),
        p('Deep', styled('Deep')),
        p('Direct', '<w:outlineLvl w:val="1"/>'),
        p('No heading', styled('Body')),
        p('Quoted.', styled('Zitat')),
        p('Figure 1', styled('Bild')),
        p('if (a)', styled('Kode')) + p('  b();', styled('Kode')),
        p('Loop.', styled('Loop')),
        p('Contents entry 12', styled('VZ1')),
      ].join(''),
      core: '<dc:title>A &amp; B</dc:title><dc:creator>Ann; Bo</dc:creator><dcterms:created>2020-01-02T03:04:05Z</dcterms:created>',
    });
    expect(brief).toEqual([
      'heading1 | The Title',
      'heading1 | One',
      'heading6 | Deep',
      'heading2 | Direct',
      'paragraph | No heading',
      'quote | Quoted.',
      'caption | Figure 1',
      'code (code) | if (a)\n  b();',
      'paragraph | Loop.',
      'paragraph (contents) | Contents entry 12',
    ]);
    expect(summary.metadata).toMatchObject({
      format: 'docx',
      title: 'A & B',
      authors: ['Ann', 'Bo'],
      date: '2020-01-02T03:04:05Z',
    });
    expect(summary.toc.map(({ title }) => title)).toEqual(['The Title', 'One']);
  });

  it('has the numbers that Word shows: restarted, continued, overridden, of headings', async () => {
    const { brief } = await read({
      styles: STYLES,
      numbering: NUMBERING,
      body: [
        p('a', listed(1)),
        p('b', listed(1, 1)),
        p('c', listed(1, 2)),
        p('d', listed(1)),
        p('e', listed(1, 1)),
        p('between'),
        p('f', listed(1)),
        p('g', listed(3)),
        p('h', listed(2)),
        p('i', listed(2, 1)),
        p('The Storm', styled('Mine') + listed(4)),
        p('Numbered only', styled('Mine') + listed(1)),
        p('taken away', listed(0)),
      ].join(''),
    });
    expect(brief).toEqual([
      'listItem1 | 1. | a',
      'listItem2 | a) | b',
      'listItem3 | 1.1.1 | c',
      'listItem1 | 2. | d',
      'listItem2 | a) | e',
      'paragraph | between',
      'listItem1 | 3. | f',
      'listItem1 | 5. | g',
      'listItem1 | • | h',
      'listItem2 | ◦ | i',
      'heading1 | Chapter I The Storm',
      'heading1 | Numbered only',
      'paragraph | taken away',
    ]);
  });

  it('is read as it stands after its changes, without comments and hidden text', async () => {
    const { brief } = await read({
      styles: STYLES,
      body: [
        `<w:p>${r('Kept ')}<w:del><w:r><w:delText>gone </w:delText></w:r></w:del><w:ins>${r('added')}</w:ins><w:commentRangeStart w:id="1"/>${r('.')}<w:r><w:commentReference w:id="1"/></w:r>${r(' hidden', '<w:vanish/>')}${r(' secret', '<w:rStyle w:val="Secret"/>')}${r(' shown', '<w:vanish w:val="0"/>')}</w:p>`,
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>' +
          p('paragraph.'),
        `<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>${r('D')}</w:p>${p('rop cap.')}`,
        `<w:p><w:moveFrom>${r('moved ')}</w:moveFrom><w:moveTo>${r('here')}</w:moveTo></w:p>`,
        `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('Click to enter text.')}</w:sdtContent></w:sdt>`,
        `<w:p><w:r><w:ruby><w:rt>${r('かん')}</w:rt><w:rubyBase>${r('漢')}</w:rubyBase></w:ruby></w:r></w:p>`,
      ].join(''),
    });
    expect(brief).toEqual([
      'paragraph | Kept added. shown',
      'paragraph | One paragraph.',
      'paragraph | Drop cap.',
      'paragraph | here',
      'paragraph | 漢',
    ]);
  });

  it('has its notes after what refers to them, its endnotes at the end', async () => {
    const note = (kind: string, id: number, text: string, type = '') =>
      `<w:${kind} w:id="${id}"${type}>${p(text)}</w:${kind}>`;
    const reference = (kind: string, id: number, more = '') =>
      `<w:r><w:${kind}Reference w:id="${id}"${more}/>`;
    const { blocks, brief, spans } = await read({
      body: `<w:p>${r('Word')}${reference('footnote', 2)}</w:r>${reference('endnote', 1)}</w:r>${reference('footnote', 3, ' w:customMarkFollows="1"')}<w:t>*</w:t></w:r>${r(' goes on.')}</w:p>${p('Next.')}`,
      footnotes:
        note('footnote', 0, 'separator', ' w:type="separator"') +
        note('footnote', 2, 'A note.') +
        note('footnote', 3, 'Starred.'),
      endnotes: note('endnote', 1, 'An endnote.'),
    });
    expect(brief).toEqual([
      'paragraph | Word goes on.',
      'note (note) | A note.',
      'note (note) | Starred.',
      'paragraph | Next.',
      'note (note) | An endnote.',
    ]);
    expect(spans(0)).toEqual([
      'noteref |  | #0/footnote-2',
      'noteref |  | #0/endnote-1',
      'noteref |  | #0/footnote-3',
    ]);
    expect(blocks[1]?.anchors).toEqual(['footnote-2']);
  });

  it('has its tables row by row, nested ones too, and frames of one cell as text', async () => {
    const cell = (...inner: string[]) => `<w:tc>${inner.join('')}</w:tc>`;
    const table = (columns: number, ...rows: string[]) =>
      `<w:tbl><w:tblGrid>${'<w:gridCol/>'.repeat(columns)}</w:tblGrid>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`;
    const { brief } = await read({
      styles: STYLES,
      body:
        table(2, cell(p('Name')) + cell(p('Age')), cell(p('Ann'), p('Lee')) + cell(p('9'))) +
        table(1, cell(p('In a frame.', styled('Mine')), p('Text.'))) +
        table(2, cell(p('Before'), table(2, cell(p('x')) + cell(p('y')))) + cell(p('after'))) +
        table(2, `<w:trPr><w:del/></w:trPr>${cell(p('deleted'))}`),
    });
    expect(brief).toEqual([
      'table | Name, Age',
      'table | Ann, Lee, 9',
      'heading1 | In a frame.',
      'paragraph | Text.',
      'table | Before',
      'table | x, y',
      'table | after',
    ]);
  });

  it('has the results of fields and links to where they lead', async () => {
    const { brief, spans } = await read({
      links: { rId9: 'https://example.org/a', rId8: 'file:///etc/passwd' },
      body: [
        `<w:p>${r('See ')}<w:hyperlink r:id="rId9">${r('this', '<w:b/>')}${r(' page')}</w:hyperlink>${r(', ')}<w:hyperlink w:anchor="there">${r('there')}</w:hyperlink><w:hyperlink r:id="rId8">${r(' or')}</w:hyperlink>${field('HYPERLINK &quot;https://example.org/b&quot; \\l &quot;c&quot;', r(' here'))}${r('.')}</w:p>`,
        `<w:p><w:bookmarkStart w:id="1" w:name="there"/>${r('Page ')}${field(' PAGE ', r('7'))}${field('DATE', r('today'))}${field(`IF ${field('X', r('inner'))}`, r('!'))}</w:p>`,
        `<w:p>${field('TOC \\o', r('Chapter 1'))}</w:p>`,
        `<w:p>${r('a')}<w:r><w:tab/></w:r>${r('b')}<w:r><w:br/></w:r>${r('c')}<w:r><w:noBreakHyphen/></w:r>${r('d')}<w:r><w:softHyphen/></w:r>${r('e')}<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r><w:r><w:br w:type="page"/></w:r>${r('f')}</w:p>`,
      ].join(''),
    });
    expect(brief).toEqual([
      'paragraph | See this page, there or here.',
      'paragraph | Page today!',
      'paragraph (contents) | Chapter 1',
      'paragraph | a b c‑deα f',
    ]);
    expect(spans(0)).toEqual([
      'link | this page | https://example.org/a',
      'strong | this',
      'link | there | #0/there',
      'link | here | https://example.org/b#c',
    ]);
  });

  it('has text boxes once, images with what is said of them, and equations', async () => {
    const box = `<w:txbxContent>${p('In the box.')}</w:txbxContent>`;
    const image = (alternative: string) =>
      `<w:r><w:drawing><wp:inline><wp:docPr descr="${alternative}"/><a:blip r:embed="rId5"/></wp:inline></w:drawing></w:r>`;
    const math = `<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>`;
    const { brief, blocks } = await read({
      links: { rId5: 'media/a.png' },
      parts: [{ name: 'word/media/a.png', content: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }],
      body: [
        `<w:p>${r('Before')}<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>${r(' and after.')}</w:p>`,
        `<w:p>${r('A picture')}${image('A cat')}${r(' of a cat.')}${image('image1.png')}</w:p>`,
        `<w:p>${r('Half: ')}<m:oMath>${math}</m:oMath></w:p>`,
        `<w:p><m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></m:oMathPara></w:p>`,
      ].join(''),
    });
    expect(brief).toEqual([
      'paragraph | Before and after.',
      'paragraph | In the box.',
      'paragraph | A picture of a cat.',
      'figure (image) | A cat',
      'figure (image) | ',
      'paragraph | Half: (a+b)/2',
      'formula (formula) | x^2',
    ]);
    expect(blocks[3]?.image).toBe('word/media/a.png');
  });

  it('tells its languages, by run and by script, and trusts no bare default', async () => {
    const german = '<w:lang w:val="de-DE" w:eastAsia="ja-JP"/>';
    const { summary, blocks } = await read({
      styles:
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>',
      body:
        p('Ein ganzer Satz auf Deutsch, der länger ist.', '', german) +
        p('An English one.', '', '<w:lang w:val="en-GB"/>') +
        p('日本語', '', german),
    });
    expect(summary.metadata.language).toBe('de-DE');
    expect(blocks.map(({ language }) => language)).toEqual([null, 'en-GB', 'ja-JP']);
    const plain = await read({
      styles:
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>',
      body: p('Wer weiß?'),
    });
    expect(plain.summary.metadata.language).toBeNull();
  });

  it('is known whatever prefixes it uses, strict or not', async () => {
    const body =
      '<a:document xmlns:a="http://purl.oclc.org/ooxml/wordprocessingml/main"><a:body><a:p><a:r><a:t>Strict.</a:t></a:r></a:p></a:body></a:document>';
    const bytes = docxOf({ body: '', parts: [{ name: 'word/document.xml', content: body }] });
    expect((await readOffice(file('y.docx', bytes), 'y.docx')).brief).toEqual(['paragraph | Strict.']);
  });

  it('is refused with a sentence where it is damaged, locked or another kind', async () => {
    const outcome = (bytes: Uint8Array) =>
      openDocument(file('z.docx', bytes), 'z.docx').catch((error: unknown) => error);
    const cfb = Buffer.alloc(2048);
    cfb.write('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
    cfb.writeUInt16LE(9, 30);
    cfb.writeUInt32LE(1, 48);
    const named = (stream: string) => {
      const bytes = Buffer.from(cfb);
      bytes.write(stream, 1024 + 128, 'utf16le');
      return bytes;
    };
    expect(await outcome(named('EncryptedPackage'))).toMatchObject({ kind: 'document-protected' });
    expect(await outcome(named('WordDocument'))).toMatchObject({
      kind: 'unsupported-format',
      message: expect.stringMatching(/older Word file.*save it as DOCX/),
    });
    expect(await outcome(named('Workbook'))).toMatchObject({ message: expect.stringMatching(/older Excel/) });
    const damaged = docxOf({ body: '', parts: [{ name: 'word/document.xml', content: 'x', damaged: true }] });
    expect(await outcome(damaged)).toMatchObject({ kind: 'corrupt-document' });
  });

  it('stays in its bounds: nesting, entities, lists that name each other', async () => {
    const deep = `${'<w:tbl><w:tr><w:tc>'.repeat(3000)}${p('deep')}`;
    const { brief, summary } = await read({ body: p('First.') + deep });
    expect(brief).toEqual(['paragraph | First.']);
    expect(summary.warnings).toEqual([expect.stringMatching(/nested/)]);
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>`;
    const bytes = docxOf({
      body: '',
      parts: [
        {
          name: 'word/document.xml',
          content: `${bomb}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>x&b;&e;</w:t></w:r></w:p></w:document>`,
        },
      ],
    });
    expect((await readOffice(file('b.docx', bytes), 'b.docx')).brief).toEqual(['paragraph | x&b;&e;']);
  });

  it.each([
    ['x', 1],
    ['-1', 1],
    ['1e9', 9],
  ])('has a list level that is none (%s) as the nearest there is', async (level, read) => {
    const body = p('Two', listed(1).replace('w:ilvl w:val="0"', `w:ilvl w:val="${level}"`));
    const document = await openDocument(file('l.docx', docxOf({ body, numbering: NUMBERING })), 'l.docx');
    expect((await document.section(0)).blocks[0]).toMatchObject({ kind: 'listItem', level: read });
    await document.close();
  });

  it('never fails but with a sentence, wherever it breaks off', async () => {
    const note = `<w:r><w:footnoteReference w:id="1"/></w:r>`;
    const whole = `<w:body>${p('One', styled('Mine'))}<w:tbl><w:tr><w:tc>${p('a')}</w:tc><w:tc><w:p>${note}${field('HYPERLINK "http://x.y"', r('link'))}</w:p></w:tc></w:tr></w:tbl>${p('Two', listed(1))}</w:body>`;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), async (from, length) => {
        const body = whole.slice(0, from) + whole.slice(from + (length % 40));
        const bytes = docxOf({
          body,
          styles: STYLES,
          numbering: NUMBERING.slice(0, length),
          footnotes: `<w:footnote w:id="1">${p('note')}${note}</w:footnote>`,
        });
        try {
          const document = await openDocument(file('t.docx', bytes), 't.docx');
          for (const index of document.summary.sections.keys()) {
            expect(faultsOf(await document.section(index))).toEqual([]);
          }
          await document.close();
        } catch (error) {
          if (!(error instanceof LecternError)) throw error;
        }
      }),
      { numRuns: 150 },
    );
  });
});
