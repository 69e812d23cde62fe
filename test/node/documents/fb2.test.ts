import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LecternError } from '../../../electron/core/errors.ts';
import { openFb2 } from '../../../electron/node/documents/fb2/document.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { faultsOf } from '../../support/blocks.ts';
import { readOffice } from '../../support/office.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { zipOf } from '../../support/zip.ts';

const file = temporaryFiles();
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const BOOK = `<?xml version="1.0" encoding="UTF-8"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><genre>prose</genre><author><first-name>Ann</first-name><last-name>Lee</last-name></author><author><nickname>bo</nickname></author>
<book-title>The Book</book-title><annotation><p>About it.</p><p>More.</p></annotation><date value="1999-01-02">1999</date><coverpage><image l:href="#cover.png"/></coverpage><lang>en</lang></title-info>
<document-info><author><nickname>scanner</nickname></author><id>ID-1</id></document-info><publish-info><publisher>House</publisher></publish-info></description>
<body><title><p>The Book</p></title><epigraph><p>So it goes.</p><text-author>K.</text-author></epigraph>
<section id="one"><title><p>Chapter 1</p><p>The Storm</p></title>
<p>Some <emphasis>words</emphasis><a l:href="#n1" type="note">[1]</a> and <a l:href="#two">a link</a>, <a l:href="https://example.org/">another</a>.</p>
<subtitle>* * *</subtitle><p>Next.</p><subtitle>Below</subtitle><empty-line/>
<poem><title><p>Song</p></title><stanza><v>One line,</v><v>two lines,</v></stanza><stanza><v>three.</v></stanza><text-author>Poet</text-author></poem>
<cite><p>Cited.</p></cite><image l:href="#pic.png" alt="A tree"/><image l:href="#missing.png"/>
<table><tr><th>Name</th><th>Age</th></tr><tr><td>Ann</td><td>9</td></tr></table></section>
<section id="two"><title><p>Chapter 2</p></title><section><title><p>Part</p></title><p xml:lang="de">Deutsch.</p></section></section></body>
<body name="notes"><title><p>Notes</p></title><section id="n1"><title><p>1</p></title><p>A note.</p></section></body>
<binary id="cover.png" content-type="image/png">${PNG.toString('base64')}</binary><binary id="pic.png" content-type="image/jpeg">
${PNG.toString('base64')}
</binary></FictionBook>`;

const BRIEF = [
  'heading1 | The Book',
  'quote | So it goes.',
  'quote | K.',
  'heading2 | Chapter 1, The Storm',
  'paragraph | Some words and a link, another.',
  'separator (decoration) | ',
  'paragraph | Next.',
  'heading3 | Below',
  'heading3 | Song',
  'verse | One line,\ntwo lines,',
  'verse | three.',
  'paragraph | Poet',
  'quote | Cited.',
  'figure (image) | A tree',
  'table | Name, Age',
  'table | Ann, 9',
  'heading2 | Chapter 2',
  'heading3 | Part',
  'paragraph | Deutsch.',
  'heading1 (note) | Notes',
  'note (note) | A note.',
];

describe('a FictionBook', () => {
  it('becomes blocks', async () => {
    const { brief, spans, summary, blocks } = await readOffice(file('x.fb2', BOOK), 'x.fb2');
    expect(brief).toEqual(BRIEF);
    expect(spans(4)).toEqual([
      'emphasis | words',
      expect.stringMatching(/^noteref \| {2}\| #\d\/n1$/),
      expect.stringMatching(/^link \| a link \| #\d\/two$/),
      'link | another | https://example.org/',
    ]);
    expect(blocks[18]?.language).toBe('de');
    expect(summary.metadata).toEqual({
      format: 'fb2',
      title: 'The Book',
      authors: ['Ann Lee', 'bo'],
      language: 'en',
      publisher: 'House',
      date: '1999-01-02',
      description: 'About it. More.',
      identifier: 'ID-1',
      cover: 'cover.png',
    });
    expect(summary.toc).toMatchObject([
      { title: 'The Book', children: [{ title: 'Chapter 1, The Storm' }, { title: 'Chapter 2' }] },
    ]);
  });

  it('gives its images, by their bytes', async () => {
    const document = await openDocument(file('x.fb2', BOOK), 'x.fb2');
    expect(await document.resource('pic.png')).toEqual({ mediaType: 'image/png', bytes: PNG });
    expect(await document.resource('missing.png')).toBeNull();
  });

  it('may lie in a zip archive', async () => {
    const path = file('x.fb2.zip', zipOf([{ name: 'x.fb2', content: BOOK }]));
    expect((await readOffice(path, 'x.fb2.zip')).brief).toEqual(BRIEF);
  });

  it('never fails but with a sentence, wherever it breaks off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(BOOK.length), fc.nat(80), async (from, length) => {
        try {
          const document = openFb2(BOOK.slice(0, from) + BOOK.slice(from + length), 't.fb2');
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
