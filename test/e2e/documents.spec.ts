import { epubOf, epubParts } from '../support/epub.ts';
import { zipOf } from '../support/zip.ts';
import { expect, test } from './support/app.ts';
import {
  openFile,
  play,
  addFiles,
  binaryFile,
  expectSpoken,
  paste,
  reload,
  textFile,
  title,
} from './support/reader.ts';

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
  await openFile(page, binaryFile('lamp.epub', epub), /The Little Lamp.*Ada Writer/s);
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
  await openFile(page, binaryFile('bomb.epub', book), 'A Book');
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
