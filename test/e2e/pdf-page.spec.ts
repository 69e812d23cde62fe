/** A PDF as it was printed, beside its text: what is spoken is marked on it, and it says what is read. */
import type { Locator, Page } from '@playwright/test';
import { VoiceServer } from '../fakes/voice-server.ts';
import { columnOf, pdfOf } from '../support/pdf.ts';
import { LEFT, RIGHT, twoColumns } from '../support/two-columns.ts';
import { expect, test as base } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import {
  binaryFile,
  expectSpoken,
  openFile,
  pause,
  play,
  playButton,
  reload,
  title,
  type TestFile,
} from './support/reader.ts';

const JOURNAL = binaryFile(
  'journal.pdf',
  Buffer.from(
    pdfOf({
      pages: [1, 2, 3].map((page) => ({ texts: twoColumns(page) })),
      info: { Title: 'Small Things' },
      language: 'en',
    }),
  ),
);
/** Points; `test/support/pdf.ts`. */
const PAGE_WIDTH = 400;
/** Of the first line that is read: "  The river begins right here". */
const FIRST_BASELINE = 110;
/** Points from the page's left edge at which its words begin, by the widths of Helvetica. */
const FIRST_LINE = { The: 52, river: 72, begins: 94.2, right: 126.5, here: 148.7 };

const HEAD = 'A head that stands on no other page';
const ONE_PAGE = binaryFile(
  'one.pdf',
  Buffer.from(
    pdfOf({
      pages: [
        {
          texts: [
            { x: 60, y: 40, text: HEAD, size: 9 },
            ...columnOf(60, 120, [
              'The lamp stood on the table by the window.',
              'Nobody had lit it for years, and it was dusty.',
            ]),
          ],
        },
      ],
      info: { Title: 'The Lamp' },
      language: 'en',
    }),
  ),
);

const test = base.extend<{ service: VoiceServer }>({
  service: async ({}, use) => {
    const service = await VoiceServer.start();
    await use(service);
    await service.close();
  },
  environment: async ({ service }, use) =>
    use({ TOGETHER_API_KEY: 'a-key', TOGETHER_BASE_URL: service.baseUrl }),
});

async function show(page: Page, view: 'Text' | 'Page' | 'Both'): Promise<void> {
  await page.getByRole('button', { name: 'Text, page or both' }).click();
  await page.getByRole('menuitemradio', { name: view }).click();
}

async function openPages(page: Page, file: TestFile, titled: string, view: 'Page' | 'Both'): Promise<void> {
  await openFile(page, file, titled);
  await show(page, view);
  await expect(sheet(page, 0).locator('canvas[data-drawn]')).toBeVisible();
}

const sheet = (page: Page, index: number): Locator => page.locator(`[data-page="${index}"]`);
const said = (service: VoiceServer) => [...new Set(service.commits.map(({ text }) => text.trim()))];

/** A box that is marked on the first page, in points of it; null where none is. */
const box = (page: Page, kind: 'word' | 'sentence', at = 0) =>
  sheet(page, 0).evaluate(
    (element, [name, index, width]) => {
      const rect = element.querySelectorAll(`rect.${name}`)[index];
      if (!rect) return null;
      const paper = element.getBoundingClientRect();
      const own = rect.getBoundingClientRect();
      const points = width / paper.width;
      return {
        x: (own.left - paper.left) * points,
        y: (own.top - paper.top) * points,
        right: (own.right - paper.left) * points,
        bottom: (own.bottom - paper.top) * points,
      };
    },
    [kind, at, PAGE_WIDTH] as const,
  );

/**
 * Waits, in the page and frame by frame, until so many words were marked on the first line of the first page.
 * @returns each with the x of its box, in points.
 */
const wordsOfFirstLine = (page: Page, count: number) =>
  sheet(page, 0).evaluate(
    (element, [wanted, width, baseline]) =>
      new Promise<[string, number][]>((done) => {
        const seen = new Map<string, number>();
        const look = () => {
          const [range] = CSS.highlights.get('lectern-word') ?? [];
          const rect = element.querySelector('rect.word');
          if (range && rect) {
            const paper = element.getBoundingClientRect();
            const own = rect.getBoundingClientRect();
            const points = width / paper.width;
            const inLine =
              (own.top - paper.top) * points < baseline && (own.bottom - paper.top) * points > baseline - 1;
            const word = range.startContainer.textContent?.slice(range.startOffset, range.endOffset) ?? '';
            if (inLine) seen.set(word, (own.left - paper.left) * points);
          }
          if (seen.size >= wanted) done([...seen]);
          else requestAnimationFrame(look);
        };
        look();
      }),
    [count, PAGE_WIDTH, FIRST_BASELINE] as const,
  );

async function clickOn(page: Page, x: number, y: number): Promise<void> {
  const paper = await sheet(page, 0).boundingBox();
  if (!paper) throw new Error('the page is not shown');
  const scale = paper.width / PAGE_WIDTH;
  await page.mouse.click(paper.x + x * scale, paper.y + y * scale);
}

async function paperOf(page: Page) {
  const paper = await sheet(page, 0).boundingBox();
  if (!paper) throw new Error('the page is not shown');
  return paper;
}

/** Drags a margin's line by its middle to a place on the page, in parts of its width or height; the other way it stays. */
async function dragMargin(page: Page, line: Locator, to: { x?: number; y?: number }): Promise<void> {
  const paper = await paperOf(page);
  const own = await line.boundingBox();
  if (!own) throw new Error('the line is not shown');
  const from = { x: own.x + own.width / 2, y: own.y + own.height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const end = {
    x: to.x === undefined ? from.x : paper.x + to.x * paper.width,
    y: to.y === undefined ? from.y : paper.y + to.y * paper.height,
  };
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await page.mouse.up();
}

test('two columns are read in their order, without what stands around them, and marked on the page', async ({
  page,
  service,
}) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await openPages(page, JOURNAL, 'Small Things', 'Both');
  await play(page);

  const seen = await wordsOfFirstLine(page, 3);
  await pause(page);
  for (const [word, x] of seen) {
    const expected = FIRST_LINE[word as keyof typeof FIRST_LINE];
    expect(expected, word).toBeDefined();
    expect(Math.abs(x - expected), `${word} at ${x}`).toBeLessThan(6);
  }
  const sentence = await box(page, 'sentence');
  expect(sentence?.x).toBeCloseTo(52, -1);
  expect(sentence?.y).toBeGreaterThan(FIRST_BASELINE - 13);
  expect(sentence?.bottom).toBeLessThan(FIRST_BASELINE + 6);
  // The sentence goes on at the head of the second column.
  const last = await box(page, 'sentence', 8);
  expect(Math.abs((last?.x ?? 0) - RIGHT)).toBeLessThan(3);
  expect(Math.abs((last?.y ?? 0) - (sentence?.y ?? 0))).toBeLessThan(2);

  await play(page);
  await expect.poll(() => said(service).join(' '), { timeout: 60_000 }).toContain('readers know it');
  const spoken = said(service).join(' ');
  expect(spoken).toMatch(
    /^The river begins .* stand somewhere near any river, .* which the next takes up beside the river\. A second paragraph/,
  );
  expect(spoken).not.toMatch(/Journal|small print/);
  expect(refused).toEqual([]);
});

test('a click on a word of the page starts there', async ({ page }) => {
  await openPages(page, JOURNAL, 'Small Things', 'Both');
  await clickOn(page, RIGHT + 30, 119);
  await expectSpoken(page, /^A second paragraph/);
  await expect.poll(async () => (await box(page, 'sentence'))?.y ?? 0).toBeGreaterThan(FIRST_BASELINE);
  await pause(page);
  // Beside the text nothing is meant.
  await clickOn(page, LEFT - 20, 300);
  await expect(playButton(page)).toBeVisible();
});

test('the page is drawn with fonts that the file leaves out', async ({ page }) => {
  await openPages(page, JOURNAL, 'Small Things', 'Page');
  const dark = await sheet(page, 0)
    .locator('canvas')
    .evaluate(
      (canvas: HTMLCanvasElement, [width, x, y]) => {
        const scale = canvas.width / width;
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          x * scale,
          (y - 8) * scale,
          120 * scale,
          10 * scale,
        );
        return data.filter((value, at) => at % 4 === 0 && value < 100).length;
      },
      [PAGE_WIDTH, 52, FIRST_BASELINE] as const,
    );
  expect(dark).toBeGreaterThan(200);
});

test('the view is chosen by key, kept, and scrolled away from waits to be called back', async ({ page }) => {
  await openFile(page, JOURNAL, 'Small Things');
  await page.keyboard.press('v');
  await expect(page.getByRole('main', { name: 'Pages' })).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('main', { name: 'Text' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Pages' })).toBeVisible();

  await playButton(page).click();
  await expect(sheet(page, 0).locator('rect.word').first()).toBeAttached();
  await page.getByRole('region', { name: 'Pages' }).hover();
  await page.mouse.wheel(0, 1200);
  await page.getByRole('button', { name: 'Back to spoken text' }).click();
  await expect(page.getByRole('button', { name: 'Back to spoken text' })).toBeHidden();
  await expect(sheet(page, 0).locator('rect.word').first()).toBeInViewport();
  await pause(page);

  await reload(page);
  await expect(page.getByRole('img', { name: 'Page 1' })).toBeVisible();
  await page.setViewportSize({ width: 820, height: 600 });
  await expect(page.getByRole('main', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('main', { name: 'Text' })).toBeHidden();
});

test('a margin that is moved by keys takes a head out of what is read, and in again', async ({
  page,
  service,
}) => {
  await openPages(page, ONE_PAGE, 'The Lamp', 'Both');
  await page.keyboard.press('w');
  await page.getByRole('button', { name: 'Margins…' }).click();
  const upper = page.getByRole('slider', { name: 'Upper margin' });
  await upper.focus();
  await page.keyboard.press('PageUp');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
  await expect(upper).toHaveAttribute('aria-valuetext', '8%');
  const text = page.getByRole('main', { name: 'Text' });
  const label = (words: string) => text.getByRole('button', { name: `${words}: ${HEAD}` });
  await expect(label('Running head · skipped')).toBeVisible();

  // Kept, and what is read from now on.
  await page.getByRole('button', { name: 'Done' }).click();
  await reload(page);
  await page.keyboard.press('Space');
  await expectSpoken(page, 'The lamp stood on the table');
  await expect.poll(() => said(service).join(' ')).toContain('Nobody had lit it');
  expect(said(service).join(' ')).not.toContain('A head');
  await pause(page);

  await page.keyboard.press('w');
  await page.getByRole('button', { name: 'Margins…' }).click();
  await upper.focus();
  await expect(upper).toHaveAttribute('aria-valuetext', '8%');
  await page.keyboard.press('Home');
  await expect(text.getByRole('button', { name: new RegExp(`· read: ${HEAD}`) })).toBeVisible();
  // The place was found again by its words.
  await expectSpoken(page, 'The lamp stood on the table');
});

test('a margin is dragged over a head with the pointer, no farther than it may go, and back out', async ({
  page,
}) => {
  await openPages(page, ONE_PAGE, 'The Lamp', 'Both');
  await page.keyboard.press('w');
  await page.getByRole('button', { name: 'Margins…' }).click();
  const lines = sheet(page, 0).getByRole('slider');
  const margin = (name: string) => page.getByRole('slider', { name });
  await expect(lines).toHaveCount(4);
  const text = page.getByRole('main', { name: 'Text' });
  const skipped = text.getByRole('button', { name: `Running head · skipped: ${HEAD}` });
  await expect(skipped).toBeHidden();

  // The head's baseline is at 40 of 600 points: what is above the line is not read.
  await dragMargin(page, margin('Upper margin'), { y: 0.1 });
  await expect(margin('Upper margin')).toHaveAttribute('aria-valuetext', '10%');
  await expect(skipped).toBeVisible();

  // The others move along their own edges alone, and no line crosses the page.
  await dragMargin(page, margin('Left margin'), { x: 0.12 });
  await dragMargin(page, margin('Right margin'), { x: 0.2 });
  await dragMargin(page, margin('Lower margin'), { y: 0.55 });
  await expect(margin('Left margin')).toHaveAttribute('aria-valuetext', '12%');
  await expect(margin('Right margin')).toHaveAttribute('aria-valuetext', '40%');
  await expect(margin('Lower margin')).toHaveAttribute('aria-valuetext', '40%');
  await expect(margin('Upper margin')).toHaveAttribute('aria-valuetext', '10%');

  // A pointer that only passes over a line moves nothing.
  const paper = await paperOf(page);
  await page.mouse.move(paper.x + paper.width / 2, paper.y + 0.1 * paper.height);
  await page.mouse.move(paper.x + paper.width / 2, paper.y + 0.3 * paper.height);
  await expect(margin('Upper margin')).toHaveAttribute('aria-valuetext', '10%');

  // Beyond the page is its edge.
  await dragMargin(page, margin('Upper margin'), { y: -0.02 });
  await expect(margin('Upper margin')).toHaveAttribute('aria-valuetext', '0%');
  await page.getByRole('button', { name: 'No margins' }).click();
  await expect(text.getByRole('button', { name: new RegExp(`· read: ${HEAD}`) })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(lines).toHaveCount(0);
});

test('what is skipped is outlined on the page, and its label flips it', async ({ page }) => {
  await openPages(page, JOURNAL, 'Small Things', 'Page');
  await page.keyboard.press('w');
  const head = sheet(page, 0).getByRole('button', { name: /Running head · .*: Journal of Small Things/ });
  await expect(head).toHaveAttribute('aria-pressed', 'false');
  await head.click();
  await expect(head).toHaveAttribute('aria-pressed', 'true');
});

test('a page that cannot be had says so, and the text can be read', async ({ page }) => {
  await page.route('**/document/*/file', (route) => route.abort());
  await openFile(page, ONE_PAGE, 'The Lamp');
  await show(page, 'Both');
  await expect(sheet(page, 0)).toContainText('This page cannot be shown as it was printed.');
  await play(page);
  await expectSpoken(page, /head|lamp/);
  await page.unroute('**/document/*/file');
  await sheet(page, 0).getByRole('button', { name: 'Try again' }).click();
  await expect(sheet(page, 0).locator('canvas[data-drawn]')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages, their labels and their margins are accessible (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openPages(page, JOURNAL, 'Small Things', 'Both');
    await expectAccessible(page);
    await page.keyboard.press('w');
    await expect(sheet(page, 0).getByRole('button', { name: /Running head/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Margins…' }).click();
    await expect(page.getByRole('slider', { name: 'Left margin' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await show(page, 'Page');
    await expect(page.getByRole('main', { name: 'Pages' })).toBeVisible();
    await expectAccessible(page);
    await expect(title(page)).toBeVisible();
  });
}
