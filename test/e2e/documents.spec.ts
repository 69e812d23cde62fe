import { epubOf, epubParts } from '../support/epub.ts';
import { zipOf } from '../support/zip.ts';
import { expect, test } from './support/app.ts';
import {
  openFile,
  play,
  addFiles,
  expectSpoken,
  notices,
  paste,
  reload,
  textFile,
  title,
} from './support/reader.ts';

const binary = (name: string, bytes: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: bytes,
});

test('pasted text is read at once', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing to read yet.' })).toBeVisible();
  await paste(page, 'What was copied is heard. A second sentence follows it.');
  await expectSpoken(page, /What was copied is heard/);
});

test('an EPUB of one’s own has its title, author, contents and voice', async ({ page }) => {
  const epub = epubOf({
    metadata:
      '<dc:title>The Little Lamp</dc:title><dc:creator>Ada Writer</dc:creator><dc:language>en</dc:language>',
    pages: {
      'one.xhtml': '<h1>Dusk</h1><p>The lamp was lit. It burned low.</p>',
      'two.xhtml': '<h1>Dawn</h1><p>Morning came at last. The lamp went out.</p>',
    },
    toc: '<li><a href="one.xhtml">Dusk</a></li><li><a href="two.xhtml">Dawn</a></li>',
  });
  await openFile(page, binary('lamp.epub', epub), /The Little Lamp.*Ada Writer/s);
  await play(page);
  await expectSpoken(page, /Dusk|lamp was lit/);
  await page.getByRole('button', { name: 'Contents' }).click();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('button', { name: 'Dawn' }).click();
  await expectSpoken(page, /Dawn|Morning came/);
});

test('a zip bomb in a book is left packed, and the rest of the book is read', async ({ page }) => {
  const parts = epubParts({ pages: { 'a.xhtml': '<p>The first page is sound.</p>', 'b.xhtml': '' } });
  const bomb = Buffer.alloc(60_000_000, ' '); // 60 kB in the file
  const book = zipOf(parts.map((part) => (part.name === 'OPS/b.xhtml' ? { ...part, content: bomb } : part)));
  await openFile(page, binary('bomb.epub', book), 'A Book');
  await expect(page.getByRole('main')).toContainText('The first page is sound.');
  await expect(page.getByRole('main')).toContainText(/damaged/);
});

test('several files come in, and the library keeps them', async ({ page }) => {
  await addFiles(
    page,
    textFile('alpha.txt', 'Alpha is the first.'),
    textFile('beta.md', '# Beta\n\nThe second.'),
  );
  await expect(title(page)).toContainText('alpha');
  await page.getByRole('button', { name: 'Library' }).click();
  const all = page.getByRole('region', { name: 'All documents' });
  await expect(all.getByRole('listitem')).toHaveCount(2);
  await reload(page);
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(all.getByRole('listitem')).toHaveCount(2);
});

const REFUSED = [
  {
    what: 'an unknown kind',
    file: binary('tool.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 255])),
  },
  { what: 'an empty file', file: textFile('empty.txt', '') },
  { what: 'a file of white space', file: textFile('blank.md', ' \n\n \t\n') },
  { what: 'a corrupt book', file: binary('torn.epub', Buffer.from('PK\x03\x04 and then nothing of a book')) },
];

for (const { what, file } of REFUSED) {
  test(`${what} is refused with a sentence, and the rest goes on`, async ({ page }) => {
    await addFiles(page, file);
    const notice = notices(page).getByRole('paragraph');
    await expect(notice).toHaveText(/^\p{Lu}.{10,}[.!]$/su);
    await expect(notice).not.toHaveText(/Error|undefined|null|\bat .*:\d+/);
    await paste(page, 'Reading still works.');
    await expectSpoken(page, /Reading still works/);
  });
}
