import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openKindleBook } from '../../../electron/node/documents/mobi/document.ts';
import { openDocument } from '../../../electron/node/documents/open.ts';
import { kindleBook } from '../../support/kindle.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const file = temporaryFiles();
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const html = (body: string) => `<html><head><guide></guide></head><body>${body}</body></html>`;

describe('a Kindle book', () => {
  const body =
    '<h1>One</h1><p>The first words.</p><img recindex="00001"/><mbp:pagebreak/><h1>Two</h1><p>Gr\xfc\xdfe.</p>';

  it.each([
    ['as it is', 1],
    ['packed by PalmDOC', 2],
  ] as const)('is read %s', async (_, compression) => {
    const document = await openKindleBook(
      kindleBook({ text: html(body), compression, pictures: [PNG], title: 'A Title', author: 'An Author' }),
      'a.mobi',
    );
    expect(document.summary.metadata).toMatchObject({
      format: 'mobi',
      title: 'A Title',
      authors: ['An Author'],
      cover: 'picture-1',
    });
    expect(document.summary.toc.map(({ title }) => title)).toEqual(['One', 'Two']);
    const texts: string[] = [];
    for (let index = 0; index < document.summary.sections.length; index++) {
      texts.push(...(await document.section(index)).blocks.map((block) => block.text));
    }
    expect(texts).toEqual(['One', 'The first words.', '', 'Two', 'Grüße.']);
    expect(await document.resource('picture-1')).toMatchObject({ mediaType: 'image/png' });
    expect(await document.resource('picture-9')).toBeNull();
    expect(await document.resource('../../etc/passwd')).toBeNull();
  });

  it('has links that lead to its bytes', async () => {
    const target = html('<p>See <a filepos=0000000000>there</a>.</p>').indexOf('</body>');
    const text = html(
      `<p>See <a filepos=${String(target).padStart(10, '0')}>there</a>.</p><p>There it is.</p>`,
    );
    const document = await openKindleBook(kindleBook({ text, compression: 1 }), 'a.mobi');
    const { blocks } = await document.section(0);
    expect(blocks[0]?.spans).toMatchObject([{ kind: 'link', href: `#0/filepos${target}` }]);
    expect(blocks[1]).toMatchObject({ text: 'There it is.', anchors: [`filepos${target}`] });
  });

  it('under DRM is told, before anything is read', async () => {
    await expect(
      openKindleBook(kindleBook({ text: html(body), compression: 1, encryption: 2 }), 'a.mobi'),
    ).rejects.toMatchObject({ kind: 'document-protected', message: expect.stringMatching(/DRM/) });
  });

  it('is told to be damaged at whatever byte it ends', async () => {
    const whole = kindleBook({ text: html(body), compression: 2, pictures: [PNG] });
    for (let length = 100; length < whole.length; length += 37) {
      const outcome = await openKindleBook(whole.subarray(0, length), 'a.mobi').catch(
        (error: unknown) => error,
      );
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({
          kind: expect.stringMatching(/^(?:corrupt-document|no-text|empty-document)$/),
        });
      }
    }
  });

  it('leaves nothing on the disk', async () => {
    const before = readdirSync(tmpdir()).filter((name) => !name.startsWith('lectern-'));
    const here = readdirSync('.');
    await openKindleBook(kindleBook({ text: html(body), compression: 1, pictures: [PNG] }), 'a.mobi');
    expect(readdirSync('.')).toEqual(here);
    expect(
      readdirSync(tmpdir()).filter((name) => /^(?:cover|images|\d+)\b/.test(name) && !before.includes(name)),
    ).toEqual([]);
  });

  it('is known by its bytes, and refused as PalmDoc', async () => {
    const book = kindleBook({ text: html(body), compression: 1 });
    const { summary } = await openDocument(file('book.txt', book), 'book.txt');
    expect(summary.metadata.format).toBe('mobi');
    book.write('TEXtREAd', 60, 'latin1');
    await expect(openDocument(file('book.pdb', book), 'book.pdb')).rejects.toMatchObject({
      kind: 'unsupported-format',
    });
  });
});
