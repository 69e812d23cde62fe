import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { decodeText } from '../../../electron/node/documents/text/encoding.ts';
import { docxOf, flatOdtOf, odtOf, p } from '../../support/office.ts';
import { WHAT_IS_READ } from '../../../electron/node/documents/sniff.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { zipOf } from '../../support/zip.ts';

const file = temporaryFiles();
const latin = (text: string) => Buffer.from(text, 'latin1');
const outcome = (name: string, bytes: Uint8Array | string) =>
  openDocument(file(name, bytes), name).then(
    async (document) => {
      await document.close();
      return document.summary.metadata.format;
    },
    (error: unknown) => error,
  );

describe('what a file is', () => {
  it.each([
    ['a program', latin('\x7fELF\x02')],
    ['an XML file', '<?xml version="1.0"?><rss/>'],
  ])('is told for %s, whatever its name says', async (what, bytes) => {
    expect(await outcome('book.txt', bytes)).toMatchObject({
      kind: 'unsupported-format',
      message: `This is ${what}, which Lectern cannot read. ${WHAT_IS_READ}`,
    });
  });

  it.each([
    ['a PNG image', /recognised \(OCR\)/, latin('\x89PNG\r\n\x1a\n')],
    ['a JPEG image', /recognised \(OCR\)/, latin('\xff\xd8\xff\xe0')],
    ['an AVIF image', /recognised \(OCR\)/, latin('\0\0\0\x20ftypavif')],
    ['a DjVu scan', /PDF with text/, latin('AT&TFORM\0\0\0\0DJVM')],
    ['an MP3 recording', /player/, latin('ID3\x04\0')],
    ['an MP4 recording or film', /player/, latin('\0\0\0\x20ftypM4A ')],
    ['a PalmDoc book', /EPUB/, latin(`${'x'.repeat(60)}TEXtREAd`)],
    ['an older Word, Excel or PowerPoint file', /DOCX/, latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a compressed archive (gzip)', /Unpack it/, latin('\x1f\x8b\x08')],
    ['an archive (tar)', /Unpack it/, latin(`${'x'.repeat(257)}ustar`)],
  ])('is told for %s, with what to do', async (what, advice, bytes) => {
    const error = await outcome('book.txt', bytes);
    expect(error).toMatchObject({
      kind: 'unsupported-format',
      message: expect.stringContaining(`This is ${what}, which Lectern cannot read.`),
    });
    expect((error as Error).message).toMatch(advice);
  });

  it('is told for a zip archive of texts, which is no comic book', async () => {
    expect(await outcome('notes.zip', zipOf([{ name: 'notes.txt', content: 'x' }]))).toMatchObject({
      message: expect.stringContaining('This is a zip archive, which Lectern cannot read. Unpack it'),
    });
  });

  it('is told for comic books, in whatever archive', async () => {
    const pages = zipOf(['page1.jpg', 'page2.jpg'].map((name) => ({ name, content: 'x' })));
    expect(await outcome('comic.cbz', pages)).toMatchObject({
      message: expect.stringContaining('a comic book of pictures (CBZ)'),
    });
    expect(await outcome('comic.cbr', latin('Rar!\x1a\x07\x01\0'))).toMatchObject({
      message: expect.stringContaining('a comic book of pictures'),
    });
  });

  it.each([latin('%PDF-1.7\n\xe2\xe3'), latin('some junk\n%PDF-1.4')])(
    'is told for a PDF, even for one that breaks off',
    async (bytes) => {
      expect(await outcome('book.txt', bytes)).toMatchObject({
        kind: 'corrupt-document',
        message: expect.stringMatching(/^This PDF is damaged/),
      });
    },
  );

  it('is told for data that nothing is known of', async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 73 + (i >> 3)) & 0xff));
    expect(await outcome('x.dat', noise)).toMatchObject({ kind: 'unsupported-format' });
  });

  it('is told by the content of office files, never by their name', async () => {
    expect(await outcome('x.txt', '{\\rtf1\\ansi Hello}')).toBe('rtf');
    expect(await outcome('x.odt', docxOf({ body: p('Hello.') }))).toBe('docx');
    expect(await outcome('x.epub', odtOf({ body: '<text:p>Hello.</text:p>' }))).toBe('odt');
    expect(await outcome('x.xml', flatOdtOf({ body: '<text:p>Hello.</text:p>' }))).toBe('odt');
    const fb2 = '<?xml version="1.0"?>\n<FictionBook><body><p>Hello.</p></body></FictionBook>';
    expect(await outcome('x.html', fb2)).toBe('fb2');
    const typed = (type: string) =>
      zipOf([
        {
          name: '[Content_Types].xml',
          content: `<Types><Override ContentType="application/${type}"/></Types>`,
        },
      ]);
    const office = 'vnd.openxmlformats-officedocument.';
    for (const [type, what] of [
      [`${office}spreadsheetml.sheet.main+xml`, /an Excel workbook/],
      [`${office}presentationml.presentation.main+xml`, /a PowerPoint presentation/],
      ['vnd.ms-visio.drawing.main+xml', /a Visio drawing/],
    ] as const) {
      expect(await outcome('x.docx', typed(type))).toMatchObject({
        kind: 'unsupported-format',
        message: expect.stringMatching(what),
      });
    }
    expect(await outcome('x.docx', typed('vnd.ms-word.document.macroEnabled.main+xml'))).toMatchObject({
      kind: 'corrupt-document',
    });
  });

  it('is Markdown by its name, else plain text', async () => {
    expect(await outcome('README.md', '# Hello')).toBe('markdown');
    expect(await outcome('README', '# Hello')).toBe('text');
    expect(await outcome('poem', 'PK is two letters.')).toBe('text');
  });

  it('is an empty document, a folder, or nothing at all', async () => {
    expect(await outcome('x.txt', '')).toMatchObject({ kind: 'empty-document' });
    const folder = mkdtempSync(join(tmpdir(), 'lectern-folder-'));
    await expect(openDocument(folder, 'x')).rejects.toMatchObject({ kind: 'file-unreadable' });
    await expect(openDocument(join(dirname(folder), 'no-such-file'), 'x')).rejects.toMatchObject({
      kind: 'document-missing',
    });
  });
});

describe('the encoding of a text', () => {
  const russian =
    'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. ';
  it.each([
    ['UTF-8', Buffer.from('Grüße, 世界')],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße, 世界')],
    ['UTF-16 with a mark', Buffer.from('\ufeffGrüße, 世界', 'utf16le')],
  ])('%s is read exactly', (_, bytes) => expect(decodeText(bytes)).toBe('Grüße, 世界'));

  it('is detected where nothing tells it', () => {
    const koi8 = Buffer.from(
      [...russian.repeat(4)].map((c) => {
        const at = 'юабцдефгхийклмнопярстужвьызшэщчъ'.indexOf(c.toLowerCase());
        return at < 0 ? c.charCodeAt(0) : 0xc0 + at + (c === c.toLowerCase() ? 0 : 0x20);
      }),
    );
    expect(decodeText(koi8)).toBe(russian.repeat(4));
    const western = 'Le café était fermé à cause de la fête, où çà et là des élèves fêtaient Noël.';
    expect(decodeText(latin(western))).toBe(western);
    expect(decodeText(Buffer.from(russian.repeat(4), 'utf16le'))).toBe(russian.repeat(4));
  });
});
