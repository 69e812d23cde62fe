import { afterEach, describe, expect, it } from 'vitest';
import type { Block } from '../../../electron/core/document/model.ts';
import type { OpenDocument } from '../../../electron/core/document/reader.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { epubOf, epubParts, xhtml, type TestBook } from '../../support/epub.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { zipOf } from '../../support/zip.ts';

const file = temporaryFiles();
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const opened: OpenDocument[] = [];
afterEach(async () => {
  for (const document of opened.splice(0)) await document.close();
});
async function openBytes(bytes: Uint8Array): Promise<OpenDocument> {
  const document = await openDocument(file('book.epub', bytes), 'book.epub');
  opened.push(document);
  return document;
}
const open = (book: TestBook) => openBytes(epubOf(book));
const blocksOf = async (body: string, extra: Partial<TestBook> = {}): Promise<readonly Block[]> => {
  const document = await open({ ...extra, pages: { 'a.xhtml': body, ...extra.pages } });
  return (await document.section(0)).blocks;
};
const texts = async (body: string) => (await blocksOf(body)).map((block) => block.text);
const brief = async (body: string, extra?: Partial<TestBook>) =>
  (await blocksOf(body, extra)).map((b) => [`${b.kind}${b.level || ''}`, b.text, b.reason]);

describe('the text of a page', () => {
  it('is never broken by inline markup', async () => {
    expect(
      await texts(
        '<p><span class="dropcap">C</span>ravech\u00adenko <b>up</b>on <i>a</i> t<span>ime</span>.</p>',
      ),
    ).toEqual(['Cravechenko upon a time.']);
  });

  it('takes the letter of a drop cap that is an image', async () => {
    expect(await texts('<p><img src="t.png" alt="T"/>he end.</p>')).toEqual(['The end.']);
  });

  it('keeps sub- and superscripts of formulas, and leaves out references to notes', async () => {
    const [block] = await blocksOf(
      `<p>An area of πr<sup>2</sup>, H<sub>2</sub>O,<sup><a href="#n1">1</a></sup> and<a href="#n2"><sup>[2]</sup></a>
       more<a epub:type="noteref" href="#n3">*</a>; see <a href="#n1">note 1</a>.</p><p id="n1">x</p><p id="n2">y</p><p id="n3">z</p>`,
    );
    expect(block?.text).toBe('An area of πr², H2O, and more; see note 1.');
    expect(block?.spans.map(({ kind, from, to, href }) => [kind, block.text.slice(from, to), href])).toEqual([
      ['sub', '2', undefined],
      ['noteref', '', '#0/n1'],
      ['noteref', '', '#0/n2'],
      ['noteref', '', '#0/n3'],
      ['link', 'note 1', '#0/n1'],
    ]);
  });

  it('knows notes, code, tables, figures, lists, quotes, verse and rules', async () => {
    const body = `<hgroup><h2>I</h2><p>A Subtitle</p></hgroup>
<aside epub:type="footnote" id="f"><p>The note. <a href="#r" role="doc-backlink">↩</a></p></aside>
<pre>if (x)
  y();</pre>
<table><caption>Ages</caption><tr><th>Name</th><th>Age</th></tr><tr><td><p>Ann,</p></td><td></td><td>9</td></tr></table>
<figure><img src="i.png" alt="A  hill"/><figcaption>The hill</figcaption></figure>
<ol start="3" type="i"><li>three<ul><li><p>inner</p><p>more</p></li></ul></li><li>four</li></ol>
<blockquote><p>Said he.</p></blockquote>
<div class="poem"><div class="stanza"><div>One line</div><div>Another<span class="lnum">2</span></div></div></div>
<p>1 High Street<br/>London<br/>England</p>
<hr/><p>* * *</p><p>…</p>
<dl><dt>Term</dt><dd>Meaning</dd></dl>`;
    expect(await brief(body, { pages: { 'i.png': PNG } })).toEqual([
      ['heading2', 'I', null],
      ['heading3', 'A Subtitle', null],
      ['note', 'The note.', 'note'],
      ['code', 'if (x)\n  y();', 'code'],
      ['caption', 'Ages', null],
      ['table', 'Name, Age', null],
      ['table', 'Ann, 9', null],
      ['figure', 'A hill', 'image'],
      ['caption', 'The hill', null],
      ['listItem1', 'three', null],
      ['listItem2', 'inner', null],
      ['listItem2', 'more', null],
      ['listItem1', 'four', null],
      ['quote', 'Said he.', null],
      ['verse', 'One line\nAnother', null],
      ['verse', '1 High Street\nLondon\nEngland', null],
      ['separator', '', 'decoration'],
      ['paragraph', '…', 'decoration'],
      ['paragraph', 'Term', null],
      ['listItem1', 'Meaning', null],
    ]);
    const markers = (await blocksOf(body)).flatMap((b) => b.marker ?? []);
    expect(markers).toEqual(['iii.', '•', 'iv.']);
  });

  it('leaves out what is hidden, page numbers and scripts', async () => {
    expect(
      await texts(`<p>Seen<span epub:type="pagebreak" title="9">9</span> <span hidden="hidden">no</span><i aria-hidden="true">no</i>
<span style="display: none">no</span><span class="pagenum">[12]</span>text.</p><script>no()</script><template><p>no</p></template>
<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><p><math alttext="x squared"><mi>x</mi></math></p>`),
    ).toEqual(['Seen text.', '漢', 'x squared']);
  });

  it('shows lists of contents and does not speak them', async () => {
    const blocks = await blocksOf(
      '<p>Words.</p><nav epub:type="toc"><h2>Contents</h2><ol><li><a href="a.xhtml">One</a></li></ol></nav>',
    );
    expect(blocks.slice(1).map(({ text, reason, marker }) => [text, reason, marker])).toEqual([
      ['Contents', 'contents', null],
      ['One', 'contents', null],
    ]);
  });

  it('tells the language of blocks that differ, also by the spans that fill them', async () => {
    const blocks = await blocksOf(
      `<p>English</p><p lang="fr">Bonjour</p><div xml:lang="de"><p>Guten Tag</p></div><p><i lang="la">Carpe</i> <i lang="la">diem</i></p><p>So <i lang="fr">chic</i>.</p><p lang="en">x</p>`,
    );
    expect(blocks.map((block) => block.language)).toEqual([null, 'fr', 'de', 'la', null, null]);
  });

  it('knows HTML’s entities, and a document’s own short ones, once', async () => {
    const page = `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY me "Ann"><!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Caf&eacute;&nbsp;&mdash; &me; &lt;b&gt; &amp;nbsp; &#x41; &c;</p></body></html>`;
    const document = await open({ pages: { 'a.xhtml': page } });
    expect((await document.section(0)).blocks.map((b) => b.text)).toEqual(['Café — Ann <b> &nbsp; A &c;']);
  });

  it('reads pages that are HTML under an XHTML name', async () => {
    expect(await texts('<p>One<br>two<p>Three<img src="x.png">four<hr>five')).toEqual([
      'One two',
      'Threefour',
      '',
      'five',
    ]);
  });

  it('reads pages in the encoding that they declare', async () => {
    const page = Buffer.from(xhtml('<p>Grüße</p>').replace('utf-8', 'iso-8859-1'), 'latin1');
    const document = await open({ pages: { 'a.xhtml': page } });
    expect((await document.section(0)).blocks[0]?.text).toBe('Grüße');
  });

  it('keeps links to the web and into the book, and no other', async () => {
    const [block] = await blocksOf(
      '<p><a href="https://example.org">a</a> <a href="B.XHTML#x">b</a> <a href="javascript:alert(1)">c</a> <a href="gone.xhtml">d</a></p>',
      { pages: { 'b.xhtml': '<p id="x">B</p>' } },
    );
    expect(block?.spans.map(({ href }) => href)).toEqual(['https://example.org', '#1/x']);
  });
});

describe('a book', () => {
  it('brings its metadata', async () => {
    const metadata = `<dc:identifier id="other">no</dc:identifier><dc:identifier id="id">urn:isbn:1</dc:identifier>
<dc:title id="sub">A Tale</dc:title><dc:title id="t">The  Book</dc:title><meta refines="#t" property="title-type">main</meta>
<dc:creator id="x">Ann Author</dc:creator><meta refines="#x" property="role">aut</meta>
<dc:creator opf:role="trl">Tom Translator</dc:creator><dc:creator>Bo Both</dc:creator>
<dc:language>en_gb</dc:language><dc:publisher>P&amp;Q</dc:publisher><dc:date>1851</dc:date>
<dc:description>&lt;p&gt;Good &lt;b&gt;book&lt;/b&gt;.&lt;/p&gt;</dc:description>`;
    const { summary } = await open({ pages: { 'a.xhtml': '<p>x</p>' }, metadata });
    expect(summary.metadata).toEqual({
      format: 'epub',
      title: 'The Book',
      authors: ['Ann Author', 'Bo Both'],
      language: 'en-GB',
      publisher: 'P&Q',
      date: '1851',
      description: 'Good book .',
      identifier: 'urn:isbn:1',
      cover: null,
    });
  });

  it('follows its spine, puts what is beside the text last, and says what is missing', async () => {
    const { summary, section } = await open({
      pages: { 'a.xhtml': '<p>A</p>', 'b.xhtml': '<p>B</p>', 'c.xhtml': '<p>C</p>' },
      spine:
        '<itemref idref="b.xhtml" linear="no"/><itemref idref="c.xhtml"/><itemref idref="gone"/><itemref idref="a.xhtml"/>',
    });
    const order = await Promise.all([0, 1, 2].map(async (index) => (await section(index)).blocks[0]?.text));
    expect(order).toEqual(['C', 'A', 'B']);
    expect(summary.warnings).toEqual([
      'One part that the book names is missing or cannot be shown; it was left out.',
    ]);
  });

  it('has nested contents; entries that lead nowhere take the place of their first child, or go', async () => {
    const { summary } = await open({
      pages: { 'a.xhtml': '<h1>A</h1><p id="s">x</p>', 'b c.xhtml': '<p>B</p>' },
      toc: `<li><span>Part <i>One</i></span><ol><li><a href="a.xhtml">A</a></li><li><a href="A.xhtml#s">S</a></li></ol></li>
<li><a href="b%20c.xhtml">B</a></li><li><a href="gone.xhtml">Gone</a></li>`,
    });
    expect(summary.toc).toEqual([
      {
        title: 'Part One',
        section: 0,
        anchor: null,
        children: [
          { title: 'A', section: 0, anchor: null, children: [] },
          { title: 'S', section: 0, anchor: 's', children: [] },
        ],
      },
      { title: 'B', section: 1, anchor: null, children: [] },
    ]);
    expect(summary.sections.map(({ title }) => title)).toEqual(['Part One', 'B']);
  });

  it('takes its contents from an NCX where there is no navigation, else from headings', async () => {
    const pages = { 'a.xhtml': '<h1>Heading A</h1><p>x</p><h2 id="s">Inner</h2>' };
    const ncx = `<?xml version="1.0"?><ncx><docTitle><text>T</text></docTitle><navMap><navPoint><navLabel><text>One</text></navLabel><content src="a.xhtml"/>
<navPoint><navLabel><text>Two</text></navLabel><content src="a.xhtml#s"/></navPoint></navPoint></navMap></ncx>`;
    const manifest =
      '<item id="a.xhtml" href="a.xhtml" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>';
    const withNcx = await open({ pages, manifest, parts: [{ name: 'OPS/toc.ncx', content: ncx }] });
    expect(withNcx.summary.toc).toMatchObject([{ title: 'One', children: [{ title: 'Two', anchor: 's' }] }]);
    const without = await open({ pages });
    expect(without.summary.toc).toMatchObject([
      { title: 'Heading A', anchor: null, children: [{ title: 'Inner', anchor: 's' }] },
    ]);
  });

  it('divides a page that is a book in itself, and its anchors still lead there', async () => {
    const chapters = Array.from(
      { length: 40 },
      (_, i) => `<h2 id="c${i}">Chapter ${i}</h2>${`<p>${'Words of the story. '.repeat(20)}</p>`.repeat(30)}`,
    );
    const document = await open({
      pages: { 'a.xhtml': `<h1>All</h1>${chapters.join('')}<p><a href="#c7">back</a></p>` },
      toc: '<li><a href="a.xhtml#c7">Seven</a></li><li><a href="a.xhtml#c39">Last</a></li>',
    });
    const { toc, sections } = document.summary;
    expect(sections).toHaveLength(40);
    expect(toc.map(({ section }) => section)).toEqual([7, 39]);
    const { blocks } = await document.section(39);
    expect(blocks[0]).toMatchObject({ kind: 'heading', text: 'Chapter 39', anchors: ['c39'] });
    expect(blocks.at(-1)?.spans[0]?.href).toBe('#7/c7');
  });

  it.each([
    [
      'EPUB 3’s property',
      { manifest: '<item id="c" href="c.png" media-type="image/png" properties="cover-image"/>' },
    ],
    [
      'EPUB 2’s metadata',
      {
        manifest: '<item id="c" href="c.png" media-type="image/png"/>',
        metadata: '<meta name="cover" content="c"/>',
      },
    ],
    [
      'the guide’s page',
      {
        manifest: '<item id="z" href="c.png" media-type="image/png"/>',
        guide: '<guide><reference type="cover" href="a.xhtml"/></guide>',
      },
    ],
  ])('has a cover by %s', async (_, extra) => {
    const page = '<item id="a.xhtml" href="a.xhtml" media-type="application/xhtml+xml"/>';
    const document = await open({
      pages: { 'a.xhtml': '<p>x</p><svg><image xlink:href="C.png"/></svg>', 'c.png': PNG },
      ...extra,
      manifest: page + extra.manifest,
    });
    expect(document.summary.metadata.cover).toBe('OPS/c.png');
    expect(await document.resource('OPS/c.png')).toMatchObject({ mediaType: 'image/png' });
  });

  it('hands out images by what they are, and nothing else', async () => {
    const document = await open({
      pages: {
        'a.xhtml': '<p>x</p><img src="real.jpg" alt=""/><img src="fake.png"/>',
        'real.jpg': PNG,
        'fake.png': Buffer.from('<html>'),
      },
    });
    const { blocks } = await document.section(0);
    expect(blocks.map(({ image }) => image)).toEqual([null, 'OPS/real.jpg', 'OPS/fake.png']);
    expect((await document.resource('OPS/real.jpg'))?.mediaType).toBe('image/png');
    for (const name of ['OPS/fake.png', 'OPS/a.xhtml', '../../etc/passwd', ''])
      expect(await document.resource(name)).toBeNull();
  });

  it('reads images and drawings that are pages themselves', async () => {
    const document = await open({
      pages: { 'a.xhtml': '<p>x</p>', 'p.png': PNG },
      manifest: `<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/><item id="s" href="s.svg" media-type="image/svg+xml"/>`,
      spine: '<itemref idref="p"/><itemref idref="s"/><itemref idref="a"/>',
      parts: [
        {
          name: 'OPS/s.svg',
          content: '<svg xmlns="http://www.w3.org/2000/svg"><title>no</title><text>Drawn</text></svg>',
        },
      ],
    });
    expect((await document.section(0)).blocks).toMatchObject([{ kind: 'figure', image: 'OPS/p.png' }]);
    expect((await document.section(1)).blocks).toMatchObject([
      { kind: 'paragraph', text: 'Drawn', spoken: true },
    ]);
  });
});

describe('a book that is damaged or hostile', () => {
  const pages = { 'a.xhtml': '<p>Fine.</p>', 'b.xhtml': '<p>Spoilt.</p>' };
  const fine = async (bytes: Uint8Array) => {
    const document = await openBytes(bytes);
    return (await document.section(0)).blocks.map((block) => block.text);
  };
  const refused = (bytes: Uint8Array) =>
    openBytes(bytes).then(
      () => 'opened',
      (error: unknown) => error,
    );

  it('is read around a bad entry, which says so in its place', async () => {
    const parts = epubParts({ pages }).map((part) =>
      part.name === 'OPS/b.xhtml' ? { ...part, damaged: true } : part,
    );
    const document = await openBytes(zipOf(parts));
    expect((await document.section(0)).blocks[0]?.text).toBe('Fine.');
    expect((await document.section(1)).blocks).toMatchObject([
      { text: 'This part of the book is damaged and could not be read.', spoken: true },
    ]);
  });

  it('is read with something before and after the archive, without a mimetype, and without a container', async () => {
    const whole = epubOf({ pages });
    expect(
      await fine(Buffer.concat([Buffer.from('A note from the shop.\n'), whole, Buffer.from('\r\n')])),
    ).toEqual(['Fine.']);
    expect(await fine(zipOf(epubParts({ pages, leaveOut: ['mimetype', 'META-INF/container.xml'] })))).toEqual(
      ['Fine.'],
    );
    expect(
      await fine(
        zipOf([{ name: 'mimetype', content: 'text/plain' }, ...epubParts({ pages, leaveOut: ['mimetype'] })]),
      ),
    ).toEqual(['Fine.']);
  });

  it('can do nothing by the names of its entries', async () => {
    const traversal = [
      { name: '../../../../tmp/evil.xhtml', content: 'x' },
      { name: '/etc/passwd', content: 'x' },
      { name: 'C:\\x', content: 'x' },
    ];
    const document = await open({
      pages: { 'a.xhtml': '<p>Fine.</p><img src="../../../../../etc/passwd" alt="x"/>' },
      parts: traversal,
    });
    expect((await document.section(0)).blocks.map(({ image }) => image)).toEqual([null, null]);
  });

  it.each([
    ['is cut off', () => epubOf({ pages }).subarray(0, 700), 'corrupt-document'],
    ['has no package', () => zipOf(epubParts({ pages, leaveOut: ['OPS/package.opf'] })), 'corrupt-document'],
    [
      'has an empty spine and manifest',
      () => epubOf({ pages, spine: ' ', manifest: ' ' }),
      'corrupt-document',
    ],
    [
      'has no readable page',
      () =>
        zipOf(
          epubParts({ pages }).map((part) => (/xhtml$/.test(part.name) ? { ...part, damaged: true } : part)),
        ),
      'corrupt-document',
    ],
    [
      'has one page, long and damaged',
      () =>
        zipOf(
          epubParts({ pages: { 'a.xhtml': `<p>${'Long. '.repeat(60_000)}</p>` } }).map((part) =>
            /xhtml$/.test(part.name) ? { ...part, damaged: true } : part,
          ),
        ),
      'corrupt-document',
    ],
    [
      'has one page, and that a bomb',
      () => epubOf({ pages: { 'a.xhtml': ' '.repeat(60_000_000) } }),
      'document-too-large',
    ],
    [
      'has pictures only',
      () => epubOf({ pages: { 'a.xhtml': '<img src="i.png" alt="A hill"/>', 'i.png': PNG } }),
      'no-text',
    ],
    [
      'is locked with a password',
      () =>
        zipOf(
          epubParts({ pages }).map((part) =>
            /xhtml$/.test(part.name) ? { ...part, encrypted: true } : part,
          ),
        ),
      'document-protected',
    ],
    [
      'claims petabytes',
      () =>
        zipOf(
          epubParts({ pages }).map((part) =>
            /a.xhtml$/.test(part.name) ? { ...part, claimedSize: 0xfffffff0 } : part,
          ),
        ),
      'document-too-large',
    ],
    [
      'has too many parts',
      () =>
        zipOf([
          ...epubParts({ pages }),
          ...Array.from({ length: 20_001 }, (_, i) => ({ name: `x${i}`, content: '', stored: true })),
        ]),
      'document-too-large',
    ],
    ['is an Excel file', () => zipOf([{ name: 'xl/workbook.xml', content: '<x/>' }]), 'unsupported-format'],
    ['is some archive', () => zipOf([{ name: 'a.bin', content: 'x' }]), 'unsupported-format'],
  ])('is refused with a sentence where it %s', async (_, bytes, kind) => {
    const error = await refused(bytes());
    expect(error).toMatchObject({ kind, message: expect.stringMatching(/^(This|There) .+\.$/s) });
  });

  it('does not unpack bombs, whatever they claim', async () => {
    const bomb = Buffer.alloc(60_000_000, ' ');
    for (const claimedSize of [undefined, 1000]) {
      const parts = epubParts({ pages }).map((part) =>
        part.name === 'OPS/b.xhtml'
          ? { ...part, content: bomb, ...(claimedSize === undefined ? {} : { claimedSize }) }
          : part,
      );
      const document = await openBytes(zipOf(parts));
      expect((await document.section(1)).blocks[0]?.text).toContain('damaged');
    }
  });

  const encryption = (algorithm: string, target: string) => ({
    name: 'META-INF/encryption.xml',
    content: `<?xml version="1.0"?><encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${target}"/></enc:CipherData></enc:EncryptedData></encryption>`,
  });

  it('is refused where its pages are encrypted, and not for scrambled fonts', async () => {
    const drm = epubOf({
      pages,
      parts: [encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OPS/a.xhtml')],
    });
    expect(await refused(drm)).toMatchObject({
      kind: 'document-protected',
      message: expect.stringContaining('DRM'),
    });
    expect(
      await fine(
        epubOf({ pages, parts: [encryption('http://www.idpf.org/2008/embedding', 'OPS/font.otf')] }),
      ),
    ).toEqual(['Fine.']);
  });

  it('is read as far as its nesting can be followed', async () => {
    const deep = `<p>Start.</p>${'<div>'.repeat(100_000)}<p>Deep.</p>`;
    expect(await texts(deep)).toEqual(['Start.']);
    const toc = '<li><a href="a.xhtml">x</a><ol>'.repeat(500);
    const { summary } = await open({ pages, toc });
    let depth = 0;
    for (let entry = summary.toc[0]; entry; entry = entry.children[0]) depth++;
    expect(depth).toBe(32);
  });
});
