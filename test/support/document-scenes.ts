/** The scenes of `npm run screenshots` about documents: what will be read, the page as it was printed, and its margins. */
import type { Page } from '@playwright/test';
import { columnOf, pdfOf } from './pdf.ts';
import { twoColumns } from './two-columns.ts';

interface Tools {
  readonly page: Page;
  readonly shoot: (scene: string) => Promise<void>;
  readonly bring: (name: string, content: string | Uint8Array) => Promise<void>;
}

const LAMP = `# The Lamp

The lamp stood on the table by the window.[^a] Nobody had lit it for years, and it was dusty.

| Part | Made of |
| --- | --- |
| Base | Brass |
| Shade | Glass |

It was made of brass. One evening somebody came and lit it again.

\`\`\`
light(lamp);
\`\`\`

[^a]: The table was a gift of her aunt.
`;

const JOURNAL = pdfOf({
  pages: [1, 2, 3].map((page) => ({ texts: twoColumns(page) })),
  info: { Title: 'Small Things' },
  language: 'en',
});

/** Its second page is a picture. */
const SCANNED = pdfOf({
  pages: [
    {
      texts: columnOf(52, 120, [
        'The lamp stood on the table by the window.',
        'Nobody had lit it for years, and it was dusty.',
      ]),
    },
    { drawing: true },
  ],
  info: { Title: 'The Lamp, scanned' },
  language: 'en',
});

async function show(page: Page, view: 'Text' | 'Page' | 'Both'): Promise<void> {
  await page.getByRole('button', { name: 'Text, page or both' }).click();
  await page.getByRole('menuitemradio', { name: view }).click();
}

export async function documentScenes({ page, shoot, bring }: Tools): Promise<void> {
  await bring('lamp.md', LAMP);
  await page.keyboard.press('w');
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Note · skipped/ })
    .waitFor();
  await shoot('plan');
  await page.keyboard.press('w');

  await bring('scanned.pdf', SCANNED);
  await page.getByRole('complementary', { name: 'About this document' }).waitFor();
  await shoot('document-notice');

  await bring('journal.pdf', JOURNAL);
  await show(page, 'Both');
  await page.locator('[data-page="0"] canvas[data-drawn]').waitFor();
  await page.keyboard.press('Space');
  await page.locator('[data-page="0"] rect.word').waitFor();
  await page.keyboard.press('Space');
  await shoot('pages');
  await page.keyboard.press('w');
  const margins = page.getByRole('button', { name: 'Margins…' });
  // Where the window is narrow the panel would cover the page, and comes when it is asked for.
  if (!(await margins.isVisible()))
    await page.getByRole('button', { name: 'Reading plan', exact: true }).click();
  await margins.click();
  await page.getByRole('slider', { name: 'Upper margin' }).waitFor();
  await shoot('pages-margins');
}
