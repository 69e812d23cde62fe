/** The scenes of `npm run screenshots` about audiobooks: the sheet and the list, in the states that a person meets. */
import type { Page } from '@playwright/test';
import type { VoiceServer } from '../fakes/voice-server.ts';

type Shoot = (scene: string) => Promise<void>;
interface Tools {
  readonly page: Page;
  /** What the program takes for the paid service. */
  readonly service: VoiceServer;
  readonly shoot: Shoot;
  readonly bring: (name: string, text: string) => Promise<void>;
}

const PARAGRAPH =
  'I went to the woods because I wished to live deliberately, to front only the essential facts of life.';

/** Chapters within chapters, and titles that no row has room for. */
const DEEP = Array.from(
  { length: 40 },
  (_, index) =>
    `${'#'.repeat(1 + (index % 5))} ${index % 5 === 4 ? 'Of what one may find who goes far enough into the woods, and of what he brings back from there' : `Part ${index + 1}`}\n\n${`${PARAGRAPH} `.repeat(1 + ((index * 7) % 11))}\n`,
).join('\n');

/** Enough for an export to be seen at work; each sentence another, since none is spoken twice. */
const LONG = `# A long book of the woods, and of the ponds, and of the railroad that runs beside them all the way to Fitchburg

${Array.from({ length: 3000 }, (_, day) => `On day ${day} in the woods. ${PARAGRAPH}`).join('\n\n')}`;

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Make an audiobook' });
const list = (page: Page) => page.getByRole('dialog', { name: 'Audiobooks' });
const rows = (page: Page) => list(page).getByRole('article');

async function open(page: Page): Promise<void> {
  await page.keyboard.press('e');
  await sheet(page).getByRole('button', { name: 'Export', exact: true }).waitFor();
}

/** @param offline With the embedded voice, for what is to take its time. */
async function order(page: Page, offline: boolean): Promise<void> {
  await open(page);
  if (offline) {
    await sheet(page)
      .getByRole('button', { name: /^Voice/ })
      .click();
    await page
      .getByRole('menuitemradio', { name: / offline$/ })
      .first()
      .click();
    await sheet(page).getByText('· free').waitFor();
  }
  await sheet(page).getByRole('button', { name: 'Export', exact: true }).click();
  await sheet(page).waitFor({ state: 'detached' });
}

async function show(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await page.getByRole('button', { name: /^Audiobooks/ }).click();
  await list(page).waitFor();
}

export async function audiobookScenes({ page, service, shoot, bring }: Tools): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await bring('in-the-woods.md', DEEP);
  await open(page);
  await shoot('export-sheet');
  await sheet(page).getByText('Text beside the sound').click();
  await sheet(page).getByRole('switch').last().scrollIntoViewIfNeeded();
  await shoot('export-sheet-more');
  await page.setViewportSize({ width: 480, height: size.height });
  await shoot('export-sheet-narrow');
  await page.setViewportSize(size);
  await page.keyboard.press('Escape');

  await bring('walden.md', `# Where I Lived\n\n${PARAGRAPH}\n`);
  await show(page);
  await shoot('audiobooks-empty');
  await page.keyboard.press('Escape');
  service.connectionFaults = () => ({ refuse: { status: 402 } });
  await order(page, false);
  await show(page);
  await rows(page)
    .getByRole('button', { name: /^Try again/ })
    .waitFor();
  await shoot('audiobooks-failed');
  service.connectionFaults = () => ({});
  await rows(page)
    .getByRole('button', { name: /^Try again/ })
    .click();
  await rows(page).getByRole('link').first().waitFor();
  await page.keyboard.press('Escape');

  await bring('a-long-book.md', LONG);
  await order(page, true);
  await bring('simplify.md', `# Simplify, simplify\n\n${PARAGRAPH}\n`);
  await order(page, true);
  await show(page);
  await rows(page).getByText(/ left/).waitFor();
  await shoot('audiobooks-at-work');
  await page.keyboard.press('Escape');
  await shoot('library-at-work');
  await show(page);
  await rows(page)
    .getByRole('button', { name: /^Pause .*A long/ })
    .click();
  await rows(page)
    .getByRole('button', { name: /^Go on with .*A long/ })
    .waitFor();
  await rows(page)
    .getByRole('button', { name: /^Cancel .*A long/ })
    .click();
  await shoot('audiobooks-paused');
  await page.setViewportSize({ width: 480, height: size.height });
  await shoot('audiobooks-narrow');
  await page.setViewportSize(size);
}
