import { expect, test } from './support/app.ts';
import { addFiles, expectSpoken, notices, paste, textFile, title } from './support/reader.ts';

test('pasted text is read at once', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing to read yet.' })).toBeVisible();
  await paste(page, 'What was copied is heard. A second sentence follows it.');
  await expectSpoken(page, /What was copied is heard/);
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
  await page.reload();
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(all.getByRole('listitem')).toHaveCount(2);
});

const binary = (name: string, bytes: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: bytes,
});

const REFUSED = [
  {
    what: 'an unknown kind',
    file: binary('tool.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 255])),
  },
  { what: 'an empty file', file: textFile('empty.txt', '') },
  { what: 'a file of white space', file: textFile('blank.md', ' \n\n \t\n') },
  { what: 'a corrupt book', file: binary('torn.epub', Buffer.from('PK\x03\x04 and then nothing of a book')) },
];

for (const { what, file } of REFUSED) {
  test(`${what} is refused with a sentence, and the rest goes on`, async ({ page }) => {
    await addFiles(page, file);
    const notice = notices(page).getByRole('paragraph');
    await expect(notice).toHaveText(/^\p{Lu}.{10,}[.!]$/su);
    await expect(notice).not.toHaveText(/Error|undefined|null|\bat .*:\d+/);
    await paste(page, 'Reading still works.');
    await expectSpoken(page, /Reading still works/);
  });
}
