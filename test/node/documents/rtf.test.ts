import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { readRtf } from '../../../electron/node/documents/rtf/reader.ts';
import { rtfTokens } from '../../../electron/node/documents/rtf/tokens.ts';
import { faultsOf } from '../../support/blocks.ts';
import { readOffice } from '../../support/office.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const latin = (source: string) => Buffer.from(source, 'latin1');
const read = (body: string) => readOffice(file('x.rtf', latin(`{\\rtf1\\ansi ${body}}`)), 'x.rtf');
const texts = (body: string) => readRtf(`{\\rtf1\\ansi ${body}}`).blocks.map(({ text }) => text);

describe('the tokens of RTF', () => {
  const brief = (source: string) =>
    [...rtfTokens(source)].map((token) => {
      switch (token.type) {
        case 'word':
          return `\\${token.name}${token.parameter ?? ''}`;
        case 'byte':
          return `'${token.value.toString(16)}`;
        case 'symbol':
          return `\\${token.symbol}`;
        case 'text':
          return token.text;
        default:
          return token.type;
      }
    });

  it.each([
    ['{\\b bold}', ['open', '\\b', 'bold', 'close']],
    ['\\b0x', ['\\b0', 'x']],
    ['\\li-720  two', ['\\li-720', ' two']],
    ["\\'e9\\'E9\\'zz", ["'e9", "'e9", 'zz']],
    ['a\r\nb', ['a', 'b']],
    ['a\\\r\nb\\\nc', ['a', '\\par', 'b', '\\par', 'c']],
    ['\\*\\x\\~\\{\\\\', ['\\*', '\\x', '\\~', '\\{', '\\\\']],
    ['a\\bin4 {{}}\\b', ['a', '\\b']],
    ['\xe9a', ["'e9", 'a']],
    [`\\${'a'.repeat(40)}12 x`, ['x']],
    ['\\', []],
    ['\\bin9999999999 {', []],
  ])('of %j', (source, tokens) => {
    expect(brief(source)).toEqual(tokens);
  });

  it('are made of any bytes, in order and without end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."\\{}'*ab09-\r\n \xe9u") }), (source) => {
        const length = [...rtfTokens(source)].reduce(
          (sum, token) => sum + (token.type === 'text' ? token.text.length : 0),
          0,
        );
        expect(length).toBeLessThanOrEqual(source.length);
      }),
    );
  });
});

describe('a Rich Text file', () => {
  it('decodes its characters: code pages, fonts, Unicode and what stands for it', () => {
    expect(texts("caf\\'e9\\par")).toEqual(['café']);
    expect(texts("\\ansicpg1251 \\'cc\\'e8\\'f0\\par")).toEqual(['Мир']);
    expect(texts("\\u8364? \\uc2\\u233\\'c3\\'a9 \\uc1\\u-10179?\\u-8704?\\par")).toEqual(['€ é 😀']);
    expect(texts('\\uc0\\u8364 x\\uc1\\u8364\\emdash y\\par')).toEqual(['€x€y']);
    expect(
      texts(
        "{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset128 MS Mincho;}{\\f2\\fcharset2 Symbol;}{\\f3\\fcharset204 X;}}\\f1 \\'83A\\'83\\'42\\f2 a\\f3 \\'c0\\f0 !\\par",
      ),
    ).toEqual([`${iconv.decode(latin('\x83A\x83\x42'), 'shift_jis')}αА!`]);
    expect(texts("\\mac \\'8e\\par")).toEqual(['é']);
    expect(texts('\\ldblquote a\\rdblquote\\emdash b\\~c\\_d\\-e\\tab f\\{\\}\\par')).toEqual([
      '“a”—b c‑de f{}',
    ]);
  });

  it('has headings, lists with the numbers that it shows, quotes, notes and formats', async () => {
    const { brief, spans, summary } = await read(
      [
        '{\\stylesheet{\\s1\\outlinelevel0 heading 1;}{\\s2\\sbasedon1 Mine;}{\\s3 Quote;}{\\s4 HTML Preformatted;}{\\s5 toc 1;}{\\*\\cs6 Char;}}',
        '{\\info{\\title A Title}{\\author Ann}{\\creatim\\yr2003\\mo4\\dy5}{\\operator Bo}}',
        '{\\header Running head\\par}',
        '\\pard\\s2 One\\par',
        '\\pard\\outlinelevel1 Two\\par',
        '\\pard\\s3 Quoted.\\par',
        '\\pard\\s4 a\\par b\\par',
        '\\pard\\s5 One 3\\par',
        '\\pard{\\listtext\\pard 1.\\tab}\\ls1\\ilvl0 first\\par{\\listtext\\pard a)\\tab}\\ls1\\ilvl1 second\\par',
        "\\pard{\\pntext\\f1\\'B7\\tab}third\\par",
        '\\pard Some {\\b bold {\\i both}} x{\\super 2}{\\v hidden}{\\deleted gone}{\\*\\unknown no}.\\par',
        'Noted\\chftn{\\footnote\\pard\\plain {\\super\\chftn} A {\\b note}.} and on.{\\footnote\\ftnalt At the end.}\\par',
        'Break\\line here.\\par',
      ].join('\n'),
    );
    expect(brief).toEqual([
      'heading1 | One',
      'heading2 | Two',
      'quote | Quoted.',
      'code (code) | a\nb',
      'paragraph (contents) | One 3',
      'listItem1 | 1. | first',
      'listItem2 | a) | second',
      'listItem1 | • | third',
      'paragraph | Some bold both x².',
      'paragraph | Noted and on.',
      'note (note) | A note.',
      'paragraph | Break here.',
      'note (note) | At the end.',
    ]);
    expect(spans(8)).toEqual(['strong | bold both', 'emphasis | both']);
    expect(spans(9)).toEqual(['noteref |  | #0/note-1', 'noteref |  | #0/note-2']);
    expect(summary.metadata).toMatchObject({
      format: 'rtf',
      title: 'A Title',
      authors: ['Ann'],
      date: '2003-04-05',
    });
    expect(summary.warnings).toEqual([]);
  });

  it('has rows as one text, nested ones apart, and frames of one cell as text', async () => {
    const { brief } = await read(
      [
        '\\trowd\\cellx1\\cellx2\\pard\\intbl Name\\cell Age\\cell\\row',
        '\\trowd\\cellx1\\cellx2\\pard\\intbl Ann\\par Lee\\cell 9\\cell\\row',
        '\\trowd\\cellx1\\pard\\intbl In a frame.\\cell\\row',
        '\\trowd\\cellx1\\cellx2\\pard\\intbl Outer\\par\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\cellx1\\cellx2\\nestrow}{\\nonesttables\\par}\\pard\\intbl after\\cell last\\cell\\row',
        '\\pard Text.\\par',
      ].join(''),
    );
    expect(brief).toEqual([
      'table | Name, Age',
      'table | Ann, Lee, 9',
      'paragraph | In a frame.',
      'table | Outer',
      'table | x, y',
      'table | after, last',
      'paragraph | Text.',
    ]);
  });

  it('has the results of fields, links, text boxes once, and no pictures', async () => {
    const { brief, spans } = await read(
      'See {\\field{\\*\\fldinst{HYPERLINK "https://example.org/"}}{\\fldrslt{\\ul this}}} and {\\field{\\*\\fldinst HYPERLINK \\\\l "b"}{\\fldrslt that}}.{\\pict\\pngblip 89504e47}{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard Boxed.\\par}}{\\shprslt\\par Boxed.}} After.\\par{\\*\\bkmkstart b}There {\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}.{\\*\\bkmkend b}\\par',
    );
    expect(brief).toEqual([
      'paragraph | See this and that. After.',
      'paragraph | Boxed.',
      'paragraph | There .',
    ]);
    expect(spans(0)).toEqual(['link | this | https://example.org/', 'link | that | #0/b']);
  });

  it('tells its languages', async () => {
    const { summary, blocks } = await read(
      "\\deflang1031 Ein Satz auf Deutsch.\\par\\lang1036 Oui, \\'e7a va.\\par\\lang1024 Zwei.\\par",
    );
    expect(summary.metadata.language).toBe('de-DE');
    expect(blocks.map(({ language }) => language)).toEqual([null, 'fr-FR', null]);
  });

  it('is read as far as it goes, from any bytes', async () => {
    const whole =
      '{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset128 A;}}{\\info{\\title x}}\\pard\\s1 One\\par{\\field{\\*\\fldinst HYPERLINK "http://x.y"}{\\fldrslt link}}\\trowd\\cellx1\\cellx2\\intbl a{\\footnote n{\\footnote m}}\\cell b\\cell\\row\\pard\\u8364?\\\'83A{\\*\\bkmkstart z}{\\shp{\\*\\shpinst{\\shptxt t}}}end\\par}';
    const { warnings } = (await openDocument(file('c.rtf', latin(whole.slice(0, -1))), 'c.rtf')).summary;
    expect(warnings).toEqual([expect.stringMatching(/breaks off/)]);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(30), (from, length) => {
        const blocks = readRtf(whole.slice(0, from) + whole.slice(from + length)).blocks;
        // Links inside the document are led to their sections later.
        const plain = blocks.map((block) => ({
          ...block,
          spans: block.spans.map(({ href: _, ...span }) => span),
        }));
        expect(faultsOf({ index: 0, blocks: plain })).toEqual([]);
      }),
      { numRuns: 400 },
    );
    const deep = readRtf(`{\\rtf1 a${'{'.repeat(100_000)}b${'}'.repeat(100_000)}c\\par}`);
    expect(deep.blocks.map(({ text }) => text)).toEqual(['ac']);
  });
});
