/** A full disk, a real one: what cannot be kept is said once, and what is there is read on. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as base } from './support/app.ts';
import {
  addFiles,
  expectReadsAloud,
  expectSpoken,
  marked,
  notices,
  openFile,
  openSample,
  pause,
  play,
  reload,
  textFile,
} from './support/reader.ts';
import { fillDisk, freeDisk, mountTinyDisk } from './support/tiny-disk.ts';

const FULL = 'The disk is full. Free some space, then try again.';

const test = base.extend({
  home: async ({ home }, use, info) => {
    await using disk = await mountTinyDisk(home);
    if (!disk) console.log('full disk: left out, only root on Linux can mount a small one');
    info.skip(!disk, 'no small disk can be mounted here');
    await use(home);
  },
});

const sentences = (page: Page) => notices(page).getByRole('paragraph');

/** Steps from sentence to sentence; each place is one to be saved. */
async function readOn(page: Page, steps: number): Promise<void> {
  await play(page);
  for (let step = 0; step < steps; step++) {
    const before = await marked(page, 'lectern-sentence');
    await page.keyboard.press('ControlOrMeta+]');
    await expect.poll(() => marked(page, 'lectern-sentence')).not.toBe(before);
  }
  await pause(page);
}

test('is told in a sentence, the reading goes on, and all is kept again when there is room', async ({
  page,
  home,
}) => {
  const speechKept = async () =>
    (await readdir(join(home, 'speech'), { recursive: true })).filter((name) => name.endsWith('.speech'));
  await openSample(page);
  await expectReadsAloud(page);
  await fillDisk(home);
  const kept = await speechKept();

  await addFiles(page, textFile('notes.txt', 'Some notes. '.repeat(2000)));
  await expect(sentences(page)).toHaveText([`“notes.txt” was not added. ${FULL}`]);
  await page.getByRole('button', { name: 'Close notice' }).click();
  await expect(sentences(page)).toHaveCount(0);

  // The place cannot be kept: that is said once, and not again at every sentence.
  await readOn(page, 3);
  await expect(sentences(page)).toHaveText([FULL]);
  await page.getByRole('button', { name: 'Close notice' }).click();
  await readOn(page, 3);
  await expectReadsAloud(page);
  await expect(sentences(page)).toHaveCount(0);
  expect(await speechKept()).toEqual(kept);

  // What is in the library can be left and opened again.
  await reload(page);
  await page.getByRole('button', { name: 'Library' }).click();
  await page
    .getByRole('region', { name: 'All documents' })
    .getByRole('button', { name: /Sherlock/ })
    .first()
    .click();
  await expectReadsAloud(page);

  await freeDisk(home);
  await readOn(page, 2);
  const place = await marked(page, 'lectern-sentence');
  await reload(page);
  await play(page);
  await expectSpoken(page, place);
  await expect.poll(async () => (await speechKept()).length).toBeGreaterThan(kept.length);
  await pause(page);
  await openFile(page, textFile('notes.txt', 'Some notes of mine.'), 'notes');
});
