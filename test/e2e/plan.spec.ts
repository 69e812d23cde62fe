/** What will be read: shown on the page, changed with a press, heard, and kept. */
import type { Page } from '@playwright/test';
import { VoiceServer } from '../fakes/voice-server.ts';
import { expect, test as base } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import {
  expectSpoken,
  notices,
  openFile,
  pause,
  play,
  playButton,
  reload,
  textFile,
  wordsMarked,
} from './support/reader.ts';

const BOOK = `# The Lamp

The lamp stood on the table by the window.[^a] Nobody had lit it for years.

It was made of brass, and it was dusty.

| Part | Made of |
| --- | --- |
| Base | Brass |

\`\`\`
light(lamp);
\`\`\`

One evening somebody came and lit it again.

[^a]: The table was a gift of her aunt.
`;
const NOTE = 'The table was a gift of her aunt.';
const LAMP = ['The lamp stood on the table by the window.', 'Nobody had lit it for years.'];

const test = base.extend<{ service: VoiceServer }>({
  service: async ({}, use) => {
    const service = await VoiceServer.start();
    await use(service);
    await service.close();
  },
  environment: async ({ service }, use) =>
    use({ TOGETHER_API_KEY: 'a-key', TOGETHER_BASE_URL: service.baseUrl }),
});

const openBook = (page: Page) => openFile(page, textFile('lamp.md', BOOK), 'The Lamp');
const flip = (page: Page, label: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name: label });
const panel = (page: Page) => page.getByRole('region', { name: 'Reading plan' });
/** What the voice was asked to say, each once. */
const said = (service: VoiceServer) => [...new Set(service.commits.map(({ text }) => text.trim()))];

test('a note that is flipped is read, and stays so after a reload', async ({ page, service }) => {
  await openBook(page);
  await page.keyboard.press('w');
  await flip(page, `Note · skipped by your settings: ${NOTE}`).click();
  await expect(flip(page, `Note · read: ${NOTE}`)).toHaveAttribute('aria-pressed', 'true');
  await expect(notices(page)).toContainText('Note is read.');

  await reload(page);
  await page.keyboard.press('w');
  await expect(flip(page, `Note · read: ${NOTE}`)).toBeVisible();
  await play(page);
  await expect.poll(() => said(service)).toContain(NOTE);
  expect(said(service).join(' ')).not.toContain('light');

  await pause(page);
  await flip(page, `Note · read: ${NOTE}`).click();
  await notices(page).getByRole('button', { name: 'Undo' }).first().click();
  await expect(flip(page, `Note · read: ${NOTE}`)).toBeVisible();
});

test('notes are read after their sentence, and the highlight goes there and comes back', async ({
  page,
  service,
}) => {
  await openBook(page);
  await page.keyboard.press('w');
  await panel(page).getByRole('button', { name: 'Notes: Skipped' }).click();
  await page.getByRole('menuitemradio', { name: 'After their sentence' }).click();
  await expect(notices(page)).toContainText('Notes are read after their sentence');
  await playButton(page).click();
  for (const sentence of [LAMP[0], NOTE, LAMP[1], 'It was made of brass'])
    await expectSpoken(page, sentence ?? '');
  expect(said(service)).toEqual(expect.arrayContaining(['The Lamp', LAMP[0], NOTE, LAMP[1]]));
});

test('what is being read and is skipped now is left for what comes next', async ({ page, service }) => {
  await openBook(page);
  await page.keyboard.press('w');
  await play(page);
  await wordsMarked(page, 3);
  await flip(page, /^Paragraph · read: The lamp stood/).click();
  await expect
    .poll(() =>
      page.evaluate(() => [...(CSS.highlights.get('lectern-sentence') ?? [])][0]?.startContainer.textContent),
    )
    .toContain('It was made of brass');
  expect(said(service).join(' ')).toContain('It was made of brass');
});

test('all of a kind is switched in the panel, and back to the defaults', async ({ page }) => {
  await openBook(page);
  await page.keyboard.press('w');
  const tables = panel(page).getByRole('switch', { name: 'Tables' });
  await expect(tables).toBeChecked();
  await tables.focus();
  await page.keyboard.press('Space');
  await expect(flip(page, /^Table row · skipped in this document: Base/)).toBeVisible();
  await expect(tables).not.toBeChecked();
  await panel(page).getByRole('button', { name: 'Back to the defaults' }).click();
  await expect(flip(page, /^Table row · read: Base/)).toBeVisible();
  await expect(panel(page).getByRole('button', { name: 'Back to the defaults' })).toBeDisabled();
});

test('the settings hold for a document that is open, by the keyboard alone', async ({ page }) => {
  await openBook(page);
  await page.keyboard.press('w');
  await expect(flip(page, /^Code · skipped: light/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Appearance' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('tab', { name: 'What is read' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('dialog').getByRole('switch', { name: 'Code listings' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(flip(page, /^Code · read: light/)).toBeVisible();

  // The menu of a block, with nothing but keys.
  await page.getByRole('button', { name: 'More for: light(lamp);' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Skip all code listings in this document' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(flip(page, /^Code · skipped in this document: light/)).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.getByText('What is dimmed is skipped.')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the view and its panel are accessible (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openBook(page);
    await page.keyboard.press('w');
    await expect(panel(page).getByRole('switch', { name: 'Tables' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'What is read' }).click();
    await expect(page.getByRole('switch', { name: 'Tables' }).last()).toBeVisible();
    await expectAccessible(page);
  });
}

test('a document of nothing but code opens, says that it is not read, and is read when that is chosen', async ({
  page,
  service,
}) => {
  await openFile(page, textFile('lamp-code.md', '```\nlight the lamp and wait\n```\n'), 'lamp-code');
  const about = page.getByRole('complementary', { name: 'About this document' });
  await expect(about).toContainText('There is nothing here but code.');
  await expectAccessible(page);
  await about.getByRole('button', { name: 'Reading plan' }).click();
  await panel(page).getByRole('switch', { name: 'Code listings' }).press('Space');
  await about.getByRole('button', { name: 'Close this note' }).click();
  await expect(about).toBeHidden();
  await play(page);
  await expect.poll(() => said(service)).toContain('light the lamp and wait');
});
