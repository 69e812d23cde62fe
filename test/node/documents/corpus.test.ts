import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { flattenContents } from '../../../electron/core/document/anchors.ts';
import { cleanLine } from '../../../electron/core/document/clean.ts';
import type { Section } from '../../../electron/core/document/model.ts';
import type { OpenDocument } from '../../../electron/core/document/reader.ts';
import { LecternError } from '../../../electron/core/errors.ts';
import { openMarkdown } from '../../../electron/node/documents/markdown/document.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { createDocumentReader } from '../../../electron/node/documents/reader.ts';
import { decodeText } from '../../../electron/node/documents/text/encoding.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { faultsOf } from '../../support/blocks.ts';
import { entryOf } from '../../support/zip.ts';

async function readAll(document: OpenDocument): Promise<readonly Section[]> {
  const sections: Section[] = [];
  for (let index = 0; index < document.summary.sections.length; index++) {
    sections.push(await document.section(index));
  }
  return sections;
}

async function read(path: string) {
  const document = await openDocument(path, basename(path));
  try {
    return { summary: document.summary, sections: await readAll(document) };
  } finally {
    await document.close();
  }
}

const epubs = ['epub-idpf', 'epub-w3c', 'epub-standardebooks', 'perf/big-books'].flatMap((part) =>
  corpusFiles(part, '.epub'),
);

describe.skipIf(epubs.length === 0)('the EPUBs of the corpus', () => {
  it.each(epubs.map((path) => [basename(path), path]))(
    '%s is read whole, or refused for a reason',
    async (name, path) => {
      // A comic without a word.
      if (name === 'sous-le-vent.epub') {
        await expect(read(path)).rejects.toMatchObject({ kind: 'no-text' });
        return;
      }
      const { summary, sections } = await read(path);
      expect(sections.flatMap(faultsOf)).toEqual([]);
      expect(summary.metadata.title).not.toBe('');
      expect(sections.some(({ blocks }) => blocks.some((block) => block.spoken))).toBe(true);
      for (const { entry } of flattenContents(summary.toc)) {
        expect(sections[entry.section], entry.title).toBeDefined();
      }
      const damaged = sections.filter(({ blocks }) =>
        blocks[0]?.text.startsWith('This part of the book is damaged'),
      );
      expect(damaged).toEqual([]);
    },
  );

  it.each([
    ['devils.epub', 'The Devil’s Dictionary', 'Ambrose Bierce', 'en-US'],
    ['wodehouse.epub', 'Love Among the Chickens', 'P. G. Wodehouse', 'en-GB'],
    ['bleak.epub', 'Bleak House', 'Charles Dickens', 'en-GB'],
    ['sherlock.epub', 'The Adventures of Sherlock Holmes', 'Arthur Conan Doyle', 'en-GB'],
    ['gibbon.epub', 'The History of the Decline and Fall of the Roman Empire', 'Edward Gibbon', 'en-US'],
  ])(
    '%s has its title, author, language, and the contents that its file has',
    async (name, title, author, language) => {
      const path = epubs.find((file) => basename(file) === name) ?? '';
      const { summary, sections } = await read(path);
      expect(summary.metadata).toMatchObject({ title, authors: [author], language });
      // Gibbon's notes are missing from the corpus, and so is the entry that leads to them.
      const reference = contentsByRegularExpression(path).filter(
        (entry) => name !== 'gibbon.epub' || entry !== '0 Endnotes',
      );
      const contents = flattenContents(summary.toc).map(({ entry, depth }) => `${depth} ${entry.title}`);
      expect(contents).toEqual(reference);
      // Every anchor of the contents is really there.
      for (const { entry } of flattenContents(summary.toc)) {
        const anchors = sections[entry.section]?.blocks.flatMap((block) => block.anchors);
        if (entry.anchor !== null) expect(anchors).toContain(entry.anchor);
      }
    },
  );
});

/** The contents of a Standard Ebooks file by another way: its zip in memory, its `toc.xhtml` by regular expressions. */
function contentsByRegularExpression(path: string): readonly string[] {
  const nav = entryOf(readFileSync(path), 'epub/toc.xhtml');
  const toc = /<nav[^>]*epub:type="toc"[^>]*>([^]*?)<\/nav>/.exec(nav)?.[1] ?? '';
  let depth = -1;
  const entries: string[] = [];
  for (const [tag, label] of toc.matchAll(/<ol>|<\/ol>|<a [^>]*>([^]*?)<\/a>/g)) {
    if (tag === '<ol>') depth++;
    else if (tag === '</ol>') depth--;
    else
      entries.push(`${depth} ${cleanLine((label ?? '').replace(/<[^>]+>/g, '').replaceAll('&amp;', '&'))}`);
  }
  return entries;
}

const markdown = corpusFiles('md-commonmark', '.txt');

describe.skipIf(markdown.length === 0)('CommonMark’s own document', () => {
  const source = markdown[0] ? readFileSync(markdown[0], 'utf8') : '';

  it('is read as Markdown', async () => {
    const sections = await readAll(openMarkdown(source, 'spec.md'));
    expect(sections.flatMap(faultsOf)).toEqual([]);
    const headings = source.replace(/^(`{3,}).*\n[^]*?^\1$/gm, '').match(/^#{1,6} /gm)?.length;
    const found = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'heading'));
    expect(found).toHaveLength(headings ?? 0);
  });

  it('has no example that breaks the reader', async () => {
    const examples = [...source.matchAll(/^`{32} example\n([^]*?)^\.\n/gm)].map(([, text = '']) =>
      text.replaceAll('→', '\t'),
    );
    expect(examples.length).toBeGreaterThan(640);
    for (const example of examples) {
      // Words around it, because an example of nothing but code would be refused.
      const sections = await readAll(openMarkdown(`Words.\n\n${example}`, 'example.md'));
      expect(sections.flatMap(faultsOf), example).toEqual([]);
    }
  });
});

const encoded = corpusFiles('enc-chardet', '.txt', '.xml', '.html', '.srt');

describe.skipIf(encoded.length === 0)('the encodings of the corpus', () => {
  /** What iconv calls them where it differs from the folder's name. */
  const NAMES: Readonly<Record<string, string>> = { ibm855: 'cp855', ibm866: 'cp866', 'tis-620': 'tis620' };
  const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu) ?? [];

  it('are told for at least 186 of 192 files', () => {
    const wrong: string[] = [];
    for (const path of encoded) {
      const folder = basename(dirname(path)).toLowerCase();
      const encoding = folder.replace(
        /-(czech|hungarian|polish|slovak|bulgarian|russian|greek|turkish|slovene|hebrew)$/,
        '',
      );
      try {
        const expected = letters(iconv.decode(readFileSync(path), NAMES[encoding] ?? encoding));
        const actual = letters(decodeText(readFileSync(path)));
        const same = expected.filter((letter, index) => letter === actual[index]).length;
        if (same < 0.98 * Math.max(expected.length, actual.length)) wrong.push(path);
      } catch {
        wrong.push(path);
      }
    }
    console.log(
      `encodings: ${encoded.length - wrong.length} of ${encoded.length} right; wrong: ${wrong.map((path) => `${basename(dirname(path))}/${basename(path)}`).join(', ')}`,
    );
    expect(encoded.length - wrong.length).toBeGreaterThanOrEqual(186);
  });

  it('give documents, or refusals with a sentence', async () => {
    for (const path of encoded) {
      const outcome = await read(path).catch((error: unknown) => error);
      if (outcome instanceof LecternError) {
        expect(outcome.kind).toBe('unsupported-format');
        expect(outcome.message).toMatch(/^This .+\.$/);
      } else {
        expect(outcome).toMatchObject({
          summary: { metadata: { format: expect.stringMatching(/^(?:text|html|subtitles)$/) } },
        });
      }
    }
  });
});

const office = [
  'docx-mammoth',
  'docx-pandoc',
  'odt-pandoc',
  'rtf-pandoc',
  'fb2-pandoc',
  'perf/big-office',
].flatMap((part) => corpusFiles(part, '.docx', '.odt', '.rtf', '.fb2'));

describe.skipIf(office.length === 0)('the files of word processors', () => {
  it.each(office.map((path) => [path.split('/').slice(-2).join('/'), path]))(
    '%s is read whole, or has no words',
    async (_, path) => {
      const outcome = await read(path).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ kind: 'no-text' });
        return;
      }
      const { summary, sections } = outcome as Awaited<ReturnType<typeof read>>;
      expect(sections.flatMap(faultsOf)).toEqual([]);
      expect(summary.metadata.format).toBe(path.replace(/^.*\./, ''));
      // One is nothing but code, and one nothing but a note.
      const spoken = sections.some(({ blocks }) => blocks.some((block) => block.spoken));
      expect(summary.warnings).toEqual(
        spoken ? [] : [expect.stringMatching(/^There is nothing here but (?:code|notes)\./)],
      );
    },
  );
});

const kindle = corpusFiles('mobi-libmobi', '.mobi', '.fail');

describe.skipIf(kindle.length === 0)('the Kindle books of the corpus', () => {
  it('are read, with cover and contents, or told to be locked', async () => {
    for (const path of kindle) {
      const outcome = await read(path).catch((refusal: unknown) => refusal);
      if (basename(path).includes('drm')) {
        expect(outcome).toMatchObject({ kind: 'document-protected', message: expect.stringMatching(/DRM/) });
        continue;
      }
      const { summary, sections } = outcome as Awaited<ReturnType<typeof read>>;
      expect(sections.flatMap(faultsOf)).toEqual([]);
      expect(summary.metadata).toMatchObject({ format: 'mobi', cover: expect.stringMatching(/^picture-/) });
      expect(summary.toc.length).toBeGreaterThan(0);
    }
  });
});

const pages = [
  ...corpusFiles('html-readability', 'source.html'),
  ...corpusFiles('html-defuddle/fixtures', '.html'),
];

describe.skipIf(pages.length === 0)('the web pages of the corpus', () => {
  it('are read, or refused because there are no words in them', async () => {
    let opened = 0;
    for (const path of pages) {
      const outcome = await read(path).catch((refusal: unknown) => refusal);
      if (outcome instanceof LecternError) {
        expect(outcome, path).toMatchObject({ kind: 'no-text' });
        continue;
      }
      const { sections } = outcome as Awaited<ReturnType<typeof read>>;
      expect(sections.flatMap(faultsOf), path).toEqual([]);
      opened++;
    }
    expect(opened).toBeGreaterThan(pages.length - 5);
  });
});

describe('the sample book', () => {
  it('is read in a worker: two stories, nested contents, a cover', async () => {
    const reader = createDocumentReader({
      worker: new URL('../../../electron/node/documents/worker.ts', import.meta.url),
    });
    const sample = new URL('../../../resources/samples/sherlock-holmes.epub', import.meta.url);
    const document = await reader.open(sample.pathname, 'sherlock-holmes.epub');
    const { metadata, toc, warnings } = document.summary;
    expect(metadata).toMatchObject({
      authors: ['Arthur Conan Doyle'],
      language: 'en-GB',
      cover: 'book/cover.png',
    });
    expect(flattenContents(toc).map(({ entry, depth }) => [depth, entry.title])).toEqual([
      [0, 'Title page'],
      [0, 'A Scandal in Bohemia'],
      [1, 'I'],
      [1, 'II'],
      [1, 'III'],
      [0, 'The Redheaded League'],
      [0, 'About this edition'],
    ]);
    expect(warnings).toEqual([]);
    expect((await document.resource('book/cover.png'))?.mediaType).toBe('image/png');
    const sections = await readAll(document);
    expect(sections.flatMap(faultsOf)).toEqual([]);
    expect(sections[1]?.blocks[2]?.text).toMatch(/^To Sherlock Holmes she is always the woman\. /);
    await document.close();
  });
});
