import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import {
  expectSpoken,
  marked,
  openFile,
  pause,
  pauseButton,
  play,
  reload,
  textFile,
  title,
  wordsMarked,
} from './support/reader.ts';
import { installRecorder, recording } from './support/recorder.ts';

const STORY = `# One

The first chapter is short. It has a few plain sentences. They are read one after the other.

# Two

The second chapter begins here. It goes on for a while, so that there is time to leave it.

# Three

The third chapter is the last. Nothing comes after it.
`;

const story = textFile('story.md', STORY);

test('the sample is opened, Space makes it heard, and the word walks with it', async ({ page }) => {
  await installRecorder(page);
  await reload(page);
  await page.getByRole('button', { name: 'Open the sample book' }).click();
  await expect(title(page)).toContainText('Sherlock Holmes');
  await play(page);

  const words = await wordsMarked(page, 6);
  const text = await page.locator('main').innerText();
  for (const word of words) expect(text).toContain(word);
  expect(await marked(page, 'lectern-sentence')).not.toBe('');

  await pause(page);
  const { samples, sampleRate } = await recording(page);
  const power = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  expect(sampleRate).toBe(24_000);
  expect(power).toBeGreaterThan(0.005);
});

test('Space plays and pauses a file of one’s own, and a word that is clicked is where it goes on', async ({
  page,
}) => {
  await openFile(page, story, 'One');
  await play(page);
  await expectSpoken(page, /One|first chapter/);
  await pause(page);
  await page.getByText('It goes on for a while').click({ position: { x: 6, y: 8 } });
  await expect(pauseButton(page)).toBeVisible();
  await expectSpoken(page, /second chapter begins|goes on/);
});

test('the contents lead to a chapter while another is being read', async ({ page }) => {
  await openFile(page, story, 'One');
  await play(page);
  await expectSpoken(page, /One|first chapter/);
  await page.getByRole('button', { name: 'Contents' }).click();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('button', { name: 'Three' }).click();
  await expectSpoken(page, /Three|third chapter/);
  await expect(pauseButton(page)).toBeVisible();
});

test('sentence keys go forward and back', async ({ page }) => {
  await openFile(page, story, 'One');
  await play(page);
  for (let press = 0; press < 3; press++) await page.keyboard.press('ControlOrMeta+]');
  await expectSpoken(page, /one after the other/);
  await page.keyboard.press('ControlOrMeta+[');
  await page.keyboard.press('ControlOrMeta+[');
  await expectSpoken(page, /a few plain sentences|first chapter is short/);
});

test('the place is kept over a reload and over a sudden end', async ({ launch }) => {
  const first = await launch();
  await openFile(first.page, story, 'One');
  await play(first.page);
  for (let press = 0; press < 5; press++) await first.page.keyboard.press('ControlOrMeta+]');
  await expectSpoken(first.page, /second chapter begins/);
  await pause(first.page);
  const kept = await marked(first.page, 'lectern-sentence');

  await reload(first.page);
  await expectPlace(first.page, kept);
  await first.kill();

  const { page } = await launch();
  await expectPlace(page, kept);
});

async function expectPlace(page: Page, sentence: string): Promise<void> {
  await expect(title(page)).toContainText('One');
  await play(page);
  await expect.poll(() => marked(page, 'lectern-sentence'), { intervals: [20] }).toBe(sentence);
  await pause(page);
}
