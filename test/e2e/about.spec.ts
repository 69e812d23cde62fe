import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from './support/app.ts';

test('the settings tell the version, the licence, where the source is, and whose works are in it', async ({
  page,
}) => {
  const manifest = await readFile(resolve(import.meta.dirname, '../../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'About' }).click();
  const about = page.getByRole('tabpanel', { name: 'About' });

  await expect(about).toContainText(`Version ${version}`);
  await expect(about).toContainText('GNU General Public License, version 3 or later');
  await expect(about).toContainText('eSpeak NG, the embedded voice (GPL-3.0-or-later)');

  const voice = about.getByRole('button', { name: /espeak-ng-emscripten/ });
  await expect(voice).toHaveAttribute('aria-expanded', 'false');
  await voice.focus();
  await page.keyboard.press('Enter');
  await expect(voice).toHaveAttribute('aria-expanded', 'true');
  await expect(about).toContainText('TERMS AND CONDITIONS');
  // This checkout comes from nowhere that could be asked.
  await expect(about.getByRole('switch', { name: 'Look for new versions' })).toHaveCount(0);
});
