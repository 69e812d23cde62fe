/** What the program answers late, and in another order: the window has what was wished for last, and all of it. */
import type { Page } from '@playwright/test';
import { epubOf } from '../support/epub.ts';
import { columnOf, pdfOf } from '../support/pdf.ts';
import { expect, test } from './support/app.ts';
import { lateLine, type LateLine } from './support/late-line.ts';
import {
  addFiles,
  binaryFile,
  expectSpoken,
  openFile,
  pause,
  play,
  reload,
  textFile,
  title,
} from './support/reader.ts';

const CHAPTERS = [1, 2, 3, 4, 5, 6, 7, 8];
const sentence = (chapter: number, n: number) =>
  `Sentence ${n} of chapter ${chapter} tells of a garden behind the house.`;
const BOOK = binaryFile(
  'garden.epub',
  epubOf({
    pages: Object.fromEntries(
      CHAPTERS.map((chapter) => [
        `${chapter}.xhtml`,
        `<h1>Chapter ${chapter}</h1>${Array.from({ length: 30 }, (_, n) => `<p>${sentence(chapter, n)}</p>`).join('')}`,
      ]),
    ),
    toc: CHAPTERS.map((chapter) => `<li><a href="${chapter}.xhtml">Chapter ${chapter}</a></li>`).join(''),
  }),
);
const LAMP = binaryFile(
  'lamp.pdf',
  Buffer.from(
    pdfOf({
      pages: [
        { texts: columnOf(60, 120, ['The lamp stood on the table by the window.', 'Nobody had lit it.']) },
      ],
      info: { Title: 'The Lamp' },
      language: 'en',
    }),
  ),
);

const sectionOf = (input: unknown): number =>
  typeof input === 'object' && input !== null && 'index' in input ? Number(input.index) : -1;
const holdSections = (line: LateLine, from: number) => {
  line.hold = ({ call, input }) => call === 'document.section' && sectionOf(input) >= from;
};

/** The book at its first chapter, with its contents beside it. */
async function openBook(page: Page): Promise<LateLine> {
  const line = await lateLine(page);
  await reload(page);
  await openFile(page, BOOK, 'A Book');
  await page.keyboard.press('c');
  return line;
}

const chapter = (page: Page, number: number) =>
  page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('button', { name: `Chapter ${number}`, exact: true });
const inText = (page: Page, words: string) => page.getByRole('main').getByText(words);

test('of two chapters the one that was chosen last is gone to, though the other comes later', async ({
  page,
}) => {
  const line = await openBook(page);
  holdSections(line, 7);
  await chapter(page, 8).click();
  await expect.poll(() => line.held.length).toBeGreaterThan(0);
  await chapter(page, 5).click();
  await expect(chapter(page, 5)).toHaveAttribute('aria-current', 'location');
  line.giveAll();
  await play(page);
  await expectSpoken(page, 'of chapter 5');
  await pause(page);
  await expect(chapter(page, 5)).toHaveAttribute('aria-current', 'location');
});

test('a chapter that comes after another document was opened leaves that one alone', async ({ page }) => {
  const line = await openBook(page);
  holdSections(line, 7);
  await chapter(page, 8).click();
  await expect.poll(() => line.held.length).toBeGreaterThan(0);
  await addFiles(page, textFile('letter.txt', 'This letter is short. It says good night.'));
  await expect(title(page)).toContainText('letter');
  line.giveAll();
  await play(page);
  await expectSpoken(page, 'This letter is short.');
});

test('the page is filled round the place that is shown, though it was being filled for another', async ({
  page,
}) => {
  const line = await openBook(page);
  line.hold = ({ call, input }) => call === 'document.section' && sectionOf(input) === 6;
  await chapter(page, 8).click();
  await expect(inText(page, sentence(8, 29))).toBeAttached();
  await expect.poll(() => line.held.length).toBe(1);
  await chapter(page, 2).click();
  await expect(inText(page, sentence(2, 3))).toBeInViewport();
  line.giveAll();
  await expect(inText(page, sentence(3, 0))).toBeAttached();
  await expect(inText(page, sentence(1, 29))).toBeAttached();
});

test('pages that are read anew while another document is opened do not come under its player', async ({
  page,
}) => {
  const line = await lateLine(page);
  await reload(page);
  await openFile(page, LAMP, 'The Lamp');
  await page.getByRole('button', { name: 'Text, page or both' }).click();
  await page.getByRole('menuitemradio', { name: 'Page', exact: true }).click();
  await page.keyboard.press('w');
  await page.getByRole('button', { name: 'Margins…' }).click();
  line.hold = ({ call }) => call === 'document.open';
  await page.getByRole('slider', { name: 'Upper margin' }).press('PageUp');
  await expect.poll(() => line.held.length).toBe(1);
  line.hold = null;
  await addFiles(page, textFile('letter.txt', 'This letter is short. It says good night.'));
  await expect(title(page)).toContainText('letter');
  line.giveAll();
  await play(page);
  await expectSpoken(page, 'This letter is short.');
});
