/** Files that are no documents: each says in its own words what is wrong, and the rest goes on. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { epubOf, epubParts } from '../support/epub.ts';
import { zipOf } from '../support/zip.ts';
import { expect, test } from './support/app.ts';
import {
  addFiles,
  binaryFile,
  expectReadsAloud,
  notices,
  openFile,
  openSample,
  paste,
  textFile,
  type TestFile,
} from './support/reader.ts';

const EMPTY_BOOK = epubParts({ pages: { 'a.xhtml': '' } });
/** 60 kB in the file. */
const BOMB = Buffer.alloc(60_000_000, ' ');
/** The whole archive says that it unpacks to more than a disk holds. */
const LIAR = zipOf([
  ...EMPTY_BOOK,
  ...Array.from({ length: 8 }, (_, n) => ({ name: `OPS/${n}.bin`, content: 'x', claimedSize: 0xf0000000 })),
]);
const onlyBomb = zipOf(
  EMPTY_BOOK.map((part) => (part.name === 'OPS/a.xhtml' ? { ...part, content: BOMB } : part)),
);

const REFUSED: readonly { readonly what: string; readonly file: TestFile; readonly sentence: string }[] = [
  {
    what: 'a program',
    file: binaryFile('tool.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 255])),
    sentence:
      '“tool.bin” was not added. This is a program, which Lectern cannot read. Lectern reads PDF, EPUB, Word, OpenDocument, RTF, FB2 and Kindle books without DRM, web pages, Markdown, subtitles and plain text.',
  },
  {
    what: 'an unknown kind',
    file: binaryFile(
      'notes.xyz',
      Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * n * 31 + n * 7) % 256)),
    ),
    sentence:
      '“notes.xyz” was not added. This file holds data, not text that could be read. Lectern reads PDF, EPUB, Word, OpenDocument, RTF, FB2 and Kindle books without DRM, web pages, Markdown, subtitles and plain text.',
  },
  {
    what: 'an empty file',
    file: textFile('empty.txt', ''),
    sentence: '“empty.txt” was not added. This file is empty. Save or copy it again, if it should not be.',
  },
  {
    what: 'a file of white space',
    file: textFile('blank.md', ' \n\n \t\n'),
    sentence:
      '“blank.md” was not added. This file is empty: there is nothing in it but white space. Save or copy it again, if it should not be.',
  },
  {
    what: 'a file of symbols alone',
    file: textFile('symbols.txt', '*** --- ***\n\n→ ← ↑ ↓\n\n§§ %% &&\n'),
    sentence:
      '“symbols.txt” was not added. There are no words here that could be read aloud. Choose a text with words in it.',
  },
  {
    what: 'a book that breaks off',
    file: binaryFile('torn.epub', Buffer.from('PK\x03\x04 and then nothing of a book')),
    sentence:
      '“torn.epub” was not added. This file breaks off before its end. Download or copy it again, and open the new copy.',
  },
  {
    what: 'a book whose pages are spoilt',
    file: binaryFile(
      'spoilt.epub',
      zipOf(epubParts({ pages: { 'a.xhtml': '<p>Lost.</p>' } }).map((part) => ({ ...part, damaged: true }))),
    ),
    sentence:
      '“spoilt.epub” was not added. This EPUB is damaged: the list of its pages, or all of them, cannot be read. Try another copy of it.',
  },
  {
    what: 'a book that is nothing but a zip bomb',
    file: binaryFile('bomb.epub', onlyBomb),
    sentence:
      '“bomb.epub” was not added. This file unpacks to far more than a book holds, so Lectern does not open it. If it is a real book, try another edition of it.',
  },
  {
    what: 'a book that says it unpacks to gigabytes',
    file: binaryFile('huge.epub', LIAR),
    sentence:
      '“huge.epub” was not added. This file unpacks to far more than a book holds, so Lectern does not open it. If it is a real book, try another edition of it.',
  },
];

for (const { what, file, sentence } of REFUSED) {
  test(`${what} is refused by name, and the sample is read`, async ({ page }) => {
    await addFiles(page, file);
    await expect(notices(page).getByRole('paragraph')).toHaveText(sentence);
    await openSample(page);
    await expectReadsAloud(page);
  });
}

test('of several files the good ones come in, and each other one is told by its name', async ({ page }) => {
  const bad = Array.from({ length: 5 }, (_, n) => textFile(`empty-${n + 1}.txt`, ''));
  await addFiles(page, ...bad.slice(0, 2), textFile('good.txt', 'This one is good.'), ...bad.slice(2));
  await expect(page.getByRole('main')).toContainText('This one is good.');
  const why = 'was not added. This file is empty. Save or copy it again, if it should not be.';
  await expect(notices(page).getByRole('paragraph')).toHaveText([
    ...[1, 2, 3].map((n) => `“empty-${n}.txt” ${why}`),
    '2 more files were not added. Add them one by one to see why.',
  ]);
  await expectReadsAloud(page);
});

test('pasted text without words is refused, and has no name to be called by', async ({ page }) => {
  await paste(page, '*** → ***');
  await expect(notices(page).getByRole('paragraph')).toHaveText(
    'There are no words here that could be read aloud. Choose a text with words in it.',
  );
  await openSample(page);
  await expectReadsAloud(page);
});

test('a book whose parts climb out of their folder is read, and writes nothing anywhere else', async ({
  page,
  home,
}) => {
  const up = '../../../../';
  const book = epubOf({
    pages: { 'a.xhtml': '<p>The page that is in its place.</p>' },
    manifest: `<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
      <item id="b" href="${up}climbed.xhtml" media-type="application/xhtml+xml"/>
      <item id="c" href="${up}climbed.png" properties="cover-image" media-type="image/png"/>`,
    spine: '<itemref idref="a"/><itemref idref="b"/>',
    parts: [
      { name: `${up}climbed.xhtml`, content: '<p>The page that climbed.</p>' },
      { name: `OPS/${up}climbed.png`, content: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') },
      { name: '/tmp/climbed-absolute', content: 'absolute' },
      { name: '..\\..\\climbed-windows', content: 'of another system' },
    ],
  });
  await openFile(page, binaryFile('climber.epub', book), 'A Book');
  await expect(page.getByRole('main')).toContainText('The page that is in its place.');
  await expectReadsAloud(page);
  const written = await readdir(dirname(home), { recursive: true });
  expect(written.filter((path) => path.includes('climbed'))).toEqual([]);
});

test('a file whose name climbs out of the library is kept in it', async ({ page, home }) => {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['A text whose name climbs.'], '../../../../climbed.txt'));
    const event = (type: string) =>
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    event('dragenter');
    event('dragover');
    event('drop');
  });
  await expect(page.getByRole('main')).toContainText('A text whose name climbs.');
  await expectReadsAloud(page);
  const written = await readdir(dirname(home), { recursive: true });
  expect(written.filter((path) => path.includes('climbed'))).toEqual([]);
});
