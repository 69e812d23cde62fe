/** A full disk, a real one: what cannot be kept is said once, and what is there is read on. */
import { readdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test as base, type Running } from './support/app.ts';
import {
  addFiles,
  expectReadsAloud,
  expectSpoken,
  marked,
  notices,
  openFile,
  pause,
  play,
  reload,
  textFile,
} from './support/reader.ts';
import { diskOf, fillDisk, freeDisk, tinyDisk } from './support/tiny-disk.ts';

const FULL = 'The disk is full. Free some space, then try again.';

const test = base.extend({
  environment: async ({ home }, use, info) => {
    info.skip(info.project.name === 'electron', 'its Node cannot be started on another disk');
    const disk = await tinyDisk(home);
    if (!disk) console.log('full disk: left out, this machine lets no small one be mounted');
    info.skip(!disk, 'no small disk can be mounted here');
    await use(disk ?? {});
  },
});

const sentences = (page: Page) => notices(page).getByRole('paragraph');

async function closeNotice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close notice' }).click();
  await expect(sentences(page)).toHaveCount(0);
}

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

/** Short, so that little is made ahead while the machine is looked at. */
const LETTER = textFile(
  'letter.txt',
  Array.from({ length: 20 }, (_, line) => `This is line ${line + 1} of the letter.`).join(' '),
);

/** Opens a document on a disk that is full from then on. Nothing was read yet, so that nothing is being kept meanwhile. */
async function openOnFullDisk({ page, pid }: Running, home: string) {
  const disk = diskOf(pid, home);
  await openFile(page, LETTER, 'letter');
  await fillDisk(disk);
  return {
    speechKept: async () => {
      const names = await readdir(disk, { recursive: true });
      return names.filter((name) => name.endsWith('.speech'));
    },
    freeDisk: () => freeDisk(disk),
  };
}

test('it is told once, and the reading goes on', async ({ launch, home }) => {
  test.slow();
  const running = await launch();
  const { page } = running;
  const { speechKept } = await openOnFullDisk(running, home);

  await addFiles(page, textFile('notes.txt', 'Some notes. '.repeat(2000)));
  await expect(sentences(page)).toHaveText([`“notes.txt” was not added. ${FULL}`]);
  await closeNotice(page);

  // The place cannot be kept: that is said once, and not again at every sentence.
  await readOn(page, 3);
  await expect(sentences(page)).toHaveText([FULL]);
  await closeNotice(page);
  await readOn(page, 3);
  await expectReadsAloud(page);
  await expect(sentences(page)).toHaveCount(0);
  expect(await speechKept()).toEqual([]);

  // A setting that cannot be kept is taken back.
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('radio', { name: 'Dark' }).click({ force: true });
  await expect(sentences(page)).toHaveText([FULL]);
  await expect(page.getByRole('radio', { name: 'System' })).toBeChecked();
});

test('what is in the library is read, and all is kept again when there is room', async ({ launch, home }) => {
  test.slow();
  const running = await launch();
  const { page } = running;
  const { speechKept, freeDisk } = await openOnFullDisk(running, home);

  await reload(page);
  await page.getByRole('button', { name: 'Library' }).click();
  await page
    .getByRole('region', { name: 'All documents' })
    .getByRole('button', { name: /letter/ })
    .first()
    .click();
  await expectReadsAloud(page);
  expect(await speechKept()).toEqual([]);

  await freeDisk();
  await readOn(page, 2);
  const place = await marked(page, 'lectern-sentence');
  await reload(page);
  await play(page);
  await expectSpoken(page, place);
  await expect.poll(async () => (await speechKept()).length).toBeGreaterThan(0);
  await pause(page);
  await openFile(page, textFile('notes.txt', 'Some notes of mine.'), 'notes');
});
