import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { Parser } from 'htmlparser2';
import { afterEach, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { BookTags } from '../../../electron/core/audiobook/types.ts';
import type { Block } from '../../../electron/core/document/model.ts';
import type { OpenDocument } from '../../../electron/core/document/reader.ts';
import { sentenceRanges } from '../../../electron/core/text/sentences.ts';
import { writeEpub, type EpubSource } from '../../../electron/node/audiobook/epub.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { epubOf } from '../../support/epub.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { allSections, heardSections, type HeardFile } from './heard-document.ts';

const SAMPLE = join(import.meta.dirname, '../../../resources/samples/sherlock-holmes.epub');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const WEBP = Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1');
const MODIFIED = new Date('2026-01-02T03:04:05Z');

const opened: OpenDocument[] = [];
afterEach(async () => {
  for (const document of opened.splice(0)) await document.close();
});
async function open(path: string): Promise<OpenDocument> {
  const document = await openDocument(path, path);
  opened.push(document);
  return document;
}

const PAGES = {
  'one.xhtml': `<h1 id="top">I. Beginnings</h1>
<p>It was a <i>dark night. And</i> a <b>stormy</b> one &amp; “cold”<a epub:type="noteref" href="two.xhtml#n1">1</a>. See <a href="two.xhtml#far">far away</a> or
<a href="https://example.org/a?b={c}|d">the web</a>. H<sub>2</sub>O &lt; 3.</p>
<blockquote><p>Said he.</p><p>Said she.</p></blockquote>
<div class="poem"><p>One line,<br/>another line,<br/>and the last.</p></div>
<ol start="3" type="i"><li>three is here<ul><li><p>inner point</p><p>more of it</p></li></ul></li><li>four is here</li></ol>
<ul><li>a dot</li></ul>
<figure><img src="i.png" alt="A hill"/><figcaption>The hill at dusk.</figcaption></figure>
<p><img src="w.webp" alt="A web picture"/></p><p><img src="gone.png" alt="A lost picture"/></p>
<pre>if (a &lt; b)
  go();</pre><hr/><p>* * *</p>`,
  'two.xhtml': `<h2>II. Ends</h2><p xml:lang="fr">C’était le matin. Il faisait beau.</p>
<table><tr><th>Name</th><th>Age</th></tr></table><aside epub:type="footnote" id="n1"><p>The note.</p></aside>
<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav><p id="far">Far away.</p>`,
  'i.png': PNG,
  'w.webp': WEBP,
};
const TOC = `<li><a href="two.xhtml">II &amp; last</a></li><li><a href="one.xhtml">I</a><ol><li><a href="two.xhtml#far">Far</a></li></ol></li>`;
const TAGS: BookTags = {
  title: 'A <Book> & more',
  authors: ['Ann Author', 'Bob'],
  narrator: 'Zoë',
  year: '1999',
  language: 'en-GB',
  publisher: null,
  cover: { mediaType: 'image/png', bytes: PNG },
};

interface Made {
  readonly path: string;
  readonly document: OpenDocument;
  readonly source: EpubSource;
  readonly sound: Buffer;
  readonly heard: readonly HeardFile[];
}

/** The book with two sound files, one for each section. */
async function make(differing: Partial<EpubSource> = {}): Promise<Made> {
  const folder = await temporaryFolder();
  const book = epubOf({
    pages: PAGES,
    toc: TOC,
    metadata: '<dc:title>A Book</dc:title><dc:language>en</dc:language>',
  });
  await writeFile(join(folder, 'in.epub'), book);
  const document = await open(join(folder, 'in.epub'));
  const sound = Buffer.alloc(300_000, 'sound of the first file');
  const audio: (EpubSource['audio'][number] & HeardFile)[] = [];
  for (const section of allSections(document)) {
    const path = join(folder, `${section}.mp3`);
    await writeFile(path, sound.subarray(section));
    audio.push({ path, ...(await heardSections(document, [section])) });
  }
  const source = { document, tags: TAGS, audio, modified: MODIFIED, ...differing };
  const path = join(folder, 'out.epub');
  await write(path, source);
  return { path, document, source, sound, heard: audio };
}

const write = (path: string, source: EpubSource, signal = new AbortController().signal) =>
  writeEpub(createWriteStream(path), source, signal);

/** The entries of an archive, by a library that did not write it. */
async function entriesOf(path: string) {
  const bytes = await readFile(path);
  const zip = await fromBufferPromise(bytes);
  const entries = new Map<string, Buffer>();
  const order = [];
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry);
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part));
    entries.set(entry.fileName, Buffer.concat(parts));
    order.push(entry);
  }
  return { bytes, entries, order, text: (name: string) => entries.get(`OPS/${name}`)?.toString() ?? '' };
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** All elements of an XML file in order, with all text inside each. */
function elementsOf(source: string): readonly Element[] {
  const elements: Element[] = [];
  const stack: Element[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const element = { name, attributes, text: '' };
        elements.push(element);
        stack.push(element);
        if (name === 'br') for (const outer of stack) outer.text += '\n';
      },
      ontext: (text) => {
        for (const element of stack) element.text += text;
      },
      onclosetag: () => void stack.pop(),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(source);
  return elements;
}
const milliseconds = (clock = '') =>
  clock.split(':').reduce((sum, part) => sum * 60 + Math.round(Number(part) * 1000), 0);

describe('an EPUB with media overlays', () => {
  it('is a container as the standard has it: mimetype first and bare, every file in the manifest', async () => {
    const { path } = await make();
    const { bytes, entries, order, text } = await entriesOf(path);
    expect(bytes.toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip');
    expect(order[0]).toMatchObject({ fileName: 'mimetype', compressionMethod: 0 });
    const listed = elementsOf(text('package.opf'))
      .filter(({ name }) => name === 'item')
      .map(({ attributes }) => attributes['href']);
    const there = [...entries.keys()].map((name) => name.replace('OPS/', ''));
    expect(
      there.filter((name) => !['mimetype', 'META-INF/container.xml', 'package.opf'].includes(name)).sort(),
    ).toEqual(listed.toSorted());
  });

  it('gives the same sentences when Lectern opens it again', async () => {
    const { path, document } = await make();
    const again = await open(path);
    const spoken = async (from: OpenDocument) => {
      const blocks: Block[] = [];
      for (const section of allSections(from)) blocks.push(...(await from.section(section)).blocks);
      return blocks
        .filter((block) => block.spoken)
        .map(({ kind, level, text }) => [
          kind,
          level,
          sentenceRanges(text, 'en').map((range) => text.slice(...range)),
        ]);
    };
    // A row of a table has lost its table; nothing else is changed.
    const expected = (await spoken(document)).map(([kind, ...rest]) => [
      kind === 'table' ? 'paragraph' : kind,
      ...rest,
    ]);
    expect(await spoken(again)).toEqual(expected);
    expect(again.summary.metadata).toMatchObject({
      title: TAGS.title,
      authors: TAGS.authors,
      language: 'en-GB',
    });
    const [first] = (await again.section(0)).blocks.slice(1);
    expect(first?.spans.map(({ kind, href }) => [kind, href])).toEqual([
      ['emphasis', undefined],
      ['emphasis', undefined],
      ['strong', undefined],
      ['noteref', '#1/b3'],
      ['link', '#1/b5'],
      ['link', 'https://example.org/a?b=%7Bc%7D%7Cd'],
      ['sub', undefined],
    ]);
  });

  it('shows what is not read, outside the overlays', async () => {
    const { path } = await make();
    const again = await open(path);
    const skipped = [];
    for (const section of allSections(again)) {
      const { blocks } = await again.section(section);
      skipped.push(
        ...blocks.filter(({ spoken }) => !spoken).map(({ kind, text, reason }) => [kind, text, reason]),
      );
    }
    expect(skipped).toEqual([
      ['figure', 'A hill', 'image'],
      ['figure', 'A web picture', 'image'],
      ['code', 'if (a < b)\n  go();', 'code'],
      ['separator', '', 'decoration'],
      ['note', 'The note.', 'note'],
      ['listItem', 'One', 'contents'],
    ]);
    const { text } = await entriesOf(path);
    expect(text('page-0001.xhtml')).toContain('aria-label="A lost picture"');
    expect(text('page-0001.xhtml')).toContain('<source srcset="image-0002.webp" type="image/webp"/>');
    expect(text('page-0001.xhtml')).toMatch(/<ol>\n<li data-marker="iii\."><p>.*<\/p>\n<ul>/u);
  });

  it('pairs every sentence that is heard with its sound, without a gap', async () => {
    const { path, heard } = await make();
    const { text } = await entriesOf(path);
    const opf = elementsOf(text('package.opf'));
    let total = 0;
    for (const [index, { cues, samples }] of heard.entries()) {
      const page = elementsOf(text(`page-000${index + 1}.xhtml`));
      const overlay = elementsOf(text(`overlay-000${index + 1}.smil`));
      const texts = overlay
        .filter(({ name }) => name === 'text')
        .map(({ attributes }) => attributes['src'] ?? '');
      expect(texts.length).toBeGreaterThan(3);
      const said = texts.map((src) =>
        page.find(({ attributes }) => src === `page-000${index + 1}.xhtml#${attributes['id']}`),
      );
      const words = (part = '') => part.replace(/\*$/u, '').replace(/”\*\./u, '”.');
      expect(said.map((element) => words(element?.text))).toEqual(cues.map((cue) => cue.text));
      let now = 0;
      for (const { attributes } of overlay.filter(({ name }) => name === 'audio')) {
        expect(attributes['src']).toBe(`sound-000${index + 1}.mp3`);
        expect(milliseconds(attributes['clipBegin'])).toBe(now);
        now = milliseconds(attributes['clipEnd']);
      }
      expect(now).toBe(Math.round(samples / 24));
      const duration = opf.find(
        ({ attributes }) => attributes['refines'] === `#overlay-000${index + 1}-smil`,
      );
      expect(milliseconds(duration?.text)).toBe(now);
      total += now;
    }
    const whole = opf.find(
      ({ attributes }) => attributes['property'] === 'media:duration' && !attributes['refines'],
    );
    expect(milliseconds(whole?.text)).toBe(total);
  });

  it('says who wrote and reads it, what it offers, and where its chapters are', async () => {
    const { path } = await make();
    const { text, entries } = await entriesOf(path);
    const opf = elementsOf(text('package.opf'));
    const values = (property: string) =>
      opf.filter(({ attributes }) => attributes['property'] === property).map((element) => element.text);
    expect(values('media:narrator')).toEqual(['Zoë']);
    expect(values('dcterms:modified')).toEqual(['2026-01-02T03:04:05Z']);
    expect(values('role')).toEqual(['aut', 'aut', 'nrt']);
    expect(values('schema:accessMode')).toEqual(['textual', 'auditory', 'visual']);
    expect(values('schema:accessibilityFeature')).toContain('synchronizedAudioText');
    expect(opf.find(({ attributes }) => attributes['properties'] === 'cover-image')?.attributes['href']).toBe(
      'cover.png',
    );
    expect(entries.get('OPS/cover.png')?.equals(PNG)).toBe(true);
    // The book's own contents go back and forth; by the standard they follow the text.
    const links = elementsOf(text('nav.xhtml')).filter(({ name }) => name === 'a');
    expect(links.map(({ attributes, text: label }) => [label, attributes['href']])).toEqual([
      ['I', 'page-0001.xhtml'],
      ['II & last', 'page-0002.xhtml'],
      ['Far', 'page-0002.xhtml#b5'],
    ]);
  });

  it('holds the sound byte for byte, and is itself the same whenever and wherever it is made', async () => {
    const { path, source, sound } = await make();
    const { entries, bytes } = await entriesOf(path);
    expect(entries.get('OPS/sound-0001.mp3')?.equals(sound)).toBe(true);
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Pacific/Auckland';
      await write(path, source);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('takes the whole sample book with the sound of one chapter', async () => {
    const document = await open(SAMPLE);
    const folder = await temporaryFolder();
    await writeFile(join(folder, 's.mp3'), 'sound');
    const sound = await heardSections(document, [1]);
    const { title, authors, language } = document.summary.metadata;
    const tags = { ...TAGS, title, authors, language };
    const path = join(folder, 'out.epub');
    await write(path, {
      document,
      tags,
      audio: [{ path: join(folder, 's.mp3'), ...sound }],
      modified: MODIFIED,
    });
    const again = await open(path);
    for (const section of allSections(document)) {
      const texts = async (from: OpenDocument) => (await from.section(section)).blocks.map((one) => one.text);
      expect(await texts(again)).toEqual(await texts(document));
    }
    const { entries } = await entriesOf(path);
    expect([...entries.keys()].filter((name) => name.endsWith('.smil'))).toEqual(['OPS/overlay-0002.smil']);
  });
});

describe('an EPUB that cannot be written', () => {
  it('says so where the sound is gone, and where the disk is full', async () => {
    const { source, path } = await make();
    const gone = source.audio.map((one) => ({ ...one, path: `${one.path}.gone` }));
    await expect(write(path, { ...source, audio: gone })).rejects.toMatchObject({ kind: 'storage' });
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('no room'), { code: 'ENOSPC' })),
    });
    await expect(writeEpub(full, source, new AbortController().signal)).rejects.toMatchObject({
      kind: 'disk-full',
    });
  });

  it('stops when it is told to, at the beginning and in the middle of the sound', async () => {
    const { source, path } = await make();
    await expect(write(path, source, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
    const stop = new AbortController();
    const slow = new PassThrough({ highWaterMark: 1024 });
    const written = writeEpub(slow, source, stop.signal);
    for await (const part of slow) {
      if (Buffer.from(part).includes('sound of the first file')) break;
    }
    stop.abort();
    await expect(written).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
